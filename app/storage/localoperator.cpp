// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/localoperator.h"

#include "models/journal/sha256.h"

#include <QFile>
#include <QSysInfo>

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestKey = 64 * 1024;

} // namespace

journal::Operator localOperator()
{
    // Not $USER, which anybody may set to anything.
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    (void)::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found);
    QFile key(qEnvironmentVariable("READYROOM_SSH_KEY"));
    const bool named = !key.fileName().isEmpty() && key.open(QIODevice::ReadOnly);
    const QByteArray line = named ? key.read(longestKey).split('\n').front() : QByteArray();
    return {.user = found ? QFile::decodeName(found->pw_name) : u"uid %1"_s.arg(::getuid()),
            .host = QSysInfo::machineHostName(),
            .keyFingerprint = sshFingerprint(line)};
}

QString sshFingerprint(QByteArrayView publicKey)
{
    const QList<QByteArray> words = publicKey.toByteArray().simplified().split(' ');
    const bool isKey = words.size() >= 2
        && (words[0].startsWith("ssh-") || words[0].startsWith("ecdsa-") || words[0].startsWith("sk-"));
    const QByteArray blob =
        isKey ? *QByteArray::fromBase64Encoding(words[1], QByteArray::AbortOnBase64DecodingErrors) : QByteArray();
    // The key names its own type first (RFC 4253 section 6.6), after the length of that name.
    constexpr qsizetype lengthBytes = 4;
    if (blob.mid(lengthBytes, isKey ? words[0].size() : 0) != words[0] || !isKey) {
        return {};
    }
    return u"SHA256:"_s + QString::fromLatin1(journal::sha256(blob).toBase64(QByteArray::OmitTrailingEquals));
}

} // namespace readyroom::storage
