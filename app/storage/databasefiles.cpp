// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/databasefiles.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

FileIdentity::Node nodeOf(const QString &path)
{
    struct stat about{};
    if (::stat(QFile::encodeName(path).constData(), &about) != 0) {
        return {};
    }
    return {about.st_dev, about.st_ino};
}

std::unexpected<Error> systemFailure(const QString &sentence)
{
    return failure(Error::Kind::Io, sentence, QString::fromLocal8Bit(std::strerror(errno)));
}

void forbidOthers(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat about{};
    if (::stat(name.constData(), &about) == 0 && (about.st_mode & 077) != 0) {
        (void)::chmod(name.constData(), about.st_mode & 0700);
    }
}

} // namespace

FileIdentity identityOf(const QString &path)
{
    return {nodeOf(path), nodeOf(path + u"-wal"_s), nodeOf(path + u"-shm"_s)};
}

Result<bool> secureDatabaseFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (nodeOf(path) != FileIdentity::Node{}) {
        for (const QString &file : {path, QString(path + u"-wal"_s), QString(path + u"-shm"_s)}) {
            forbidOthers(file);
        }
        return false;
    }
    (void)QFile::remove(path + u"-wal"_s);
    (void)QFile::remove(path + u"-shm"_s);
    // Never opened when it exists: closing it would drop the locks that SQLite holds on it in this process.
    const int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return systemFailure(u"The journal file %1 cannot be made."_s.arg(path));
    }
    ::close(descriptor);
    return true;
}

QString nameAside(const QString &path, const QString &why)
{
    const QString base = path + u'.' + why + u'-' + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QString name = base;
    for (int i = 2; QFileInfo::exists(name); ++i) {
        name = base + u'-' + QString::number(i);
    }
    return name;
}

Result<QString> setAside(const QString &path, const QString &why)
{
    const QString aside = nameAside(path, why);
    if (::rename(QFile::encodeName(path).constData(), QFile::encodeName(aside).constData()) != 0) {
        return systemFailure(u"The journal file %1 cannot be set aside."_s.arg(path));
    }
    (void)QFile::rename(path + u"-wal"_s, aside + u"-wal"_s);
    (void)QFile::remove(path + u"-shm"_s);
    return aside;
}

void removeLeftovers(const QString &path, const FileIdentity &left)
{
    const FileIdentity now = identityOf(path);
    if (now.wal == left.wal && left.wal != FileIdentity::Node{}) {
        (void)QFile::remove(path + u"-wal"_s);
    }
    if (now.shm == left.shm && left.shm != FileIdentity::Node{}) {
        (void)QFile::remove(path + u"-shm"_s);
    }
}

} // namespace readyroom::storage
