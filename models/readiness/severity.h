// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace readyroom::readiness {

/// How bad it is when an item of a checklist is not fulfilled.
enum class Severity { Critical, High, Medium, Low };
inline constexpr int severityCount = 4;

/// "critical", "high", "medium", "low".
[[nodiscard]] QString severityName(Severity severity);
[[nodiscard]] std::optional<Severity> severityFromName(QStringView name);

/// What an item weighs that names no weight of its own: critical 10, high 7.5, medium 5, low 2.5 (as OpenSSF Scorecard
/// weighs its checks by risk).
[[nodiscard]] double defaultWeight(Severity severity);

/// Work in half hours, the unit in which the shortest path to GO is computed.
using HalfHours = int;
[[nodiscard]] constexpr double toHours(HalfHours effort)
{
    return effort / 2.0;
}

/// What an item is taken to cost that names no effort: critical and high 8 h, medium 4 h, low 2 h.
[[nodiscard]] HalfHours assumedEffort(Severity severity);

} // namespace readyroom::readiness
