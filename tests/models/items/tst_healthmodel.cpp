// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/healthmodel.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"

#include <QPersistentModelIndex>
#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;

class TestHealthModel : public QObject {
    Q_OBJECT

private:
    static fleet::ServiceStatus nested()
    {
        fleet::ServiceStatus service = fakes::service(u"a"_s);
        service.instances.pop_back();
        service.instances[0].endpoints[0].health = {{{}, u"DOWN"_s, 0.0},
                                                    {{u"broker"_s}, u"DOWN"_s, 0.0},
                                                    {{u"broker"_s, u"us1"_s}, u"UP"_s, 1.0},
                                                    {{u"broker"_s, u"us2"_s}, u"DOWN"_s, 0.0, u"no route"_s},
                                                    {{u"db"_s}, u"UP"_s, 1.0, u"H2"_s}};
        return service;
    }

private Q_SLOTS:
    void nestsByPath()
    {
        HealthModel model;
        ModelSpy spy(model);
        model.update(nested());
        QCOMPARE(dump(model),
                 (QStringList{u"10.0.0.1:8080 | DOWN"_s, u"  broker | DOWN"_s, u"    us1 | UP"_s,
                              u"    us2 | no route"_s, u"  db | H2"_s}));
        const QModelIndex us2 = model.index(1, 0, model.index(0, 0, model.index(0, 0)));
        QCOMPARE(us2.data(HealthModel::SeverityRole).toInt(), static_cast<int>(fleet::ServiceState::Critical));
        QCOMPARE(spy.reset.size(), 0);
    }

    void aComponentChangesInPlace()
    {
        HealthModel model;
        fleet::ServiceStatus service = nested();
        model.update(service);
        ModelSpy spy(model);
        const QPersistentModelIndex us2(model.index(1, 0, model.index(0, 0, model.index(0, 0))));
        model.update(service);
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        service.instances[0].endpoints[0].health[3] = {{u"broker"_s, u"us2"_s}, u"UP"_s, 1.0};
        model.update(service);
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        QVERIFY(us2.isValid());
        QCOMPARE(us2.sibling(us2.row(), 1).data().toString(), u"UP"_s);
    }

    void nothingOfAStaleAnswerIsVouchedFor()
    {
        HealthModel model;
        fleet::ServiceStatus service = nested();
        service.instances[0].endpoints[0].state = fleet::EndpointState::Stale;
        model.update(service);
        const QModelIndex root = model.index(0, 0);
        const QModelIndex broker = model.index(0, 0, root);
        for (const QModelIndex &index : {root, broker, model.index(1, 0, broker), model.index(1, 0, root)}) {
            QCOMPARE(index.data(HealthModel::SeverityRole).toInt(), static_cast<int>(fleet::ServiceState::Unknown));
        }
        QCOMPARE(broker.sibling(0, HealthModel::DetailColumn).data().toString(), u"DOWN"_s);
    }

    void componentsComeAndGo()
    {
        HealthModel model;
        fleet::ServiceStatus service = nested();
        model.update(service);
        ModelSpy spy(model);
        service.instances[0].endpoints[0].health.erase(service.instances[0].endpoints[0].health.begin() + 2);
        model.update(service);
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 1 moved 0 laidOut 0 reset 0"_s);
        service.instances[0].endpoints[0].health.push_back({{u"redis"_s, u"eu"_s}, u"UP"_s, 1.0});
        model.update(service);
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(dump(model).last(), u"    eu | UP"_s);
    }

    void failureIsSaidAtTheInstance()
    {
        HealthModel model;
        model.update(fakes::down(u"a"_s));
        QCOMPARE(dump(model),
                 (QStringList{u"10.0.0.1:8080 | The connection was refused."_s,
                              u"10.0.0.2:8080 | The connection was refused."_s}));
        model.update(fakes::notExposed(u"a"_s));
        QCOMPARE(model.rowCount(), 0);
    }

    void pendingIsUnknownNotDown()
    {
        HealthModel model;
        model.update(fakes::pending(u"a"_s));
        QCOMPARE(model.index(0, 0).data(HealthModel::SeverityRole).toInt(),
                 static_cast<int>(fleet::ServiceState::Unknown));
    }
};

QTEST_GUILESS_MAIN(TestHealthModel)
#include "tst_healthmodel.moc"
