// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/localsecrets.h"

#include <QFile>

namespace readyroom::security {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestSecret = 64 * 1024;

} // namespace

Result<Secret> secretFromEnvironment(const QString &name)
{
    QByteArray value = qgetenv(name.toLocal8Bit().constData());
    if (value.isEmpty()) {
        return failure(Error::Kind::Config, u"The environment variable %1 is not set or is empty."_s.arg(name));
    }
    return Secret{value};
}

Result<Secret> secretFromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::Io, u"The secret file %1 cannot be read: %2."_s.arg(path, file.errorString()));
    }
    // Asked of the open file, so that it cannot be swapped in between.
    if (file.permissions() & (QFile::ReadGroup | QFile::ReadOther)) {
        return failure(Error::Kind::Config,
                       u"The secret file %1 can be read by other users; run: chmod 600 %1"_s.arg(path));
    }
    QByteArray value = file.read(largestSecret + 1);
    if (value.size() > largestSecret) {
        return failure(Error::Kind::Config, u"The secret file %1 is larger than 64 KiB."_s.arg(path));
    }
    if (value.endsWith('\n')) {
        value.chop(value.endsWith("\r\n") ? 2 : 1);
    }
    if (value.isEmpty()) {
        return failure(Error::Kind::Config, u"The secret file %1 is empty."_s.arg(path));
    }
    return Secret{value};
}

} // namespace readyroom::security
