// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/runner.h"

#include "tests/app/runner/runnerkit.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::test;
using drills::Experiment;
using drills::RollbackState;
using drills::Run;
using drills::RunStatus;
using drills::StepState;

namespace {

/// Two acts, and the second one is held for long.
Experiment held(Duration hold = std::chrono::minutes{5})
{
    Experiment experiment =
        RunnerKit::guarded({RunnerKit::act(u"first"_s, 2, {u"a"_s, u"b"_s}), RunnerKit::act(u"second"_s, 3, {u"c"_s})});
    experiment.method[1].pauseAfter = hold;
    return experiment;
}

const drills::Step *stepCalled(const Run &run, const QString &title)
{
    const auto found = std::ranges::find(run.steps, title, &drills::Step::title);
    return found == run.steps.end() ? nullptr : &*found;
}

bool isHolding(const RunnerKit::Started &started, const QString &title)
{
    const std::shared_ptr<const Run> run = started.runner->run();
    const drills::Step *const step = stepCalled(*run, title);
    return step != nullptr && step->state == StepState::Holding && step->holdUntil;
}

/// From now until the first act that sets a target back to 1.
Duration untilRollback(const RunnerKit &kit, FakeTargets::Moment from)
{
    for (const FakeTargets::Call &call : kit.targets->calls(u"run"_s)) {
        if (call.value == 1) {
            return std::chrono::duration_cast<Duration>(call.at - from);
        }
    }
    return std::chrono::hours{1};
}

} // namespace

/// How a run ends before its end.
class TestRunnerEnds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holds();
    void abortWhileHolding();
    void abortWhileHanging_data();
    void abortWhileHanging();
    void abortBeforeAnythingWasDone();
    void abortIsIgnoredDuringRollbacks();
    void deviationWhileHolding();
    void unreadableOnce();
    void unreadableTwice();
    void disarmed_data();
    void disarmed();
    void gatesEnd();
    void background();
    void backgroundThatFails();
    void givesUp();
    void steadyStateIsProvedAgain();
    void twoAtOnce();
    void showsProgress();
};

void TestRunnerEnds::holds()
{
    RunnerKit kit;
    const RunnerKit::Started started = kit.start(held(Duration{500}));
    QTRY_VERIFY(isHolding(started, u"second"_s));
    QTRY_VERIFY(*started.done);
    const std::shared_ptr<const Run> run = started.runner->run();
    QCOMPARE(run->status, RunStatus::Completed);
    QVERIFY(*run->endedAt - run->startedAt >= Duration{500});
    QVERIFY(!stepCalled(*run, u"second"_s)->holdUntil);
    QVERIFY(run->guard.size() >= 4); // before, after, and a few between
}

void TestRunnerEnds::abortWhileHolding()
{
    RunnerKit kit;
    const RunnerKit::Started started = kit.start(held());
    QTRY_VERIFY(isHolding(started, u"second"_s));
    const auto from = std::chrono::steady_clock::now();
    started.runner->abort(u"Aborted by the operator."_s);
    QTRY_VERIFY(*started.done);
    QVERIFY2(untilRollback(kit, from) < Duration{200}, qPrintable(QString::number(untilRollback(kit, from).count())));
    const std::shared_ptr<const Run> run = started.runner->run();
    QCOMPARE(run->status, RunStatus::Aborted);
    QCOMPARE(run->why, u"Aborted by the operator."_s);
    QCOMPARE(run->rollback, RollbackState::Done);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
    QCOMPARE(kit.targets->sent(), u"a=2 b=2 c=3 c=1 b=1 a=1"_s);
}

void TestRunnerEnds::abortWhileHanging_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("waitFor"); // the call that hangs
    QTest::newRow("in an act") << Fault::Hangs << u"run"_s;
    QTest::newRow("in an act that nothing stops") << Fault::HangsForEver << u"run"_s;
    QTest::newRow("in a preview") << Fault::HangsInPreview << u"preview"_s;
    QTest::newRow("in a re-read") << Fault::HangsInVerify << u"verify"_s;
}

void TestRunnerEnds::abortWhileHanging()
{
    QFETCH(const Fault, fault);
    QFETCH(const QString, waitFor);
    RunnerKit kit;
    kit.targets->setFault(u"c"_s, fault, 1);
    const RunnerKit::Started started = kit.start(held());
    const auto isThere = [&kit, &waitFor] {
        const auto calls = kit.targets->calls(waitFor);
        return !calls.empty() && calls.back().target == u"c"_s;
    };
    QTRY_VERIFY(isThere());
    const auto from = std::chrono::steady_clock::now();
    started.runner->abort(u"Aborted by the operator."_s);
    QTRY_VERIFY(*started.done);
    QVERIFY2(untilRollback(kit, from) < Duration{200}, qPrintable(QString::number(untilRollback(kit, from).count())));
    const std::shared_ptr<const Run> run = started.runner->run();
    QCOMPARE(run->status, RunStatus::Aborted);
    QCOMPARE(run->rollback, RollbackState::Done);
    // Also that of which nobody knows whether it was done.
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
}

