// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/segment.h"

#include "app/history/bytes.h"
#include "app/history/crc32c.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

namespace readyroom::history {

namespace {

constexpr QByteArrayView magic{"RRSERIES"};
constexpr std::uint32_t version = 1;
constexpr qsizetype headerSize = 24;
constexpr qsizetype recordHeaderSize = 12;

QByteArray lengthBytes(qsizetype length)
{
    QByteArray out;
    ByteWriter(out).fixed32(static_cast<std::uint32_t>(length));
    return out;
}

/// What is known of the series of a segment while it is read.
struct Reading {
    struct Series {
        series::Labels labels;
        std::vector<series::Sample> samples = {};
        std::uint64_t value = 0; ///< bits
        std::int64_t time = 0;
        bool any = false;
    };
    std::vector<Series> series;
    std::size_t samples = 0;
};

bool readNewSeries(ByteReader &in, Reading &reading)
{
    for (std::uint64_t left = in.number(); left > 0 && !in.failed(); --left) {
        std::vector<series::Label> labels;
        for (std::uint64_t more = in.number(); more > 0 && !in.failed(); --more) {
            QByteArray name = in.text();
            QByteArray value = in.text();
            labels.push_back({std::move(name), std::move(value)});
        }
        if (in.failed() || labels.empty()) {
            return false;
        }
        reading.series.push_back({.labels = series::Labels::fromUnsorted(std::move(labels))});
    }
    return !in.failed();
}

bool readPayload(QByteArrayView payload, std::int64_t from, std::int64_t to, Reading &reading)
{
    ByteReader in(payload);
    const auto at = static_cast<std::int64_t>(in.fixed64());
    if (!readNewSeries(in, reading)) {
        return false;
    }
    std::uint64_t number = 0;
    for (std::uint64_t left = in.number(); left > 0; --left) {
        const std::uint64_t word = in.number();
        number += word >> 1;
        const auto time =
            static_cast<std::int64_t>(static_cast<std::uint64_t>(at) + static_cast<std::uint64_t>(in.difference()));
        if (in.failed() || number >= reading.series.size()) {
            return false;
        }
        Reading::Series &series = reading.series[number];
        if ((word & 1) == 0) {
            series.value = in.fixed64();
        }
        if (in.failed() || (series.any && time <= series.time)) {
            return false;
        }
        series.any = true;
        series.time = time;
        if (time >= from && time <= to) {
            series.samples.push_back({time, std::bit_cast<double>(series.value)});
            ++reading.samples;
        }
    }
    return !in.failed() && in.atEnd();
}

bool isZero(QByteArrayView bytes)
{
    return std::ranges::all_of(bytes, [](char byte) { return byte == 0; });
}

/// The run of a good header.
std::optional<std::uint64_t> readHeader(QByteArrayView bytes)
{
    ByteReader in(bytes.sliced(magic.size()));
    const bool rightVersion = in.fixed32() == version;
    const std::uint64_t run = in.fixed64();
    const bool good = bytes.startsWith(magic) && rightVersion && in.fixed32() == crc32c(bytes.first(headerSize - 4));
    return good ? std::optional(run) : std::nullopt;
}

SegmentEnd readRecords(QByteArrayView rest, std::int64_t from, std::int64_t to, Reading &reading)
{
    while (!rest.isEmpty()) {
        if (rest.size() < recordHeaderSize || isZero(rest)) {
            return SegmentEnd::Torn;
        }
        ByteReader in(rest);
        const std::uint32_t length = in.fixed32();
        if (in.fixed32() != crc32c(rest.first(4))) {
            return SegmentEnd::Corrupt;
        }
        const std::uint32_t crc = in.fixed32();
        if (length > in.left()) {
            return SegmentEnd::Torn;
        }
        const QByteArrayView payload = rest.sliced(recordHeaderSize, length);
        rest = rest.sliced(recordHeaderSize + length);
        if (crc32c(payload) != crc) {
            // The last record may be long enough and still not have reached the disk.
            return rest.isEmpty() ? SegmentEnd::Torn : SegmentEnd::Corrupt;
        }
        if (!readPayload(payload, from, to, reading)) {
            return SegmentEnd::Corrupt;
        }
    }
    return SegmentEnd::Whole;
}

} // namespace

SegmentEncoder::SegmentEncoder(std::uint64_t run)
    : m_run(run)
{
}

QByteArray SegmentEncoder::header() const
{
    QByteArray out = magic.toByteArray();
    ByteWriter writer(out);
    writer.fixed32(version);
    writer.fixed64(m_run);
    writer.fixed32(crc32c(out));
    return out;
}

QByteArray SegmentEncoder::record(std::int64_t at, const std::vector<series::KeptSample> &samples)
{
    if (samples.empty()) {
        return {};
    }
    struct Numbered {
        Known *known;
        series::Sample sample;
    };
    std::vector<Numbered> numbered;
    std::vector<const series::Labels *> fresh;
    numbered.reserve(samples.size());
    for (const series::KeptSample &sample : samples) {
        const auto [it, isNew] = m_known.try_emplace(sample.labels, Known{.number = m_known.size()});
        if (isNew) {
            fresh.push_back(sample.labels.get());
        }
        numbered.push_back({&it->second, sample.sample});
    }
    std::ranges::sort(numbered, {}, [](const Numbered &n) { return std::pair(n.known->number, n.sample.t); });

    QByteArray payload;
    ByteWriter writer(payload);
    writer.fixed64(static_cast<std::uint64_t>(at));
    writer.number(fresh.size());
    for (const series::Labels *const labels : fresh) {
        writer.number(labels->size());
        for (const series::Label &label : *labels) {
            writer.text(label.name);
            writer.text(label.value);
        }
    }
    writer.number(numbered.size());
    std::uint64_t before = 0;
    for (const auto &[known, sample] : numbered) {
        const auto bits = std::bit_cast<std::uint64_t>(sample.v);
        const bool same = std::exchange(known->written, true) && known->value == bits;
        known->value = bits;
        writer.number(((known->number - before) << 1) | (same ? 1U : 0U));
        before = known->number;
        writer.difference(sample.t - at);
        if (!same) {
            writer.fixed64(bits);
        }
    }

    const QByteArray length = lengthBytes(payload.size());
    QByteArray out = length;
    ByteWriter head(out);
    head.fixed32(crc32c(length));
    head.fixed32(crc32c(payload));
    return out + payload;
}

Segment readSegment(QByteArrayView bytes, std::int64_t from, std::int64_t to)
{
    if (bytes.size() < headerSize) {
        const QByteArrayView start = bytes.first(std::min(bytes.size(), magic.size()));
        const bool ours = magic.first(start.size()) == start || isZero(bytes);
        return {.end = ours ? SegmentEnd::Torn : SegmentEnd::Corrupt};
    }
    const std::optional<std::uint64_t> run = readHeader(bytes);
    if (!run) {
        return {.end = isZero(bytes) ? SegmentEnd::Torn : SegmentEnd::Corrupt};
    }
    Reading reading;
    Segment segment{.run = *run, .end = readRecords(bytes.sliced(headerSize), from, to, reading)};
    segment.samples = reading.samples;
    for (Reading::Series &series : reading.series) {
        if (!series.samples.empty()) {
            segment.series.push_back({std::move(series.labels), std::move(series.samples)});
        }
    }
    return segment;
}

} // namespace readyroom::history
