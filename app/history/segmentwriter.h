// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/history/segment.h"
#include "app/history/segmentfolder.h"
#include "models/ports/error.h"

#include <QString>

#include <optional>

namespace readyroom::history {

struct SegmentLimits {
    std::int64_t bytes = std::int64_t{8} * 1024 * 1024; ///< a segment that has grown beyond this is closed
    Duration age{30 * 60 * 1000}; ///< and one that was begun this long ago
    Duration sync{
        10'000}; ///< what is older than this has reached the disk (fdatasync); a crash of the system loses less
};

/// Appends batches to segment files of its own, begun when needed and closed when full. A batch is written whole or not
/// at all. May wait for the disk.
class SegmentWriter final {
public:
    SegmentWriter(SegmentFolder folder, std::uint64_t run, SegmentLimits limits);
    /// Syncs and closes.
    ~SegmentWriter();
    SegmentWriter(const SegmentWriter &) = delete;
    SegmentWriter &operator=(const SegmentWriter &) = delete;

    /// After a failure (Kind::Io) the batch is lost and the next one begins a new file. True when it began a file.
    [[nodiscard]] Result<bool> append(std::int64_t at, const std::vector<series::KeptSample> &samples);
    /// The file that is being written; empty when there is none.
    [[nodiscard]] QString path() const { return m_path; }

private:
    [[nodiscard]] Result<void> begin(std::int64_t at);
    [[nodiscard]] Result<void> write(const QByteArray &bytes);
    void sync(std::int64_t at);
    void close();

    SegmentFolder m_folder;
    std::uint64_t m_run;
    SegmentLimits m_limits;
    std::optional<SegmentEncoder> m_encoder; ///< of the open file
    QString m_path;
    int m_file = -1;
    int m_number = 0;
    std::int64_t m_bytes = 0;
    std::int64_t m_begun = 0; ///< ms
    std::int64_t m_synced = 0; ///< ms
};

} // namespace readyroom::history