void TestRunnerEnds::abortBeforeAnythingWasDone()
{
    RunnerKit kit;
    Experiment experiment = held();
    experiment.method[0].pauseBefore = std::chrono::minutes{5};
    const RunnerKit::Started started = kit.start(experiment);
    QTRY_VERIFY(!started.runner->run()->steps.empty()
                && started.runner->run()->steps.front().state == StepState::Succeeded);
    started.runner->abort(u"Aborted by the operator."_s);
    QTRY_VERIFY(*started.done);
    const std::shared_ptr<const Run> run = started.runner->run();
    QCOMPARE(run->status, RunStatus::Aborted);
    QCOMPARE(run->rollback, RollbackState::NotNeeded);
    QVERIFY(kit.targets->sent().isEmpty());
    QCOMPARE(stepCalled(*run, u"first"_s)->state, StepState::Skipped);
}

void TestRunnerEnds::abortIsIgnoredDuringRollbacks()
{
    RunnerKit kit;
    // Taking back hangs until the runner itself has had enough of it, or it is let go.
    kit.targets->setFault(u"c"_s, Fault::HangsForEver, 3);
    const RunnerKit::Started started = kit.start(held());
    QTRY_VERIFY(isHolding(started, u"second"_s));
    started.runner->abort(u"The first."_s);
    QTRY_VERIFY(kit.targets->sent().endsWith(u"c=1"_s));
    started.runner->abort(u"The second."_s);
    QVERIFY(!*started.done);
    kit.targets->endHanging();
    QTRY_VERIFY(*started.done);
    const std::shared_ptr<const Run> run = started.runner->run();
    QCOMPARE(run->why, u"The first."_s);
    QCOMPARE(run->rollback, RollbackState::Done);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
}

void TestRunnerEnds::deviationWhileHolding()
{
    RunnerKit kit;
    const RunnerKit::Started started = kit.start(held());
    QTRY_VERIFY(isHolding(started, u"second"_s));
    const auto from = std::chrono::steady_clock::now();
    kit.targets->set(u"steady"_s, 0);
    QTRY_VERIFY(kit.targets->sent().endsWith(u"c=3 c=1 b=1 a=1"_s));
    // A guard interval of 100 ms, and what an abort may take.
    QVERIFY(untilRollback(kit, from) < Duration{400});
    kit.targets->set(u"steady"_s, 1);
    QTRY_VERIFY(*started.done);
    const std::shared_ptr<const Run> run = started.runner->run();
    QCOMPARE(run->status, RunStatus::Failed);
    QVERIFY(run->deviated);
    QVERIFY(run->why.contains(u"steady"_s));
    QCOMPARE(run->rollback, RollbackState::Done);
    QVERIFY(std::ranges::count(run->guard, false, &drills::GuardReading::met) >= 1);
}

void TestRunnerEnds::unreadableOnce()
{
    RunnerKit kit;
    const RunnerKit::Started started = kit.start(held(Duration{1500}));
    QTRY_VERIFY(isHolding(started, u"second"_s));
    kit.targets->failReads(1);
    QTRY_VERIFY(*started.done);
    QVERIFY(!kit.targets->readFails());
    QCOMPARE(started.runner->run()->status, RunStatus::Completed);
    QVERIFY(!started.runner->run()->deviated);
}

void TestRunnerEnds::unreadableTwice()
{
    RunnerKit kit;
    const RunnerKit::Started started = kit.start(held());
    QTRY_VERIFY(isHolding(started, u"second"_s));
    kit.targets->failReads(2);
    QTRY_VERIFY(*started.done);
    QVERIFY(started.runner->run()->deviated);
    QCOMPARE(started.runner->run()->rollback, RollbackState::Done);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
}

void TestRunnerEnds::disarmed_data()
{
    QTest::addColumn<bool>("otherInstead");
    QTest::newRow("read-only again") << false;
    QTest::newRow("another environment") << true;
}

void TestRunnerEnds::disarmed()
{
    QFETCH(const bool, otherInstead);
    RunnerKit kit;
    const RunnerKit::Started started = kit.start(held());
    QTRY_VERIFY(isHolding(started, u"second"_s));
    const auto from = std::chrono::steady_clock::now();
    if (otherInstead) {
        kit.arm(u"other"_s);
    } else {
        kit.gate.disarm();
    }
    QTRY_VERIFY(*started.done);
    QVERIFY(untilRollback(kit, from) < Duration{200});
    const std::shared_ptr<const Run> run = started.runner->run();
    QCOMPARE(run->status, RunStatus::Aborted);
    QVERIFY(run->why.contains(u"disarmed"_s));
    QCOMPARE(run->rollback, RollbackState::Done);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
}

void TestRunnerEnds::gatesEnd()
{
    RunnerKit kit;
    auto gate = std::make_unique<security::ArmingGate>(kit.stage->time);
    gate->setEnvironments({{.name = u"lab"_s, .confirm = fleet::Environment::Confirm::Click}});
    QVERIFY(gate->arm(u"lab"_s, {ArmingConfirmation::How::Clicked, {}}));
    kit.stage->gate = gate.get();
    const RunnerKit::Started started = kit.start(held());
    QTRY_VERIFY(isHolding(started, u"second"_s));
    gate.reset();
    QTRY_VERIFY(*started.done);
    QCOMPARE(started.runner->run()->rollback, RollbackState::Done);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
}

