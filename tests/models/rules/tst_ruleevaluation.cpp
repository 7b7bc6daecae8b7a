// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/evaluation.h"

#include "tests/models/rules/rulefixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::rules;

class TestRuleEvaluation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recordsWithTheRulesNameAndLabels()
    {
        const RecordingRule rule =
            fixture::recording("service:latency_seconds", "x", {{"quantile", "0.95"}, {"job", ""}});
        const auto samples = recorded(rule, {{{{"__name__", "x"}, {"service", "a"}, {"quantile", "old"}}, 42, 0.5}});
        QVERIFY(samples);
        QCOMPARE(*samples,
                 (promql::Vector{
                     {{{"__name__", "service:latency_seconds"}, {"quantile", "0.95"}, {"service", "a"}}, 42, 0.5}}));
    }

    void refusesASeriesTwice()
    {
        const RecordingRule rule = fixture::recording("r", "x", {{"instance", "all"}});
        const auto samples =
            recorded(rule, {fixture::sample({{"instance", "1"}}, 1), fixture::sample({{"instance", "2"}}, 2)});
        QVERIFY(!samples);
        QCOMPARE(samples.error().kind, Error::Kind::Config);
        QVERIFY(samples.error().message.contains(u"r{instance=\"all\"}"));
    }

    void takesScalarsAndVectorsOnly()
    {
        QCOMPARE(asVector(promql::Scalar{5, 1.5}).value(), (promql::Vector{{{}, 5, 1.5}}));
        QCOMPARE(asVector(promql::Vector{fixture::sample({}, 1)}).value().size(), 1U);
        QVERIFY(!asVector(promql::Matrix{}));
        QVERIFY(!asVector(promql::String{}));
    }

    void knowsInstantaneousExpressions_data()
    {
        QTest::addColumn<QByteArray>("expr");
        QTest::addColumn<bool>("instantaneous");
        QTest::newRow("selector") << QByteArray("up") << true;
        QTest::newRow("comparison") << QByteArray("max by (service) (up) == 0") << true;
        QTest::newRow("number") << QByteArray("1") << true;
        QTest::newRow("rate") << QByteArray("sum(rate(x[1m]))") << false;
        QTest::newRow("range inside a binary") << QByteArray("up == 0 and rate(x[1m]) > 1") << false;
        QTest::newRow("subquery") << QByteArray("max_over_time(up[5m:1m])") << false;
        QTest::newRow("offset") << QByteArray("up offset 5m") << false;
        QTest::newRow("at") << QByteArray("up @ 100") << false;
    }
    void knowsInstantaneousExpressions()
    {
        QFETCH(const QByteArray, expr);
        QFETCH(const bool, instantaneous);
        QCOMPARE(isInstantaneous(*fixture::expression(expr.constData())), instantaneous);
    }

    void restrictsEverySelector()
    {
        const auto expr = restrictedTo(fixture::expression("up == 0 unless max by (service) (x{a=\"b\"})"),
                                       {"production", "checkout"});
        const QString text = promql::toText(*expr);
        QCOMPARE(text.count(u"environment=\"production\""), 2);
        QCOMPARE(text.count(u"service=\"checkout\""), 2);
        QVERIFY(text.contains(u"a=\"b\""));
    }
};

QTEST_APPLESS_MAIN(TestRuleEvaluation)
#include "tst_ruleevaluation.moc"
