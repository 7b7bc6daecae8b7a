// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/canonicalreader.h"
#include "models/readiness/document.h"
#include "models/readiness/recordcheck.h"
#include "models/readiness/recorddigests.h"
#include "models/readiness/recordparts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> refused(QString sentence)
{
    return failure(Error::Kind::Parse, std::move(sentence));
}

Result<void> checkLength(const QByteArray &bytes)
{
    if (bytes.size() > maxDocumentBytes) {
        return refused(
            u"This is not a record of an assessment: it is longer than %1 MiB."_s.arg(maxDocumentBytes / 1024 / 1024));
    }
    return {};
}

Result<QJsonObject> canonicalObject(const QByteArray &bytes)
{
    journal::CanonicalReader reader(bytes);
    QJsonValue value;
    if (!reader.takeValue(&value) || !reader.take("\n") || !reader.isAtEnd()) {
        return refused(u"This is not a record of an assessment in canonical form; byte %1 is out of place."_s.arg(
            reader.position() + 1));
    }
    if (!value.isObject()) {
        return refused(u"This is not a record of an assessment: it is no JSON object."_s);
    }
    return value.toObject();
}

template<typename Record>
Result<Record> read(std::span<const Part<Record>> parts, const QJsonValue &value, const QString &subject)
{
    Record record{};
    const QJsonObject members = value.toObject();
    for (const Part<Record> &part : parts) {
        const auto member = members.constFind(part.name);
        if (member == members.constEnd() || !part.read(*member, record)) {
            return refused(u"The record is damaged: "_s + partWords(part.words, subject)
                           + u" is missing or nothing that belongs there."_s);
        }
    }
    return record;
}

template<typename Record>
Result<std::vector<Record>> readList(std::span<const Part<Record>> parts, const QJsonValue &value,
                                     QLatin1StringView subject)
{
    std::vector<Record> records;
    for (const QJsonValue &one : value.toArray()) {
        Result<Record> record = read(parts, one, one[subject].toString());
        if (!record) {
            return std::unexpected(std::move(record).error());
        }
        records.push_back(*std::move(record));
    }
    return records;
}

Result<Document> readDocument(const QJsonObject &record)
{
    const QString format = record.value("format"_L1).toString();
    if (format != recordFormat) {
        return refused(
            format.isEmpty()
                ? u"This is not a record of an assessment: it does not say what format it has."_s
                : partWords("The record has the format \"%1\", which this version does not know."_L1, format));
    }
    Result<Document> document = read(documentParts(), record, {});
    if (!document) {
        return document;
    }
    auto categories = readList(categoryParts(), record.value("categories"_L1), categorySubject);
    if (!categories) {
        return std::unexpected(std::move(categories).error());
    }
    auto items = readList(itemParts(), record.value("items"_L1), itemSubject);
    if (!items) {
        return std::unexpected(std::move(items).error());
    }
    document->categories = *std::move(categories);
    document->items = *std::move(items);
    return document;
}

/// The first few of a long list.
QString listed(const QStringList &parts)
{
    constexpr qsizetype most = 5;
    return parts.size() <= most
        ? parts.join(u", "_s)
        : parts.first(most).join(u", "_s) + u", and "_s + QString::number(parts.size() - most) + u" more"_s;
}

} // namespace

Result<Document> documentFrom(const QByteArray &bytes)
{
    if (const Result<void> checked = checkLength(bytes); !checked) {
        return std::unexpected(checked.error());
    }
    const Result<QJsonObject> record = canonicalObject(bytes);
    if (!record) {
        return std::unexpected(record.error());
    }
    Result<Document> document = readDocument(*record);
    if (!document) {
        return document;
    }
    if (const QStringList changed = changedRecordParts(*record); !changed.isEmpty()) {
        return refused(u"The record was changed after it was written: "_s + listed(changed) + u'.');
    }
    const Result<QByteArray> again = documentBytes(*document);
    if (!again) {
        return std::unexpected(again.error());
    }
    if (*again != bytes) {
        return refused(u"The record holds what no record of this version holds."_s);
    }
    return document;
}

Result<QStringList> changedParts(const QByteArray &bytes)
{
    if (const Result<void> checked = checkLength(bytes); !checked) {
        return std::unexpected(checked.error());
    }
    // An editor may have written it in another form: where it was changed can be told all the same.
    const QJsonObject record = QJsonDocument::fromJson(bytes).object();
    if (!record.value("digests"_L1).isObject() || !record.value("items"_L1).isArray()) {
        return refused(u"This is not a record of an assessment, or it has lost its digests."_s);
    }
    return changedRecordParts(record);
}

} // namespace readyroom::readiness
