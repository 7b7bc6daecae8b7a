// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/triggers.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::runner;
using std::chrono::seconds;

namespace {

constexpr Timestamp start = fromMillis(1'800'000'000'000);
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

drills::Trigger errorRatio(Duration holdFor = seconds{120})
{
    return {.name = u"error ratio above 10 % for 2 min"_s,
            .expr = u"service:error_ratio"_s,
            .when = {readiness::Threshold::Operator::Greater, 0.1},
            .holdFor = holdFor};
}

std::vector<drills::ServiceActions> shopWith(const std::vector<drills::Trigger> &triggers)
{
    drills::Action action;
    action.name = u"rollback"_s;
    action.kind = drills::ActionKind::Rollback;
    action.triggers = triggers;
    return {{.subject = {.service = u"shop"_s, .environment = u"staging"_s, .targets = {}}, .actions = {action}}};
}

Result<promql::QueryResult> answer(const std::vector<double> &values)
{
    promql::Vector vector;
    for (const double value : values) {
        vector.push_back({.labels = {{"n", QByteArray::number(vector.size())}}, .t = 0, .v = value});
    }
    return promql::QueryResult{vector, {}};
}

using Script = std::vector<std::pair<int, std::vector<double>>>; ///< seconds → values; {-1}: an error

} // namespace

class TestTriggers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksNarrowed();
    void leavesOutWhatIsNoExpression();
    void holdsForLongEnough_data();
    void holdsForLongEnough();
    void saysWhy();
    void oneForEachButton();
};

void TestTriggers::asksNarrowed()
{
    const Triggers triggers(shopWith({errorRatio()}));
    QCOMPARE(triggers.questions(), QStringList{u"service:error_ratio{environment=\"staging\", service=\"shop\"}"_s});
    QVERIFY(triggers.suggestions().empty());
}

void TestTriggers::leavesOutWhatIsNoExpression()
{
    drills::Trigger broken = errorRatio();
    broken.expr = u"sum("_s;
    QCOMPARE(Triggers(shopWith({broken, errorRatio()})).questions().size(), 1);
}

void TestTriggers::holdsForLongEnough_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<int>("since"); // seconds; -1: it does not suggest itself

    QTest::newRow("never asked") << Script{} << -1;
    QTest::newRow("not yet") << Script{{0, {0.2}}, {60, {0.2}}, {119, {0.2}}} << -1;
    QTest::newRow("just now") << Script{{0, {0.2}}, {60, {0.2}}, {120, {0.2}}} << 0;
    QTest::newRow("at the threshold") << Script{{0, {0.1}}, {60, {0.1}}, {120, {0.1}}} << -1;
    QTest::newRow("one of two series") << Script{{0, {0.0, 0.3}}, {60, {0.3, 0.0}}, {120, {0.0, 0.2}}} << 0;
    QTest::newRow("a break") << Script{{0, {0.2}}, {60, {0.0}}, {65, {0.2}}, {120, {0.2}}} << -1;
    QTest::newRow("again after a break") << Script{{0, {0.2}}, {5, {0.0}}, {10, {0.2}}, {70, {0.2}}, {130, {0.2}}}
                                         << 10;
    QTest::newRow("over") << Script{{0, {0.2}}, {60, {0.2}}, {120, {0.2}}, {125, {0.05}}} << -1;
    QTest::newRow("no series any more") << Script{{0, {0.2}}, {60, {0.2}}, {120, {0.2}}, {125, {}}} << -1;
    QTest::newRow("not a number") << Script{{0, {notANumber}}, {60, {notANumber}}, {120, {notANumber}}} << -1;
    QTest::newRow("errors between") << Script{{0, {0.2}}, {55, {-1}}, {60, {0.2}}, {120, {0.2}}} << 0;
    QTest::newRow("an error takes nothing back") << Script{{0, {0.2}}, {60, {0.2}}, {120, {0.2}}, {125, {-1}}} << 0;
    QTest::newRow("silent for too long") << Script{{0, {0.2}}, {60, {-1}}, {121, {0.2}}, {180, {0.2}}} << -1;
    QTest::newRow("errors for too long") << Script{{0, {0.2}}, {60, {0.2}}, {120, {0.2}}, {181, {-1}}} << -1;
    QTest::newRow("a clock set back") << Script{{0, {0.2}}, {-3600, {0.2}}, {-3540, {0.2}}, {-3480, {0.2}}} << -3600;
}

void TestTriggers::holdsForLongEnough()
{
    QFETCH(const Script, script);
    QFETCH(const int, since);
    Triggers triggers(shopWith({errorRatio()}));
    for (const auto &[at, values] : script) {
        const bool isError = values == std::vector{-1.0};
        triggers.hear(0, isError ? failure(Error::Kind::Timeout, u"Too slow."_s) : answer(values), start + seconds{at});
    }
    const std::vector<Suggestion> found = triggers.suggestions();
    QCOMPARE(found.size(), since == -1 ? 0U : 1U);
    if (!found.empty()) {
        QCOMPARE(found.front().since, start + seconds{since});
        QCOMPARE(found.front().service, u"shop"_s);
        QCOMPARE(found.front().action, u"rollback"_s);
    }
}

void TestTriggers::saysWhy()
{
    Triggers triggers(shopWith({errorRatio(Duration{0})}));
    triggers.hear(0, answer({0.15, 0.23456, 0.05}), start);
    QCOMPARE(triggers.suggestions().front().why, u"Error ratio above 10 % for 2 min: it is 0.235 now."_s);
}

void TestTriggers::oneForEachButton()
{
    drills::Trigger health{.name = u"health failing"_s,
                           .expr = u"service:health"_s,
                           .when = {readiness::Threshold::Operator::Less, 0.5},
                           .holdFor = seconds{0}};
    Triggers triggers(shopWith({errorRatio(seconds{5}), health}));
    QCOMPARE(triggers.questions().size(), 2);
    triggers.hear(0, answer({0.2}), start);
    triggers.hear(1, answer({0.0}), start + seconds{2});
    triggers.hear(0, answer({0.2}), start + seconds{5});
    const std::vector<Suggestion> found = triggers.suggestions();
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found.front().since, start);
    QVERIFY(found.front().why.startsWith(u"Error ratio"));
}

QTEST_GUILESS_MAIN(TestTriggers)
#include "tst_triggers.moc"
