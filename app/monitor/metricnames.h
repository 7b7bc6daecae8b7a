// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/ast.h"
#include "models/series/labels.h"

#include <QByteArray>

#include <set>

namespace readyroom::monitor {

/// The metric names that an expression reads by exact name.
[[nodiscard]] std::set<QByteArray> metricNames(const promql::Expr &expr);
/// True for the samples that the engine itself writes about polls: up, probe_*.
[[nodiscard]] bool isPollMetric(QByteArrayView name);

} // namespace readyroom::monitor
