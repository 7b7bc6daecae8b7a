// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/httpfwd.h"
#include "app/lab/optimizer/failover.h"

#include <QJsonValue>
#include <QString>

#include <expected>

namespace readyroom::lab {

/// A failover as ordered: `{"strategy":"weighted","to":"primary","weight":25,"instance":0}`. Every key is optional;
/// what is absent stays as it is. `to` is the origin that is preferred, `weight` the share of the other one for the
/// strategy weighted: a number from 0 to 1 is a share, above 1 to 100 it is percent, and so is a text such as "25%".
/// `instance` is for the control port only.
struct FailoverOrder {
    std::optional<Failover::Strategy> strategy = {};
    std::optional<std::size_t> preferred = {};
    std::optional<double> weight = {}; ///< share of the origin that is not preferred, for the strategy weighted
    std::optional<int> instance = {};

    [[nodiscard]] Failover::Plan appliedTo(const Failover::Plan &plan) const;
};

/// Reads and checks an order for `instances` instances; 0: for the one that is asked. The error is one sentence.
[[nodiscard]] std::expected<FailoverOrder, QString> readFailoverOrder(const httplib::Request &request, int instances);
/// As `weight` of an order, 0 … 1. Absent when it is neither of what is said there.
[[nodiscard]] std::optional<double> readWeight(const QJsonValue &value);

} // namespace readyroom::lab
