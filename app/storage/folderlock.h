// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QString>

namespace readyroom::storage {

/// Keeps other programs, and other threads, from creating, moving or replacing files of ours in one folder (flock on
/// the folder).
class FolderLock final {
public:
    /// Of the folder in which the file `path` is, or will be. Makes the folder, mode 0700, when it is missing, and
    /// waits for the lock. Kind::Timeout when another program holds it for longer than `atMost`; Kind::Io.
    [[nodiscard]] static Result<FolderLock> take(const QString &path, Duration atMost);
    ~FolderLock();
    FolderLock(FolderLock &&other) noexcept;
    FolderLock &operator=(FolderLock &&) = delete;

private:
    explicit FolderLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor;
};

} // namespace readyroom::storage
