// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/metricnames.h"

namespace readyroom::monitor {

std::set<QByteArray> metricNames(const promql::Expr &expr)
{
    std::set<QByteArray> names;
    if (const auto *selector = expr.as<promql::VectorSelector>()) {
        for (const series::Matcher &matcher : selector->matchers) {
            if (matcher.type() == series::Matcher::Type::Equal && matcher.name() == series::metricNameLabel) {
                names.insert(matcher.value());
            }
        }
    }
    for (const promql::ExprPtr &child : expr.children()) {
        names.merge(metricNames(*child));
    }
    return names;
}

bool isPollMetric(QByteArrayView name)
{
    return name == "up" || name.startsWith("probe_");
}

} // namespace readyroom::monitor
