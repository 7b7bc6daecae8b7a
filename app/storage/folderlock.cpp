// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/folderlock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> systemFailure(const QString &sentence)
{
    return failure(Error::Kind::Io, sentence, QString::fromLocal8Bit(std::strerror(errno)));
}

} // namespace

Result<FolderLock> FolderLock::take(const QString &path, Duration atMost)
{
    const QString folder = QFileInfo(path).absolutePath();
    const QByteArray name = QFile::encodeName(folder);
    if (!QFileInfo::exists(folder)) {
        (void)QDir().mkpath(QFileInfo(folder).absolutePath());
        // Made by hand because QDir would let others look in until a second call.
        if (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST) {
            return systemFailure(u"The folder %1 cannot be made."_s.arg(folder));
        }
    }
    const int descriptor = ::open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return systemFailure(u"The folder %1 cannot be opened."_s.arg(folder));
    }
    FolderLock lock(descriptor);
    // flock() itself cannot be told how long to wait.
    const auto until = std::chrono::steady_clock::now() + atMost;
    while (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            continue;
        }
        return failure(Error::Kind::Timeout,
                       u"Another program keeps the folder %1 to itself for too long."_s.arg(folder));
    }
    return lock;
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

FolderLock::FolderLock(FolderLock &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

} // namespace readyroom::storage
