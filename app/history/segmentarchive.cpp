// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/segmentarchive.h"

#include <QRandomGenerator>

#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>

#include <utility>

namespace readyroom::history {

namespace {

/// Two minutes of batches; a disk that hangs for longer costs history, not memory.
constexpr std::size_t maxBatches = 24;

} // namespace

SegmentArchive::SegmentArchive(ArchiveOptions options)
    : m_options(std::move(options))
    , m_folder(m_options.folder)
{
    if (!m_options.log) {
        m_options.log = std::make_shared<spdlog::logger>("history", std::make_shared<spdlog::sinks::null_sink_mt>());
    }
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

SegmentArchive::~SegmentArchive()
{
    m_thread.request_stop();
    m_thread.join();
}

void SegmentArchive::keep(std::int64_t ms, std::vector<series::KeptSample> samples)
{
    if (samples.empty()) {
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        if (m_batches.size() >= maxBatches) {
            m_batches.pop_front();
        }
        m_batches.push_back({ms, std::move(samples)});
    }
    m_work.notify_one();
}

std::optional<std::vector<series::OldSeries>> SegmentArchive::takeOld(std::size_t samples)
{
    const std::scoped_lock lock(m_mutex);
    if (m_read && m_old.empty()) {
        return std::nullopt;
    }
    std::vector<series::OldSeries> out;
    for (std::size_t taken = 0; taken < samples && !m_old.empty(); m_old.pop_back()) {
        taken += m_old.back().samples.size();
        out.push_back(std::move(m_old.back()));
    }
    return out;
}

std::size_t SegmentArchive::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return m_batches.size() + (m_writing ? 1 : 0);
}

void SegmentArchive::run(const std::stop_token &stop)
{
    read(stop);
    SegmentWriter writer(m_folder, QRandomGenerator::system()->generate64(), m_options.segment);
    std::unique_lock lock(m_mutex);
    while (m_work.wait(lock, stop, [this] { return !m_batches.empty(); })) {
        const Batch batch = std::move(m_batches.front());
        m_batches.pop_front();
        m_writing = true;
        lock.unlock();
        write(writer, batch);
        lock.lock();
        m_writing = false;
    }
}

void SegmentArchive::read(const std::stop_token &stop)
{
    const Timestamp now = m_options.clock->now();
    std::vector<series::OldSeries> old = readHistory(
        m_folder, {.from = now - m_options.bound, .now = now, .samples = m_options.maxSamples}, *m_options.log, stop);
    const std::scoped_lock lock(m_mutex);
    m_old = std::move(old);
    m_read = true;
}

void SegmentArchive::write(SegmentWriter &writer, const Batch &batch)
{
    const Result<bool> began = writer.append(batch.at, batch.samples);
    if (began && *began) {
        sweep(writer.path());
    }
    if (std::exchange(m_failing, !began) == !began) {
        return;
    }
    if (began) {
        m_options.log->info("The history of the charts is kept again.");
    } else {
        m_options.log->warn("The history of the charts is not kept now. {}", began.error().message.toStdString());
    }
}

void SegmentArchive::sweep(const QString &keep) const
{
    // The newest sample of a segment may be as much younger than its name.
    const Timestamp now = m_options.clock->now();
    m_folder.sweep(now - m_options.bound - m_options.segment.age, m_options.maxBytes, keep, now);
}

} // namespace readyroom::history
