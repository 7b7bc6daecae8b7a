// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/drilllistmodel.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"
#include "tests/support/sampledrills.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString still = u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s;

QStringList headings(const DrillListModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row).data(DrillListModel::HeadingRole).toBool()) {
            all += model.index(row).data().toString();
        }
    }
    return all;
}

QString told(const DrillListModel &model, const QString &key)
{
    return model.indexOf(key).data(Qt::AccessibleTextRole).toString();
}

} // namespace

class TestDrillListModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void standsBelowHeadings()
    {
        DrillListModel model;
        ModelSpy spy(model);
        model.setEntries(fakes::sampleEntries(), fakes::moment());
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(headings(model),
                 (QStringList{u"checkout"_s, u"latency-optimizer"_s, u"learnify-api"_s, u"Drills of no service"_s}));
        QVERIFY(!model.index(0).flags().testFlag(Qt::ItemIsSelectable));
        QVERIFY(!model.index(0).flags().testFlag(Qt::ItemIsEnabled));
        QVERIFY(model.index(1).flags().testFlag(Qt::ItemIsSelectable));
        QVERIFY(model.entry(model.index(0)) == nullptr);
        QCOMPARE(model.entry(model.index(1))->name, u"invalidate"_s);
        model.setGrouping(DrillListModel::Grouping::ByKind);
        QCOMPARE(headings(model),
                 (QStringList{u"Invalidation"_s, u"Failover"_s, u"Rollback"_s, u"Load"_s, u"Drill"_s}));
    }

    void tellsTheLastRun_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("said");
        QTest::addColumn<int>("state");
        QTest::newRow("completed") << u"checkout/invalidate"_s
                                   << u"Invalidate cache, Invalidation · production, completed 95 min ago"_s
                                   << static_cast<int>(LineState::Good);
        QTest::newRow("never run") << u"checkout/failover"_s << u"Fail over, Failover · production, never run"_s
                                   << static_cast<int>(LineState::Unknown);
        QTest::newRow("suggests itself") << u"checkout/roll-back"_s
                                         << u"Roll back to 2.14.0, Rollback · production, never run, suggested: Error "
                                            "ratio above 10 % for 2 min"_s
                                         << static_cast<int>(LineState::Unknown);
        QTest::newRow("taken back") << u"latency-optimizer/gradual-failover"_s
                                    << u"Gradual failover, Failover · staging, deviated, rolled back 26 h ago"_s
                                    << static_cast<int>(LineState::Doubtful);
        QTest::newRow("of a file") << u"learnify-api/load-50"_s
                                   << u"Fifty users for a minute, Load · staging · load-50.yaml, aborted 6 d ago"_s
                                   << static_cast<int>(LineState::Doubtful);
        QTest::newRow("refused") << u"/chaos.json"_s << u"chaos.json, Drill · chaos.json, cannot be run"_s
                                 << static_cast<int>(LineState::Bad);
    }

    void tellsTheLastRun()
    {
        QFETCH(QString, key);
        QFETCH(int, state);
        std::vector<DrillEntry> entries = fakes::sampleEntries();
        entries.push_back(fakes::refusedEntry());
        DrillListModel model;
        model.setEntries(entries, fakes::moment());
        QTEST(told(model, key), "said");
        QCOMPARE(model.indexOf(key).data(DrillListModel::StateRole).toInt(), state);
    }

    void onlyWhatChangedIsTold()
    {
        DrillListModel model;
        std::vector<DrillEntry> entries = fakes::sampleEntries();
        model.setEntries(entries, fakes::moment());
        ModelSpy spy(model);
        model.setEntries(entries, fakes::moment());
        model.setNow(fakes::moment() + 1s);
        QCOMPARE(spy.take(), still);
        model.setNow(fakes::moment() + 1min);
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        entries[1].last = fakes::summaryOf(fakes::completedFailover());
        model.setEntries(entries, fakes::moment() + 1min);
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        entries.erase(entries.begin());
        model.setEntries(entries, fakes::moment() + 1min);
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 1 moved 0 laidOut 0 reset 0"_s);
    }

    void isNarrowedByEveryWord()
    {
        DrillListModel model;
        model.setEntries(fakes::sampleEntries(), fakes::moment());
        ModelSpy spy(model);
        const int all = model.rowCount();
        model.setText(u"fail stag"_s);
        // "Gradual failover" and the rehearsal, each below its heading.
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(spy.reset.size(), 0);
        model.setText(u"  fail   stag "_s);
        QCOMPARE(model.rowCount(), 4);
        model.setText(u"ROLLBACK"_s);
        QCOMPARE(model.rowCount(), 2);
        model.setText(u"nothing like it"_s);
        QCOMPARE(model.rowCount(), 0);
        model.setText({});
        QCOMPARE(model.rowCount(), all);
    }

    void threeHundred()
    {
        DrillListModel model;
        ModelSpy spy(model);
        model.setEntries(fakes::manyEntries(300), fakes::moment());
        QCOMPARE(model.rowCount(), 312);
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        model.setGrouping(DrillListModel::Grouping::ByKind);
        QCOMPARE(model.rowCount(), 304);
        QCOMPARE(spy.reset.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDrillListModel)
#include "tst_drilllistmodel.moc"
