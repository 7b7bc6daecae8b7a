// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/archive.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

namespace readyroom::history {

/// The bytes of a segment: one file, written by one program from front to back, readable by itself.
///
///     segment  header record*
///     header   "RRSERIES" version:u32=1 run:u64 crc:u32            24 bytes; crc over the 20 before it
///     record   length:u32 crc(length):u32 crc(payload):u32 payload
///     payload  at:u64 ms, n, n × new series, m, m × sample
///     series   n, n × (name, value)                                numbered from 0 in the order of the segment
///     sample   2 × (number - number before) + same, time - at, value:f64 unless it is the same as last time
///
/// u32, u64 and f64 are little-endian, texts have their length in front, all other numbers are LEB128 (differences of
/// times: zigzag). crc is CRC-32C.
class SegmentEncoder final {
public:
    /// `run` names the run of the program: series of the same run go on from one segment to the next.
    explicit SegmentEncoder(std::uint64_t run);

    [[nodiscard]] QByteArray header() const;
    /// Empty when there is nothing to write.
    [[nodiscard]] QByteArray record(std::int64_t at, const std::vector<series::KeptSample> &samples);

private:
    struct Known {
        std::uint64_t number = 0;
        std::uint64_t value = 0; ///< bits
        bool written = false;
    };
    std::uint64_t m_run;
    std::unordered_map<std::shared_ptr<const series::Labels>, Known> m_known; ///< the pointer is the series
};

enum class SegmentEnd {
    Whole, ///< ends with its last record
    Torn, ///< ends within a record, as after a crash; what is before it is good
    Corrupt, ///< was changed, or never was a segment; what is before the damage is good
};

struct Segment {
    std::uint64_t run = 0;
    std::vector<series::OldSeries> series = {}; ///< as written: times in order, no stale marker added
    std::size_t samples = 0;
    SegmentEnd end = SegmentEnd::Whole;
};

/// Reads samples with from <= t <= to (ms). Never fails: what is not good is told by `end`.
[[nodiscard]] Segment readSegment(QByteArrayView bytes, std::int64_t from, std::int64_t to);

} // namespace readyroom::history
