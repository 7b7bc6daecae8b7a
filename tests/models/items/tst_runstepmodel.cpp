// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/runstepmodel.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"
#include "tests/support/sampledrills.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Confirmed;
using drills::StepState;

namespace {

const QString still = u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s;

QString said(const RunStepModel &model, int row)
{
    return model.index(row).data(Qt::AccessibleTextRole).toString().replace(QChar(0x00a0), u' ');
}

LineState state(const RunStepModel &model, int row)
{
    return static_cast<LineState>(model.index(row).data(RunStepModel::StateRole).toInt());
}

} // namespace

class TestRunStepModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsARunUnderWay()
    {
        RunStepModel model;
        ModelSpy spy(model);
        model.update(fakes::runningFailover(), fakes::moment());
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(said(model, 0), u"Steady state before, done, p95 < 400 ms, errors < 1 %, both up, 0.3 s"_s);
        QCOMPARE(said(model, 1), u"Weight backup 25 %, done, re-read 3 of 3, guard held 10 s, 10.4 s"_s);
        QCOMPARE(said(model, 3), u"Weight backup 75 %, holding, re-read 3 of 3, guard holds, 4 s of 10 s, 4.1 s"_s);
        QCOMPARE(said(model, 4), u"Weight backup 100 %, waiting"_s);
        QCOMPARE(state(model, 1), LineState::Good);
        QCOMPARE(state(model, 3), LineState::Doubtful);
        QCOMPARE(state(model, 4), LineState::Unknown);
        QCOMPARE(model.index(4).data(RunStepModel::TookRole).toString(), QString(QChar(0x2013)));
    }

    void onlyWhatChangedIsTold()
    {
        RunStepModel model;
        drills::Run run = fakes::runningFailover();
        model.update(run, fakes::moment());
        ModelSpy spy(model);
        model.update(run, fakes::moment());
        QCOMPARE(spy.take(), still);
        model.update(run, fakes::moment() + 1s);
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        model.update(fakes::deviatedFailover(), fakes::moment() + 1s);
        QCOMPARE(spy.inserted.size(), 1);
        QCOMPARE(spy.reset.size() + spy.removed.size(), 0);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aGuardThatDoesNotHoldIsNotCalledHolding()
    {
        RunStepModel model;
        drills::Run run = fakes::runningFailover();
        run.guard.push_back({fakes::moment(), u"p95"_s, 0.512, false, u"512 ms"_s});
        model.update(run, fakes::moment());
        QVERIFY2(said(model, 3).contains(u"guard does not hold, 4 s"_s), qPrintable(said(model, 3)));
        run.guard.clear();
        model.update(run, fakes::moment());
        QVERIFY2(said(model, 3).contains(u"3 of 3, holding, 4 s"_s), qPrintable(said(model, 3)));
    }

    void whatIsNotConfirmedUnfoldsItself()
    {
        RunStepModel model;
        ModelSpy spy(model);
        model.update(fakes::unconfirmedPurge(), fakes::moment());
        QCOMPARE(model.rowCount(), 3 + 4);
        QCOMPARE(said(model, 2), u"127.0.0.1:7101, confirmed, 200, 12 objects, 0 entries"_s);
        QCOMPARE(said(model, 5), u"127.0.0.1:7104, not confirmed, 200, 12 objects, still 1,204 entries"_s);
        QCOMPARE(state(model, 5), LineState::Bad);
        model.toggle(model.index(5));
        QCOMPARE(model.rowCount(), 3);
        model.toggle(model.index(1));
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(model.step(model.index(4)), std::optional<std::size_t>(1));
        QCOMPARE(model.step(model.index(6)), std::optional<std::size_t>(2));
        model.toggle(model.index(0));
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(spy.reset.size(), 0);
    }

    void sentIsNotDone_data()
    {
        QTest::addColumn<int>("confirmed");
        QTest::addColumn<int>("expected");
        QTest::newRow("confirmed") << static_cast<int>(Confirmed::Yes) << static_cast<int>(LineState::Good);
        QTest::newRow("refuted") << static_cast<int>(Confirmed::No) << static_cast<int>(LineState::Bad);
        QTest::newRow("unknown") << static_cast<int>(Confirmed::Unknown) << static_cast<int>(LineState::Unknown);
    }

    void sentIsNotDone()
    {
        QFETCH(int, confirmed);
        QFETCH(int, expected);
        drills::Run run = fakes::completedFailover();
        run.steps[1].targets[0].verification = {static_cast<Confirmed>(confirmed)};
        RunStepModel model;
        model.update(run, fakes::moment());
        if (!model.index(1).data(RunStepModel::UnfoldedRole).toBool()) {
            model.toggle(model.index(1));
        }
        QCOMPARE(static_cast<int>(state(model, 2)), expected);
        const bool proved = static_cast<Confirmed>(confirmed) == Confirmed::Yes;
        QCOMPARE(runVerdict(run).state, proved ? LineState::Good : LineState::Doubtful);
    }

    void wordsOfARun_data()
    {
        QTest::addColumn<drills::Run>("run");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("title");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *name, const drills::Run &run, const QString &word, const QString &title,
                            LineState expected) {
            QTest::newRow(name) << run << word << title << static_cast<int>(expected);
        };
        row("completed", fakes::completedFailover(), u"completed"_s,
            u"Completed: every step is confirmed and the steady state holds."_s, LineState::Good);
        row("deviated", fakes::deviatedFailover(), u"deviated, rolled back"_s, u"Deviated and rolled back."_s,
            LineState::Doubtful);
        row("aborted", fakes::abortedFailover(), u"aborted, rolled back"_s, u"Aborted and rolled back."_s,
            LineState::Doubtful);
        row("incomplete", fakes::incompleteFailover(), u"rollback incomplete"_s,
            u"The rollback is incomplete: a person has to look."_s, LineState::Bad);
        row("interrupted", fakes::interruptedFailover(), u"interrupted, rollback owed"_s,
            u"Interrupted: its rollbacks have not run."_s, LineState::Bad);
        row("not confirmed", fakes::unconfirmedPurge(), u"failed"_s, u"Failed."_s, LineState::Bad);
    }

    void wordsOfARun()
    {
        QFETCH(drills::Run, run);
        QFETCH(int, expected);
        const RunWords words = runWords(run.status, run.deviated, run.rollback);
        const RunVerdict verdict = runVerdict(run);
        QTEST(words.word, "word");
        QTEST(verdict.title, "title");
        QCOMPARE(static_cast<int>(words.state), expected);
        QCOMPARE(verdict.state, words.state);
    }

    void anIncompleteRollbackNamesWhatIsInForce()
    {
        const RunVerdict verdict = runVerdict(fakes::incompleteFailover());
        QVERIFY2(verdict.text.contains(u"Weight backup 75 % (127.0.0.1:7103)"_s), qPrintable(verdict.text));
        QVERIFY2(!verdict.text.contains(u"7102"_s), qPrintable(verdict.text));
    }

    void whatHappensWhenItDeviates()
    {
        drills::Run run = fakes::runningFailover();
        QVERIFY2(ifDeviatesText(run).startsWith(u"The backup has 50 % again, then the backup has 25 % again"_s),
                 qPrintable(ifDeviatesText(run)));
        QVERIFY(ifDeviatesText(run).contains(u"steady state is proved again"_s));
        run.experiment.rollbackStrategy = drills::RollbackStrategy::Never;
        QCOMPARE(ifDeviatesText(run), u"The run ends; nothing is taken back."_s);
        // A purge was sent, and nothing knows how to undo it.
        drills::Run purge = fakes::completedPurge();
        purge.experiment.automaticUndo = true;
        for (drills::StepTarget &target : purge.steps.front().targets) {
            target.preview.undo.reset();
        }
        QCOMPARE(ifDeviatesText(purge), u"The run ends; nothing is taken back."_s);
        QVERIFY(!knowsWayBack(purge));
        purge.steps.front().targets.clear();
        QVERIFY(knowsWayBack(purge)); // nobody has looked yet
        QVERIFY(ifDeviatesText(purge).startsWith(u"What was done is taken back"_s));
    }

    void timeThatIsLeft()
    {
        // 6 s of the hold, and 10 s at 100 %.
        QCOMPARE(timeLeft(fakes::runningFailover(), fakes::moment()), std::optional<Duration>(16s));
        QCOMPARE(timeLeft(fakes::runningFailover(), fakes::moment() + 1min), std::optional<Duration>(10s));
        QVERIFY(!timeLeft(fakes::completedFailover(), fakes::moment()));
        // 0.617 of it was done after 18.5 s.
        drills::Run load = fakes::runningLoad();
        QVERIFY(std::chrono::abs(*timeLeft(load, fakes::moment()) - 11300ms) < 200ms);
        QCOMPARE(timeLeft(load, fakes::moment() + 1min), std::optional<Duration>(0s));
        load.steps[1].state = drills::StepState::Waiting;
        load.steps[1].progress.clear();
        QCOMPARE(timeLeft(load, fakes::moment()), std::optional<Duration>(30s));
        QCOMPARE(stopwatchText(25'900ms), u"0:25"_s);
        QCOMPARE(stopwatchText(3723s), u"1:02:03"_s);
        QCOMPARE(stopwatchText(-5s), u"0:00"_s);
        QCOMPARE(tookText(10'440ms).replace(QChar(0x00a0), u' '), u"10.4 s"_s);
        QCOMPARE(tookText(61s), u"1:01"_s);
    }
};

QTEST_GUILESS_MAIN(TestRunStepModel)
#include "tst_runstepmodel.moc"
