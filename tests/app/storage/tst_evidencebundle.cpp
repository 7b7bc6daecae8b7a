// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/evidencebundle.h"

#include "models/journal/canonicaljson.h"
#include "tests/models/readiness/someassessment.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace readyroom::storage;
using namespace Qt::StringLiterals;
using test::hexOf;

namespace {

/// Latency has an answer; the run book one that is empty, the cache one that was too long to be kept whole.
Assessment withAnswers()
{
    Assessment assessment = test::someAssessment();
    assessment.items[1].evidence.sha256 = hexOf("");
    const QByteArray whole(maxRawBytes + 1000, 'x');
    assessment.items[2].evidence.raw = whole.first(maxRawBytes);
    assessment.items[2].evidence.sha256 = hexOf(whole);
    return assessment;
}

QByteArray bundle()
{
    return bundleOf(withAnswers()).value();
}

/// The damage of a bundle that was changed so.
QStringList damageAfter(const std::function<void(QJsonArray &)> &change)
{
    QJsonObject object = QJsonDocument::fromJson(bundle()).object();
    QJsonArray items = object["items"_L1].toArray();
    change(items);
    object["items"_L1] = items;
    const Result<QStringList> damage =
        bundleDamage(documentOf(withAnswers()), journal::canonicalJson(object).value() + '\n');
    return damage ? *damage : QStringList{damage.error().message};
}

void set(QJsonArray &items, int index, QLatin1StringView name, const QString &value)
{
    QJsonObject item = items[index].toObject();
    item[name] = value;
    items[index] = item;
}

} // namespace

class EvidenceBundleTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsWhatTheDocumentNames()
    {
        const QByteArray bytes = bundle();
        const QJsonObject object = QJsonDocument::fromJson(bytes).object();
        QCOMPARE(object["format"_L1].toString(), u"readyroom-evidence/1"_s);
        const QJsonArray items = object["items"_L1].toArray();
        QCOMPARE(items.size(), 3);
        QCOMPARE(items[0]["id"_L1].toString(), u"latency"_s);
        QCOMPARE(QByteArray::fromBase64(items[0]["answer"_L1].toString().toLatin1()), QByteArray("[0.412]"));
        QCOMPARE(items[0]["sha256"_L1].toString().toLatin1(), hexOf("[0.412]"));
        QCOMPARE(bundleDamage(documentOf(withAnswers()), bytes), QStringList());
        QCOMPARE(bundle(), bytes);
    }

    void withoutAnswersItIsEmpty()
    {
        Assessment assessment = test::someAssessment();
        assessment.items[0].evidence.sha256.clear();
        const Result<QByteArray> bytes = bundleOf(assessment);
        QCOMPARE(bytes, QByteArray("{\"format\":\"readyroom-evidence/1\",\"items\":[]}\n"));
        QCOMPARE(bundleDamage(documentOf(assessment), *bytes), QStringList());
    }

    void damageIsToldByName()
    {
        QCOMPARE(damageAfter([](QJsonArray &items) { set(items, 0, "answer"_L1, u"WzAuMTEyXQ=="_s); }),
                 QStringList{u"The answer of latency is not the one that was recorded."_s});
        QCOMPARE(damageAfter([](QJsonArray &items) { items.removeAt(1); }),
                 QStringList{u"The answer of runbook is missing."_s});
        QCOMPARE(damageAfter([](QJsonArray &items) { items.append(items[2]); }),
                 QStringList{u"There is an answer of cache of which the record knows nothing."_s});
        QCOMPARE(damageAfter([](QJsonArray &items) { set(items, 2, "sha256"_L1, QString(64, u'0')); }),
                 QStringList{u"The digest of the whole answer of cache is not the recorded one."_s});
        QCOMPARE(damageAfter([](QJsonArray &items) { set(items, 1, "id"_L1, u"x\u001b[2J"_s); }),
                 (QStringList{u"There is an answer of x\ufffd[2J of which the record knows nothing."_s,
                              u"The answer of runbook is missing."_s}));
        QCOMPARE(damageAfter([](QJsonArray &items) {
                     for (int i = 0; i < 1000; ++i) {
                         items.append(items[0]);
                     }
                 }).size(),
                 100);
    }

    void everyBitIsGuarded()
    {
        Assessment assessment = withAnswers();
        assessment.items[2].evidence.raw.truncate(100);
        const Document document = documentOf(assessment);
        const QByteArray bytes = bundleOf(assessment).value();
        QCOMPARE(bundleDamage(document, bytes), QStringList());
        for (qsizetype i = 0; i < bytes.size() * 8; ++i) {
            QByteArray flipped = bytes;
            flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ static_cast<char>(1 << (i % 8)));
            const Result<QStringList> damage = bundleDamage(document, flipped);
            QVERIFY2(!damage || !damage->isEmpty(), qPrintable(QString::number(i)));
        }
    }

    void hostileBundlesGetASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no newline") << bundle().chopped(1);
        QTest::newRow("trailing") << bundle() + ' ';
        QTest::newRow("array") << QByteArray("[]\n");
        QTest::newRow("no items") << QByteArray("{\"format\":\"readyroom-evidence/1\"}\n");
        QTest::newRow("items of numbers") << QByteArray("{\"format\":\"readyroom-evidence/1\",\"items\":[1]}\n");
        QTest::newRow("another format") << QByteArray("{\"format\":\"readyroom-evidence/2\",\"items\":[]}\n");
        QTest::newRow("one member more") << QByteArray("{\"a\":1,\"format\":\"readyroom-evidence/1\",\"items\":[]}\n");
        QTest::newRow("base64 with a gap")
            << QByteArray("{\"format\":\"readyroom-evidence/1\",\"items\":[{\"answer\":\"Wz Au\",\"id\":\"latency\","
                          "\"sha256\":\"\"}]}\n");
        QTest::newRow("base64 with bits to spare")
            << QByteArray("{\"format\":\"readyroom-evidence/1\",\"items\":[{\"answer\":\"WzB=\",\"id\":\"latency\","
                          "\"sha256\":\"\"}]}\n");
        QTest::newRow("deep") << QByteArray(1'000'000, '[');
        QTest::newRow("huge") << QByteArray(maxBundleBytes + 1, '0');
    }

    void hostileBundlesGetASentence()
    {
        QFETCH(QByteArray, bytes);
        const Result<QStringList> damage = bundleDamage(documentOf(withAnswers()), bytes);
        QVERIFY(!damage);
        QCOMPARE(damage.error().kind, Error::Kind::Parse);
        QVERIFY(damage.error().message.endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(EvidenceBundleTest)
#include "tst_evidencebundle.moc"
