// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/history/segment.h"
#include "models/ports/clock.h"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <QByteArray>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <sstream>
#include <vector>

namespace readyroom::test {

constexpr std::int64_t firstBatch = 1'764'000'000'000; ///< ms

/// A wall clock that the test sets.
class WallClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return fromMillis(ms); }
    std::atomic<std::int64_t> ms = firstBatch;
};

/// A log whose text the test reads, once nobody writes to it any more.
struct TextLog {
    std::ostringstream text;
    std::shared_ptr<spdlog::logger> logger =
        std::make_shared<spdlog::logger>("history", std::make_shared<spdlog::sinks::ostream_sink_mt>(text));

    [[nodiscard]] int count(const std::string &word) const
    {
        const std::string all = text.str();
        int found = 0;
        for (std::size_t at = all.find(word); at != std::string::npos; at = all.find(word, at + 1)) {
            ++found;
        }
        return found;
    }
};

inline std::vector<std::shared_ptr<const series::Labels>> someSeries(int count)
{
    std::vector<std::shared_ptr<const series::Labels>> out;
    for (int i = 0; i < count; ++i) {
        out.push_back(std::make_shared<const series::Labels>(series::Labels{{"__name__", "probe_seconds"},
                                                                            {"environment", "test"},
                                                                            {"instance", QByteArray::number(i)},
                                                                            {"service", "shop"}}));
    }
    return out;
}

/// The n-th batch of a program that keeps these series every 5 s; every third value repeats.
inline std::vector<series::KeptSample> batch(const std::vector<std::shared_ptr<const series::Labels>> &labels, int n)
{
    std::vector<series::KeptSample> out;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        out.push_back({labels[i], {firstBatch + n * 5000 - static_cast<std::int64_t>(i), n % 3 == 0 ? n : n + 0.25}});
    }
    return out;
}

using ByLabels = std::map<series::Labels, std::vector<series::Sample>>;

inline ByLabels byLabels(const std::vector<series::OldSeries> &all)
{
    ByLabels out;
    for (const series::OldSeries &series : all) {
        out[series.labels] = series.samples;
    }
    return out;
}

/// What comes of batches 0 … batches - 1 as written.
inline ByLabels expected(const std::vector<std::shared_ptr<const series::Labels>> &labels, int batches)
{
    ByLabels out;
    for (int n = 0; n < batches; ++n) {
        for (const series::KeptSample &kept : batch(labels, n)) {
            out[*kept.labels].push_back(kept.sample);
        }
    }
    return out;
}

/// With the marker that ends each series.
inline ByLabels ended(ByLabels all)
{
    for (auto &[labels, samples] : all) {
        samples.push_back({samples.back().t + 1, series::staleNaN()});
    }
    return all;
}

} // namespace readyroom::test
