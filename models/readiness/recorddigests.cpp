// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/recorddigests.h"

#include "models/journal/canonicaljson.h"
#include "models/journal/sha256.h"
#include "models/readiness/recordparts.h"

#include <QJsonArray>

#include <algorithm>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView itemsName("items");
constexpr QLatin1StringView categoriesName("categories");
constexpr QLatin1StringView partsName("parts");

/// Null for null, and for what has no canonical form.
QJsonValue digestOf(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined()) {
        return QJsonValue::Null;
    }
    const Result<QByteArray> canonical = journal::canonicalJson(value);
    return canonical ? QJsonValue(QString::fromLatin1(journal::sha256(*canonical).toHex()))
                     : QJsonValue(QJsonValue::Null);
}

QJsonArray subjectsOf(const QJsonArray &records, QLatin1StringView subject)
{
    QJsonArray subjects;
    for (const QJsonValue &record : records) {
        subjects.append(record[subject]);
    }
    return subjects;
}

template<typename Record> QJsonObject digestsOf(std::span<const Part<Record>> parts, const QJsonObject &members)
{
    QJsonObject digests;
    for (const Part<Record> &part : parts) {
        if (const QJsonValue digest = digestOf(members.value(part.name)); !digest.isNull()) {
            digests.insert(part.name, digest);
        }
    }
    return digests;
}

template<typename Record>
QJsonObject digestsOf(std::span<const Part<Record>> parts, const QJsonArray &records, QLatin1StringView subject)
{
    QJsonObject digests;
    for (const QJsonValue &record : records) {
        digests.insert(record[subject].toString(), digestsOf(parts, record.toObject()));
    }
    return digests;
}

/// Members that there should not be.
template<typename Record>
QStringList strangers(std::span<const Part<Record>> parts, const QJsonObject &members, const QStringList &others)
{
    QStringList found;
    for (const QString &name : members.keys()) {
        if (std::ranges::none_of(parts, [&](const Part<Record> &part) { return part.name == name; })
            && !others.contains(name)) {
            found += partWords("an added member \"%1\""_L1, name);
        }
    }
    return found;
}

template<typename Record>
QStringList changesOf(std::span<const Part<Record>> parts, const QJsonObject &members, const QJsonObject &digests,
                      const QString &subject)
{
    QStringList changed;
    for (const Part<Record> &part : parts) {
        const QJsonValue value = members.value(part.name);
        const QJsonValue digest = digests.contains(part.name) ? digests.value(part.name) : QJsonValue::Null;
        if (digestOf(value) != digest || (digest.isNull() && !value.isNull())) {
            changed += partWords(part.words, subject);
        }
    }
    return changed;
}

/// The words of what was added to, taken out of, or moved within a list of records.
struct ListWords {
    QLatin1StringView added;
    QLatin1StringView removed;
    QLatin1StringView moved;
};

template<typename Record>
QStringList listChanges(std::span<const Part<Record>> parts, const QJsonObject &record, QLatin1StringView list,
                        QLatin1StringView subject, const ListWords &words)
{
    const QJsonArray records = record.value(list).toArray();
    const QJsonObject digests = record.value("digests"_L1)[list].toObject();
    QStringList changed;
    QStringList seen;
    for (const QJsonValue &one : records) {
        const QString name = one[subject].toString();
        if (!digests.contains(name) || seen.contains(name)) {
            changed += partWords(words.added, name);
            continue;
        }
        seen += name;
        changed += changesOf(parts, one.toObject(), digests.value(name).toObject(), name);
        for (const QString &stranger : strangers(parts, one.toObject(), {})) {
            changed += stranger + u" of "_s + partWords("%1"_L1, name);
        }
    }
    for (const QString &name : digests.keys()) {
        if (!seen.contains(name)) {
            changed += partWords(words.removed, name);
        }
    }
    const QJsonValue order = record.value("digests"_L1)[partsName][list];
    if (changed.isEmpty() && digestOf(subjectsOf(records, subject)) != order) {
        changed += QString(words.moved);
    }
    return changed;
}

} // namespace

QJsonObject recordDigests(const QJsonObject &record)
{
    const QJsonArray items = record.value(itemsName).toArray();
    const QJsonArray categories = record.value(categoriesName).toArray();
    QJsonObject parts = digestsOf(documentParts(), record);
    parts.insert(itemsName, digestOf(subjectsOf(items, itemSubject)));
    parts.insert(categoriesName, digestOf(subjectsOf(categories, categorySubject)));
    return {{categoriesName, digestsOf(categoryParts(), categories, categorySubject)},
            {itemsName, digestsOf(itemParts(), items, itemSubject)},
            {partsName, parts}};
}

QStringList changedRecordParts(const QJsonObject &record)
{
    const QJsonObject digests = record.value("digests"_L1).toObject();
    QStringList changed = changesOf(documentParts(), record, digests.value(partsName).toObject(), {});
    changed += listChanges(categoryParts(), record, categoriesName, categorySubject,
                           {"the category %1, which was added"_L1, "the category %1, which was taken out"_L1,
                            "the order of the categories"_L1});
    changed += listChanges(
        itemParts(), record, itemsName, itemSubject,
        {"the item %1, which was added"_L1, "the item %1, which was taken out"_L1, "the order of the items"_L1});
    changed += strangers(documentParts(), record, {u"categories"_s, u"digests"_s, u"format"_s, u"items"_s});
    if (changed.isEmpty() && recordDigests(record) != digests) {
        changed += u"the digests"_s;
    }
    return changed;
}

} // namespace readyroom::readiness
