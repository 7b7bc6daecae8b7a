// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/drills/drillsstage.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Stage = DrillsStage;

class TestDrillsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAnythingItSaysHowToWriteAnAction()
    {
        Stage stage({});
        auto *empty = stage.find<page::EmptyState>("drillsEmpty");
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->sentence(), u"There is no action and no drill yet."_s);
        QVERIFY(empty->hasFocus());
        stage.port.setEntries(fakes::sampleEntries());
        QVERIFY(!empty->isVisible());
        QVERIFY(stage.list()->isVisible());
    }

    void listsWhatThereIs()
    {
        Stage stage;
        QCOMPARE(stage.list()->model()->rowCount(), 4 + 8);
        QVERIFY(stage.list()->hasFocus());
        QVERIFY(!stage.list()->currentIndex().isValid());
        QCOMPARE(stage.find<page::EmptyState>("drillUnchosen")->sentence(), u"Choose an action or a drill."_s);
    }

    void choosingTells()
    {
        Stage stage;
        QSignalSpy spy(&stage.page, &drillsui::DrillsPage::drillChanged);
        stage.choose(u"checkout/roll-back"_s);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.front(), (QVariantList{u"checkout"_s, u"roll-back"_s}));
        QCOMPARE(stage.textOf("drillTitle"), u"Roll back to 2.14.0"_s);
        QCOMPARE(stage.textOf("drillWhere"), u"Rollback · checkout · production"_s);
        QCOMPARE(stage.textOf("drillSuggested"), u"Suggested for 4 min 10 s: Error ratio above 10 % for 2 min."_s);
        stage.choose(u"latency-optimizer/invalidate-all"_s);
        QVERIFY(!stage.shows("drillSuggested"));
        QVERIFY(stage.textOf("drillDescription").startsWith(u"Empties the whole cache"_s));
    }

    void anAddressChooses()
    {
        Stage stage;
        stage.find<QLineEdit>("drillFilter")->setText(u"checkout"_s);
        stage.page.openDrill(u"latency-optimizer"_s, u"gradual-failover"_s);
        QCOMPARE(stage.textOf("drillTitle"), u"Gradual failover"_s);
        QCOMPARE(stage.list()->currentIndex(), stage.index(u"latency-optimizer/gradual-failover"_s));
        stage.page.openDrill({}, {});
        QCOMPARE(stage.textOf("drillTitle"), u"Gradual failover"_s);
        stage.page.openDrill(u"nowhere"_s, u"nothing"_s);
        QCOMPARE(stage.find<page::EmptyState>("drillUnchosen")->sentence(),
                 u"There is no action or drill called “nowhere/nothing”."_s);
        QVERIFY(!stage.list()->currentIndex().isValid());
        // It may come when the fleet file is read again.
        DrillEntry late;
        late.service = u"nowhere"_s;
        late.name = u"nothing"_s;
        stage.port.setEntries({late});
        QCOMPARE(stage.textOf("drillTitle"), u"nothing"_s);
    }

    void theChoiceSurvivesWhatChanges()
    {
        Stage stage;
        stage.choose(u"latency-optimizer/invalidate-all"_s);
        QSignalSpy spy(&stage.page, &drillsui::DrillsPage::drillChanged);
        std::vector<DrillEntry> entries = fakes::sampleEntries();
        entries.erase(entries.begin());
        entries.back().suggested = u"Because"_s;
        stage.port.setEntries(entries);
        stage.find<widgets::SegmentedControl>("drillGrouping")->setCurrent(1);
        QCOMPARE(stage.list()->currentIndex(), stage.index(u"latency-optimizer/invalidate-all"_s));
        stage.find<QLineEdit>("drillFilter")->setText(u"checkout"_s);
        QVERIFY(!stage.list()->currentIndex().isValid());
        QCOMPARE(stage.page.chosen(), u"latency-optimizer/invalidate-all"_s);
        stage.find<QLineEdit>("drillFilter")->clear();
        QCOMPARE(stage.list()->currentIndex(), stage.index(u"latency-optimizer/invalidate-all"_s));
        QCOMPARE(spy.size(), 0);
    }

    void theFilter()
    {
        Stage stage;
        QTest::keyClick(stage.list(), Qt::Key_Slash);
        auto *filter = stage.find<QLineEdit>("drillFilter");
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"no such thing"_s);
        QCOMPARE(stage.find<page::EmptyState>("drillListEmpty")->sentence(), u"Nothing matches."_s);
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(stage.list()->isVisible());
        QTest::keyClicks(filter, u"roll"_s);
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(stage.list()->hasFocus());
        QTest::keyClick(stage.list(), Qt::Key_Down);
        QCOMPARE(stage.page.chosen(), u"checkout/roll-back"_s);
    }

    void theKeyboardSkipsHeadings()
    {
        Stage stage;
        QTest::keyClick(stage.list(), Qt::Key_Down);
        QCOMPARE(stage.page.chosen(), u"checkout/invalidate"_s);
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(stage.list(), Qt::Key_Down);
        }
        QCOMPARE(stage.page.chosen(), u"latency-optimizer/invalidate-tag"_s);
        QTest::keyClick(stage.list(), Qt::Key_Up);
        QCOMPARE(stage.page.chosen(), u"checkout/roll-back"_s);
    }

    void whatIsWrongWithAFileIsFound()
    {
        Stage stage({fakes::refusedEntry()});
        stage.choose(u"/chaos.json"_s);
        QVERIFY(stage.shows("drillProblems"));
        QCOMPARE(stage.find("drillProblems")->findChild<QPlainTextEdit *>()->toPlainText(),
                 fakes::refusedEntry().problems.join(u'\n'));
    }

    void owedRollbacks()
    {
        Stage stage;
        QSignalSpy arm(&stage.page, &drillsui::DrillsPage::armRequested);
        QVERIFY(!stage.shows("owed"));
        const RunSummary owed = fakes::summaryOf(fakes::interruptedFailover());
        stage.port.setOwed({owed});
        QVERIFY(stage.shows("owed"));
        QWidget *card = stage.find("owed");
        QCOMPARE(card->accessibleName(), u"A rollback is owed"_s);
        auto *act = card->findChild<QAbstractButton *>(u"noticeRowAction"_s);
        QCOMPARE(act->text(), u"Arm staging …"_s);
        act->click();
        QCOMPARE(arm.front(), (QVariantList{u"staging"_s}));
        QVERIFY(stage.port.undone.empty());
        stage.arming.set(Armed{u"staging"_s, 10min});
        QCOMPARE(act->text(), u"Roll back now"_s);
        act->click();
        QCOMPARE(stage.port.undone, (std::vector<QString>{owed.id}));
        card->findChild<QAbstractButton *>(u"noticeRowOpen"_s)->click();
        QCOMPARE(stage.port.opened, (std::vector<QString>{owed.id}));
        stage.port.setOwed({});
        QVERIFY(!stage.shows("owed"));
    }

    void forgottenOverrides()
    {
        Stage stage;
        stage.arming.set(Armed{u"production"_s, 10min});
        stage.port.setOverrides(fakes::sampleOverrides());
        QWidget *card = stage.find("overrides");
        const auto acts = card->findChildren<QAbstractButton *>(u"noticeRowAction"_s);
        QCOMPARE(acts.size(), 2);
        QCOMPARE(acts[0]->text(), u"Undo"_s);
        QCOMPARE(acts[0]->accessibleName(), u"Undo: Server s1 of backend be is drained"_s);
        // What nobody here did cannot be undone here.
        QVERIFY(!acts[1]->isVisible());
        acts[0]->click();
        QCOMPARE(stage.port.undone, (std::vector<QString>{fakes::sampleOverrides().front().run}));
        // Twice the same is undone one by one.
        stage.port.undone.clear();
        Override again = fakes::sampleOverrides().front();
        again.run = u"another"_s;
        stage.port.setOverrides({fakes::sampleOverrides().front(), again});
        card->findChildren<QAbstractButton *>(u"noticeRowAction"_s).at(1)->click();
        QCOMPARE(stage.port.undone, std::vector<QString>{u"another"_s});
        std::vector<Override> many;
        for (int i = 0; i < 9; ++i) {
            many.push_back({.service = u"checkout"_s, .what = u"Server s%1 is drained"_s.arg(i)});
        }
        stage.port.setOverrides(many);
        auto *more = card->findChild<QAbstractButton *>(u"showAll"_s);
        QCOMPARE(more->text(), u"Show the other 6"_s);
        more->click();
        QVERIFY(!more->isVisible());
        // A run has the page for itself.
        stage.port.setRun(fakes::runningFailover());
        QVERIFY(!stage.shows("overrides"));
    }

    void agesPass()
    {
        Stage stage;
        const auto age = [&stage] {
            return stage.index(u"latency-optimizer/invalidate-tag"_s).data(items::DrillListModel::AgeRole).toString();
        };
        QCOMPARE(age().replace(QChar(0x00a0), u' '), u"3 h"_s);
        stage.clock.advance(24h);
        QTRY_COMPARE(age().replace(QChar(0x00a0), u' '), u"27 h"_s);
    }
};

QTEST_MAIN(TestDrillsPage)
#include "tst_drillspage.moc"
