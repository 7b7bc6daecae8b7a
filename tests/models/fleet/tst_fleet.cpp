// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/fleet.h"
#include "models/fleet/fleetsnapshot.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom::fleet;

class TestFleet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void instanceLabels_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("label");
        QTest::newRow("port") << u"http://10.0.0.1:8080"_s << u"10.0.0.1:8080"_s;
        QTest::newRow("http") << u"http://host"_s << u"host:80"_s;
        QTest::newRow("https") << u"https://host/app"_s << u"host:443"_s;
        QTest::newRow("ipv6") << u"http://[::1]:9090/"_s << u"[::1]:9090"_s;
    }
    void instanceLabels()
    {
        QFETCH(const QString, url);
        QFETCH(const QString, label);
        QCOMPARE(instanceLabel(QUrl(url)), label);
    }

    void breakerNamesComeBack()
    {
        for (int i = 0; i <= static_cast<int>(BreakerState::Unknown); ++i) {
            const auto state = static_cast<BreakerState>(i);
            QCOMPARE(breakerStateFromName(breakerStateName(state)), state);
        }
        QCOMPARE(breakerStateFromName(u"OPEN"), BreakerState::Unknown);
        QCOMPARE(breakerStateFromName(u""), BreakerState::Unknown);
    }

    void statesAreOrderedFromCalmToTrouble()
    {
        QVERIFY(ServiceState::Ok < ServiceState::Unknown);
        QVERIFY(ServiceState::Unknown < ServiceState::Warning);
        QVERIFY(ServiceState::Warning < ServiceState::Critical);
        QCOMPARE(serviceStateName(ServiceState::Critical), u"critical"_s);
        QCOMPARE(endpointStateName(EndpointState::NotExposed), u"not_exposed"_s);
    }
};

QTEST_APPLESS_MAIN(TestFleet)
#include "tst_fleet.moc"
