// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/statejudge.h"

#include "tests/models/rules/rulefixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::rules;
using namespace std::chrono_literals;
using fleet::EndpointState;
using fleet::ServiceState;

namespace {

const ServiceKey checkout{"production", "checkout"};
const ServiceKey inventory{"production", "inventory"};

promql::VectorSample of(const ServiceKey &key, double value = 1, const char *extra = "")
{
    return fixture::sample({{"environment", key.environment}, {"service", key.service}, {"breaker", extra}}, value);
}

StateJudge judgeWith(std::vector<AlertingRule> rules)
{
    return StateJudge(std::move(rules));
}

fleet::InstanceStatus instanceWith(std::vector<EndpointState> states, bool answeredBefore = false)
{
    fleet::InstanceStatus instance;
    for (const EndpointState state : states) {
        fleet::EndpointStatus endpoint;
        endpoint.state = state;
        if (answeredBefore) {
            endpoint.lastAnswer = fixture::at(0);
        }
        instance.endpoints.push_back(endpoint);
    }
    return instance;
}

} // namespace

class TestStateJudge : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void okOnceAnEndpointAnswered()
    {
        StateJudge judge = judgeWith({fixture::alerting("Down", "critical", 0ms, "no instance answers")});
        const Judgement before = judge.judge(checkout, Coverage::NothingYet, fixture::at(0));
        QCOMPARE(before.state, ServiceState::Unknown);
        QCOMPARE(before.reasons.size(), 1U);
        QCOMPARE(before.reasons.front().text, u"no endpoint has answered yet"_s);
        const Judgement hidden = judge.judge(checkout, Coverage::NotExposed, fixture::at(1));
        QCOMPARE(hidden.state, ServiceState::Unknown);
        QCOMPARE(hidden.reasons.front().text, u"no endpoint is exposed (404)"_s);
        const Judgement after = judge.judge(checkout, Coverage::Answered, fixture::at(5));
        QCOMPARE(after, (Judgement{ServiceState::Ok, fixture::at(5), {}}));
        QCOMPARE(judge.judge(checkout, Coverage::Answered, fixture::at(50)).since, std::optional(fixture::at(5)));
    }

    void theWorstRuleSpeaksFirst()
    {
        StateJudge judge =
            judgeWith({fixture::alerting("Slow", "warning", 0ms, "slow"),
                       fixture::alerting("Open", "critical", 0ms, "breaker {{ $labels.breaker }} is open"),
                       fixture::alerting("Older", "warning", 0ms, "older")});
        QVERIFY(judge.update(2, {of(checkout)}, fixture::at(1)));
        QVERIFY(judge.update(0, {of(checkout)}, fixture::at(2)));
        QVERIFY(judge.update(1, {of(checkout, 1, "payments"), of(inventory, 1, "stock")}, fixture::at(3)));
        const Judgement judgement = judge.judge(checkout, Coverage::Answered, fixture::at(4));
        QCOMPARE(judgement.state, ServiceState::Critical);
        QCOMPARE(judgement.since, std::optional(fixture::at(4)));
        QCOMPARE(judgement.reasons.size(), 3U);
        QCOMPARE(
            judgement.reasons[0],
            (fleet::StateReason{u"Open"_s, ServiceState::Critical, u"breaker payments is open"_s, fixture::at(3)}));
        QCOMPARE(judgement.reasons[1].text, u"older"_s);
        QCOMPARE(judgement.reasons[2].text, u"slow"_s);
        QCOMPARE(judge.judge(inventory, Coverage::Answered, fixture::at(4)).reasons.front().text,
                 u"breaker stock is open"_s);
    }

    void oneAlertNameSpeaksOnce()
    {
        StateJudge judge = judgeWith({fixture::alerting("Errors", "warning", 0ms, "some fail"),
                                      fixture::alerting("Errors", "critical", 0ms, "many fail")});
        QVERIFY(judge.update(0, {of(checkout)}, fixture::at(0)));
        QVERIFY(judge.update(1, {of(checkout)}, fixture::at(1)));
        Judgement judgement = judge.judge(checkout, Coverage::Answered, fixture::at(1));
        QCOMPARE(judgement.reasons.size(), 1U);
        QCOMPARE(judgement.reasons.front().text, u"many fail"_s);
        QVERIFY(judge.update(1, {}, fixture::at(2)));
        judgement = judge.judge(checkout, Coverage::Answered, fixture::at(2));
        QCOMPARE(judgement.state, ServiceState::Warning);
        QCOMPARE(judgement.reasons.front().text, u"some fail"_s);
    }

    void pendingDoesNotCount()
    {
        StateJudge judge = judgeWith({fixture::alerting("Slow", "warning", 60s, "slow")});
        QVERIFY(judge.immediateRules().empty());
        QVERIFY(judge.update(0, {of(checkout)}, fixture::at(0)));
        QCOMPARE(judge.judge(checkout, Coverage::Answered, fixture::at(0)).state, ServiceState::Ok);
        QCOMPARE(judge.alerts(checkout).size(), 1U);
        QVERIFY(judge.update(0, {of(checkout)}, fixture::at(60)));
        QCOMPARE(judge.judge(checkout, Coverage::Answered, fixture::at(60)).state, ServiceState::Warning);
    }

    void oneServiceLeavesOthersAlone()
    {
        StateJudge judge = judgeWith({fixture::alerting("Down", "critical", 0ms, "down")});
        QCOMPARE(judge.immediateRules(), (std::vector<std::size_t>{0}));
        QVERIFY(judge.update(0, {of(checkout), of(inventory)}, fixture::at(0)));
        QVERIFY(judge.update(0, checkout, {}, fixture::at(1)));
        QCOMPARE(judge.judge(checkout, Coverage::Answered, fixture::at(1)).state, ServiceState::Ok);
        QCOMPARE(judge.judge(inventory, Coverage::Answered, fixture::at(1)).state, ServiceState::Critical);
        QVERIFY(judge.update(0, {of(checkout)}, fixture::at(2)));
        QCOMPARE(judge.judge(inventory, Coverage::Answered, fixture::at(2)).state, ServiceState::Ok);
        judge.forget(checkout);
        QVERIFY(judge.alerts(checkout).empty());
    }

    void environmentsKeepApart()
    {
        StateJudge judge = judgeWith({fixture::alerting("Down", "critical", 0ms, "down")});
        QVERIFY(judge.update(0, {of({"staging", "checkout"})}, fixture::at(0)));
        QCOMPARE(judge.judge(checkout, Coverage::Answered, fixture::at(0)).state, ServiceState::Ok);
        QCOMPARE(judge.judge({"staging", "checkout"}, Coverage::Answered, fixture::at(0)).state,
                 ServiceState::Critical);
    }

    void aClashIsReportedAndTheRestStillJudged()
    {
        StateJudge judge = judgeWith({fixture::alerting("Down", "critical", 0ms, "down")});
        const auto outcome = judge.update(0, {of(checkout, 1), of(checkout, 2), of(inventory)}, fixture::at(0));
        QVERIFY(!outcome);
        QCOMPARE(judge.judge(inventory, Coverage::Answered, fixture::at(0)).state, ServiceState::Critical);
    }

    void aResultWithoutAServiceDecidesNothing()
    {
        StateJudge judge = judgeWith({fixture::alerting("Down", "critical", 0ms, "down")});
        QVERIFY(judge.update(0, {fixture::sample({{"job", "x"}}, 1)}, fixture::at(0)));
        QCOMPARE(judge.judge({}, Coverage::Answered, fixture::at(0)).state, ServiceState::Ok);
    }

    void coverage_data()
    {
        QTest::addColumn<std::vector<EndpointState>>("states");
        QTest::addColumn<bool>("answeredBefore");
        QTest::addColumn<Coverage>("expected");
        using E = EndpointState;
        QTest::newRow("nothing") << std::vector<E>{} << false << Coverage::NothingYet;
        QTest::newRow("pending") << std::vector{E::Pending, E::NotExposed} << false << Coverage::NothingYet;
        QTest::newRow("ok") << std::vector{E::NotExposed, E::Ok} << false << Coverage::Answered;
        QTest::newRow("all 404") << std::vector{E::NotExposed, E::NotExposed} << false << Coverage::NotExposed;
        QTest::newRow("all 404, answered before") << std::vector{E::NotExposed} << true << Coverage::NotExposed;
        QTest::newRow("failed from the start") << std::vector{E::Failed} << false << Coverage::NothingYet;
        QTest::newRow("stale") << std::vector{E::Stale} << true << Coverage::Answered;
    }
    void coverage()
    {
        QFETCH(const std::vector<EndpointState>, states);
        QFETCH(const bool, answeredBefore);
        QFETCH(const Coverage, expected);
        QCOMPARE(coverageOf({instanceWith(states, answeredBefore)}), expected);
    }
};

QTEST_APPLESS_MAIN(TestStateJudge)
#include "tst_statejudge.moc"
