// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/httpfwd.h"
#include "app/lab/optimizer/failover.h"

#include <QString>

#include <expected>

namespace readyroom::lab {

/// A failover as ordered over the control port: `{"strategy":"gradual","to":"backup","weight":0.2,"instance":0}`.
/// Every key is optional; what is absent stays as it is.
struct FailoverOrder {
    std::optional<Failover::Strategy> strategy = {};
    std::optional<std::size_t> preferred = {};
    std::optional<double> weight = {}; ///< share of the origin that is not preferred, for the strategy weighted
    std::optional<int> instance = {};

    [[nodiscard]] Failover::Plan appliedTo(const Failover::Plan &plan) const;
};

/// Reads and checks an order. The error is one sentence.
[[nodiscard]] std::expected<FailoverOrder, QString> readFailoverOrder(const httplib::Request &request, int instances);

} // namespace readyroom::lab
