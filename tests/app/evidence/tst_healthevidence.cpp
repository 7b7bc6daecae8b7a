// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/healthevidence.h"

#include <QTest>

#include <limits>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fleet::EndpointState;
using fleet::EndpointStatus;

namespace {

constexpr Timestamp now = std::chrono::sys_days{2026y / 11 / 21} + 2h;
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

EndpointStatus endpoint(EndpointState state, int status = 200)
{
    EndpointStatus made;
    made.id = {u"test"_s, u"shop"_s, u"10.0.0.1:80"_s, fleet::EndpointKind::Health, u"/health"_s};
    made.state = state;
    made.status = status;
    made.lastAttempt = now;
    return made;
}

EndpointStatus answered(const QString &word, double value, std::vector<fleet::HealthComponent> parts = {})
{
    EndpointStatus made = endpoint(EndpointState::Ok);
    made.lastAnswer = now;
    made.health = {{.path = {}, .status = word, .value = value}};
    made.health.insert(made.health.end(), parts.begin(), parts.end());
    return made;
}

EndpointStatus failed(int status, const QString &error, bool answeredBefore)
{
    EndpointStatus made = endpoint(EndpointState::Failed, status);
    made.error = error;
    if (answeredBefore) {
        made.lastAnswer = now - 1h;
    }
    return made;
}

EndpointStatus withParts()
{
    return answered(u"UP"_s, 1,
                    {{.path = {u"db"_s}, .status = u"UP"_s, .value = 1, .detail = u"H2"_s},
                     {.path = {u"broker"_s}, .status = u"UP"_s, .value = 1},
                     {.path = {u"broker"_s, u"us1"_s}, .status = u"DEGRADED"_s, .value = 0.5},
                     {.path = {u"disk"_s}, .status = u"odd"_s, .value = notANumber}});
}

fleet::ServiceStatus serviceOf(std::vector<EndpointStatus> endpoints)
{
    fleet::ServiceStatus service;
    service.name = u"shop"_s;
    service.state = fleet::ServiceState::Ok;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        service.instances.push_back(
            {.instance = u"10.0.0.%1:80"_s.arg(i + 1), .up = true, .endpoints = {endpoints[i]}});
    }
    return service;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<readyroom::fleet::EndpointStatus>)

