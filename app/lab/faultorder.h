// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/faults.h"
#include "app/lab/httpfwd.h"

#include <QJsonObject>
#include <QString>

#include <expected>
#include <optional>

namespace readyroom::lab {

/// A fault as ordered over the control port:
/// `{"latency_ms":200,"error_ratio":0.1,"down":true,"instance":0,"origin":"primary","clear":true}`.
/// Every key is optional; what is absent stays as it is, `clear` starts from a service without faults.
struct FaultOrder {
    FaultChange change = {};
    std::optional<int> instance = {}; ///< all instances when absent
    QString origin = {}; ///< the fault is of this origin, not of the service itself
    bool operator==(const FaultOrder &) const = default;
};

/// Reads and checks an order for a service of `instances` instances. The error is one sentence.
[[nodiscard]] std::expected<FaultOrder, QString> readFaultOrder(const httplib::Request &request, int instances,
                                                                const QStringList &origins = {});
/// `{"latency_ms","error_ratio","down"}`.
[[nodiscard]] QJsonObject faultReport(const Fault &fault);

} // namespace readyroom::lab
