// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/contradictions.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom::fleet;

namespace {

InstanceStatus instanceWith(const QString &name, double health, std::vector<HealthComponent> components = {},
                            EndpointState state = EndpointState::Ok)
{
    EndpointStatus endpoint;
    endpoint.id.kind = EndpointKind::Health;
    endpoint.state = state;
    endpoint.health.push_back({{}, health == 1 ? u"UP"_s : u"DOWN"_s, health});
    endpoint.health.insert(endpoint.health.end(), components.begin(), components.end());
    return {name, true, {endpoint}};
}

ServiceStatus serviceWith(std::vector<InstanceStatus> instances, std::vector<BreakerStatus> breakers = {})
{
    ServiceStatus service;
    service.instances = std::move(instances);
    service.signals_.breakers = std::move(breakers);
    return service;
}

} // namespace

class TestContradictions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<ServiceStatus>("service");
        QTest::addColumn<QStringList>("expected");
        const auto up = instanceWith(u"a"_s, 1);
        const auto down = instanceWith(u"b"_s, 0);
        QTest::newRow("nothing known") << serviceWith({}) << QStringList();
        QTest::newRow("all well") << serviceWith({up}, {{u"p"_s, u"a"_s, BreakerState::Closed}}) << QStringList();
        QTest::newRow("up but open") << serviceWith({up}, {{u"payments"_s, u"a"_s, BreakerState::Open}})
                                     << QStringList{u"UP but breaker payments OPEN"_s};
        QTest::newRow("up but forced open") << serviceWith({up}, {{u"payments"_s, u"a"_s, BreakerState::ForcedOpen}})
                                            << QStringList{u"UP but breaker payments FORCED OPEN"_s};
        QTest::newRow("down and open is no contradiction")
            << serviceWith({down}, {{u"payments"_s, u"b"_s, BreakerState::Open}}) << QStringList();
        QTest::newRow("half-open is no contradiction")
            << serviceWith({up}, {{u"payments"_s, u"a"_s, BreakerState::HalfOpen}}) << QStringList();
        QTest::newRow("instances disagree") << serviceWith({up, down}) << QStringList{u"instances disagree"_s};
        QTest::newRow("an old answer does not disagree")
            << serviceWith({up, instanceWith(u"b"_s, 0, {}, EndpointState::Stale)}) << QStringList();
        QTest::newRow("breakers disagree")
            << serviceWith({}, {{u"p"_s, u"a"_s, BreakerState::Open}, {u"p"_s, u"b"_s, BreakerState::Closed}})
            << QStringList{u"instances disagree on breaker p"_s};
        QTest::newRow("drained") << serviceWith({instanceWith(u"a"_s, 1, {{{u"lb"_s}, u"draining"_s, 0.5}})})
                                 << QStringList{u"healthy but drained"_s};
        QTest::newRow("down and drained")
            << serviceWith({instanceWith(u"a"_s, 0, {{{u"lb"_s}, u"DRAIN"_s, 0}})}) << QStringList();
    }
    void names()
    {
        QFETCH(const ServiceStatus, service);
        QFETCH(const QStringList, expected);
        QCOMPARE(readyroom::rules::contradictions(service), expected);
    }

    void aBareStatusCodeIsUp()
    {
        InstanceStatus instance = instanceWith(u"a"_s, 1);
        instance.endpoints.front().health.clear();
        QCOMPARE(readyroom::rules::contradictions(serviceWith({instance}, {{u"p"_s, u"a"_s, BreakerState::Open}})),
                 QStringList{u"UP but breaker p OPEN"_s});
    }
};

QTEST_APPLESS_MAIN(TestContradictions)
#include "tst_contradictions.moc"
