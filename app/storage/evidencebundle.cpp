// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/evidencebundle.h"

#include "models/journal/canonicaljson.h"
#include "models/journal/canonicalreader.h"
#include "models/journal/sha256.h"
#include "models/readiness/recordparts.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView bundleFormat("readyroom-evidence/1");
constexpr qsizetype mostDamage = 100;

std::unexpected<Error> noBundle(const QString &why)
{
    return failure(Error::Kind::Parse, u"This is not a bundle of raw answers: "_s + why + u'.');
}

struct KeptAnswer {
    QString id;
    QByteArray bytes;
    QByteArray wholeSha256;
};

std::optional<KeptAnswer> answerFrom(const QJsonValue &value)
{
    const QJsonObject members = value.toObject();
    const QJsonValue answer = members.value("answer"_L1);
    const QJsonValue id = members.value("id"_L1);
    const QJsonValue sha256 = members.value("sha256"_L1);
    if (members.size() != 3 || !answer.isString() || !id.isString() || !sha256.isString()) {
        return std::nullopt;
    }
    const QByteArray base64 = answer.toString().toLatin1();
    const auto bytes = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    // One spelling only, so that nothing can be hidden in another.
    if (!bytes || (*bytes).toBase64() != base64) {
        return std::nullopt;
    }
    return KeptAnswer{.id = id.toString(), .bytes = *bytes, .wholeSha256 = sha256.toString().toLatin1()};
}

Result<std::vector<KeptAnswer>> answersFrom(const QByteArray &bundle)
{
    if (bundle.size() > maxBundleBytes) {
        return noBundle(u"it is longer than %1 MiB"_s.arg(maxBundleBytes / 1024 / 1024));
    }
    journal::CanonicalReader reader(bundle);
    QJsonValue value;
    if (!reader.takeValue(&value) || !reader.take("\n") || !reader.isAtEnd()) {
        return noBundle(u"byte %1 is out of place"_s.arg(reader.position() + 1));
    }
    if (value["format"_L1].toString() != bundleFormat || value.toObject().size() != 2 || !value["items"_L1].isArray()) {
        return noBundle(u"it does not have the format "_s + bundleFormat);
    }
    std::vector<KeptAnswer> answers;
    for (const QJsonValue &one : value["items"_L1].toArray()) {
        std::optional<KeptAnswer> answer = answerFrom(one);
        if (!answer) {
            return noBundle(u"item %1 in it is not an answer"_s.arg(answers.size() + 1));
        }
        answers.push_back(*std::move(answer));
    }
    return answers;
}

/// Empty when the answer is the recorded one.
QLatin1StringView damageOf(const KeptAnswer &answer, const readiness::Document::ItemRecord *item)
{
    if (item == nullptr || item->keptSha256.isEmpty()) {
        return "There is an answer of %1 of which the record knows nothing."_L1;
    }
    if (journal::sha256(answer.bytes).toHex() != item->keptSha256) {
        return "The answer of %1 is not the one that was recorded."_L1;
    }
    if (answer.wholeSha256 != item->rawSha256) {
        return "The digest of the whole answer of %1 is not the recorded one."_L1;
    }
    return {};
}

} // namespace

Result<QByteArray> bundleOf(const readiness::Assessment &assessment)
{
    QJsonArray items;
    for (const readiness::AssessedItem &item : assessment.items) {
        if (const std::optional<QByteArray> kept = readiness::keptAnswer(item.evidence)) {
            items.append(QJsonObject{{u"answer"_s, QString::fromLatin1(kept->toBase64())},
                                     {u"id"_s, item.item->id},
                                     {u"sha256"_s, QString::fromLatin1(item.evidence.sha256)}});
        }
    }
    Result<QByteArray> bytes =
        journal::canonicalJson(QJsonObject{{u"format"_s, QString(bundleFormat)}, {u"items"_s, items}});
    if (bytes) {
        *bytes += '\n';
    }
    return bytes;
}

Result<QStringList> bundleDamage(const readiness::Document &document, const QByteArray &bundle)
{
    const Result<std::vector<KeptAnswer>> answers = answersFrom(bundle);
    if (!answers) {
        return std::unexpected(answers.error());
    }
    QHash<QString, const readiness::Document::ItemRecord *> missing;
    for (const readiness::Document::ItemRecord &item : document.items) {
        missing.insert(item.id, &item);
    }
    QStringList damage;
    for (const KeptAnswer &answer : *answers) {
        const QLatin1StringView words = damageOf(answer, missing.take(answer.id));
        if (!words.isEmpty() && damage.size() < mostDamage) {
            damage += readiness::partWords(words, answer.id);
        }
    }
    for (const readiness::Document::ItemRecord &item : document.items) {
        if (missing.contains(item.id) && !item.keptSha256.isEmpty() && damage.size() < mostDamage) {
            damage += readiness::partWords("The answer of %1 is missing."_L1, item.id);
        }
    }
    return damage;
}

} // namespace readyroom::storage
