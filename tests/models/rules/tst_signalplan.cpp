// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/signalplan.h"

#include "tests/models/rules/rulefixture.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::rules;
using Indexes = std::vector<std::size_t>;

namespace {

const ServiceKey checkout{"production", "checkout"};

SignalMap mapOf(const char *name, int order, std::vector<RecordingRule> rules)
{
    return {QString::fromUtf8(name), {}, QByteArray(name) + "_total", order, std::move(rules)};
}

auto exposing(const QSet<QByteArray> &metrics)
{
    return [metrics](const QByteArray &metric) { return metrics.contains(metric); };
}

SignalPlan planOfThree()
{
    SignalMap own = mapOf("probes", 3, {fixture::recording("service:up", "x")});
    own.detect = "up";
    return SignalPlan(
        {mapOf("late", 2, {fixture::recording("service:rate", "x"), fixture::recording("service:mean", "x")}), own,
         mapOf("early", 1,
               {fixture::recording("service:rate", "x"), fixture::recording("service:q", "x", {{"quantile", "0.5"}}),
                fixture::recording("service:q", "x", {{"quantile", "0.9"}})})});
}

} // namespace

class TestSignalPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ordersItsMaps()
    {
        const SignalPlan plan = planOfThree();
        QCOMPARE(plan.maps()[0].name, u"early"_s);
        QCOMPARE(plan.maps()[2].name, u"probes"_s);
        QCOMPARE(plan.rules().size(), 6U);
    }

    void theEarlierMapWinsSignalBySignal()
    {
        SignalPlan plan = planOfThree();
        QVERIFY(plan.rulesOf(checkout).empty());
        QVERIFY(plan.detect(checkout, u"auto"_s, exposing({"late_total"})));
        QCOMPARE(plan.rulesOf(checkout), (Indexes{3, 4}));
        QVERIFY(plan.detect(checkout, u"auto"_s, exposing({"late_total", "early_total", "up"})));
        QCOMPARE(plan.rulesOf(checkout), (Indexes{0, 1, 2, 4, 5}));
        QVERIFY(!plan.detect(checkout, u"auto"_s, exposing({"late_total", "early_total", "up"})));
        QVERIFY(plan.isUsed(0));
        QVERIFY(!plan.isUsed(3));
    }

    void aForcedMapExcludesOthersButNotOurOwn()
    {
        SignalPlan plan = planOfThree();
        (void)plan.detect(checkout, u"late"_s, exposing({"late_total", "early_total", "up"}));
        QCOMPARE(plan.rulesOf(checkout), (Indexes{3, 4, 5}));
        (void)plan.detect(checkout, u"none"_s, exposing({"late_total", "early_total", "up"}));
        QCOMPARE(plan.rulesOf(checkout), (Indexes{5}));
    }

    void keepsOnlyElementsOfItsServices()
    {
        SignalPlan plan = planOfThree();
        (void)plan.detect(checkout, u"auto"_s, exposing({"early_total"}));
        const auto mine = fixture::sample({{"environment", "production"}, {"service", "checkout"}}, 1);
        const auto other = fixture::sample({{"environment", "staging"}, {"service", "checkout"}}, 2);
        QCOMPARE(plan.applicable(0, {other, mine}), (promql::Vector{mine}));
        QVERIFY(plan.applicable(3, {other, mine}).empty());
        plan.forget(checkout);
        QVERIFY(!plan.isUsed(0));
        QVERIFY(plan.applicable(0, {mine}).empty());
    }
};

QTEST_APPLESS_MAIN(TestSignalPlan)
#include "tst_signalplan.moc"
