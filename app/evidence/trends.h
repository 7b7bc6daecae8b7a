// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "models/readiness/assessment.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace readyroom::evidence {

/// The numbers behind each item's evidence over the last quarter of an hour, one each five seconds at most.
class Trends final {
public:
    static constexpr Duration spacing{5000};
    static constexpr std::size_t longest = 180; ///< points of one item

    using Line = std::vector<std::pair<Timestamp, double>>;

    void add(const readiness::Assessment &assessment);
    /// As many as the last assessment had items.
    [[nodiscard]] const std::vector<Line> &lines() const { return m_lines; }

private:
    std::vector<Line> m_lines;
    std::vector<QString> m_items; ///< whose lines they are: ids
};

} // namespace readyroom::evidence
