// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/m4.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace readyroom::paint {

double medianStep(std::span<const series::Sample> samples)
{
    constexpr std::size_t most = 128;
    std::array<std::int64_t, most> steps{};
    const std::size_t count = samples.size() < 2 ? 0 : std::min(samples.size() - 1, most);
    if (count == 0) {
        return 0;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = samples.size() - 1 - i;
        steps.at(i) = samples[at].t - samples[at - 1].t;
    }
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(steps.begin(), middle, steps.begin() + static_cast<std::ptrdiff_t>(count));
    return static_cast<double>(*middle);
}

void M4::setGrid(double columnMs, double maxGapMs)
{
    if (columnMs == m_columnMs && maxGapMs == m_wantedGapMs) {
        return;
    }
    m_columnMs = columnMs;
    m_wantedGapMs = maxGapMs;
    rebuild();
}

std::int64_t M4::indexOf(std::int64_t t) const
{
    return static_cast<std::int64_t>(std::floor(static_cast<double>(t) / m_columnMs));
}

void M4::setSamples(std::shared_ptr<const Samples> samples)
{
    m_lastWork = 0;
    if (samples == m_samples) {
        return;
    }
    const std::shared_ptr<const Samples> before = std::exchange(m_samples, std::move(samples));
    if (!before || before->empty() || !m_samples || m_samples->empty() || m_columns.empty()) {
        rebuild();
        return;
    }
    const auto overlap = std::ranges::lower_bound(*before, m_samples->front().t, {}, &series::Sample::t);
    const auto same = std::mismatch(overlap, before->end(), m_samples->begin(), m_samples->end());
    const auto kept = static_cast<std::size_t>(same.second - m_samples->begin());
    if (kept == 0) {
        rebuild();
        return;
    }
    dropFront(static_cast<std::size_t>(overlap - before->begin()));
    // Columns at or after the first difference are made anew, from the first sample of the earliest of them.
    const std::int64_t firstNew =
        kept < m_samples->size() ? indexOf((*m_samples)[kept].t) : indexOf(m_samples->back().t) + 1;
    const std::int64_t firstGone = same.first != before->end() ? indexOf(same.first->t) : firstNew;
    const std::int64_t from = std::min(firstNew, firstGone);
    while (!m_columns.empty() && m_columns.back().index >= from) {
        m_columns.pop_back();
    }
    std::size_t begin = kept;
    while (begin > 0 && indexOf((*m_samples)[begin - 1].t) >= from) {
        --begin;
    }
    aggregate(begin);
}

void M4::dropFront(std::size_t dropped)
{
    if (dropped == 0) {
        return;
    }
    const std::int64_t first = indexOf(m_samples->front().t);
    const auto keep = std::ranges::find_if(m_columns, [first](const Column &c) { return c.index > first; });
    // The column that lost only some of its samples is aggregated again, alone, and then put in front.
    std::vector<Column> rest(keep, m_columns.end());
    const auto end = std::ranges::find_if(*m_samples, [&](const series::Sample &s) { return indexOf(s.t) > first; });
    const std::shared_ptr<const Samples> all = m_samples;
    m_samples = std::make_shared<const Samples>(all->begin(), end);
    m_columns.clear();
    aggregate(0);
    m_samples = all;
    m_columns.insert(m_columns.end(), rest.begin(), rest.end());
}

void M4::rebuild()
{
    m_columns.clear();
    if (!m_samples || m_samples->empty() || m_columnMs <= 0) {
        return;
    }
    m_maxGapMs = m_wantedGapMs > 0 ? m_wantedGapMs : 2 * medianStep(*m_samples);
    aggregate(0);
}

void M4::aggregate(std::size_t begin)
{
    const Samples &samples = *m_samples;
    m_lastWork += samples.size() - begin;
    bool open = false; // whether a line leads from the sample before
    std::int64_t before = 0;
    if (begin > 0 && !std::isnan(samples[begin - 1].v)) {
        open = true;
        before = samples[begin - 1].t;
    }
    // The end of the current column in ms, so that most samples cost one comparison and no division.
    double columnEnd = -1;
    for (std::size_t i = begin; i < samples.size(); ++i) {
        const series::Sample &s = samples[i];
        if (std::isnan(s.v)) {
            open = false;
            continue;
        }
        const auto t = static_cast<double>(s.t);
        const bool connected = open && t - static_cast<double>(before) <= m_maxGapMs;
        if (connected && t < columnEnd) {
            Column &c = m_columns.back();
            if (s.v < c.minimum.v) {
                c.minimum = s;
            }
            if (s.v > c.maximum.v) {
                c.maximum = s;
            }
            c.last = s;
        } else {
            const std::int64_t index = indexOf(s.t);
            columnEnd = static_cast<double>(index + 1) * m_columnMs;
            m_columns.push_back({index, connected && !m_columns.empty(), s, s, s, s});
        }
        open = true;
        before = s.t;
    }
}

std::span<const Column> M4::columns(std::int64_t from, std::int64_t to) const
{
    auto begin = std::ranges::lower_bound(m_columns, from, {}, &Column::index);
    auto end = std::ranges::upper_bound(begin, m_columns.end(), to, {}, &Column::index);
    if (begin != m_columns.begin()) {
        --begin;
    }
    if (end != m_columns.end()) {
        ++end;
    }
    return {begin, end};
}

} // namespace readyroom::paint
