// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyreader.h"

#include "app/history/segment.h"

#include <QFile>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <ranges>
#include <unordered_map>
#include <utility>

namespace readyroom::history {

using namespace Qt::StringLiterals;
using series::Sample;

namespace {

/// Larger files are not ours: SegmentLimits closes a segment long before.
constexpr std::int64_t maxFileBytes = std::int64_t{64} * 1024 * 1024;
/// Samples of one series are 5 s apart, less the jitter of timers.
constexpr std::int64_t resolution = 4500;
/// As many missing samples are a gap.
constexpr std::int64_t gap = 15'000;

/// A value before the marker of the same time, which would hide it.
std::pair<std::int64_t, bool> inOrder(const Sample &sample)
{
    return {sample.t, series::isStale(sample.v)};
}

struct RunOfSeries {
    std::uint64_t run = 0;
    std::vector<Sample> samples;
};
using Collected = std::unordered_map<series::Labels, std::vector<RunOfSeries>>;

void logSetAside(const SegmentFolder &folder, const SegmentFile &file, Timestamp now, spdlog::logger &log)
{
    const Result<QString> moved = folder.setAside(file, now);
    if (moved) {
        log.warn("The history file {} is damaged and was set aside as {}.", file.path.toStdString(),
                 moved->toStdString());
    } else {
        log.warn("The history file {} is damaged. {}", file.path.toStdString(), moved.error().message.toStdString());
    }
}

/// Absent when the file cannot be read now, which is no damage.
std::optional<Segment> readFile(const SegmentFolder &folder, const SegmentFile &file, const ReadBounds &bounds,
                                spdlog::logger &log)
{
    QFile in(file.path);
    if (!in.open(QIODevice::ReadOnly)) {
        if (in.exists()) {
            log.warn("The history file {} cannot be read: {}.", file.path.toStdString(),
                     in.errorString().toStdString());
        }
        return std::nullopt;
    }
    Segment segment{.end = SegmentEnd::Corrupt};
    if (in.size() <= maxFileBytes) {
        const QByteArray bytes = in.readAll();
        if (in.error() != QFileDevice::NoError) {
            log.warn("The history file {} cannot be read: {}.", file.path.toStdString(),
                     in.errorString().toStdString());
            return std::nullopt;
        }
        segment = readSegment(bytes, toMillis(bounds.from), toMillis(bounds.now));
    }
    if (segment.end == SegmentEnd::Corrupt) {
        logSetAside(folder, file, bounds.now, log);
    }
    return segment;
}

void collect(Collected &all, Segment segment)
{
    for (series::OldSeries &old : segment.series) {
        std::vector<RunOfSeries> &runs = all[std::move(old.labels)];
        const auto same = std::ranges::find(runs, segment.run, &RunOfSeries::run);
        if (same == runs.end()) {
            runs.push_back({segment.run, std::move(old.samples)});
        } else {
            same->samples.insert(same->samples.end(), old.samples.begin(), old.samples.end());
        }
    }
}

} // namespace

std::vector<Sample> joined(std::vector<std::vector<Sample>> runs)
{
    std::vector<Sample> all;
    for (std::vector<Sample> &samples : runs) {
        // A clock that was set back leaves samples out of order even within a run.
        std::ranges::sort(samples, {}, inOrder);
        if (!series::isStale(samples.back().v)) {
            samples.push_back({samples.back().t + 1, series::staleNaN()});
        }
        all.insert(all.end(), samples.begin(), samples.end());
    }
    if (!std::ranges::is_sorted(all, {}, &Sample::t)) {
        std::ranges::sort(all, {}, inOrder);
    }
    const bool thin = runs.size() > 1;
    std::vector<Sample> out;
    out.reserve(all.size());
    std::int64_t lastValue = std::numeric_limits<std::int64_t>::min() / 2;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Sample &sample = all[i];
        const bool again = !out.empty() && sample.t <= out.back().t;
        const bool stale = series::isStale(sample.v);
        const bool goesOn = thin && stale && i + 1 < all.size() && all[i + 1].t - sample.t < gap;
        if (again || goesOn || (thin && !stale && sample.t - lastValue < resolution)) {
            continue;
        }
        lastValue = stale ? lastValue : sample.t;
        out.push_back(sample);
    }
    if (!series::isStale(out.back().v)) {
        out.push_back({out.back().t + 1, series::staleNaN()});
    }
    return out;
}

std::vector<series::OldSeries> readHistory(const SegmentFolder &folder, const ReadBounds &bounds, spdlog::logger &log,
                                           const std::stop_token &stop)
{
    std::vector<SegmentFile> files = folder.segments();
    std::ranges::reverse(files);
    std::vector<Segment> segments;
    std::size_t samples = 0;
    for (const SegmentFile &file : files) {
        if (samples >= bounds.samples || stop.stop_requested()) {
            break;
        }
        if (std::optional<Segment> segment = readFile(folder, file, bounds, log)) {
            samples += segment->samples;
            segments.push_back(*std::move(segment));
        }
    }
    Collected all;
    for (Segment &segment : std::views::reverse(segments)) {
        collect(all, std::exchange(segment, {}));
    }
    std::vector<series::OldSeries> out;
    out.reserve(all.size());
    for (auto &[labels, runs] : all) {
        std::vector<std::vector<Sample>> parts;
        for (RunOfSeries &run : runs) {
            parts.push_back(std::move(run.samples));
        }
        out.push_back({labels, joined(std::move(parts))});
    }
    return out;
}

} // namespace readyroom::history
