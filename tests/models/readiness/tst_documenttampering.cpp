// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/canonicaljson.h"
#include "models/readiness/document.h"
#include "models/readiness/recordparts.h"
#include "tests/models/readiness/somedocument.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using test::someDocument;

namespace {

QByteArray someBytes()
{
    return documentBytes(someDocument()).value();
}

QJsonObject someRecord()
{
    return QJsonDocument::fromJson(someBytes()).object();
}

QByteArray canonical(const QJsonObject &record)
{
    return journal::canonicalJson(record).value() + '\n';
}

/// Another value of the same kind that could have been written there as well.
QJsonValue other(const QString &name, const QJsonValue &value)
{
    static const QHash<QString, QJsonValue> known{{u"verdict"_s, u"GO"_s},
                                                  {u"result"_s, u"fail"_s},
                                                  {u"severity"_s, u"medium"_s},
                                                  {u"at"_s, u"2026-11-20T02:00:00.000Z"_s},
                                                  {u"taken_at"_s, u"2026-11-20T02:00:00.000Z"_s},
                                                  {u"expires"_s, u"2036-11-20T02:00:00.000Z"_s}};
    if (known.contains(name)) {
        return known.value(name);
    }
    if (name.endsWith("sha256"_L1)) {
        return QString(64, u'0');
    }
    if (value.isBool()) {
        return !value.toBool();
    }
    if (value.isDouble()) {
        return value.toDouble() + 1;
    }
    if (value.isString()) {
        return QString(value.toString() + u'x');
    }
    if (value.isArray()) {
        QJsonArray longer = value.toArray();
        longer.append(u"another"_s);
        return longer;
    }
    QJsonObject object = value.toObject();
    object["reason"_L1] = u"another reason"_s;
    return object;
}

void verifyTold(const QJsonObject &record, const QString &words)
{
    const QByteArray bytes = canonical(record);
    const Result<QStringList> changed = changedParts(bytes);
    QVERIFY(changed);
    QCOMPARE(*changed, QStringList{words});
    const Result<Document> document = documentFrom(bytes);
    QVERIFY(!document);
    QCOMPARE(document.error().kind, Error::Kind::Parse);
    QVERIFY2(document.error().message.contains(words), qPrintable(document.error().message));
    // A person's editor writes JSON in a form of its own.
    QCOMPARE(changedParts(QJsonDocument(record).toJson()), QStringList{words});
}

} // namespace

class DocumentTamperingTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeDocumentHasNoChangedParts() { QCOMPARE(changedParts(someBytes()), QStringList()); }

    void everyMemberIsToldByName_data()
    {
        QTest::addColumn<QString>("list"); ///< empty: of the document itself
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        for (const auto &part : documentParts()) {
            QTest::addRow("%s", part.name.data()) << QString() << 0 << QString(part.name) << QString(part.words);
        }
        for (const auto &part : categoryParts().subspan(1)) {
            QTest::addRow("category %s", part.name.data())
                << u"categories"_s << 1 << QString(part.name) << partWords(part.words, u"Security"_s);
        }
        for (const auto &part : itemParts().subspan(1)) {
            QTest::addRow("item %s", part.name.data())
                << u"items"_s << 0 << QString(part.name) << partWords(part.words, u"health-endpoint"_s);
        }
    }

    void everyMemberIsToldByName()
    {
        QFETCH(QString, list);
        QFETCH(int, index);
        QFETCH(QString, name);
        QFETCH(QString, words);
        const auto changedTo = [&](const QJsonValue &value) {
            QJsonObject record = someRecord();
            if (list.isEmpty()) {
                record[name] = value;
                return record;
            }
            QJsonArray records = record[list].toArray();
            QJsonObject one = records[index].toObject();
            one[name] = value;
            records[index] = one;
            record[list] = records;
            return record;
        };
        const QJsonObject record = someRecord();
        const QJsonValue before = list.isEmpty() ? record[name] : record[list][index][name];
        QVERIFY2(!before.isUndefined() && !before.isNull(), "the example must have every member");
        verifyTold(changedTo(other(name, before)), words);
        const Result<QStringList> removed = changedParts(canonical(changedTo(QJsonValue::Null)));
        QCOMPARE(removed, QStringList{words});
        const Result<QStringList> nonsense = changedParts(canonical(changedTo(QJsonArray{QJsonObject{}, 1})));
        QCOMPARE(nonsense, QStringList{words});
    }

    void aWaiverThatWasAddedIsTold()
    {
        QJsonObject record = someRecord();
        QJsonArray items = record["items"_L1].toArray();
        QJsonObject tracing = items[1].toObject();
        tracing["waiver"_L1] = items[2]["waiver"_L1];
        items[1] = tracing;
        record["items"_L1] = items;
        verifyTold(record, u"the waiver of tracing"_s);
    }

    void changedListsAreTold_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("words");
        QTest::newRow("item taken out") << u"items"_s << u"remove"_s
                                        << u"the item health-endpoint, which was taken out"_s;
        QTest::newRow("item added") << u"items"_s << u"add"_s << u"the item new, which was added"_s;
        QTest::newRow("item twice") << u"items"_s << u"double"_s << u"the item health-endpoint, which was added"_s;
        QTest::newRow("items swapped") << u"items"_s << u"swap"_s << u"the order of the items"_s;
        QTest::newRow("category taken out")
            << u"categories"_s << u"remove"_s << u"the category Observability, which was taken out"_s;
        QTest::newRow("category added") << u"categories"_s << u"add"_s << u"the category new, which was added"_s;
        QTest::newRow("categories swapped") << u"categories"_s << u"swap"_s << u"the order of the categories"_s;
    }

    void changedListsAreTold()
    {
        QFETCH(QString, list);
        QFETCH(QString, what);
        QFETCH(QString, words);
        QJsonObject record = someRecord();
        QJsonArray records = record[list].toArray();
        QJsonObject first = records[0].toObject();
        if (what == "remove"_L1) {
            records.removeFirst();
        } else if (what == "swap"_L1) {
            records.append(records.takeAt(0));
        } else {
            if (what == "add"_L1) {
                first[list == "items"_L1 ? "id"_L1 : "name"_L1] = u"new"_s;
            }
            records.append(first);
        }
        record[list] = records;
        verifyTold(record, words);
    }

    void addedMembersAreTold()
    {
        QJsonObject record = someRecord();
        record["approved"_L1] = true;
        QCOMPARE(changedParts(canonical(record)), QStringList{u"an added member \"approved\""_s});
        QVERIFY(!documentFrom(canonical(record)));
        record = someRecord();
        QJsonArray items = record["items"_L1].toArray();
        QJsonObject item = items[1].toObject();
        item["approved"_L1] = true;
        items[1] = item;
        record["items"_L1] = items;
        QCOMPARE(changedParts(canonical(record)), QStringList{u"an added member \"approved\" of tracing"_s});
        QVERIFY(!documentFrom(canonical(record)));
    }

    /// Somebody who computes the digests anew makes another document, which only the signature tells apart; but nobody
    /// can make a file that reads as one document and whose digests are another's.
    void changedDigestsAreTold()
    {
        QJsonObject record = someRecord();
        QJsonObject digests = record["digests"_L1].toObject();
        QJsonObject parts = digests["parts"_L1].toObject();
        parts["verdict"_L1] = QString(64, u'a');
        digests["parts"_L1] = parts;
        record["digests"_L1] = digests;
        QCOMPARE(changedParts(canonical(record)), QStringList{u"the verdict"_s});
        QVERIFY(!documentFrom(canonical(record)));

        record = someRecord();
        digests = record["digests"_L1].toObject();
        digests["more"_L1] = 1;
        record["digests"_L1] = digests;
        QCOMPARE(changedParts(canonical(record)), QStringList{u"the digests"_s});
        QVERIFY(!documentFrom(canonical(record)));

        record.remove("digests"_L1);
        QVERIFY(!changedParts(canonical(record)));
        QVERIFY(!documentFrom(canonical(record)));
    }

    void everyBitIsGuarded()
    {
        const QByteArray bytes = someBytes();
        int told = 0;
        int asked = 0;
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            for (unsigned bit = 0; bit < 8; ++bit) {
                // Every byte in one of its bits, every eighth in all of them.
                if (bit != static_cast<unsigned>(i) % 8 && i % 8 != 0) {
                    continue;
                }
                QByteArray flipped = bytes;
                flipped[i] = static_cast<char>(flipped[i] ^ static_cast<char>(1U << bit));
                const Result<Document> read = documentFrom(flipped);
                QVERIFY2(!read, qPrintable(u"bit %1 of byte %2"_s.arg(bit).arg(i)));
                QVERIFY(read.error().message.endsWith(u'.'));
                if (i % 4 == 0) {
                    const Result<QStringList> changed = changedParts(flipped);
                    told += changed && !changed->isEmpty() ? 1 : 0;
                    ++asked;
                }
            }
        }
        // The others are no JSON any more.
        QVERIFY2(told > asked / 2, qPrintable(u"%1 of %2"_s.arg(told).arg(asked)));
    }

    void hostileFilesGetASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray bytes = someBytes();
        const auto with = [](const std::function<void(QJsonObject &)> &change) {
            QJsonObject record = someRecord();
            change(record);
            return canonical(record);
        };
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no newline") << bytes.chopped(1);
        QTest::newRow("two newlines") << bytes + '\n';
        QTest::newRow("carriage return") << bytes.chopped(1) + "\r\n";
        QTest::newRow("byte order mark") << "\xef\xbb\xbf" + bytes;
        QTest::newRow("space") << bytes.first(1) + ' ' + bytes.sliced(1);
        QTest::newRow("cut") << bytes.first(bytes.size() / 2);
        QTest::newRow("twice") << bytes + bytes;
        QTest::newRow("array") << QByteArray("[]\n");
        QTest::newRow("number") << QByteArray("1\n");
        QTest::newRow("empty object") << QByteArray("{}\n");
        QTest::newRow("NUL") << QByteArray(1000, '\0');
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("huge") << QByteArray(maxDocumentBytes + 1, ' ');
        QTest::newRow("another format") << with([](QJsonObject &r) { r["format"_L1] = u"readyroom-assessment/2"_s; });
        QTest::newRow("format with control characters")
            << with([](QJsonObject &r) { r["format"_L1] = QString(u"\u001b[2J"_s + QString(100'000, u'x')); });
        QTest::newRow("items is no list") << with([](QJsonObject &r) { r["items"_L1] = QJsonObject{}; });
        QTest::newRow("items of numbers") << with([](QJsonObject &r) { r["items"_L1] = QJsonArray{1, 2}; });
        QTest::newRow("categories of null")
            << with([](QJsonObject &r) { r["categories"_L1] = QJsonArray{QJsonValue::Null}; });
        QTest::newRow("digests of text") << with([](QJsonObject &r) { r["digests"_L1] = u"none"_s; });
        QTest::newRow("a fraction of a count") << with([](QJsonObject &r) { r["unknown"_L1] = 0.5; });
        QTest::newRow("a count beyond int") << with([](QJsonObject &r) { r["unknown"_L1] = 1e12; });
        QTest::newRow("conditions of numbers") << with([](QJsonObject &r) { r["conditions"_L1] = QJsonArray{1}; });
        QTest::newRow("empty text instead of null") << with([](QJsonObject &r) { r["reason"_L1] = u""_s; });
        QTest::newRow("time in another zone") << with([](QJsonObject &r) { r["at"_L1] = u"2026-11-21T02:00:00+01"_s; });
    }

    void hostileFilesGetASentence()
    {
        QFETCH(QByteArray, bytes);
        const Result<Document> document = documentFrom(bytes);
        QVERIFY(!document);
        QCOMPARE(document.error().kind, Error::Kind::Parse);
        const QString message = document.error().message;
        QVERIFY2(message.endsWith(u'.') && message.size() < 500, qPrintable(message));
        QVERIFY(!message.contains(QChar(0x1b)));
        const Result<QStringList> changed = changedParts(bytes);
        QVERIFY(changed || changed.error().message.endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(DocumentTamperingTest)
#include "tst_documenttampering.moc"
