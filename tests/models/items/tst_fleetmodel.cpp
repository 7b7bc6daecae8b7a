// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/fleetmodel.h"
#include "models/items/fleetsortmodel.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"

#include <QPersistentModelIndex>
#include <QTest>

#include <algorithm>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;
using fleet::FleetSnapshot;
using fleet::ServiceState;

namespace {

const QString nothing = u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s;

std::shared_ptr<const FleetSnapshot> shared(FleetSnapshot snapshot)
{
    return std::make_shared<const FleetSnapshot>(std::move(snapshot));
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row) {
        names += model.index(row, 0).data().toString();
    }
    return names;
}

} // namespace

class TestFleetModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstSnapshotIsOneInsertion()
    {
        FleetModel model;
        ModelSpy spy(model);
        model.update(shared(fakes::largeFleet(1000)));
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(model.rowCount(), 1000);
    }

    void theSameSnapshotSaysNothing()
    {
        FleetModel model;
        model.update(shared(fakes::largeFleet(1000)));
        ModelSpy spy(model);
        model.update(shared(fakes::largeFleet(1000)));
        QCOMPARE(spy.take(), nothing);
    }

    void aNumberIsOneChangeWithoutState()
    {
        FleetModel model;
        FleetSnapshot fleet = fakes::pictureFleet();
        model.update(shared(fleet));
        ModelSpy spy(model);
        fleet.services[4].signals_.requestRate = 1.0;
        model.update(shared(fleet));
        QCOMPARE(spy.changed.size(), 1);
        const QList<QVariant> arguments = spy.changed.first();
        QCOMPARE(arguments.at(0).toModelIndex().row(), 4);
        QCOMPARE(arguments.at(1).toModelIndex().row(), 4);
        QVERIFY(arguments.at(2).value<QList<int>>().contains(FleetModel::RequestRateRole));
        QVERIFY(!arguments.at(2).value<QList<int>>().contains(FleetModel::StateRole));
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(model.index(4).data(FleetModel::RequestRateRole).toDouble(), 1.0);
    }

    void aStateIsTold()
    {
        FleetModel model;
        FleetSnapshot fleet = fakes::pictureFleet();
        model.update(shared(fleet));
        ModelSpy spy(model);
        fleet.services[4].state = ServiceState::Critical;
        model.update(shared(fleet));
        QVERIFY(spy.changed.first().at(2).value<QList<int>>().contains(FleetModel::StateRole));
    }

    void comingGoingAndMovingKeepTheOthers()
    {
        FleetModel model;
        FleetSnapshot fleet = fakes::pictureFleet();
        model.update(shared(fleet));
        const QPersistentModelIndex search(model.index(model.find({}, u"search"_s)));
        ModelSpy spy(model);
        fleet.services.erase(fleet.services.begin(), fleet.services.begin() + 2);
        model.update(shared(fleet));
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 1 moved 0 laidOut 0 reset 0"_s);
        fleet.services.insert(fleet.services.begin() + 3, {fakes::service(u"x"_s), fakes::service(u"y"_s)});
        model.update(shared(fleet));
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        std::rotate(fleet.services.begin(), fleet.services.begin() + 4, fleet.services.begin() + 5);
        model.update(shared(fleet));
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 1 laidOut 0 reset 0"_s);
        QStringList wanted;
        for (const fleet::ServiceStatus &status : fleet.services) {
            wanted += status.name;
        }
        QCOMPARE(names(model), wanted);
        QCOMPARE(search.data().toString(), u"search"_s);
        model.update(shared({}));
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 1 moved 0 laidOut 0 reset 0"_s);
    }

    void anyOrderBecomesAnyOther()
    {
        FleetModel model;
        ModelSpy spy(model);
        std::uint32_t seed = 7;
        for (int round = 0; round < 60; ++round) {
            FleetSnapshot fleet = fakes::largeFleet(20);
            std::vector<fleet::ServiceStatus> picked;
            for (fleet::ServiceStatus &status : fleet.services) {
                seed = seed * 1664525U + 1013904223U;
                if (seed >> 31U) {
                    picked.insert(picked.begin() + static_cast<std::ptrdiff_t>((seed >> 8U) % (picked.size() + 1)),
                                  std::move(status));
                }
            }
            fleet.services = std::move(picked);
            QStringList wanted;
            for (const fleet::ServiceStatus &status : fleet.services) {
                wanted += status.name;
            }
            model.update(shared(fleet));
            QCOMPARE(names(model), wanted);
        }
        QCOMPARE(spy.reset.size(), 0);
    }

    void missingNumbersAreInvalidNotZero()
    {
        FleetModel model;
        model.update(shared(fakes::fleetOf({fakes::notExposed(u"a"_s)})));
        for (const int role : {FleetModel::LatencyRole, FleetModel::RequestRateRole, FleetModel::ErrorRatioRole,
                               FleetModel::CacheHitRatioRole}) {
            QVERIFY(!model.index(0).data(role).isValid());
        }
    }

    void rolesOfATile()
    {
        FleetModel model;
        model.update(shared(fakes::pictureFleet()));
        const QModelIndex checkout = model.index(0);
        QCOMPARE(checkout.data(FleetModel::KeyRole).toString(), u"production/checkout"_s);
        QCOMPARE(checkout.data(FleetModel::LatencyRole).toDouble(), 1.24);
        QCOMPARE(checkout.data(FleetModel::CacheHitRatioRole).toDouble(), 0.71);
        QCOMPARE(checkout.data(FleetModel::OpenBreakersRole).toInt(), 2);
        QCOMPARE(checkout.data(FleetModel::InstanceCountRole).toInt(), 3);
        QVERIFY(checkout.data(Qt::AccessibleTextRole).toString().startsWith(u"checkout, critical; Breaker payments"_s));
    }

    void sparklinesChangeOnlyThemselves()
    {
        FleetModel model;
        model.update(shared(fakes::pictureFleet()));
        ModelSpy spy(model);
        model.setSparklines({{u"production/checkout"_s, {1.0, 2.0}}});
        QCOMPARE(spy.changed.size(), 1);
        QCOMPARE(spy.changed.first().at(2).value<QList<int>>(), QList<int>{FleetModel::SparklineRole});
        QCOMPARE(model.index(0).data(FleetModel::SparklineRole).value<QList<double>>(), (QList<double>{1.0, 2.0}));
        QVERIFY(model.index(1).data(FleetModel::SparklineRole).value<QList<double>>().isEmpty());
    }

    void groupsByEnvironmentTroubleFirst()
    {
        FleetModel model;
        model.update(shared(fakes::pictureFleet()));
        FleetSortModel sorted(model);
        QCOMPARE(names(sorted),
                 (QStringList{u"checkout"_s, u"catalogue"_s, u"bagtrack"_s, u"latency-optimizer"_s, u"cap-lab"_s,
                              u"resilient-client"_s, u"search"_s, u"sessions"_s, u"learnify-api"_s, u"reports"_s,
                              u"mailer"_s, u"edge"_s}));
        QCOMPARE(sorted.groupOf(0), u"production"_s);
        QCOMPARE(sorted.groupOf(8), u"staging"_s);
    }

    void fleetFileOrderAndOtherGroups()
    {
        FleetModel model;
        model.update(shared(fakes::pictureFleet()));
        FleetSortModel sorted(model);
        sorted.setOrder(FleetSortModel::Order::FleetFile);
        QCOMPARE(names(sorted).mid(0, 4),
                 (QStringList{u"checkout"_s, u"catalogue"_s, u"latency-optimizer"_s, u"bagtrack"_s}));
        sorted.setGrouping(FleetSortModel::Grouping::State);
        QCOMPARE(sorted.groupOf(0), u"critical"_s);
        QCOMPARE(sorted.groupOf(1), u"warning"_s);
        QCOMPARE(sorted.groupOf(3), u"unknown"_s);
        sorted.setGrouping(FleetSortModel::Grouping::Owner);
        QCOMPARE(sorted.groupOf(0), u"airport"_s);
    }

    void numbersMoveNothingStatesDo()
    {
        FleetModel model;
        FleetSnapshot fleet = fakes::largeFleet(300);
        model.update(shared(fleet));
        FleetSortModel sorted(model);
        ModelSpy spy(sorted);
        for (fleet::ServiceStatus &status : fleet.services) {
            status.signals_.requestRate = status.signals_.requestRate.value_or(0) + 1;
        }
        model.update(shared(fleet));
        QCOMPARE(spy.laidOut.size(), 0);
        QVERIFY(spy.changed.size() > 0);
        QCOMPARE(spy.removed.size() + spy.inserted.size() + spy.moved.size() + spy.reset.size(), 0);
        fleet.services[299].state = ServiceState::Critical;
        model.update(shared(fleet));
        QCOMPARE(spy.laidOut.size(), 1);
        QCOMPARE(spy.reset.size(), 0);
    }

    void filterByWordsAndState()
    {
        FleetModel model;
        model.update(shared(fakes::pictureFleet()));
        FleetSortModel sorted(model);
        sorted.setFilterText(u"PROD breaker"_s);
        QCOMPARE(names(sorted), QStringList{u"checkout"_s});
        sorted.setFilterText(u"airport"_s);
        QCOMPARE(names(sorted), QStringList{u"bagtrack"_s});
        sorted.setFilterText({});
        sorted.setStateFilter(ServiceState::Unknown);
        QCOMPARE(names(sorted), (QStringList{u"learnify-api"_s, u"reports"_s}));
        sorted.setFilterText(u"nowhere"_s);
        QCOMPARE(sorted.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestFleetModel)
#include "tst_fleetmodel.moc"
