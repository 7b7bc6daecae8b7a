// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/alertstates.h"

#include "tests/models/rules/rulefixture.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::rules;
using namespace std::chrono_literals;
using What = AlertChange::What;

namespace {

promql::VectorSample of(const char *service, double value = 1)
{
    return fixture::sample({{"__name__", "x"}, {"service", service}}, value);
}

std::vector<What> kinds(const Result<std::vector<AlertChange>> &changes)
{
    std::vector<What> result;
    for (const AlertChange &change : changes.value()) {
        result.push_back(change.what);
    }
    return result;
}

} // namespace

class TestAlertStates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firesAtOnceWithoutFor()
    {
        const AlertingRule rule =
            fixture::alerting("Down", "critical", 0ms, "{{ $labels.service }} is at {{ $value }}");
        AlertStates states;
        const auto changes = states.evaluate(rule, {of("a", 3)}, fixture::at(0));
        QCOMPARE(kinds(changes), (std::vector{What::Firing}));
        QCOMPARE(states.alerts().size(), 1U);
        const Alert &alert = states.alerts().front();
        QCOMPARE(alert.labels, (series::Labels{{"alertname", "Down"}, {"service", "a"}, {"severity", "critical"}}));
        QCOMPARE(alert.annotations.value(u"reason"_s), u"a is at 3"_s);
        QCOMPARE(alert.activeAt, fixture::at(0));
        QCOMPARE(alert.firedAt, std::optional(fixture::at(0)));
        QCOMPARE(kinds(states.evaluate(rule, {}, fixture::at(5))), (std::vector{What::Resolved}));
        QVERIFY(states.alerts().empty());
    }

    void waitsForItsFor()
    {
        const AlertingRule rule = fixture::alerting("Slow", "warning", 60s, "slow");
        AlertStates states;
        QCOMPARE(kinds(states.evaluate(rule, {of("a")}, fixture::at(0))), (std::vector{What::Pending}));
        QVERIFY(kinds(states.evaluate(rule, {of("a")}, fixture::at(59))).empty());
        QCOMPARE(states.alerts().front().phase, AlertPhase::Pending);
        QCOMPARE(kinds(states.evaluate(rule, {of("a")}, fixture::at(60))), (std::vector{What::Firing}));
        QCOMPARE(states.alerts().front().activeAt, fixture::at(0));
    }

    void aBreakStartsTheWaitAnew()
    {
        const AlertingRule rule = fixture::alerting("Slow", "warning", 60s, "slow");
        AlertStates states;
        (void)states.evaluate(rule, {of("a")}, fixture::at(0));
        QCOMPARE(kinds(states.evaluate(rule, {}, fixture::at(30))), (std::vector{What::Dropped}));
        (void)states.evaluate(rule, {of("a")}, fixture::at(35));
        (void)states.evaluate(rule, {of("a")}, fixture::at(90));
        QCOMPARE(states.alerts().front().phase, AlertPhase::Pending);
        (void)states.evaluate(rule, {of("a")}, fixture::at(95));
        QCOMPARE(states.alerts().front().phase, AlertPhase::Firing);
    }

    void keepsFiring()
    {
        AlertingRule rule = fixture::alerting("Down", "critical", 0ms, "down");
        rule.keepFiringFor = 60s;
        AlertStates states;
        (void)states.evaluate(rule, {of("a")}, fixture::at(0));
        QVERIFY(kinds(states.evaluate(rule, {}, fixture::at(10))).empty());
        QCOMPARE(states.alerts().front().keepFiringSince, std::optional(fixture::at(10)));
        QVERIFY(kinds(states.evaluate(rule, {of("a", 7)}, fixture::at(20))).empty());
        QVERIFY(!states.alerts().front().keepFiringSince);
        QCOMPARE(states.alerts().front().value, 7.0);
        QCOMPARE(states.alerts().front().activeAt, fixture::at(0));
        QVERIFY(kinds(states.evaluate(rule, {}, fixture::at(30))).empty());
        QVERIFY(kinds(states.evaluate(rule, {}, fixture::at(89))).empty());
        QCOMPARE(kinds(states.evaluate(rule, {}, fixture::at(90))), (std::vector{What::Resolved}));
    }

    void aPendingAlertIsNotKept()
    {
        AlertingRule rule = fixture::alerting("Down", "critical", 60s, "down");
        rule.keepFiringFor = 60s;
        AlertStates states;
        (void)states.evaluate(rule, {of("a")}, fixture::at(0));
        QCOMPARE(kinds(states.evaluate(rule, {}, fixture::at(10))), (std::vector{What::Dropped}));
    }

    void goesOnAfterARestart()
    {
        const AlertingRule rule = fixture::alerting("Slow", "warning", 60s, "slow");
        AlertStates states;
        states.restore(alertLabels(rule, of("a")), fixture::at(-50));
        states.restore(alertLabels(rule, of("b")), fixture::at(-50));
        QCOMPARE(kinds(states.evaluate(rule, {of("a")}, fixture::at(5))), (std::vector{What::Dropped}));
        QCOMPARE(kinds(states.evaluate(rule, {of("a")}, fixture::at(10))), (std::vector{What::Firing}));
        QCOMPARE(states.alerts().front().annotations.value(u"reason"_s), u"slow"_s);
    }

    void refusesTwoAlertsWithOneLabelSet()
    {
        const AlertingRule rule = fixture::alerting("Down", "critical", 0ms, "down");
        AlertStates states;
        (void)states.evaluate(rule, {of("a")}, fixture::at(0));
        const promql::Vector clash{fixture::sample({{"__name__", "x"}, {"service", "b"}}, 1),
                                   fixture::sample({{"__name__", "y"}, {"service", "b"}}, 1)};
        const auto changes = states.evaluate(rule, clash, fixture::at(5));
        QVERIFY(!changes);
        QVERIFY(changes.error().message.contains(u"Down"));
        QCOMPARE(states.alerts().size(), 1U);
        QCOMPARE(states.alerts().front().labels.value("service"), QByteArray("a"));
    }

    /// Random histories against the definition: an alert fires exactly when its expression has held at every evaluation
    /// for at least `for`, or fired before and ended less than keep_firing_for ago. Order of the elements never
    /// matters.
    void followsItsDefinition_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 40; ++seed) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    void followsItsDefinition()
    {
        QFETCH(const unsigned, seed);
        std::mt19937 random(seed);
        const auto below = [&random](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
        AlertingRule rule = fixture::alerting("R", "warning", std::chrono::seconds(below(4) * 10), "r");
        rule.keepFiringFor = std::chrono::seconds(below(3) * 15);

        struct Expected {
            std::optional<int> trueSince;
            std::optional<int> endedAt;
            bool firing = false;
        };
        std::map<QByteArray, Expected> model;
        AlertStates states;
        AlertStates shuffled;
        int now = 0;
        int fired = 0;
        for (int step = 0; step < 200; ++step) {
            now += 1 + below(10);
            promql::Vector result;
            for (const char *name : {"a", "b", "c"}) {
                Expected &expected = model[name];
                if (below(100) < 80) {
                    result.push_back(of(name, below(5)));
                    expected.trueSince = expected.trueSince.value_or(now);
                    expected.endedAt.reset();
                    expected.firing = expected.firing || std::chrono::seconds(now - *expected.trueSince) >= rule.hold;
                    continue;
                }
                expected.endedAt = expected.endedAt.value_or(now);
                const bool kept = expected.firing && std::chrono::seconds(now - *expected.endedAt) < rule.keepFiringFor;
                if (!kept) {
                    expected = {};
                }
            }
            QVERIFY(states.evaluate(rule, result, fixture::at(now)));
            std::ranges::shuffle(result, random);
            QVERIFY(shuffled.evaluate(rule, result, fixture::at(now)));
            QCOMPARE(shuffled.alerts(), states.alerts());

            std::map<QByteArray, const Alert *> active;
            for (const Alert &alert : states.alerts()) {
                active[alert.labels.value("service")] = &alert;
            }
            for (const auto &[name, expected] : model) {
                QCOMPARE(active.contains(name), expected.trueSince.has_value());
                if (!expected.trueSince) {
                    continue;
                }
                const Alert &alert = *active.at(name);
                QCOMPARE(alert.activeAt, fixture::at(*expected.trueSince));
                QCOMPARE(alert.phase == AlertPhase::Firing, expected.firing);
                if (alert.phase == AlertPhase::Firing) {
                    ++fired;
                    QVERIFY(*alert.firedAt - alert.activeAt >= rule.hold);
                }
            }
        }
        QVERIFY(fired > 0);
    }
};

QTEST_APPLESS_MAIN(TestAlertStates)
#include "tst_alertstates.moc"
