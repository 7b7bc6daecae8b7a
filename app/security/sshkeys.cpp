// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/pool.h"
#include "app/security/sshprogram.h"
#include "app/security/sshpublickey.h"
#include "app/security/sshsignature.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace readyroom::security {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct KeyFile {
    QString file; ///< the public one
    SshPublicKey key;
    bool hasPrivate = false;
};

std::vector<KeyFile> keyFilesIn(const QString &folder)
{
    constexpr qint64 longest = 64 * 1024;
    std::vector<KeyFile> found;
    for (const QFileInfo &info : QDir(folder).entryInfoList({u"*.pub"_s}, QDir::Files | QDir::Readable, QDir::Name)) {
        QFile file(info.absoluteFilePath());
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        if (std::optional<SshPublicKey> key = publicKeyFromLine(file.read(longest))) {
            found.push_back({.file = info.absoluteFilePath(),
                             .key = *std::move(key),
                             .hasPrivate = QFileInfo(info.absoluteFilePath().chopped(4)).isFile()});
        }
    }
    return found;
}

std::vector<SshPublicKey> keysFromLines(const QByteArray &lines)
{
    std::vector<SshPublicKey> keys;
    for (const QByteArray &line : lines.split('\n')) {
        if (std::optional<SshPublicKey> key = publicKeyFromLine(line)) {
            keys.push_back(*std::move(key));
        }
    }
    return keys;
}

/// ssh-keygen takes keys only as files, so one of the agent gets a file of its public part.
QString publicFileOf(const SshPublicKey &key)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + u"/readyroom/keys"_s;
    const QString digest = keyFingerprint(key.blob).sliced(7).replace(u'/', u'_').replace(u'+', u'-');
    const QString path = folder + u'/' + digest + u".pub"_s;
    QSaveFile file(path);
    const QByteArray line = lineOf(key);
    if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly) || file.write(line) != line.size()
        || !file.commit()) {
        return {};
    }
    return path;
}

SigningKey signingKey(const QString &file, const SshPublicKey &key)
{
    return {.file = file, .comment = key.comment, .fingerprint = keyFingerprint(key.blob)};
}

std::vector<SigningKey> merged(const std::vector<KeyFile> &files, const std::vector<SshPublicKey> &held)
{
    std::vector<SigningKey> keys;
    const auto isHeld = [&](const KeyFile &file) {
        return std::ranges::any_of(held, [&](const SshPublicKey &key) { return key.blob == file.key.blob; });
    };
    for (const KeyFile &file : files) {
        if (file.hasPrivate || isHeld(file)) {
            keys.push_back(signingKey(file.hasPrivate ? file.file.chopped(4) : file.file, file.key));
        }
    }
    for (const SshPublicKey &key : held) {
        if (std::ranges::none_of(files, [&](const KeyFile &file) { return file.key.blob == key.blob; })) {
            if (const QString file = publicFileOf(key); !file.isEmpty()) {
                keys.push_back(signingKey(file, key));
            }
        }
    }
    return keys;
}

} // namespace

QCoro::Task<Result<std::vector<SigningKey>>> signingKeys(QString folder, std::stop_token stop)
{
    auto listing = async::runOnPool(*QThreadPool::globalInstance(), [folder] { return keyFilesIn(folder); });
    const Result<std::vector<KeyFile>> files = co_await std::move(listing);
    if (!files) {
        co_return std::unexpected(files.error());
    }
    std::vector<SshPublicKey> held;
    if (!qEnvironmentVariableIsEmpty("SSH_AUTH_SOCK")) {
        // An agent that does not answer is as good as none: the keys in files are there all the same.
        auto asking = runSsh({.program = u"ssh-add"_s, .arguments = {u"-L"_s}, .timeout = 5s}, stop);
        const Result<SshOutput> answer = co_await std::move(asking);
        if (answer && answer->exitCode == 0) {
            held = keysFromLines(answer->out);
        } else if (!answer && answer.error().kind == Error::Kind::Cancelled) {
            co_return std::unexpected(answer.error());
        }
    }
    co_return merged(*files, held);
}

QCoro::Task<Result<QString>> fingerprintOf(QString keyFile, std::stop_token stop)
{
    auto asking = runSsh({.program = u"ssh-keygen"_s, .arguments = {u"-l"_s, u"-E"_s, u"sha256"_s, u"-f"_s, keyFile}},
                         std::move(stop));
    const Result<SshOutput> answer = co_await std::move(asking);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    // "256 SHA256:… comment (ED25519)"
    const QString fingerprint = QString::fromUtf8(answer->out).section(u' ', 1, 1);
    if (answer->exitCode != 0 || !fingerprint.startsWith("SHA256:"_L1)) {
        co_return failure(Error::Kind::Config, u"The file %1 is not a key of OpenSSH."_s.arg(keyFile), answer->said);
    }
    co_return fingerprint;
}

} // namespace readyroom::security
