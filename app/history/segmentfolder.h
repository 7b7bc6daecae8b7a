// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace readyroom::history {

/// A segment file by its name: series-20261121T020000.000Z-4711-3.rrs, of the program with process id 4711.
struct SegmentFile {
    QString path;
    Timestamp start{}; ///< when it was begun, by its name
    std::int64_t bytes = 0;
};

/// The folder that holds segments; other files in it are left alone.
class SegmentFolder final {
public:
    explicit SegmentFolder(QString path);

    /// $XDG_STATE_HOME/readyroom/history, or ~/.local/state/readyroom/history (XDG Base Directory Specification 0.8).
    [[nodiscard]] static QString defaultPath();

    /// Makes the folder, readable by its owner only. Kind::Io.
    [[nodiscard]] Result<void> make() const;
    /// Oldest first.
    [[nodiscard]] std::vector<SegmentFile> segments() const;
    [[nodiscard]] QString pathFor(Timestamp start, std::int64_t processId, int number) const;

    /// Renames to NAME.corrupt-20261121T020000Z, with a number behind it when there is such a file; yields the new
    /// name.
    [[nodiscard]] Result<QString> setAside(const SegmentFile &file, Timestamp now) const;
    /// Deletes segments that began before `before`, the oldest ones beyond `maxBytes` in all, and files set aside more
    /// than 30 days before `now`. Never `keep`.
    void sweep(Timestamp before, std::int64_t maxBytes, const QString &keep, Timestamp now) const;

private:
    QString m_path;
};

} // namespace readyroom::history
