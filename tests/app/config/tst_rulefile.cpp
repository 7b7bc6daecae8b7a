// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/rulefile.h"
#include "tests/app/config/corpus.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace std::chrono_literals;

class TestRuleFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void corpus_data() { corpus::addRows(u"/rules"_s); }
    void corpus()
    {
        QFETCH(const QString, path);
        corpus::check(path);
    }

    void readsBothKindsOfRules()
    {
        const auto groups = config::loadRuleFile(QStringLiteral(READYROOM_TEST_DATA "/rules/good.yaml"));
        QVERIFY(groups);
        QCOMPARE(groups->size(), 1U);
        const rules::RuleGroup &group = groups->front();
        QCOMPARE(group.name, u"payments"_s);
        QCOMPARE(group.interval, Duration(30s));
        QCOMPARE(group.rules.size(), 2U);
        const auto &recording = std::get<rules::RecordingRule>(group.rules[0]);
        QCOMPARE(recording.record, QByteArray("service:request_rate"));
        QCOMPARE(recording.labels, (series::Labels{{"source", "own"}}));
        QCOMPARE(recording.where.line, 6);
        QVERIFY(recording.expr);
        const auto &alerting = std::get<rules::AlertingRule>(group.rules[1]);
        QCOMPARE(alerting.hold, Duration(2min));
        QCOMPARE(alerting.keepFiringFor, Duration(5min));
        QCOMPARE(alerting.annotations.value(u"reason"_s).expand({}, 0.7), u"payments take 700ms"_s);
        QCOMPARE(alerting.labels.value(u"team"_s).expand({{"service", "pay"}}, 0), u"pay"_s);
    }

    void stateRulesAreExtendedAndReplaced()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(u"own.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "groups:\n"
            "  - name: own\n"
            "    rules:\n"
            "      - {record: x, expr: 1}\n"
            "      - {alert: Page, expr: up == 0}\n"
            "      - {alert: Own, expr: up == 0, labels: {severity: warning}, annotations: {reason: r}}\n"
            "      - {alert: ErrorRatioHigh, expr: up == 0, labels: {severity: unknown}, annotations: {reason: s}}\n");
        file.close();
        const auto builtIn = config::loadStateRules();
        fleet::Fleet fleet;
        fleet.ruleFiles << file.fileName();
        const auto all = config::loadStateRules(fleet);
        QVERIFY(builtIn && all);
        const auto count = [](const auto &rules, const QString &name) {
            return std::ranges::count(rules, name, &rules::AlertingRule::alert);
        };
        QCOMPARE(count(*builtIn, u"ErrorRatioHigh"_s), 2);
        QCOMPARE(count(*all, u"ErrorRatioHigh"_s), 1);
        QCOMPARE(count(*all, u"Own"_s), 1);
        QCOMPARE(count(*all, u"Page"_s), 0);
        QCOMPARE(all->size(), builtIn->size());
        QCOMPARE(config::loadRecordingRules(fleet)->size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestRuleFile)
#include "tst_rulefile.moc"
