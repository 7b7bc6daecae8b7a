// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/history/segmentfolder.h"
#include "models/series/archive.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace spdlog {
class logger;
}

namespace readyroom::history {

struct ReadBounds {
    Timestamp from{}; ///< older samples are left out
    Timestamp now{}; ///< and so are those of the future
    std::size_t samples = 8'000'000; ///< beyond this many, the oldest segments are not read (16 bytes each in memory)
};

/// Reads all segments of a folder and joins their series: every run of a program that is not followed by another one
/// within a few seconds ends with a stale marker, one millisecond after its last sample, so that no line is drawn over
/// the time in which nobody looked. Where two programs ran at once, samples closer than the resolution are thinned out.
/// A damaged or foreign file is set aside, with one sentence in the log; its samples before the damage still count.
[[nodiscard]] std::vector<series::OldSeries> readHistory(const SegmentFolder &folder, const ReadBounds &bounds,
                                                         spdlog::logger &log, const std::stop_token &stop = {});

/// Joins what several runs recorded of one series; each part is ordered by time and not empty.
[[nodiscard]] std::vector<series::Sample> joined(std::vector<std::vector<series::Sample>> runs);

} // namespace readyroom::history