void TestRunnerEnds::background()
{
    RunnerKit kit;
    Experiment experiment = held(Duration{0});
    experiment.method[0].background = true;
    experiment.method[0].pauseBefore = Duration{300};
    const Run run = kit.run(experiment);
    QCOMPARE(run.status, RunStatus::Completed);
    QCOMPARE(kit.targets->sent(), u"c=3 a=2 b=2"_s);
    QCOMPARE(run.undo.size(), 3U);
}

void TestRunnerEnds::backgroundThatFails()
{
    RunnerKit kit;
    Experiment experiment = held();
    experiment.method[0].background = true;
    kit.targets->setFault(u"b"_s, Fault::DoesNothing, 1);
    const Run run = kit.run(experiment);
    QCOMPARE(run.status, RunStatus::Failed);
    QCOMPARE(run.rollback, RollbackState::Done);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
}

void TestRunnerEnds::givesUp()
{
    RunnerKit kit;
    kit.targets->setFault(u"c"_s, Fault::HangsForEver, 3);
    const RunnerKit::Started started = kit.start(held());
    QTRY_VERIFY(isHolding(started, u"second"_s));
    started.runner->abort(u"Closing."_s);
    QTRY_VERIFY(kit.targets->sent().endsWith(u"c=1"_s));
    started.runner->giveUp();
    QTRY_VERIFY(*started.done);
    const std::shared_ptr<const Run> run = started.runner->run();
    QCOMPARE(run->rollback, RollbackState::Owed);
    QCOMPARE(kit.targets->value(u"a"_s), 2);
    QVERIFY(run->canUndo());
    const journal::Event last = kit.journal.entries().back().event;
    QCOMPARE(last.kind, journal::EventKind::Drill);
    QCOMPARE(last.detail.value(u"rollback"_s).toString(), u"owed"_s);

    const Result<Run> read = kit.stage->folder.read(run->id);
    QVERIFY(read);
    QCOMPARE(read->rollback, RollbackState::Owed);
}

void TestRunnerEnds::steadyStateIsProvedAgain()
{
    RunnerKit kit;
    const RunnerKit::Started started = kit.start(held());
    QTRY_VERIFY(isHolding(started, u"second"_s));
    kit.targets->set(u"steady"_s, 0);
    // It comes back a moment after the rollbacks, not with them.
    QTRY_VERIFY(kit.targets->sent().endsWith(u"a=1"_s));
    QTRY_VERIFY(stepCalled(*started.runner->run(), u"Steady state after the rollbacks"_s) != nullptr);
    QVERIFY(!*started.done);
    kit.targets->set(u"steady"_s, 1);
    QTRY_VERIFY(*started.done);
    const std::shared_ptr<const Run> run = started.runner->run();
    QCOMPARE(stepCalled(*run, u"Steady state after the rollbacks"_s)->state, StepState::Succeeded);
}

void TestRunnerEnds::twoAtOnce()
{
    RunnerKit kit;
    const RunnerKit::Started first = kit.start(held());
    QTRY_VERIFY(isHolding(first, u"second"_s));
    const QString sent = kit.targets->sent();

    // Another program on this machine.
    const auto second = std::make_shared<runner::Runner>(kit.newStage(), RunnerKit::newRun(held()));
    const Result<void> refused = await(runner::Runner::execute(second));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Config);
    QVERIFY2(refused.error().message.contains(u"ann@ws1"_s) && refused.error().message.contains(u"since"_s),
             qPrintable(refused.error().message));
    QCOMPARE(kit.targets->sent(), sent);

    // One about another service may.
    Run other = RunnerKit::newRun(RunnerKit::button({RunnerKit::act(u"else"_s, 5, {u"d"_s})}));
    other.service = u"another"_s;
    QVERIFY(await(runner::Runner::execute(std::make_shared<runner::Runner>(kit.newStage(), other))));
    QCOMPARE(kit.targets->value(u"d"_s), 5);

    first.runner->abort(u"Enough."_s);
    QTRY_VERIFY(*first.done);
    const auto third = std::make_shared<runner::Runner>(kit.newStage(), RunnerKit::newRun(held(Duration{0})));
    QVERIFY(await(runner::Runner::execute(third)));
    QCOMPARE(third->run()->status, RunStatus::Completed);
}

void TestRunnerEnds::showsProgress()
{
    RunnerKit kit;
    const RunnerKit::Started started = kit.start(held(Duration{1000}));
    const QSignalSpy changes(started.runner.get(), &runner::Runner::changed);
    QTRY_VERIFY(*started.done);
    // Often enough to be followed, seldom enough to be drawn.
    QVERIFY(changes.size() >= 4);
    QVERIFY2(changes.size() <= 80, qPrintable(QString::number(changes.size())));
}

QTEST_GUILESS_MAIN(TestRunnerEnds)
#include "tst_runnerends.moc"
