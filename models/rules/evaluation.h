// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/promql/value.h"
#include "models/rules/rule.h"
#include "models/rules/servicekey.h"

#include <vector>

namespace readyroom::rules {

/// What an instant evaluation yielded, as a vector: a scalar becomes one element without labels. A string or matrix is
/// Kind::Config, as in Prometheus.
[[nodiscard]] Result<promql::Vector> asVector(const promql::Value &value);

/// The samples that `rule` adds for the result of its expression: the metric name becomes `record`, the rule's labels
/// win. Kind::Config when two elements end up with the same labels.
[[nodiscard]] Result<promql::Vector> recorded(const RecordingRule &rule, const promql::Vector &result);

/// True when the expression looks at single instants only (no range selector, subquery or offset), so that it may run
/// after each scrape and costs what it selects.
[[nodiscard]] bool isInstantaneous(const promql::Expr &expr);

/// The expression with every selector narrowed to one service.
[[nodiscard]] promql::ExprPtr restrictedTo(const promql::ExprPtr &expr, const ServiceKey &service);

} // namespace readyroom::rules
