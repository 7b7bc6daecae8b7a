// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/drills/drillsstage.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"

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
