// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/trends.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace readyroom::evidence {

using readiness::AssessedItem;
using readiness::Assessment;

namespace {

void append(Trends::Line &line, Timestamp at, double value)
{
    if (!line.empty() && at - line.back().first < Trends::spacing) {
        return;
    }
    if (line.size() >= Trends::longest) {
        line.erase(line.begin());
    }
    line.emplace_back(at, value);
}

} // namespace

void Trends::add(const Assessment &assessment)
{
    const auto ids = assessment.items
        | std::views::transform([](const AssessedItem &item) -> const QString & { return item.item->id; });
    if (!std::ranges::equal(ids, m_items)) {
        // Another version of the profile: what is still there keeps its line.
        std::vector<Line> lines(assessment.items.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto known = std::ranges::find(m_items, ids[i]);
            if (known != m_items.end()) {
                lines[i] = std::move(m_lines[static_cast<std::size_t>(known - m_items.begin())]);
            }
        }
        m_lines = std::move(lines);
        m_items.assign(ids.begin(), ids.end());
    }
    for (std::size_t i = 0; i < assessment.items.size(); ++i) {
        const readiness::Evidence &evidence = assessment.items[i].evidence;
        if (evidence.value && evidence.takenAt && std::isfinite(*evidence.value)) {
            append(m_lines[i], *evidence.takenAt, *evidence.value);
        }
    }
}

} // namespace readyroom::evidence
