// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report.h"
#include "tests/app/report/hostiletexts.h"
#include "tests/support/sampleassessment.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;

namespace {

QJsonObject parsed(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

/// The keys of the first object at `depth` braces, in the order in which they are written.
QStringList keysAt(const QByteArray &json, int depth)
{
    QStringList keys;
    int level = 0;
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (json[i] == '{' || json[i] == '[') {
            ++level;
        } else if (json[i] == '}' || json[i] == ']') {
            if (level-- == depth && !keys.isEmpty()) {
                return keys;
            }
        } else if (json[i] == '"') {
            const qsizetype begin = i + 1;
            for (++i; json[i] != '"'; ++i) {
                i += json[i] == '\\' ? 1 : 0;
            }
            if (level == depth && json[i + 1] == ':') {
                keys += QString::fromUtf8(json.sliced(begin, i - begin));
            }
        }
    }
    return keys;
}

QByteArray part(const QByteArray &json, const char *key)
{
    return json.sliced(json.indexOf(QByteArray('"' + QByteArray(key) + "\":")));
}

} // namespace

class ReportJsonTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Scripts read these; more may follow them, none may go or move.
    void keysAreThoseOfTheContract_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QStringList>("keys");
        QTest::newRow("top")
            << QString()
            << QString(
                   u"profile service at verdict score letter gate applicable unknown categories items conditions shortest_path scenarios claims"_s)
                   .split(u' ');
        QTest::newRow("category") << u"categories"_s
                                  << QString(u"name score letter assessed weight blocks"_s).split(u' ');
        QTest::newRow("item")
            << u"items"_s
            << QString(u"id category severity blocker result observed target age_s effort_h owner"_s).split(u' ');
        QTest::newRow("path") << u"shortest_path"_s << QString(u"items effort_h score_after"_s).split(u' ');
        QTest::newRow("scenario") << u"scenarios"_s << QString(u"name score verdict"_s).split(u' ');
        QTest::newRow("value claim") << u"claims"_s << QString(u"kind says claimed computed result"_s).split(u' ');
    }

    void keysAreThoseOfTheContract()
    {
        QFETCH(QString, where);
        QFETCH(QStringList, keys);
        const QByteArray json = report::json(fakes::builtInAssessment(u"learnify-api"_s));
        const QStringList written =
            where.isEmpty() ? keysAt(json, 1) : keysAt(part(json, where.toLatin1()), where == u"shortest_path" ? 1 : 2);
        QCOMPARE(written.first(keys.size()), keys);
    }

    void numbersAreUnroundedAndMissingIsNull()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const QJsonObject json = parsed(report::json(assessment));
        QCOMPARE(json[u"score"_s].toDouble(), *assessment.score);
        QVERIFY(std::abs(json[u"score"_s].toDouble() - 365.0 / 7.0) < 1e-9);
        QCOMPARE(json[u"letter"_s].toString(), u"F"_s);
        QCOMPARE(json[u"at"_s].toString(), u"2026-11-21T02:00:00.000Z"_s);
        QCOMPARE(json[u"verdict"_s].toString(), u"NO-GO"_s);
        const QJsonArray categories = json[u"categories"_s].toArray();
        QCOMPARE(categories.size(), qsizetype(assessment.categories.size()));
        QVERIFY(categories.last()[u"score"_s].isNull());
        QVERIFY(categories.last()[u"letter"_s].isNull());
        QVERIFY(categories.first()[u"assessed"_s].toBool());
    }

    void everyItemIsThere()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const QJsonArray items = parsed(report::json(assessment))[u"items"_s].toArray();
        QCOMPARE(items.size(), qsizetype(assessment.items.size()));
        for (qsizetype i = 0; i < items.size(); ++i) {
            const AssessedItem &item = assessment.items[std::size_t(i)];
            QCOMPARE(items[i][u"id"_s].toString(), item.item->id);
            QCOMPARE(items[i][u"result"_s].toString(), itemResultName(item.result));
            QCOMPARE(items[i][u"effort_h"_s].toDouble(), toHours(item.item->effectiveEffort()));
            QCOMPARE(items[i][u"age_s"_s].isNull(), !item.evidence.takenAt.has_value());
            if (item.evidence.takenAt) {
                QCOMPARE(items[i][u"age_s"_s].toDouble(), toSeconds(assessment.at - *item.evidence.takenAt));
            }
            QCOMPARE(items[i][u"observed"_s].isNull(), item.evidence.observed.isEmpty());
            QCOMPARE(items[i][u"owner"_s].isNull(), item.item->owner.isEmpty());
        }
    }

    void claimsOfBothKinds()
    {
        const QJsonArray claims =
            parsed(report::json(fakes::builtInAssessment(u"learnify-api"_s)))[u"claims"_s].toArray();
        QSet<QString> results;
        for (const QJsonValue &claim : claims) {
            results += claim[u"result"_s].toString();
            const bool isValue = claim[u"kind"_s] == u"value"_s;
            QCOMPARE(claim[u"says"_s].isString(), isValue);
            QCOMPARE(claim[u"claimed"_s].isDouble(), isValue);
            QCOMPARE(claim[u"where"_s].isArray(), !isValue);
        }
        QVERIFY(results.contains(u"holds"_s));
        QVERIFY(results.contains(u"does_not_hold"_s));
        QVERIFY(results.contains(u"conflict"_s));
    }

    void theShortestPath()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const QJsonObject path = parsed(report::json(assessment))[u"shortest_path"_s].toObject();
        QCOMPARE(path[u"items"_s].toArray().size(), qsizetype(assessment.path.steps.size()));
        QCOMPARE(path[u"effort_h"_s].toDouble(), toHours(assessment.path.effort));
        QCOMPARE(path[u"score_after"_s].toDouble(), *assessment.path.scoreAfter);
        QVERIFY(path[u"reason"_s].isNull());
        const QJsonObject none = parsed(report::json(fakes::emptyAssessment()))[u"shortest_path"_s].toObject();
        QVERIFY(none[u"items"_s].toArray().isEmpty());
        QVERIFY(none[u"effort_h"_s].isNull());
        QVERIFY(none[u"score_after"_s].isNull());
        QVERIFY(!none[u"reason"_s].toString().isEmpty());
    }

    void nothingScores()
    {
        const QJsonObject json = parsed(report::json(fakes::emptyAssessment()));
        QVERIFY(json[u"score"_s].isNull());
        QVERIFY(json[u"letter"_s].isNull());
        QCOMPARE(json[u"verdict"_s].toString(), u"NO-GO"_s);
    }

    void oneObjectOnOneLine()
    {
        for (const QString &profile : {u"bagtrack"_s, u"cap-lab"_s, u"service-default"_s}) {
            const QByteArray json = report::json(fakes::builtInAssessment(profile));
            QVERIFY(!parsed(json).isEmpty());
            QVERIFY(json.endsWith("}\n"));
            QCOMPARE(json.count('\n'), 1);
        }
    }

    void hostileTextComesBack_data() { hostileTexts(); }

    void hostileTextComesBack()
    {
        QFETCH(QString, text);
        const Assessment assessment = fakes::hostileAssessment(text);
        const QJsonObject json = parsed(report::json(assessment));
        QVERIFY(!json.isEmpty());
        if (text.isValidUtf16()) {
            QCOMPARE(json[u"service"_s].toString(), assessment.service);
            QCOMPARE(json[u"items"_s][0][u"title"_s].toString(), assessment.items[0].item->title);
            QCOMPARE(json[u"items"_s][1][u"waiver"_s][u"reason"_s].toString(), assessment.items[1].waiver->reason);
        }
    }
};

QTEST_GUILESS_MAIN(ReportJsonTest)
#include "tst_reportjson.moc"
