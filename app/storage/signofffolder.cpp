// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/signofffolder.h"

#include "app/storage/folderlock.h"
#include "models/journal/sha256.h"
#include "models/readiness/recordcheck.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <optional>
#include <tuple>

namespace readyroom::storage {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QLatin1StringView documentEnd(".json");
constexpr QLatin1StringView bundleEnd(".evidence.json");
constexpr QLatin1StringView signatureEnd(".sig");

std::unexpected<Error> ioFailure(const QString &sentence, const QString &detail = {})
{
    return failure(Error::Kind::Io, sentence, detail);
}

/// A service may have any name, a file may not.
QString fileWord(const QString &text)
{
    constexpr qsizetype longest = 80;
    QString word = text.left(longest);
    for (QChar &c : word) {
        const bool isPlain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
            || c == u'-' || c == u'_' || c == u'.';
        if (!isPlain) {
            c = u'_';
        }
    }
    if (word.startsWith(u'.') || word.startsWith(u'-')) {
        word[0] = u'_';
    }
    return word;
}

QString stemOf(const QString &profile, const QString &service)
{
    return fileWord(profile) + u'-' + fileWord(service) + u'-';
}

QString timeWord(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at), Qt::UTC).toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return ioFailure(u"The file %1 cannot be written: %2."_s.arg(path, file.errorString()));
    }
    return {};
}

/// A name that nothing of another sign-off has.
QString freeName(const QString &name)
{
    const auto isTaken = [](const QString &stem) {
        return QFileInfo::exists(stem + documentEnd) || QFileInfo::exists(stem + bundleEnd)
            || !SignOffFolder::roles(stem + documentEnd).isEmpty();
    };
    QString stem = name;
    for (int i = 2; isTaken(stem); ++i) {
        stem = name + u'-' + QString::number(i);
    }
    return stem + documentEnd;
}

std::optional<SignedRecord> recordOf(const QString &file, const QString &profile, const QString &service)
{
    const QStringList signedBy = SignOffFolder::roles(file);
    if (signedBy.isEmpty()) {
        return std::nullopt;
    }
    const Result<QByteArray> bytes = readBounded(file, readiness::maxDocumentBytes);
    const Result<readiness::Document> document =
        bytes ? readiness::documentFrom(*bytes) : std::unexpected(bytes.error());
    if (!document || document->profile != profile || document->service != service) {
        return std::nullopt;
    }
    SignedRecord record{.file = file,
                        .sha256 = QString::fromLatin1(journal::sha256(*bytes).toHex()),
                        .at = document->at,
                        .verdict = document->verdict,
                        .score = document->score,
                        .signedBy = signedBy};
    for (const QString &role : document->roles) {
        if (!signedBy.contains(role)) {
            record.missing += role;
        }
    }
    return record;
}

} // namespace

QString SignOffFolder::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/readyroom/sign-offs"_s;
}

SignOffFolder::SignOffFolder(QString path)
    : m_path(QDir(path).absolutePath())
{
}

Result<QString> SignOffFolder::write(const readiness::Document &document, const QByteArray &bundle)
{
    const Result<QByteArray> bytes = readiness::documentBytes(document);
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    const QString name = m_path + u'/' + stemOf(document.profile, document.service) + timeWord(document.at);
    // Two windows may sign at the same moment.
    const Result<FolderLock> lock = FolderLock::take(name, 10s);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    const QString file = freeName(name);
    // The bundle first: a document that is there is complete.
    if (const Result<void> written = writeFile(bundleFile(file), bundle); !written) {
        return std::unexpected(written.error());
    }
    if (const Result<void> written = writeFile(file, *bytes); !written) {
        QFile::remove(bundleFile(file));
        return std::unexpected(written.error());
    }
    return file;
}

Result<void> SignOffFolder::discard(const QString &file)
{
    if (!roles(file).isEmpty()) {
        return failure(Error::Kind::Config, u"The record %1 is signed, so it is kept."_s.arg(file));
    }
    for (const QString &name : {file, bundleFile(file)}) {
        if (QFileInfo::exists(name) && !QFile::remove(name)) {
            return ioFailure(u"The file %1 cannot be removed."_s.arg(name));
        }
    }
    return {};
}

Result<readiness::Document> SignOffFolder::read(const QString &file)
{
    const Result<QByteArray> bytes = readBounded(file, readiness::maxDocumentBytes);
    return bytes ? readiness::documentFrom(*bytes) : std::unexpected(bytes.error());
}

std::vector<SignedRecord> SignOffFolder::list(const QString &profile, const QString &service) const
{
    std::vector<SignedRecord> records;
    const QString stem = stemOf(profile, service);
    for (const QFileInfo &info : QDir(m_path).entryInfoList(QDir::Files | QDir::Readable)) {
        const QString name = info.fileName();
        if (!name.startsWith(stem) || !name.endsWith(documentEnd) || name.endsWith(bundleEnd)) {
            continue;
        }
        if (std::optional<SignedRecord> record = recordOf(info.absoluteFilePath(), profile, service)) {
            records.push_back(*std::move(record));
        }
    }
    std::ranges::sort(records, [](const SignedRecord &a, const SignedRecord &b) {
        return std::tie(a.at, a.file) > std::tie(b.at, b.file);
    });
    return records;
}

QStringList SignOffFolder::roles(const QString &file)
{
    const QFileInfo info(file);
    const QString begin = info.fileName() + u'.';
    QStringList found;
    for (const QString &name : info.dir().entryList(QDir::Files)) {
        if (name.startsWith(begin) && name.endsWith(signatureEnd) && name.size() > begin.size() + signatureEnd.size()) {
            const QString role = name.sliced(begin.size()).chopped(signatureEnd.size());
            if (readiness::isRoleName(role)) {
                found += role;
            }
        }
    }
    found.sort();
    return found;
}

QString SignOffFolder::signatureFile(const QString &file, const QString &role)
{
    return file + u'.' + role + signatureEnd;
}

QString SignOffFolder::bundleFile(const QString &file)
{
    return (file.endsWith(documentEnd) ? file.chopped(documentEnd.size()) : file) + bundleEnd;
}

Result<QByteArray> readBounded(const QString &path, qsizetype longest)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return ioFailure(u"The file %1 cannot be read: %2."_s.arg(path, file.errorString()));
    }
    QByteArray bytes = file.read(longest + 1);
    if (file.error() != QFileDevice::NoError) {
        return ioFailure(u"The file %1 cannot be read: %2."_s.arg(path, file.errorString()));
    }
    if (bytes.size() > longest) {
        return failure(Error::Kind::TooLarge,
                       u"The file %1 is longer than %2 MiB, so it is none of ours."_s.arg(
                           path, QString::number(longest / 1024 / 1024)));
    }
    return bytes;
}

} // namespace readyroom::storage
