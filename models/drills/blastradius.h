// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace readyroom::drills {

/// What a purge is expected to do to the origin. Requests a second.
struct BlastRadius {
    enum class Verdict {
        Bearable, ///< the origin has borne as much
        Heavy, ///< above 80 % of what it is known to bear
        TooMuch, ///< above it
        Unknown ///< rate, hit ratio or capacity is not known
    };
    std::optional<double> requestRate = {};
    std::optional<double> hitRatio = {}; ///< 0 … 1
    std::optional<double> originNow = {}; ///< rate × (1 − hit ratio)
    std::optional<double> extra = {}; ///< rate × hit ratio: what the cache holds back now
    std::optional<double> capacity = {};
    QString capacityFrom = {}; ///< "given in the fleet file", "the most seen in 24 h"
    Verdict verdict = Verdict::Unknown;
    bool operator==(const BlastRadius &) const = default;
};

/// For a purge of the part `share` (0 … 1) of the cache. Absent and NaN inputs give absent figures.
[[nodiscard]] BlastRadius blastRadius(std::optional<double> requestRate, std::optional<double> hitRatio,
                                      std::optional<double> capacity, double share = 1.0);
/// One sentence for people, e.g. "Up to 180 requests/s more reach the origin; it has borne 60.".
[[nodiscard]] QString blastRadiusText(const BlastRadius &radius);

} // namespace readyroom::drills
