// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/sample.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace readyroom::paint {

/// What remains of all samples that fall into one pixel column: enough to draw the same pixels as all of them (M4:
/// Jugel, Jerzak, Hackenbroich and Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7(10),
/// 2014). Where a gap splits a column there are several entries with its index.
struct Column {
    std::int64_t index = 0; ///< floor(t / width of a column), so it keeps its number while the window slides
    bool connected = false; ///< a line leads here from the entry before
    series::Sample first;
    series::Sample minimum;
    series::Sample maximum;
    series::Sample last;
    bool operator==(const Column &) const = default;
};

/// Keeps the columns of one trace up to date. Columns lie on a grid of absolute time, so a window that slides drops
/// columns in front and appends behind and touches none between.
class M4 final {
public:
    using Samples = std::vector<series::Sample>;

    /// `columnMs`: how many milliseconds one pixel column shows (> 0, may be a fraction). `maxGapMs`: samples further
    /// apart are not connected; 0 or less: twice the median distance. Starts anew when anything changed.
    void setGrid(double columnMs, double maxGapMs);

    /// Samples ordered by time; NaN is a gap. Costs only what is new when they continue the samples before (the same
    /// ones, perhaps without some in front and with some more behind).
    void setSamples(std::shared_ptr<const Samples> samples);

    [[nodiscard]] const std::shared_ptr<const Samples> &samples() const { return m_samples; }
    [[nodiscard]] std::span<const Column> columns() const { return m_columns; }
    [[nodiscard]] double columnMs() const { return m_columnMs; }
    /// The columns with from <= index <= to, and one more on either side, to which lines may lead.
    [[nodiscard]] std::span<const Column> columns(std::int64_t from, std::int64_t to) const;
    [[nodiscard]] std::int64_t indexOf(std::int64_t t) const;
    /// How many samples the last setSamples() had to look at; for tests of the incremental update.
    [[nodiscard]] std::size_t lastWork() const { return m_lastWork; }

private:
    void rebuild();
    void aggregate(std::size_t begin);
    void dropFront(std::size_t dropped);

    double m_columnMs = 0;
    double m_wantedGapMs = 0;
    double m_maxGapMs = 0;
    std::shared_ptr<const Samples> m_samples;
    std::vector<Column> m_columns;
    std::size_t m_lastWork = 0;
};

/// The median distance of neighbours in ms (of at most the last 128), 0 for fewer than two samples.
[[nodiscard]] double medianStep(std::span<const series::Sample> samples);

} // namespace readyroom::paint
