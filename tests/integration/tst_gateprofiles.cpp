// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/labserver.h"
#include "tests/integration/program.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom::test;

namespace {

/// What the report of a profile must come out as.
struct Expected {
    QString verdict;
    int exitCode = 2;
    double score = 0.0; ///< rounded half up to one decimal
    std::vector<std::pair<double, QString>> claims = {}; ///< claimed number, result
    QStringList conflicts = {}; ///< words of which one statement of a conflict has all
};

double roundedHalfUp(double value)
{
    return std::floor(value * 10.0 + 0.5) / 10.0;
}

QJsonArray claimsOf(const QJsonObject &gate, const QString &kind)
{
    QJsonArray claims;
    for (const QJsonValue &claim : gate.value("claims"_L1).toArray()) {
        if (claim.toObject().value("kind"_L1).toString() == kind) {
            claims.append(claim);
        }
    }
    return claims;
}

/// The result of the claim of this number; empty when nobody claims it.
QStringList resultsOf(const QJsonObject &gate, double claimed)
{
    QStringList results;
    for (const QJsonValue &value : claimsOf(gate, u"value"_s)) {
        const QJsonObject claim = value.toObject();
        if (std::abs(claim.value("claimed"_L1).toDouble() - claimed) < 1e-9) {
            results += claim.value("result"_L1).toString();
        }
    }
    return results;
}

bool hasConflict(const QJsonObject &gate, const QString &words)
{
    for (const QJsonValue &value : claimsOf(gate, u"conflict"_s)) {
        QString all;
        for (const QJsonValue &statement : value.toObject().value("says"_L1).toArray()) {
            all += statement.toString() + u' ';
        }
        bool found = true;
        for (const QString &word : words.split(u' ')) {
            found = found && all.contains(word, Qt::CaseInsensitive);
        }
        if (found) {
            return true;
        }
    }
    return false;
}

QJsonObject itemOf(const QJsonObject &gate, const QString &id)
{
    for (const QJsonValue &item : gate.value("items"_L1).toArray()) {
        if (item.toObject().value("id"_L1).toString() == id) {
            return item.toObject();
        }
    }
    return {};
}

} // namespace

