// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/history/historyreader.h"
#include "app/history/segmentwriter.h"
#include "models/ports/clock.h"
#include "models/series/archive.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace readyroom::history {

struct ArchiveOptions {
    QString folder; ///< SegmentFolder::defaultPath(), but for tests
    Duration bound{std::int64_t{24} * 60 * 60 * 1000}; ///< older samples are neither kept nor read
    std::int64_t maxBytes = std::int64_t{256} * 1024 * 1024; ///< of all segments; beyond it the oldest go
    std::size_t maxSamples = 8'000'000; ///< read at start
    SegmentLimits segment = {};
    std::shared_ptr<const Clock> clock; ///< wall time
    std::shared_ptr<spdlog::logger> log = {}; ///< null: nothing is logged
};

/// Series in segment files, on a thread of its own: reads what is there, then writes what comes.
///
/// A batch is handed to the system as soon as it comes, so a program that is killed loses at most the last one; it has
/// reached the disk after SegmentLimits::sync, so a machine that loses power loses at most that. While nothing can be
/// written, batches are lost; the first one is logged, and that it works again.
class SegmentArchive final : public series::Archive {
public:
    explicit SegmentArchive(ArchiveOptions options);
    /// Writes what it was given, and waits for that.
    ~SegmentArchive() override;
    SegmentArchive(const SegmentArchive &) = delete;
    SegmentArchive &operator=(const SegmentArchive &) = delete;

    void keep(std::int64_t ms, std::vector<series::KeptSample> samples) override;
    [[nodiscard]] std::optional<std::vector<series::OldSeries>> takeOld(std::size_t samples) override;
    /// Batches that are not handed to the system yet. From any thread.
    [[nodiscard]] std::size_t waiting() const;

private:
    struct Batch {
        std::int64_t at = 0;
        std::vector<series::KeptSample> samples;
    };

    void run(const std::stop_token &stop);
    void read(const std::stop_token &stop);
    void write(SegmentWriter &writer, const Batch &batch);
    void sweep(const QString &keep) const;

    ArchiveOptions m_options;
    SegmentFolder m_folder;
    bool m_failing = false; ///< on the thread
    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable_any m_work;
    std::deque<Batch> m_batches;
    std::vector<series::OldSeries> m_old;
    bool m_read = false;
    bool m_writing = false;
    std::jthread m_thread;
};

} // namespace readyroom::history
