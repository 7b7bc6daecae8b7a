// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/severity.h"

#include <array>
#include <utility>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

struct Row {
    Severity severity;
    QLatin1StringView name;
    double weight;
    HalfHours effort;
};

constexpr std::array rows{Row{Severity::Critical, "critical"_L1, 10.0, 16}, Row{Severity::High, "high"_L1, 7.5, 16},
                          Row{Severity::Medium, "medium"_L1, 5.0, 8}, Row{Severity::Low, "low"_L1, 2.5, 4}};

const Row &rowOf(Severity severity)
{
    return rows[static_cast<std::size_t>(severity)];
}

} // namespace

QString severityName(Severity severity)
{
    return rowOf(severity).name;
}

std::optional<Severity> severityFromName(QStringView name)
{
    for (const Row &row : rows) {
        if (name == row.name) {
            return row.severity;
        }
    }
    return std::nullopt;
}

double defaultWeight(Severity severity)
{
    return rowOf(severity).weight;
}

HalfHours assumedEffort(Severity severity)
{
    return rowOf(severity).effort;
}

} // namespace readyroom::readiness
