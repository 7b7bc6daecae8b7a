// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/drills/drillsstage.h"
#include "ui/charts/timechart.h"
#include "ui/drills/stepview.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/textbutton.h"

#include <QComboBox>
#include <QDialog>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Stage = DrillsStage;
using drillsui::StepView;
using widgets::TextButton;

namespace {

StepView *steps(Stage &stage)
{
    return stage.find<StepView>("runSteps");
}

charts::TimeChart *chart(Stage &stage)
{
    return stage.find<charts::TimeChart>("runChart");
}

QString subtitle(Stage &stage, const char *of)
{
    return stage.find(of)->findChild<widgets::ElidedLabel *>(u"subtitle"_s)->text();
}

drills::Run renamed(drills::Run run, const QString &id)
{
    run.id = id;
    return run;
}

} // namespace

class TestRunView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunThatBeginsFillsThePage()
    {
        Stage stage;
        QSignalSpy spy(&stage.page, &drillsui::DrillsPage::runShown);
        QVERIFY(!stage.page.isRunShown());
        stage.port.setRun(fakes::runningFailover());
        QVERIFY(stage.page.isRunShown());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(stage.textOf("runTitle"), u"Gradual failover"_s);
        QCOMPARE(stage.textOf("runWhere"),
                 u"latency-optimizer · staging · primary → backup · ann@ws1 · run 18c0f2d4"_s);
        QCOMPARE(subtitle(stage, "stepsCard"), u"0:25 elapsed, about 0:16 left"_s);
        QCOMPARE(steps(stage)->model()->rowCount(), 6);
        QVERIFY(!stage.shows("runVerdict"));
        QVERIFY(!stage.shows("undoRun"));
        QVERIFY(stage.textOf("runDeviates").contains(u"steady state is proved again"_s));
    }

    void whoGoesBackStaysThere()
    {
        Stage stage;
        stage.port.setRun(fakes::runningFailover());
        QTest::keyClick(steps(stage), Qt::Key_Escape);
        QVERIFY(!stage.page.isRunShown());
        QVERIFY(stage.list()->hasFocus());
        stage.port.setRun(fakes::runningFailover());
        QVERIFY(!stage.page.isRunShown());
        // Another run is another matter.
        stage.port.setRun(renamed(fakes::runningFailover(), u"another"_s));
        QVERIFY(stage.page.isRunShown());
        stage.click("backToDrills");
        stage.page.showRun();
        QVERIFY(stage.page.isRunShown());
    }

    void tellsHowLongItStaysArmed()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 702s});
        stage.port.setRun(fakes::runningFailover());
        QCOMPARE(stage.textOf("runArmed"), u"Armed: staging, 11:42 left"_s);
        stage.arming.now->left = 700s;
        QTRY_COMPARE(stage.textOf("runArmed"), u"Armed: staging, 11:40 left"_s);
        stage.arming.disarm();
        QVERIFY(!stage.shows("runArmed"));
    }

    void abortIsOneClickAndAsksOnce()
    {
        Stage stage;
        stage.port.setRun(fakes::runningFailover());
        auto *abort = stage.find<TextButton>("abortRun");
        QCOMPARE(abort->text(), u"Abort and roll back"_s);
        QTest::mouseClick(abort, Qt::LeftButton);
        QCOMPARE(stage.port.aborted, 1);
        QVERIFY(stage.page.findChildren<QDialog *>().isEmpty());
        QCOMPARE(abort->text(), u"Aborting …"_s);
        QTest::mouseClick(abort, Qt::LeftButton);
        QCOMPARE(stage.port.aborted, 1);
        drills::Run back = fakes::runningFailover();
        back.status = drills::RunStatus::Aborted;
        back.rollback = drills::RollbackState::Running;
        stage.port.setRun(back);
        QCOMPARE(abort->text(), u"Rolling back …"_s);
        QVERIFY(!abort->isEnabled());
        QCOMPARE(stage.textOf("verdictTitle"), u"Rolling back."_s);
        stage.port.setRun(fakes::abortedFailover());
        QVERIFY(!abort->isVisible());
        // The next one can be aborted, too.
        stage.port.setRun(renamed(fakes::runningFailover(), u"another"_s));
        QVERIFY(abort->isEnabled());
    }

    void abortPromisesNoMoreThanItCan()
    {
        Stage stage;
        drills::Run load = fakes::runningLoad();
        load.experiment.description = load.experiment.title;
        stage.port.setRun(load);
        QCOMPARE(stage.find<TextButton>("abortRun")->text(), u"Abort"_s);
        QCOMPARE(stage.textOf("runDeviates"), u"The run ends; nothing is taken back."_s);
        QVERIFY(!stage.textOf("runWhere").contains(load.experiment.title));
    }

    void updatesKeepTheSelection()
    {
        Stage stage;
        drills::Run run = fakes::runningFailover();
        stage.port.setRun(run);
        StepView *view = steps(stage);
        view->setCurrentIndex(view->model()->index(1, 0));
        const QString request = stage.find<QPlainTextEdit>("exactRequest")->toPlainText();
        QCOMPARE(request, fakes::weightPreview(25, 1).request);
        view->steps().toggle(view->currentIndex());
        run.steps[3].state = drills::StepState::Succeeded;
        run.steps[3].endedAt = fakes::moment();
        stage.clock.advance(500ms);
        stage.port.setRun(run);
        QCOMPARE(view->currentIndex().row(), 1);
        QVERIFY(view->currentIndex().data(items::RunStepModel::UnfoldedRole).toBool());
        QCOMPARE(stage.find<QPlainTextEdit>("exactRequest")->toPlainText(), request);
        stage.port.setRun(fakes::deviatedFailover());
        QCOMPARE(view->currentIndex().row(), 1);
        QCOMPARE(view->model()->rowCount(), 8 + 3);
    }

    void withoutASelectionTheStepUnderWayIsShownExactly()
    {
        Stage stage;
        stage.port.setRun(fakes::runningFailover());
        QCOMPARE(stage.find<QPlainTextEdit>("exactRequest")->toPlainText(), fakes::weightPreview(75, 1).request);
        QCOMPARE(subtitle(stage, "exactCard"), u"1 of 3 targets"_s);
        QVERIFY(stage.textOf("exactEffect").startsWith(u"127.0.0.1:7101 · The backup has 50 %"_s));
        QCOMPARE(stage.find("exactCard")->findChild<TextButton *>(u"copyCommand"_s)->text(), u"Copy as curl"_s);
        QVERIFY(!stage.shows("exactWarnings"));
        drills::Run warned = renamed(fakes::runningFailover(), u"warned"_s);
        for (drills::Step &step : warned.steps) {
            for (drills::StepTarget &target : step.targets) {
                target.preview.warnings = {u"This is so already, so that reading it back proves nothing."_s};
            }
        }
        stage.port.setRun(warned);
        QVERIFY(stage.textOf("exactWarnings").contains(u"proves nothing"_s));
        // What failed says more than the first.
        stage.port.setRun(renamed(fakes::unconfirmedPurge(), u"another"_s));
        stage.page.showRun();
        QVERIFY(stage.textOf("exactEffect").startsWith(u"127.0.0.1:7104 · "_s));
        steps(stage)->setCurrentIndex(steps(stage)->model()->index(0, 0));
        QVERIFY(!stage.shows("exactCard"));
    }

    void secondsPass()
    {
        Stage stage;
        stage.port.setRun(fakes::runningFailover());
        stage.clock.advance(1s);
        QTRY_COMPARE(subtitle(stage, "stepsCard"), u"0:26 elapsed, about 0:15 left"_s);
        QCOMPARE(steps(stage)->model()->index(3, 0).data(items::RunStepModel::TookRole).toString(),
                 QString(u"5.1"_s + QChar(0x00a0) + u's'));
    }

    void theGuardAndItsLimit()
    {
        Stage stage;
        stage.port.setRun(fakes::runningFailover());
        QCOMPARE(chart(stage)->traces().size(), std::size_t{1});
        QCOMPARE(chart(stage)->traces().front().name, u"p95"_s);
        QCOMPARE(chart(stage)->thresholds().size(), std::size_t{1});
        QCOMPARE(chart(stage)->thresholds().front().value, 0.4);
        QStringList marks;
        for (const charts::Marker &marker : chart(stage)->markers()) {
            marks += QString(marker.label).replace(QChar(0x00a0), u' ');
        }
        QCOMPARE(marks, (QStringList{u"25 %"_s, u"50 %"_s, u"75 %"_s}));
        auto *choice = stage.find<widgets::SegmentedControl>("seriesButtons");
        QCOMPARE(choice->choices(), (QStringList{u"p95"_s, u"errors"_s, u"before and after"_s}));
        choice->setCurrent(1);
        QCOMPARE(chart(stage)->traces().front().name, u"errors"_s);
        stage.port.setRun(fakes::runningFailover());
        QCOMPARE(chart(stage)->traces().front().name, u"errors"_s);
        QVERIFY(chart(stage)->to() >= fakes::moment() + 16s);
    }

    void aLoadIsDrawnWhileItLasts()
    {
        Stage stage;
        drills::Run run = fakes::runningLoad();
        run.steps[1].progress.resize(10);
        stage.port.setRun(run);
        QCOMPARE(chart(stage)->title(), u"Progress"_s);
        QCOMPARE(chart(stage)->traces().front().name, u"p95"_s);
        QCOMPARE(chart(stage)->traces().front().samples->size(), std::size_t{10});
        QCOMPARE(chart(stage)->thresholds().front().value, 0.25);
        stage.port.setRun(fakes::runningLoad());
        QCOMPARE(chart(stage)->traces().front().samples->size(), std::size_t{186});
        QVERIFY(!chart(stage)->traces().front().tone);
        QVERIFY(steps(stage)
                    ->model()
                    ->index(1, 0)
                    .data(items::RunStepModel::DetailRole)
                    .toString()
                    .contains(u"3,804 requests"_s));
        // Too many for buttons.
        QVERIFY(!stage.shows("seriesButtons"));
        auto *list = stage.find<QComboBox>("seriesList");
        QCOMPARE(list->count(), 5);
        QCOMPARE(list->currentText(), u"load p95"_s);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(chart(stage)->traces().front().name, u"throughput"_s);
        stage.port.setRun(fakes::runningLoad());
        QCOMPARE(chart(stage)->traces().front().name, u"throughput"_s);
        QCOMPARE(list->currentIndex(), 3);
        drills::Run slow = fakes::runningLoad();
        slow.id = u"another"_s;
        slow.steps[1].progress.back().progress.figures.front().value = 0.3;
        stage.port.setRun(slow);
        QCOMPARE(chart(stage)->traces().front().name, u"p95"_s);
        QCOMPARE(chart(stage)->traces().front().tone, std::optional(paint::Tone::Critical));
    }

    void whatHasNoNumbersTakesNoRoom()
    {
        Stage stage;
        drills::Run bare = fakes::runningFailover();
        bare.experiment.steadyState.reset();
        bare.experiment.measure.reset();
        bare.guard.clear();
        bare.course.reset();
        bare.comparison.reset();
        stage.port.setRun(bare);
        QVERIFY(!stage.shows("runChart"));
        QVERIFY(!stage.shows("comparisonCard"));
        const int wide = stage.find("stepsCard")->width();
        QVERIFY(wide > 1000);
        stage.port.setRun(fakes::runningFailover());
        QVERIFY(stage.shows("runChart"));
        QVERIFY(stage.shows("comparisonCard"));
        QTRY_VERIFY(stage.find("stepsCard")->width() < wide / 2);
        // A load has numbers as soon as it tells.
        drills::Run load = fakes::runningLoad();
        load.experiment.steadyState.reset();
        stage.port.setRun(load);
        QVERIFY(stage.shows("runChart"));
        QVERIFY(!stage.shows("comparisonCard"));
    }

    void beforeAndAfterIsDrawn()
    {
        Stage stage;
        stage.port.setRun(fakes::completedPurge());
        stage.page.showRun();
        QCOMPARE(chart(stage)->title(), u"Measure"_s);
        QVERIFY(!stage.shows("seriesButtons"));
        QVERIFY(!stage.shows("seriesList"));
        const std::vector<charts::Span> &spans = chart(stage)->spans();
        QCOMPARE(spans.size(), std::size_t{2});
        QCOMPARE(QString(spans[0].label).replace(QChar(0x00a0), u' '), u"before 32.6 ms"_s);
        QVERIFY(!spans[0].band);
        QCOMPARE(spans[1].value, 0.0717);
        QVERIFY(spans[1].band && spans[1].band->first < 0.0717 && spans[1].band->second > 0.0717);
        QCOMPARE(chart(stage)->markers().size(), std::size_t{1});
        const Timestamp begin = fakes::completedPurge().course->windows.beforeFrom;
        QVERIFY(chart(stage)->from() < begin && chart(stage)->from() > begin - 5s);
        // A guard of another run has no windows.
        stage.port.setRun(fakes::runningFailover());
        QVERIFY(chart(stage)->spans().empty());
    }

    void beforeAndAfter()
    {
        Stage stage;
        stage.port.setRun(fakes::runningFailover());
        auto *table = stage.find<QTableView>("comparison");
        QCOMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->model()->index(1, 0).data().toString(), u"now"_s);
        QCOMPARE(subtitle(stage, "comparisonCard"), u"so far"_s);
        QVERIFY(stage.textOf("comparisonText").contains(u"(negligible)"_s));
        stage.port.setRun(fakes::completedFailover());
        QCOMPARE(table->model()->index(1, 0).data().toString(), u"after"_s);
        drills::Run early = fakes::runningFailover();
        early.comparison.reset();
        stage.port.setRun(early);
        QVERIFY(!table->isVisible());
        QCOMPARE(stage.textOf("comparisonText"), u"It is measured from the first act on."_s);
    }

    void verdicts_data()
    {
        QTest::addColumn<drills::Run>("run");
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("undoable");
        QTest::newRow("completed") << fakes::completedFailover()
                                   << u"Completed: every step is confirmed and the steady state holds."_s << true;
        QTest::newRow("deviated") << fakes::deviatedFailover() << u"Deviated and rolled back."_s << false;
        QTest::newRow("aborted") << fakes::abortedFailover() << u"Aborted and rolled back."_s << false;
        QTest::newRow("incomplete") << fakes::incompleteFailover()
                                    << u"The rollback is incomplete: a person has to look."_s << true;
        QTest::newRow("interrupted") << fakes::interruptedFailover() << u"Interrupted: its rollbacks have not run."_s
                                     << true;
    }

    void verdicts()
    {
        QFETCH(drills::Run, run);
        QFETCH(bool, undoable);
        Stage stage;
        stage.port.setRun(run);
        stage.page.showRun();
        QTEST(stage.textOf("verdictTitle"), "title");
        QCOMPARE(stage.shows("undoRun"), undoable);
        QVERIFY(!stage.shows("abortRun"));
        QVERIFY(stage.find("runVerdict")->accessibleName().startsWith(stage.textOf("verdictTitle")));
    }

    void undo()
    {
        Stage stage;
        QSignalSpy arm(&stage.page, &drillsui::DrillsPage::armRequested);
        stage.port.setRun(fakes::completedFailover());
        stage.page.showRun();
        auto *undo = stage.find<TextButton>("undoRun");
        QCOMPARE(undo->text(), u"Arm staging to undo …"_s);
        undo->click();
        QCOMPARE(arm.front(), (QVariantList{u"staging"_s}));
        QVERIFY(stage.port.undone.empty());
        stage.arming.set(Armed{u"staging"_s, 10min});
        QCOMPARE(undo->text(), u"Undo"_s);
        undo->click();
        QCOMPARE(stage.port.undone, (std::vector<QString>{fakes::completedFailover().id}));
    }

    void aFailedUndoSaysWhy()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.port.setRun(fakes::completedFailover());
        stage.page.showRun();
        stage.port.failWith(Error{Error::Kind::Io, u"The run cannot be read."_s});
        stage.click("undoRun");
        QCOMPARE(stage.textOf("drillsResult"), u"The run cannot be read."_s);
    }

    void anEarlierRunIsOpened()
    {
        Stage stage;
        stage.port.earlier = {fakes::summaryOf(fakes::deviatedFailover())};
        stage.choose(u"latency-optimizer/gradual-failover"_s);
        stage.port.setRun(fakes::deviatedFailover());
        QVERIFY(!stage.page.isRunShown());
        auto *runs = stage.find<QAbstractItemView>("lastRuns");
        QTest::mouseClick(runs->viewport(), Qt::LeftButton, {}, runs->visualRect(runs->model()->index(0, 0)).center());
        QCOMPARE(stage.port.opened, (std::vector<QString>{fakes::deviatedFailover().id}));
        QVERIFY(stage.page.isRunShown());
    }

    void targetsUnfoldByKeyboard()
    {
        Stage stage;
        stage.port.setRun(fakes::runningFailover());
        QVERIFY(steps(stage)->hasFocus());
        QTest::keyClick(steps(stage), Qt::Key_Down);
        QTest::keyClick(steps(stage), Qt::Key_Down);
        QTest::keyClick(steps(stage), Qt::Key_Return);
        QCOMPARE(steps(stage)->model()->rowCount(), 9);
        QTest::keyClick(steps(stage), Qt::Key_Left);
        QCOMPARE(steps(stage)->model()->rowCount(), 6);
        QTest::keyClick(steps(stage), Qt::Key_Right);
        QCOMPARE(steps(stage)->model()->rowCount(), 9);
    }
};

QTEST_MAIN(TestRunView)
#include "tst_runview.moc"
