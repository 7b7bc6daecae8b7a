// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultyvfs.h"

#include <utility>

namespace readyroom::test {

/// Followed in memory by the file of the system's VFS.
struct FaultyVfs::File {
    sqlite3_file base;
    FaultyVfs *owner;

    static File &of(sqlite3_file *file) { return *reinterpret_cast<File *>(file); }
    static sqlite3_file *real(sqlite3_file *file) { return reinterpret_cast<sqlite3_file *>(&of(file) + 1); }
};

FaultyVfs::FaultyVfs(QByteArray name)
    : m_name(std::move(name))
    , m_real(sqlite3_vfs_find(nullptr))
    , m_vfs(*m_real)
{
    m_vfs.zName = m_name.constData();
    m_vfs.pAppData = this;
    m_vfs.szOsFile = static_cast<int>(sizeof(File)) + m_real->szOsFile;
    m_vfs.iVersion = 1;
    m_vfs.pNext = nullptr;
    // The others do not look at their VFS argument's data: they work as they are.
    m_vfs.xOpen = &FaultyVfs::open;
    sqlite3_vfs_register(&m_vfs, 0);
}

FaultyVfs::~FaultyVfs()
{
    sqlite3_vfs_unregister(&m_vfs);
}

int FaultyVfs::open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    FaultyVfs &self = of(vfs);
    {
        const std::scoped_lock lock(self.m_mutex);
        if (self.m_readOnly && (flags & SQLITE_OPEN_MAIN_DB)) {
            flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
        }
    }
    File &opened = File::of(file);
    opened.base.pMethods = nullptr;
    opened.owner = &self;
    const int result = self.m_real->xOpen(self.m_real, name, File::real(file), flags, outFlags);
    if (File::real(file)->pMethods) {
        opened.base.pMethods = &methods();
    }
    return result;
}

const sqlite3_io_methods &FaultyVfs::methods()
{
    using F = sqlite3_file;
    constexpr auto real = &File::real;
    static const sqlite3_io_methods table{
        .iVersion = 2,
        .xClose = [](F *f) { return real(f)->pMethods->xClose(real(f)); },
        .xRead = [](F *f, void *to, int size,
                    sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), to, size, at); },
        .xWrite =
            [](F *f, const void *from, int size, sqlite3_int64 at) {
                const int fault = File::of(f).owner->next();
                return fault ? fault : real(f)->pMethods->xWrite(real(f), from, size, at);
            },
        .xTruncate =
            [](F *f, sqlite3_int64 size) {
                const int fault = File::of(f).owner->next();
                return fault ? fault : real(f)->pMethods->xTruncate(real(f), size);
            },
        .xSync =
            [](F *f, int flags) {
                const int fault = File::of(f).owner->next();
                return fault ? fault : real(f)->pMethods->xSync(real(f), flags);
            },
        .xFileSize = [](F *f, sqlite3_int64 *size) { return real(f)->pMethods->xFileSize(real(f), size); },
        .xLock = [](F *f, int level) { return real(f)->pMethods->xLock(real(f), level); },
        .xUnlock = [](F *f, int level) { return real(f)->pMethods->xUnlock(real(f), level); },
        .xCheckReservedLock = [](F *f, int *out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); },
        .xFileControl = [](F *f, int op, void *arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); },
        .xSectorSize = [](F *f) { return real(f)->pMethods->xSectorSize(real(f)); },
        .xDeviceCharacteristics = [](F *f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
        .xShmMap = [](F *f, int page, int size, int extend,
                      void volatile **out) { return real(f)->pMethods->xShmMap(real(f), page, size, extend, out); },
        .xShmLock = [](F *f, int offset, int n,
                       int flags) { return real(f)->pMethods->xShmLock(real(f), offset, n, flags); },
        .xShmBarrier = [](F *f) { real(f)->pMethods->xShmBarrier(real(f)); },
        .xShmUnmap = [](F *f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
        .xFetch = nullptr,
        .xUnfetch = nullptr,
    };
    return table;
}

int FaultyVfs::next()
{
    std::unique_lock lock(m_mutex);
    if (m_stalled) {
        ++m_stalling;
        m_released.wait(lock, [this] { return !m_stalled; });
        --m_stalling;
    }
    ++m_writes;
    if (m_failAt == 0 || m_writes < m_failAt || (m_writes > m_failAt && !m_lasts)) {
        return SQLITE_OK;
    }
    return m_code;
}

void FaultyVfs::failAt(int nth, int code, bool lasts)
{
    const std::scoped_lock lock(m_mutex);
    m_writes = 0;
    m_failAt = nth;
    m_code = code;
    m_lasts = lasts;
}

void FaultyVfs::heal()
{
    failAt(0, SQLITE_OK, false);
}

int FaultyVfs::writes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_writes;
}

void FaultyVfs::setReadOnly(bool readOnly)
{
    const std::scoped_lock lock(m_mutex);
    m_readOnly = readOnly;
}

void FaultyVfs::stall()
{
    const std::scoped_lock lock(m_mutex);
    m_stalled = true;
}

void FaultyVfs::release()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stalled = false;
    }
    m_released.notify_all();
}

bool FaultyVfs::isStalling() const
{
    const std::scoped_lock lock(m_mutex);
    return m_stalling > 0;
}

} // namespace readyroom::test
