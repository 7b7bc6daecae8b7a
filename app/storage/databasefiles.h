// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace readyroom::storage {

/// Which files a SQLite database in WAL mode consists of at this moment: device and inode of FILE, FILE-wal and
/// FILE-shm; zeros for one that is not there. While a connection is open their numbers cannot be used again.
struct FileIdentity {
    struct Node {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        bool operator==(const Node &) const = default;
    };
    Node main;
    Node wal;
    Node shm;
    bool operator==(const FileIdentity &) const = default;
};

[[nodiscard]] FileIdentity identityOf(const QString &path);

/// Makes an empty database file, mode 0600, when there is none, and takes away what other users may do with an existing
/// one. A -wal or -shm beside a missing file is an orphan that SQLite would take for the new file's own: it is removed.
/// Under the folder's lock only. True when the file was made.
[[nodiscard]] Result<bool> secureDatabaseFile(const QString &path);
/// Renames the database and its -wal to FILE.`why`-<UTC time>, and removes its -shm. Returns the new name.
[[nodiscard]] Result<QString> setAside(const QString &path, const QString &why);
/// A name of that form that is not taken.
[[nodiscard]] QString nameAside(const QString &path, const QString &why);
/// Removes FILE-wal and FILE-shm if they are those of `left`, whose FILE is no longer there.
void removeLeftovers(const QString &path, const FileIdentity &left);

} // namespace readyroom::storage