/// `readyroomctl gate` on the built-in profiles over the demo fleet: each figure of the table in the product's
/// description must come out, from measurement where the lab can prove it.
class GateProfilesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QCOMPARE(m_lab.start(fleet()), QString());
    }

    void cleanupTestCase() { QVERIFY(m_lab.stop()); }

    void judges_data()
    {
        QTest::addColumn<Expected>("expected");
        QTest::newRow("latency-optimizer")
            << Expected{.verdict = u"CONDITIONAL"_s,
                        .exitCode = 3,
                        .score = 67.7,
                        .claims = {{93.69, u"within_rounding"_s}, {15.8, u"within_rounding"_s}},
                        .conflicts = {u"PRODUCTION READY load testing staging"_s}};
        QTest::newRow("bagtrack") << Expected{
            .verdict = u"CONDITIONAL"_s,
            .exitCode = 3,
            .score = 68.8,
            .claims = {{75, u"does_not_hold"_s}},
            .conflicts = {u"200 500"_s, u"> 80"_s, u"25,745 24,903 25,746"_s, u"50 users well"_s}};
        QTest::newRow("learnify-api") << Expected{.verdict = u"NO-GO"_s,
                                                  .exitCode = 1,
                                                  .score = 52.1,
                                                  .claims = {{66.5, u"does_not_hold"_s},
                                                             {66, u"holds"_s},
                                                             {67, u"holds"_s},
                                                             {130, u"holds"_s},
                                                             {8, u"does_not_hold"_s}},
                                                  .conflicts = {u"blockers"_s, u"headers MEDIUM CRITICAL"_s,
                                                                u"rate limiting HIGH CRITICAL"_s, u"90 89"_s,
                                                                u"75 78.3"_s}};
        QTest::newRow("resilient-client")
            << Expected{.verdict = u"CONDITIONAL"_s,
                        .exitCode = 3,
                        .score = 87.1,
                        .claims = {{94.4, u"holds"_s}},
                        .conflicts = {u"READY CONDITIONALLY"_s, u"3 4 attempts"_s, u"logging partially"_s}};
        QTest::newRow("cap-lab") << Expected{.verdict = u"CONDITIONAL"_s,
                                             .exitCode = 3,
                                             .score = 69.2,
                                             .claims = {{85, u"does_not_hold"_s}},
                                             .conflicts = {u"PRODUCTION-READY MUST"_s, u"rate limiting MUST should"_s}};
    }

    void judges()
    {
        QFETCH(Expected, expected);
        const QString profile = QString::fromLatin1(QTest::currentDataTag());
        const Outcome outcome =
            run(u"readyroomctl"_s, {u"gate"_s, profile, u"--fleet"_s, fleet(), u"--output"_s, u"json"_s}, 60'000);
        const QJsonObject gate = outcome.json().object();
        QVERIFY2(!gate.isEmpty(), outcome.err.constData());
        m_gates.insert(profile, gate);

        QCOMPARE(gate.value("profile"_L1).toString(), profile);
        QCOMPARE(gate.value("service"_L1).toString(), profile);
        QCOMPARE(roundedHalfUp(gate.value("score"_L1).toDouble()), expected.score);
        QCOMPARE(gate.value("verdict"_L1).toString(), expected.verdict);
        QCOMPARE(outcome.exitCode, expected.exitCode);
        for (const auto &[claimed, result] : expected.claims) {
            QVERIFY2(resultsOf(gate, claimed).contains(result),
                     qPrintable(u"%1: %2"_s.arg(claimed).arg(resultsOf(gate, claimed).join(u','))));
        }
        for (const QString &words : expected.conflicts) {
            QVERIFY2(hasConflict(gate, words), qPrintable(words));
        }
    }

    void bagtracksTableIsMeasured()
    {
        const QJsonObject gate = m_gates.value(u"bagtrack"_s);
        QMap<QString, int> results;
        int rows = 0;
        for (const QJsonValue &value : gate.value("items"_L1).toArray()) {
            const QJsonObject item = value.toObject();
            if (item.value("category"_L1).toString() == "Performance Metrics"_L1) {
                ++results[item.value("result"_L1).toString()];
                ++rows;
                QVERIFY(!item.value("observed"_L1).toString().isEmpty());
                QVERIFY2(item.value("age_s"_L1).toDouble(1e9) < 60, qPrintable(item.value("id"_L1).toString()));
            }
        }
        QCOMPARE(rows, 8);
        QCOMPARE(results, (QMap<QString, int>{{u"pass"_s, 5}, {u"partial"_s, 1}, {u"fail"_s, 2}}));
        QCOMPARE(gate.value("score"_L1).toDouble(), 68.75);
    }

    void learnifyBlocksInFourCategories()
    {
        const QJsonObject gate = m_gates.value(u"learnify-api"_s);
        int blocking = 0;
        for (const QJsonValue &category : gate.value("categories"_L1).toArray()) {
            blocking += category.toObject().value("blocks"_L1).toBool() ? 1 : 0;
        }
        QCOMPARE(blocking, 4);
        QCOMPARE(gate.value("letter"_L1).toString(), u"F"_s);
        const QJsonObject health = itemOf(gate, u"health-endpoint"_s);
        QCOMPARE(health.value("observed"_L1).toString(), u"404"_s);
        QCOMPARE(health.value("result"_L1).toString(), u"fail"_s);
        const QJsonObject path = gate.value("shortest_path"_L1).toObject();
        QVERIFY(path.value("items"_L1).toArray().size() >= 7);
        QVERIFY(path.value("score_after"_L1).toDouble() >= 90);
    }

    void capLabJudgesItsScenarios()
    {
        QMap<QString, QString> verdicts;
        for (const QJsonValue &value : m_gates.value(u"cap-lab"_s).value("scenarios"_L1).toArray()) {
            const QJsonObject scenario = value.toObject();
            verdicts[scenario.value("name"_L1).toString().section(u' ', 0, 0)] =
                scenario.value("verdict"_L1).toString();
        }
        QCOMPARE(verdicts,
                 (QMap<QString, QString>{{u"Internal"_s, u"CONDITIONAL"_s},
                                         {u"Public"_s, u"NO-GO"_s},
                                         {u"Mission-critical"_s, u"NO-GO"_s}}));
    }

    void startsItsOwnDemo()
    {
        const Outcome outcome =
            run(u"readyroomctl"_s, {u"gate"_s, u"latency-optimizer"_s, u"--demo"_s, u"--output"_s, u"json"_s}, 90'000);
        QCOMPARE(outcome.exitCode, 3);
        QCOMPARE(roundedHalfUp(outcome.json().object().value("score"_L1).toDouble()), 67.7);
    }

private:
    [[nodiscard]] QString fleet() const { return m_folder.filePath(u"lab.yaml"_s); }

    QTemporaryDir m_folder;
    LabServer m_lab;
    QMap<QString, QJsonObject> m_gates;
};

QTEST_GUILESS_MAIN(GateProfilesTest)
#include "tst_gateprofiles.moc"
