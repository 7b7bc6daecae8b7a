// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/readiness/readinessstage.h"

using namespace readyroom;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Stage = ReadinessStage;

namespace {

void loadRuns(Stage &stage)
{
    stage.port.running = {{u"load-test"_s, 0.42, u"3,120 requests, 2 failed"_s, fakes::moment() - 17s}};
    stage.port.refresh();
}

} // namespace

class TestReadinessRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void activeEvidenceWantsAnArmedEnvironment()
    {
        Stage stage;
        auto *run = stage.find<widgets::TextButton>("runAll");
        QCOMPARE(run->text(), u"staging is not armed"_s);
        QVERIFY(!run->isEnabled());
        stage.arming.set(Armed{u"production"_s, 10min});
        QVERIFY(!run->isEnabled());
        stage.arming.set(Armed{u"staging"_s, 10min});
        QCOMPARE(run->text(), u"Run 3 active"_s);
        QVERIFY(run->isEnabled());
        stage.checklist()->unfold(u"load-test"_s);
        QVERIFY(stage.find("itemRun")->isEnabled());
        stage.arming.set({});
        QVERIFY(!stage.find("itemRun")->isEnabled());
        QCOMPARE(stage.find<widgets::TextButton>("itemRun")->text(), u"staging is not armed"_s);
        stage.key(Qt::Key_R);
        QVERIFY(stage.port.runs.empty());
    }

    void aRunShowsItselfAndEnds()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        QVERIFY(!stage.shows("runStrip"));
        stage.click("runAll");
        QCOMPARE(stage.port.runs.front(), (QStringList{u"login-rate-limit"_s, u"load-test"_s, u"vulnerabilities"_s}));
        QVERIFY(stage.shows("runStrip"));
        QVERIFY(!stage.find("runAll")->isEnabled());
        loadRuns(stage);
        QCOMPARE(stage.textOf("runWhat"), u"2 of 3: Holds 1,000 users for a minute · 3,120 requests, 2 failed"_s);
        QCOMPARE(stage.textOf("runElapsed"), u"17\u00a0s"_s);
        stage.clock.advance(3s);
        QTRY_COMPARE(stage.textOf("runElapsed"), u"20\u00a0s"_s);
        stage.port.finishRun();
        QVERIFY(!stage.shows("runStrip"));
        QCOMPARE(stage.result(), u"The evidence was collected."_s);
        QVERIFY(stage.find("runAll")->isEnabled());
    }

    void aRunIsAborted()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.checklist()->unfold(u"load-test"_s);
        stage.click("itemRun");
        QCOMPARE(stage.port.runs, (std::vector{QStringList{u"load-test"_s}}));
        QVERIFY(!stage.find("itemRun")->isEnabled());
        stage.click("abortRun");
        QVERIFY(!stage.find("abortRun")->isEnabled());
        QVERIFY2(stage.textOf("runWhat").startsWith(u"Ending"_s), qPrintable(stage.textOf("runWhat")));
        QTRY_VERIFY(!stage.shows("runStrip"));
        QCOMPARE(stage.result(), u"The run was aborted; what was not collected stays as it was."_s);
    }

    void aRefusedRunIsTold()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.port.failWith(Error{Error::Kind::Unsupported, u"staging is not armed any more."_s});
        stage.click("runAll");
        QCOMPARE(stage.result(), u"staging is not armed any more."_s);
        QCOMPARE(stage.resultTone(), paint::Tone::Critical);
    }

    void aRunKeepsTheEvaluationGoing()
    {
        Stage stage;
        stage.arming.set(Armed{u"staging"_s, 10min});
        stage.click("runAll");
        stage.page.hide();
        QCOMPARE(stage.port.closed, 0);
        stage.port.finishRun();
        QCOMPARE(stage.port.closed, 1);
    }

    void thePageMayGoWhileARunIsUnderWay()
    {
        fakes::FakeReadiness port(fakes::learnify());
        {
            widgets::ThemeSource themes;
            const fakes::FakeClock clock(fakes::moment());
            page::ViewTime time(clock);
            fakes::FakeFeed feed(fakes::pictureFleet());
            fakes::FakeQueries queries;
            fakes::FakeJournal journal;
            fakes::FakeArming arming;
            const std::vector<rules::Limit> limits;
            readinessui::ReadinessPage page({themes, time, feed, queries, journal, limits}, port);
            page.attachArming(arming);
            arming.set(Armed{u"staging"_s, 10min});
            page.resize(1264, 852);
            page.show();
            page.findChild<widgets::TextButton *>(u"runAll"_s)->click();
            QCOMPARE(port.runs.size(), std::size_t{1});
        }
        // Its going ends the run.
        QTRY_VERIFY(port.running.empty());
    }
};

QTEST_MAIN(TestReadinessRuns)
#include "tst_readinessruns.moc"
