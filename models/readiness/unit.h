// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace readyroom::readiness {

/// How a measured number is shown.
enum class Unit { None, Seconds, Bytes, Ratio, Percent, PerSecond, Days, Hours };

/// The words that files have for them.
inline constexpr std::array unitNames{
    std::pair{QLatin1StringView("none"), Unit::None},       std::pair{QLatin1StringView("seconds"), Unit::Seconds},
    std::pair{QLatin1StringView("bytes"), Unit::Bytes},     std::pair{QLatin1StringView("ratio"), Unit::Ratio},
    std::pair{QLatin1StringView("percent"), Unit::Percent}, std::pair{QLatin1StringView("per_second"), Unit::PerSecond},
    std::pair{QLatin1StringView("days"), Unit::Days},       std::pair{QLatin1StringView("hours"), Unit::Hours}};

/// Absent for any other word.
[[nodiscard]] inline std::optional<Unit> unitFromName(QStringView word)
{
    for (const auto &[name, value] : unitNames) {
        if (word == name) {
            return value;
        }
    }
    return std::nullopt;
}

[[nodiscard]] inline QString unitName(Unit unit)
{
    for (const auto &[name, value] : unitNames) {
        if (value == unit) {
            return name;
        }
    }
    return {};
}

} // namespace readyroom::readiness
