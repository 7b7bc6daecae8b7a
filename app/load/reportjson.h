// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/load/report.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace readyroom::load {

/// {"requests", "failed", "seconds", "mean", "p50", "p95", "p99", "success", "throughput", "client_busy", "statuses"}:
/// figures unrounded, NaN as null.
[[nodiscard]] QJsonObject toJson(const Report &report);

/// The figure of that name: mean, p50, p95, p99, success or throughput. Absent for any other name.
[[nodiscard]] std::optional<double> figureOf(const Report &report, const QString &name);

} // namespace readyroom::load