class TestHealthEvidence final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<QString>("component");
        QTest::addColumn<std::vector<EndpointStatus>>("endpoints");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QString &component, std::vector<EndpointStatus> endpoints,
                            const QString &outcome, const QString &observed, const QString &reason = {}) {
            QTest::newRow(name) << component << std::move(endpoints) << outcome << observed << reason;
        };
        row("up", {}, {answered(u"UP"_s, 1)}, u"pass"_s, u"UP"_s);
        row("a status code", {}, {answered(u"200 OK"_s, 1)}, u"pass"_s, u"200 OK"_s);
        row("down", {}, {answered(u"DOWN"_s, 0)}, u"fail"_s, u"DOWN"_s);
        row("degraded", {}, {answered(u"warn"_s, 0.5)}, u"partial"_s, u"warn"_s);
        row("an odd word", {}, {answered(u"HM"_s, notANumber)}, u"unknown"_s, u"HM"_s,
            u"“HM” says neither up nor down"_s);
        row("not exposed", {}, {endpoint(EndpointState::NotExposed, 404)}, u"fail"_s, u"404"_s,
            u"/health is not exposed"_s);
        row("not asked yet", {}, {endpoint(EndpointState::Pending, 0)}, u"unknown"_s, {}, u"it has not answered yet"_s);
        row("silent of late", {}, {endpoint(EndpointState::Stale)}, u"unknown"_s, {},
            u"it does not answer at the moment, and nobody knows why yet"_s);
        row("never answered", {}, {failed(0, u"The connection was refused."_s, false)}, u"unknown"_s, u"no answer"_s,
            u"The connection was refused"_s);
        row("does not answer any more", {}, {failed(0, u"The connection was refused."_s, true)}, u"fail"_s,
            u"no answer"_s, u"The connection was refused"_s);
        row("a broken page", {}, {failed(200, u"The answer is cut off."_s, false)}, u"fail"_s, u"200"_s,
            u"The answer is cut off"_s);
        row("may not ask", {}, {failed(401, u"Answered 401."_s, false)}, u"unknown"_s, u"401"_s, u"Answered 401"_s);
        row("a component", u"db"_s, {withParts()}, u"pass"_s, u"UP"_s, u"H2"_s);
        row("a component below another", u"us1"_s, {withParts()}, u"partial"_s, u"DEGRADED"_s);
        row("a component by its path", u"broker/us1"_s, {withParts()}, u"partial"_s, u"DEGRADED"_s);
        row("an odd component", u"disk"_s, {withParts()}, u"unknown"_s, u"odd"_s, u"“odd” says neither up nor down"_s);
        row("no such component", u"mail"_s, {withParts()}, u"unknown"_s, {}, u"the answer names no component “mail”"_s);
        row("one of two is down", {}, {answered(u"UP"_s, 1), answered(u"DOWN"_s, 0)}, u"fail"_s, u"DOWN"_s,
            u"10.0.0.2:80"_s);
        row("one of two says nothing", {}, {endpoint(EndpointState::Pending), answered(u"UP"_s, 1)}, u"unknown"_s, {},
            u"10.0.0.1:80: it has not answered yet"_s);
        row("a failure counts before silence", {},
            {endpoint(EndpointState::Pending), endpoint(EndpointState::NotExposed, 404)}, u"fail"_s, u"404"_s,
            u"10.0.0.2:80: /health is not exposed"_s);
        row("both up", {}, {answered(u"UP"_s, 1), answered(u"UP"_s, 1)}, u"pass"_s, u"UP"_s);
        row("no instances", {}, {}, u"unknown"_s, {}, u"the fleet file names no health endpoint of this service"_s);
    }

    void judges()
    {
        QFETCH(QString, component);
        QFETCH(std::vector<EndpointStatus>, endpoints);
        const fleet::ServiceStatus service = serviceOf(endpoints);
        const Evidence evidence = judgeHealth({component}, &service, {});
        QTEST(outcomeName(evidence.outcome), "outcome");
        QTEST(evidence.observed, "observed");
        QTEST(evidence.reason, "reason");
        QCOMPARE(evidence.target, component.isEmpty() ? u"up"_s : component + u" up"_s);
        QCOMPARE(evidence.takenAt.has_value(), !endpoints.empty());
    }

    void otherEndpointsDoNotCount()
    {
        EndpointStatus metrics = failed(500, u"Answered 500."_s, true);
        metrics.id.kind = fleet::EndpointKind::Metrics;
        fleet::ServiceStatus service = serviceOf({answered(u"UP"_s, 1)});
        service.instances[0].endpoints.insert(service.instances[0].endpoints.begin(), metrics);
        QCOMPARE(judgeHealth({}, &service, {}).outcome, Outcome::Pass);
    }

    void ourOwnTroubleIsNotTheServices()
    {
        const fleet::ServiceStatus down = serviceOf({failed(0, u"The host is unreachable."_s, true)});
        const Evidence out =
            judgeHealth({}, &down, u"This workstation's own network is out; judgement is suspended."_s);
        QCOMPARE(out.outcome, Outcome::Unknown);
        QCOMPARE(out.reason, u"This workstation's own network is out; judgement is suspended"_s);
        // What still answers is judged: it is on this machine.
        const fleet::ServiceStatus up = serviceOf({answered(u"UP"_s, 1)});
        QCOMPARE(judgeHealth({}, &up, u"Out."_s).outcome, Outcome::Pass);

        fleet::ServiceStatus asleep = serviceOf({answered(u"UP"_s, 1)});
        asleep.state = fleet::ServiceState::Asleep;
        QCOMPARE(judgeHealth({}, &asleep, {}).outcome, Outcome::Unknown);
        QCOMPARE(judgeHealth({}, nullptr, {}).outcome, Outcome::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestHealthEvidence)
#include "tst_healthevidence.moc"
