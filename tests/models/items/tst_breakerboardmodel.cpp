// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/breakerboardmodel.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"

#include <QDateTime>
#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBreakerBoardModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRowPerBreakerAColumnPerInstance()
    {
        BreakerBoardModel model;
        model.setNow(fakes::moment());
        model.update(fakes::checkout());
        const QString opened = QDateTime::fromMSecsSinceEpoch(toMillis(fakes::moment() - 250s)).toString(u"HH:mm:ss"_s);
        QCOMPARE(dump(model),
                 (QStringList{u"payments | open | open | half-open | "_s + opened,
                              u"inventory | closed | closed | closed | 2 d"_s,
                              u"email | closed | closed | unknown | 2 d"_s}));
        QStringList heads;
        for (int column = 0; column < model.columnCount(); ++column) {
            heads += model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        }
        QCOMPARE(heads, (QStringList{u"breaker"_s, u"10.0.0.1"_s, u"10.0.0.2"_s, u"10.0.0.3"_s, u"since"_s}));
        QVERIFY(!model.index(0, 0).data(BreakerBoardModel::BreakerStateRole).isValid());
        QCOMPARE(model.index(0, 3).data(BreakerBoardModel::BreakerStateRole).toInt(),
                 static_cast<int>(fleet::BreakerState::HalfOpen));
    }

    void aTransitionIsOneChange()
    {
        BreakerBoardModel model;
        model.setNow(fakes::moment());
        fleet::ServiceStatus service = fakes::checkout();
        model.update(service);
        ModelSpy spy(model);
        model.update(service);
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        service.signals_.breakers[2].state = fleet::BreakerState::Closed;
        model.update(service);
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(model.index(0, 3).data().toString(), u"closed"_s);
    }

    void instancesComeAndGoWithoutReset()
    {
        BreakerBoardModel model;
        fleet::ServiceStatus service = fakes::checkout();
        model.update(service);
        ModelSpy spy(model);
        std::erase_if(service.signals_.breakers,
                      [](const fleet::BreakerStatus &breaker) { return breaker.instance == u"10.0.0.3:8080"_s; });
        model.update(service);
        QCOMPARE(model.columnCount(), 4);
        QCOMPARE(spy.reset.size(), 0);
        service.signals_.breakers.clear();
        model.update(service);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(spy.reset.size(), 0);
    }

    void shortNames()
    {
        QCOMPARE(shortInstanceNames({u"h:1"_s, u"h:2"_s}), (QStringList{u":1"_s, u":2"_s}));
        QCOMPARE(shortInstanceNames({u"a:1"_s, u"b:1"_s}), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(shortInstanceNames({u"a:1"_s, u"b:2"_s}), (QStringList{u"a:1"_s, u"b:2"_s}));
        QCOMPARE(shortInstanceNames({u"[::1]:80"_s, u"[::1]:81"_s}), (QStringList{u":80"_s, u":81"_s}));
    }
};

QTEST_GUILESS_MAIN(TestBreakerBoardModel)
#include "tst_breakerboardmodel.moc"
