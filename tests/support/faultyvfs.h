// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <condition_variable>
#include <mutex>
#include <sqlite3.h>

namespace readyroom::test {

/// A SQLite VFS (https://sqlite.org/vfs.html) over the system's that fails where a test wants it to. Registered in this
/// process under name() as long as it lives; all connections through it must be closed before it goes. From any thread.
class FaultyVfs final {
public:
    explicit FaultyVfs(QByteArray name);
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs &) = delete;
    FaultyVfs &operator=(const FaultyVfs &) = delete;

    [[nodiscard]] QString name() const { return QString::fromLatin1(m_name); }

    /// The nth write, truncation or sync from now on (1: the next) fails with `code`, an (extended) result code of
    /// SQLite; when it lasts, so do all behind it. Counts from zero again.
    void failAt(int nth, int code, bool lasts);
    void heal();
    /// Writes, truncations and syncs since the last failAt() or heal(), failed ones included.
    [[nodiscard]] int writes() const;
    /// Databases are opened read-only, as if the file's mode or its disk said so. For those opened from now on.
    void setReadOnly(bool readOnly);
    /// Every write, truncation and sync waits until release().
    void stall();
    void release();
    /// Whether one waits at this moment.
    [[nodiscard]] bool isStalling() const;

private:
    struct File;
    static FaultyVfs &of(sqlite3_vfs *vfs) { return *static_cast<FaultyVfs *>(vfs->pAppData); }
    static int open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags);
    static const sqlite3_io_methods &methods();
    /// SQLITE_OK, or what the next write fails with.
    [[nodiscard]] int next();

    QByteArray m_name;
    sqlite3_vfs *m_real;
    sqlite3_vfs m_vfs;
    mutable std::mutex m_mutex;
    std::condition_variable m_released;
    int m_writes = 0;
    int m_failAt = 0; ///< 0: never
    int m_code = SQLITE_OK;
    bool m_lasts = false;
    bool m_readOnly = false;
    bool m_stalled = false;
    int m_stalling = 0;
};

} // namespace readyroom::test
