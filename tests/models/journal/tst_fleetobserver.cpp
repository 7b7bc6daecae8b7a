// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/fleetobserver.h"

#include <QJsonArray>
#include <QTest>

using namespace readyroom;
using namespace readyroom::journal;
using namespace Qt::StringLiterals;
using fleet::BreakerState;
using fleet::EndpointState;
using fleet::ServiceState;

namespace {

constexpr Timestamp start = fromMillis(1'795'226'400'000);

fleet::EndpointStatus endpointIn(EndpointState state, Timestamp attempt = start)
{
    fleet::EndpointStatus endpoint;
    endpoint.id = {u"demo"_s, u"checkout"_s, u"10.0.0.1:8080"_s, fleet::EndpointKind::Health, u"/health"_s};
    endpoint.state = state;
    if (state != EndpointState::Pending) {
        endpoint.lastAttempt = attempt;
    }
    if (state == EndpointState::Ok) {
        endpoint.lastAnswer = attempt;
        endpoint.status = 200;
    }
    if (state == EndpointState::Failed) {
        endpoint.status = 503;
        endpoint.error = u"/health answered 503 Service Unavailable."_s;
    }
    return endpoint;
}

fleet::ServiceStatus serviceIn(ServiceState state, std::vector<fleet::EndpointStatus> endpoints,
                               const QString &reason = {})
{
    fleet::ServiceStatus service{.name = u"checkout"_s, .environment = u"demo"_s, .owner = {}, .state = state};
    if (!reason.isEmpty()) {
        service.reasons = {{.rule = u"Rule"_s, .severity = state, .text = reason}};
    }
    service.instances = {{.instance = u"10.0.0.1:8080"_s, .up = true, .endpoints = std::move(endpoints)}};
    return service;
}

fleet::ServiceStatus breakerIn(BreakerState state, const QString &instance = u"10.0.0.1:8080"_s)
{
    fleet::ServiceStatus service = serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)});
    service.signals_.breakers = {{.breaker = u"payments"_s, .instance = instance, .state = state}};
    return service;
}

constexpr auto noticeText = u"This workstation's own network is out; judgement is suspended.";

} // namespace

class FleetObserverTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_observer.emplace();
        m_now = start;
    }

    void theFirstStateIsToldOnceItIsKnown()
    {
        QVERIFY(see(serviceIn(ServiceState::Unknown, {endpointIn(EndpointState::Pending)},
                              u"no endpoint has answered yet"_s))
                    .empty());
        const std::vector<Event> events = see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}));
        QCOMPARE(events.size(), 1U);
        QCOMPARE(events.front(),
                 (Event{.kind = EventKind::ServiceState,
                        .at = m_now,
                        .service = u"checkout"_s,
                        .environment = u"demo"_s,
                        .text = u"checkout is ok"_s,
                        .detail = {{u"to"_s, u"ok"_s}, {u"reasons"_s, QJsonArray()}}}));
        QVERIFY(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)})).empty());
    }

    void theFirstStateWaitsForEveryEndpoint()
    {
        fleet::EndpointStatus metrics = endpointIn(EndpointState::Pending);
        metrics.id.kind = fleet::EndpointKind::Metrics;
        QVERIFY(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok), metrics})).empty());
        metrics.state = EndpointState::Failed;
        const std::vector<Event> events =
            see(serviceIn(ServiceState::Warning, {endpointIn(EndpointState::Ok), metrics}));
        QCOMPARE(kindsOf(events), (std::vector{EventKind::EndpointFailed, EventKind::ServiceState}));
        QVERIFY(!events.back().detail.contains(u"from"));
    }

    void transitionsAreToldWithTheirReasons()
    {
        see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}));
        fleet::ServiceStatus bad =
            serviceIn(ServiceState::Critical, {endpointIn(EndpointState::Ok)}, u"no instance answers"_s);
        bad.reasons.push_back({.rule = u"Other"_s, .severity = ServiceState::Warning, .text = u"slow"_s});
        const std::vector<Event> events = see(bad);
        QCOMPARE(events.size(), 1U);
        QCOMPARE(events.front().text, u"checkout is critical: no instance answers"_s);
        QCOMPARE(events.front().detail,
                 (QJsonObject{{u"from"_s, u"ok"_s},
                              {u"to"_s, u"critical"_s},
                              {u"reasons"_s, QJsonArray{u"no instance answers"_s, u"slow"_s}}}));
        // Another reason of the same state is no transition.
        QVERIFY(see(serviceIn(ServiceState::Critical, {endpointIn(EndpointState::Ok)}, u"slow"_s)).empty());
        QCOMPARE(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)})).front().detail.value(u"from"),
                 QJsonValue(u"critical"_s));
    }

    void aServiceThatExposesNothingIsKnownToBeUnknown()
    {
        QVERIFY(see(serviceIn(ServiceState::Unknown,
                              {endpointIn(EndpointState::NotExposed), endpointIn(EndpointState::Pending)}))
                    .empty());
        const std::vector<Event> events = see(serviceIn(ServiceState::Unknown, {endpointIn(EndpointState::NotExposed)},
                                                        u"no endpoint is exposed (404)"_s));
        QCOMPARE(events.size(), 1U);
        QCOMPARE(events.front().detail.value(u"to"), QJsonValue(u"unknown"_s));
    }

    void aServiceThatNeverAnsweredFailsAndIsJudged()
    {
        const std::vector<Event> first = see(serviceIn(ServiceState::Unknown, {endpointIn(EndpointState::Failed)}));
        QCOMPARE(kindsOf(first), (std::vector{EventKind::EndpointFailed}));
        const std::vector<Event> second =
            see(serviceIn(ServiceState::Critical, {endpointIn(EndpointState::Failed)}, u"no instance answers"_s));
        QCOMPARE(kindsOf(second), (std::vector{EventKind::ServiceState}));
        QVERIFY(!second.front().detail.contains(u"from"));
    }

    void anEndpointFailsAndAnswersAgain()
    {
        see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}));
        const std::vector<Event> failed =
            see(serviceIn(ServiceState::Critical, {endpointIn(EndpointState::Failed, start + Duration(5000))}));
        // What may have caused the state comes before it.
        QCOMPARE(kindsOf(failed), (std::vector{EventKind::EndpointFailed, EventKind::ServiceState}));
        QCOMPARE(failed.front().text,
                 u"The health endpoint of 10.0.0.1:8080 failed: /health answered 503 Service Unavailable"_s);
        QCOMPARE(failed.front().detail,
                 (QJsonObject{{u"instance"_s, u"10.0.0.1:8080"_s},
                              {u"endpoint"_s, u"health"_s},
                              {u"path"_s, u"/health"_s},
                              {u"error"_s, u"/health answered 503 Service Unavailable."_s},
                              {u"status"_s, 503}}));
        QVERIFY(see(serviceIn(ServiceState::Critical, {endpointIn(EndpointState::Failed, start + Duration(10'000))}))
                    .empty());
        const std::vector<Event> back =
            see(serviceIn(ServiceState::Critical, {endpointIn(EndpointState::Ok, start + Duration(17'500))}));
        QCOMPARE(kindsOf(back), (std::vector{EventKind::EndpointRecovered}));
        QCOMPARE(back.front().text, u"The health endpoint of 10.0.0.1:8080 answers again"_s);
        QCOMPARE(back.front().detail,
                 (QJsonObject{{u"instance"_s, u"10.0.0.1:8080"_s},
                              {u"endpoint"_s, u"health"_s},
                              {u"path"_s, u"/health"_s},
                              {u"outage_s"_s, 12.5}}));
    }

    void aFailureWithoutAnAnswerHasNoStatus()
    {
        fleet::EndpointStatus endpoint = endpointIn(EndpointState::Failed);
        endpoint.status = 0;
        const std::vector<Event> events = see(serviceIn(ServiceState::Unknown, {endpoint}));
        QVERIFY(!events.front().detail.contains(u"status"));
    }

    void notExposedIsAnAnswerAndStaleIsNone()
    {
        see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}));
        QVERIFY(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Stale)})).empty());
        QVERIFY(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::NotExposed)})).empty());
        QCOMPARE(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Failed)})).size(), 1U);
        QVERIFY(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Pending)})).empty());
        QVERIFY(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Failed)})).empty());
        QCOMPARE(kindsOf(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::NotExposed)}))),
                 (std::vector{EventKind::EndpointRecovered}));
    }

    void endpointsAreToldApart()
    {
        fleet::EndpointStatus metrics = endpointIn(EndpointState::Failed);
        metrics.id.kind = fleet::EndpointKind::Metrics;
        fleet::EndpointStatus other = endpointIn(EndpointState::Failed);
        other.id.instance = u"10.0.0.2:8080"_s;
        fleet::EndpointStatus path = endpointIn(EndpointState::Failed);
        path.id.path = u"/health?deep"_s;
        QCOMPARE(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Failed), metrics, other, path})).size(),
                 5U);
        metrics.state = EndpointState::Ok;
        const std::vector<Event> events =
            see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Failed), metrics, other, path}));
        QCOMPARE(kindsOf(events), (std::vector{EventKind::EndpointRecovered}));
        QCOMPARE(events.front().detail.value(u"endpoint"), QJsonValue(u"metrics"_s));
    }

    void breakers_data()
    {
        QTest::addColumn<QList<int>>("states");
        QTest::addColumn<QStringList>("expected"); ///< "from>to"
        using enum BreakerState;
        const auto list = [](std::initializer_list<BreakerState> states) {
            QList<int> out;
            for (const BreakerState state : states) {
                out.append(int(state));
            }
            return out;
        };
        QTest::newRow("closed at first is not told") << list({Closed, Closed}) << QStringList();
        QTest::newRow("open at first is") << list({Open, Open}) << QStringList{u">open"_s};
        QTest::newRow("a round") << list({Closed, Open, HalfOpen, Closed})
                                 << QStringList{u"closed>open"_s, u"open>half_open"_s, u"half_open>closed"_s};
        QTest::newRow("unknown at first is not told") << list({Unknown, Closed, Open}) << QStringList{u"closed>open"_s};
        QTest::newRow("unknown later is") << list({Closed, Unknown}) << QStringList{u"closed>unknown"_s};
    }

    void breakers()
    {
        QFETCH(QList<int>, states);
        QFETCH(QStringList, expected);
        see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}));
        QStringList told;
        for (const int state : states) {
            for (const Event &event : see(breakerIn(BreakerState(state)))) {
                QCOMPARE(event.kind, EventKind::BreakerState);
                QCOMPARE(event.detail.value(u"breaker"), QJsonValue(u"payments"_s));
                QCOMPARE(event.detail.value(u"instance"), QJsonValue(u"10.0.0.1:8080"_s));
                QCOMPARE(event.text, u"Breaker payments of 10.0.0.1:8080 is "_s + event.detail.value(u"to").toString());
                told += event.detail.value(u"from").toString() + u'>' + event.detail.value(u"to").toString();
            }
        }
        QCOMPARE(told, expected);
    }

    void aBreakerThatWasOutOfSightIsComparedWithItsLastState()
    {
        see(breakerIn(BreakerState::Closed));
        QVERIFY(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)})).empty());
        QVERIFY(see(breakerIn(BreakerState::Closed)).empty());
        QVERIFY(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)})).empty());
        QCOMPARE(see(breakerIn(BreakerState::Open)).front().detail.value(u"from"), QJsonValue(u"closed"_s));
    }

    void breakersOfInstancesAreToldApart()
    {
        see(breakerIn(BreakerState::Open));
        QCOMPARE(see(breakerIn(BreakerState::Open, u"10.0.0.2:8080"_s)).size(), 1U);
        QVERIFY(see(breakerIn(BreakerState::Open)).empty());
    }

    void aPageThatClaimsTwoStatesDoesNotFlicker()
    {
        fleet::ServiceStatus service = breakerIn(BreakerState::Open);
        service.signals_.breakers.push_back(
            {.breaker = u"payments"_s, .instance = u"10.0.0.1:8080"_s, .state = BreakerState::Closed});
        see(service);
        for (int i = 0; i < 3; ++i) {
            std::swap(service.signals_.breakers[0], service.signals_.breakers[1]);
            QVERIFY(see(service).empty());
        }
    }

    void asleepIsATransitionAndNoFailure()
    {
        see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}));
        const std::vector<Event> asleep = see(serviceIn(ServiceState::Asleep, {endpointIn(EndpointState::Pending)},
                                                        u"this workstation was asleep and has not asked again yet"_s));
        QCOMPARE(kindsOf(asleep), (std::vector{EventKind::ServiceState}));
        QCOMPARE(asleep.front().detail.value(u"to"), QJsonValue(u"asleep"_s));
        QVERIFY(see(serviceIn(ServiceState::Asleep, {endpointIn(EndpointState::Failed, m_now)})).empty());
        const std::vector<Event> awake = see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok, m_now)}));
        QCOMPARE(kindsOf(awake), (std::vector{EventKind::ServiceState}));
        QCOMPARE(awake.front().detail.value(u"from"), QJsonValue(u"asleep"_s));
    }

    void aNetworkThatIsOutIsATransitionAndNoFailure()
    {
        see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}));
        const Timestamp attempt = m_now + Duration(500);
        const std::vector<Event> out =
            see(serviceIn(ServiceState::Unknown, {endpointIn(EndpointState::Failed, attempt)},
                          u"this workstation's own network is out"_s),
                noticeText);
        QCOMPARE(kindsOf(out), (std::vector{EventKind::ServiceState}));
        QCOMPARE(out.front().text, u"checkout is unknown: this workstation's own network is out"_s);
        // The network is back, but what is known of the endpoint is still from before.
        QCOMPARE(kindsOf(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Failed, attempt)}))),
                 (std::vector{EventKind::ServiceState}));
        QVERIFY(see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok, m_now)})).empty());
    }

    void aFailureAfterTheNetworkIsBackIsTold()
    {
        see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}));
        see(serviceIn(ServiceState::Unknown, {endpointIn(EndpointState::Failed, m_now)}), noticeText);
        const std::vector<Event> events =
            see(serviceIn(ServiceState::Critical, {endpointIn(EndpointState::Failed, m_now + Duration(1))}));
        QCOMPARE(kindsOf(events), (std::vector{EventKind::EndpointFailed, EventKind::ServiceState}));
    }

    void whatIsReachedWithoutTheNetworkIsJudgedMeanwhile()
    {
        see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}), noticeText);
        const std::vector<Event> events =
            see(serviceIn(ServiceState::Critical, {endpointIn(EndpointState::Failed, m_now)}), noticeText);
        QCOMPARE(kindsOf(events), (std::vector{EventKind::EndpointFailed, EventKind::ServiceState}));
    }

    void aNetworkThatIsOutFromTheStartIsNoFirstState()
    {
        QVERIFY(see(serviceIn(ServiceState::Unknown, {endpointIn(EndpointState::Failed)}), noticeText).empty());
        QVERIFY(
            !see(serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok, m_now)})).front().detail.contains(u"from"));
    }

    void figuresAndContradictionsDoNotMatter()
    {
        fleet::ServiceStatus service = breakerIn(BreakerState::Closed);
        see(service);
        service.contradictions = {u"instances disagree"_s};
        service.signals_.requestRate = 12;
        service.stateSince = m_now;
        service.instances.front().endpoints.front().seconds = 0.4;
        QVERIFY(see(service).empty());
    }

    void servicesOfOneNameInTwoEnvironmentsAreToldApart()
    {
        fleet::FleetSnapshot snapshot{.at = start, .services = {}};
        snapshot.services = {serviceIn(ServiceState::Ok, {endpointIn(EndpointState::Ok)}),
                             serviceIn(ServiceState::Warning, {endpointIn(EndpointState::Ok)})};
        snapshot.services[1].environment = u"staging"_s;
        const std::vector<Event> events = m_observer->observe(snapshot);
        QCOMPARE(events.size(), 2U);
        QCOMPARE(events[0].environment, u"demo"_s);
        QCOMPARE(events[1].environment, u"staging"_s);
        QCOMPARE(events[1].at, start);
        QVERIFY(m_observer->observe(snapshot).empty());
    }

private:
    std::vector<Event> see(const fleet::ServiceStatus &service, const QString &notice = {})
    {
        m_now += Duration(1000);
        return m_observer->observe({.at = m_now, .services = {service}, .notice = notice});
    }

    std::vector<Event> see(const fleet::ServiceStatus &service, const char16_t *notice)
    {
        return see(service, QString::fromUtf16(notice));
    }

    static std::vector<EventKind> kindsOf(const std::vector<Event> &events)
    {
        std::vector<EventKind> kinds;
        for (const Event &event : events) {
            kinds.push_back(event.kind);
        }
        return kinds;
    }

    std::optional<FleetObserver> m_observer;
    Timestamp m_now{};
};

QTEST_APPLESS_MAIN(FleetObserverTest)
#include "tst_fleetobserver.moc"
