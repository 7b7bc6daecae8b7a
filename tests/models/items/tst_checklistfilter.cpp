// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/checklistfilter.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"
#include "tests/support/learnifysample.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;

namespace {

struct Stage {
    fakes::SampleReadiness sample = fakes::learnify();
    ChecklistModel model;
    ChecklistFilter shown{model};
    ModelSpy spy{shown};

    Stage() { update(); }
    void update() { model.update(std::make_shared<const ReadinessView>(sample.view(fakes::moment()))); }
    QStringList ids()
    {
        QStringList found;
        for (int category = 0; category < shown.rowCount(); ++category) {
            const QModelIndex parent = shown.index(category, 0);
            for (int row = 0; row < shown.rowCount(parent); ++row) {
                found += shown.index(row, 0, parent).data(ChecklistModel::IdRole).toString();
            }
        }
        return found;
    }
};

} // namespace

class TestChecklistFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsEverythingAtFirst()
    {
        Stage stage;
        QCOMPARE(stage.ids().size(), static_cast<qsizetype>(stage.sample.facts.size()));
        QVERIFY(!stage.shown.isNarrowed());
        QCOMPARE(stage.shown.rowCount(stage.shown.indexOf(u"tls")), 1);
    }

    void findsByTitleIdAndOwner()
    {
        Stage stage;
        stage.shown.setText(u"endpoint"_s);
        QCOMPARE(stage.ids(), (QStringList{u"health-endpoint"_s, u"metrics-endpoint"_s}));
        QCOMPARE(stage.shown.rowCount(), 1);
        stage.shown.setText(u"SRE run"_s);
        QCOMPARE(stage.ids(), QStringList{u"runbooks"_s});
        // Not by what was measured: then rows would come and go with the figures.
        stage.shown.setText(u"404"_s);
        QVERIFY(stage.ids().isEmpty());
        QCOMPARE(stage.shown.rowCount(), 0);
        stage.shown.setText({});
        QCOMPARE(stage.ids().size(), static_cast<qsizetype>(stage.sample.facts.size()));
        QCOMPARE(stage.spy.reset.size(), 0);
    }

    void showsOneCategory()
    {
        Stage stage;
        stage.shown.setCategory(u"Testing"_s);
        QCOMPARE(stage.shown.rowCount(), 1);
        QCOMPARE(stage.ids().size(), 4);
        QVERIFY(stage.shown.isNarrowed());
        QVERIFY(!stage.shown.indexOf(u"tls").isValid());
        QVERIFY(stage.shown.item(stage.shown.indexOf(u"coverage")) != nullptr);
    }

    void whatIsDoneMeanwhileStaysInSight()
    {
        Stage stage;
        stage.shown.setOpenOnly(true);
        QVERIFY(!stage.ids().contains(u"tls"_s));
        const QStringList open = stage.ids();
        const QPersistentModelIndex health(stage.shown.indexOf(u"health-endpoint"));
        (void)stage.spy.take();
        stage.sample.pass(u"health-endpoint"_s);
        stage.update();
        QVERIFY(health.isValid());
        QCOMPARE(stage.ids(), open);
        // What opens meanwhile comes in.
        stage.sample.fail(u"tls"_s, u"1.1"_s);
        stage.update();
        QVERIFY(stage.ids().contains(u"tls"_s));
        stage.shown.setOpenOnly(false);
        stage.shown.setOpenOnly(true);
        QVERIFY(!stage.ids().contains(u"health-endpoint"_s));
        QCOMPARE(stage.spy.reset.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestChecklistFilter)
#include "tst_checklistfilter.moc"
