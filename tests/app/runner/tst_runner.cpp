// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/runner.h"

#include "tests/app/runner/runnerkit.h"
#include "tests/app/runner/storequeries.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::test;
using drills::Experiment;
using drills::HypothesisStrategy;
using drills::RollbackState;
using drills::RollbackStrategy;
using drills::Run;
using drills::RunStatus;
using drills::StepPhase;
using drills::StepState;

namespace {

Experiment twoSteps()
{
    return RunnerKit::guarded(
        {RunnerKit::act(u"first"_s, 2, {u"a"_s, u"b"_s}), RunnerKit::act(u"second"_s, 3, {u"c"_s, u"d"_s})});
}

QString states(const Run &run)
{
    static const QHash<StepState, QString> names{
        {StepState::Waiting, u"waiting"_s}, {StepState::Running, u"running"_s}, {StepState::Holding, u"holding"_s},
        {StepState::Succeeded, u"ok"_s},    {StepState::Failed, u"failed"_s},   {StepState::Skipped, u"skipped"_s}};
    QStringList all;
    for (const drills::Step &step : run.steps) {
        all += step.title + u':' + names.value(step.state);
    }
    return all.join(u", "_s);
}

std::vector<drills::Step> stepsOf(const Run &run, StepPhase phase)
{
    std::vector<drills::Step> found;
    for (const drills::Step &step : run.steps) {
        if (step.phase == phase) {
            found.push_back(step);
        }
    }
    return found;
}

} // namespace

class TestRunner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void faults_data();
    void faults();
    void strategies_data();
    void strategies();
    void steadyStateBefore();
    void steadyStateAfter();
    void probeOfTheMethod();
    void hypothesisStrategies_data();
    void hypothesisStrategies();
    void takesBackWhatItCan();
    void ownRollbacksComeAfterTheUndo();
    void undoIsOnTheDiskBeforeTheAct();
    void notArmed();
    void whatOnlyReadsNeedsNoArming();
    void journal();
    void confirmedCount();
    void isMeasured();
    void keepsWhatAnActTells();
    void keepsNotAllThatAnActTells();
    void whatCannotBeMeasured();
};

void TestRunner::faults_data()
{
    QTest::addColumn<Fault>("fault"); // of target c, in the second step
    QTest::addColumn<RunStatus>("status");
    QTest::addColumn<RollbackState>("rollback");
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("values");

    const RunStatus completed = RunStatus::Completed;
    const RunStatus failed = RunStatus::Failed;
    const QString whole = u"a=2 b=2 c=3 d=3"_s;
    QTest::newRow("none") << Fault::None << completed << RollbackState::NotNeeded << whole << u"2 2 3 3"_s;
    QTest::newRow("refused by the preview")
        << Fault::RefusesPreview << failed << RollbackState::Done << u"a=2 b=2 d=3 d=1 b=1 a=1"_s << u"1 1 1 1"_s;
    QTest::newRow("no preview") << Fault::NoPreview << failed << RollbackState::Done << u"a=2 b=2 d=3 d=1 b=1 a=1"_s
                                << u"1 1 1 1"_s;
    QTest::newRow("nothing was sent") << Fault::Refused << failed << RollbackState::Done << u"a=2 b=2 d=3 d=1 b=1 a=1"_s
                                      << u"1 1 1 1"_s;
    QTest::newRow("applies on 3 of 4") << Fault::DoesNothing << failed << RollbackState::Done
                                       << u"a=2 b=2 c=3 d=3 d=1 c=1 b=1 a=1"_s << u"1 1 1 1"_s;
    QTest::newRow("the answer is lost, a re-read confirms it")
        << Fault::LosesAnswer << completed << RollbackState::NotNeeded << whole << u"2 2 3 3"_s;
    QTest::newRow("dies between act and re-read") << Fault::LosesAnswerUnread << failed << RollbackState::Done
                                                  << u"a=2 b=2 c=3 d=3 d=1 c=1 b=1 a=1"_s << u"1 1 1 1"_s;
    QTest::newRow("nothing to re-read") << Fault::Unread << completed << RollbackState::NotNeeded << whole
                                        << u"2 2 3 3"_s;
}

void TestRunner::faults()
{
    QFETCH(const Fault, fault);
    QFETCH(const RunStatus, status);
    QFETCH(const RollbackState, rollback);
    QFETCH(const QString, sent);
    QFETCH(const QString, values);

    RunnerKit kit;
    kit.targets->setFault(u"c"_s, fault, 1);
    const Run run = kit.run(twoSteps());
    QVERIFY(!kit.error);
    QCOMPARE(run.status, status);
    QCOMPARE(run.rollback, rollback);
    QCOMPARE(kit.targets->sent(), sent);
    QCOMPARE(kit.values(), values);
    QCOMPARE(run.why.isEmpty(), status == RunStatus::Completed);
    QVERIFY(run.hasEnded());
    QCOMPARE(run.canUndo(), status == RunStatus::Completed);
}

void TestRunner::strategies_data()
{
    QTest::addColumn<RollbackStrategy>("strategy");
    QTest::addColumn<bool>("fails");
    QTest::addColumn<RollbackState>("rollback");
    QTest::addColumn<QString>("values");
    QTest::newRow("always, well") << RollbackStrategy::Always << false << RollbackState::Done << u"1 1 1 1"_s;
    QTest::newRow("always, failed") << RollbackStrategy::Always << true << RollbackState::Done << u"1 1 1 1"_s;
    QTest::newRow("deviated, well") << RollbackStrategy::Deviated << false << RollbackState::NotNeeded << u"2 2 3 3"_s;
    QTest::newRow("deviated, failed") << RollbackStrategy::Deviated << true << RollbackState::Done << u"1 1 1 1"_s;
    QTest::newRow("never, failed") << RollbackStrategy::Never << true << RollbackState::NotNeeded << u"2 2 1 3"_s;
}

void TestRunner::strategies()
{
    QFETCH(const RollbackStrategy, strategy);
    QFETCH(const bool, fails);
    QFETCH(const RollbackState, rollback);
    QFETCH(const QString, values);

    RunnerKit kit;
    kit.targets->setFault(u"c"_s, fails ? Fault::DoesNothing : Fault::None, 1);
    Experiment experiment = twoSteps();
    experiment.rollbackStrategy = strategy;
    const Run run = kit.run(experiment);
    QCOMPARE(run.status, fails ? RunStatus::Failed : RunStatus::Completed);
    QCOMPARE(run.rollback, rollback);
    QCOMPARE(kit.values(), values);
    QCOMPARE(stepsOf(run, StepPhase::AfterRollback).size(), rollback == RollbackState::Done ? 1U : 0U);
}

void TestRunner::steadyStateBefore()
{
    RunnerKit kit;
    kit.targets->set(u"steady"_s, 0);
    const Run run = kit.run(twoSteps());
    QCOMPARE(run.status, RunStatus::Failed);
    QCOMPARE(run.rollback, RollbackState::NotNeeded);
    QVERIFY(!run.why.isEmpty());
    QVERIFY(kit.targets->calls(u"preview"_s).empty());
    QCOMPARE(states(run), u"Steady state before:failed, first:skipped, second:skipped, Steady state after:skipped"_s);
    QCOMPARE(run.guard.size(), 1U);
    QVERIFY(!run.guard.front().met);
    QCOMPARE(run.guard.front().value, 0.0);
}

void TestRunner::steadyStateAfter()
{
    RunnerKit kit;
    Experiment experiment = twoSteps();
    experiment.steadyState->probes = {RunnerKit::probe(u"d"_s, 1)};
    experiment.hypothesisStrategy = HypothesisStrategy::AfterOnly;
    const Run run = kit.run(experiment);
    QVERIFY(run.deviated);
    QCOMPARE(run.status, RunStatus::Completed);
    QCOMPARE(run.rollback, RollbackState::Done);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
    QVERIFY(!run.why.isEmpty());
}

void TestRunner::probeOfTheMethod()
{
    RunnerKit kit;
    Experiment experiment = RunnerKit::button(
        {RunnerKit::act(u"first"_s, 2, {u"a"_s}), RunnerKit::probe(u"a"_s, 7), RunnerKit::act(u"next"_s, 2, {u"b"_s})});
    const Run run = kit.run(experiment);
    QVERIFY(run.deviated);
    QCOMPARE(run.status, RunStatus::Failed);
    QCOMPARE(kit.targets->sent(), u"a=2 a=1"_s);
    QCOMPARE(run.rollback, RollbackState::Done);

    experiment.method[1] = RunnerKit::probe(u"a"_s, 2);
    const Run well = kit.run(experiment);
    QCOMPARE(well.status, RunStatus::Completed);
    QVERIFY(!well.deviated);
}

void TestRunner::hypothesisStrategies_data()
{
    QTest::addColumn<HypothesisStrategy>("strategy");
    QTest::addColumn<bool>("before");
    QTest::addColumn<bool>("after");
    QTest::addColumn<bool>("during");
    QTest::newRow("default") << HypothesisStrategy::Default << true << true << true;
    QTest::newRow("continuously") << HypothesisStrategy::Continuously << true << true << true;
    QTest::newRow("before only") << HypothesisStrategy::BeforeOnly << true << false << false;
    QTest::newRow("after only") << HypothesisStrategy::AfterOnly << false << true << false;
    QTest::newRow("during only") << HypothesisStrategy::DuringOnly << false << false << true;
}

void TestRunner::hypothesisStrategies()
{
    QFETCH(const HypothesisStrategy, strategy);
    QFETCH(const bool, before);
    QFETCH(const bool, after);
    QFETCH(const bool, during);

    RunnerKit kit;
    Experiment experiment = twoSteps();
    experiment.hypothesisStrategy = strategy;
    experiment.method[0].pauseAfter = Duration{350};
    const Run run = kit.run(experiment);
    QCOMPARE(run.status, RunStatus::Completed);
    QCOMPARE(stepsOf(run, StepPhase::Before).size(), before ? 1U : 0U);
    QCOMPARE(stepsOf(run, StepPhase::After).size(), after ? 1U : 0U);
    QCOMPARE(run.guard.size() > static_cast<std::size_t>(before) + static_cast<std::size_t>(after), during);
}

void TestRunner::takesBackWhatItCan()
{
    RunnerKit kit;
    // The last step fails, and so does taking back the act before it.
    kit.targets->setFault(u"d"_s, Fault::DoesNothing, -1);
    kit.targets->setFault(u"b"_s, Fault::Refused, 2);
    const Run run = kit.run(twoSteps());
    QCOMPARE(run.status, RunStatus::Failed);
    QCOMPARE(run.rollback, RollbackState::Incomplete);
    QCOMPARE(kit.values(), u"1 2 1 1"_s);
    QVERIFY(run.canUndo());
    QCOMPARE(stepsOf(run, StepPhase::Rollback).size(), 4U);
    QCOMPARE(std::ranges::count(run.undo, false, &drills::Undo::done), 1);
    QCOMPARE(std::ranges::find(run.undo, false, &drills::Undo::done)->target, u"b"_s);
}

void TestRunner::ownRollbacksComeAfterTheUndo()
{
    RunnerKit kit;
    Experiment experiment = twoSteps();
    experiment.rollbackStrategy = RollbackStrategy::Always;
    experiment.rollbacks = {RunnerKit::act(u"own 1"_s, 9, {u"a"_s}), RunnerKit::act(u"own 2"_s, 8, {u"b"_s})};
    kit.targets->setFault(u"a"_s, Fault::None);
    const Run run = kit.run(experiment);
    QCOMPARE(run.rollback, RollbackState::Done);
    QCOMPARE(kit.targets->sent(), u"a=2 b=2 c=3 d=3 d=1 c=1 b=1 a=1 a=9 b=8"_s);

    // One that fails does not keep the others from being done.
    experiment.rollbacks.insert(experiment.rollbacks.begin(), RunnerKit::act(u"own 0"_s, 7, {u"c"_s}));
    kit.targets->setFault(u"c"_s, Fault::RefusesPreview, 1);
    const Run second = kit.run(experiment);
    QCOMPARE(second.rollback, RollbackState::Incomplete);
    QCOMPARE(kit.targets->value(u"a"_s), 9);
    QCOMPARE(kit.targets->value(u"b"_s), 8);
}

void TestRunner::undoIsOnTheDiskBeforeTheAct()
{
    RunnerKit kit;
    QString id;
    std::vector<std::size_t> known; // undo acts on the disk when an act is sent
    kit.targets->beforeRun = [&kit, &id, &known] {
        const Result<Run> read = kit.stage->folder.read(id);
        known.push_back(read ? read->undo.size() : 99);
    };
    Run run = RunnerKit::newRun(twoSteps());
    id = run.id;
    const auto runner = std::make_shared<runner::Runner>(kit.stage, std::move(run));
    QVERIFY(await(runner::Runner::execute(runner)));
    QCOMPARE(known, (std::vector<std::size_t>{1, 2, 3, 4}));

    const Result<Run> read = kit.stage->folder.read(id);
    QVERIFY(read);
    QCOMPARE(read->status, RunStatus::Completed);
    QVERIFY(read->canUndo());
    QCOMPARE(read->undo.front().act.target, u"a"_s);
}

void TestRunner::notArmed()
{
    RunnerKit kit;
    kit.gate.disarm();
    (void)kit.run(twoSteps());
    QVERIFY(kit.error);
    QCOMPARE(kit.error->kind, Error::Kind::Unsupported);
    QVERIFY(kit.targets->calls(u"preview"_s).empty() && kit.targets->sent().isEmpty());

    kit.arm(u"other"_s);
    (void)kit.run(twoSteps());
    QVERIFY(kit.error);
    QCOMPARE(kit.error->kind, Error::Kind::Unsupported);
    QVERIFY(kit.targets->sent().isEmpty());
}

void TestRunner::whatOnlyReadsNeedsNoArming()
{
    RunnerKit kit;
    kit.gate.disarm();
    const Run run = kit.run(RunnerKit::guarded({RunnerKit::probe(u"a"_s, 1)}));
    QVERIFY(!kit.error);
    QCOMPARE(run.status, RunStatus::Completed);
}

void TestRunner::journal()
{
    RunnerKit kit;
    kit.targets->setFault(u"c"_s, Fault::DoesNothing, 1);
    const Run run = kit.run(twoSteps());
    QStringList story;
    for (const journal::Entry &entry : kit.journal.entries()) {
        const QJsonObject detail = entry.event.detail;
        QCOMPARE(detail.value(u"run"_s).toString(), run.id);
        QCOMPARE(entry.event.service, u"shop"_s);
        QCOMPARE(entry.event.environment, u"lab"_s);
        QCOMPARE(entry.event.by.user, u"ann"_s);
        story += entry.event.kind == journal::EventKind::Drill
            ? detail.value(u"status"_s).toString()
            : u"%1 %2 %3"_s.arg(detail.value(u"step"_s).toString(), detail.value(u"instance"_s).toString(),
                                detail.value(u"outcome"_s).toString());
    }
    const QStringList expected{u"started"_s,
                               u"first a confirmed"_s,
                               u"first b confirmed"_s,
                               u"second c not confirmed"_s,
                               u"second d confirmed"_s,
                               u"Undo: second d confirmed"_s,
                               u"Undo: second c confirmed"_s,
                               u"Undo: first b confirmed"_s,
                               u"Undo: first a confirmed"_s,
                               u"failed"_s};
    QCOMPARE(story, expected);
    const QJsonObject last = kit.journal.entries().back().event.detail;
    QCOMPARE(last.value(u"title"_s).toString(), u"Set them"_s);
    QCOMPARE(last.value(u"rollback"_s).toString(), u"done"_s);
}

void TestRunner::confirmedCount()
{
    RunnerKit kit;
    kit.targets->setFault(u"c"_s, Fault::DoesNothing, 1);
    const Run run = kit.run(RunnerKit::button({RunnerKit::act(u"all"_s, 2, RunnerKit::all())}));
    QCOMPARE(run.steps.front().detail, u"3 of 4 confirmed"_s);
    QVERIFY(run.steps.front().error.contains(u"c"));
    QCOMPARE(kit.values(), u"1 1 1 1"_s);

    // What cannot be read again never counts as confirmed.
    kit.targets->setFault(u"c"_s, Fault::Unread);
    const Run unread = kit.run(RunnerKit::button({RunnerKit::act(u"all"_s, 2, RunnerKit::all())}));
    QCOMPARE(unread.status, RunStatus::Completed);
    QCOMPARE(unread.steps.front().detail, u"3 of 4 confirmed"_s);
}

void TestRunner::isMeasured()
{
    RunnerKit kit;
    StoreQueries queries;
    kit.stage->queries = &queries;
    kit.stage->fleet.services.push_back({.name = u"shop"_s, .environment = u"lab"_s, .instances = {}});
    kit.stage->fleet.services.front().endpoints.push_back(
        {.kind = fleet::EndpointKind::Metrics, .path = u"/metrics"_s, .json = {}, .every = Duration{100}});
    const std::int64_t now = toMillis(kit.stage->time->now());
    const series::Labels labels{{"__name__", "latency"}, {"environment", "lab"}, {"service", "shop"}};
    for (std::int64_t t = now - 60'000; t < now + 60'000; t += 100) {
        queries.store.append(labels, t, t <= now ? 1.0 : 3.0);
    }
    Experiment experiment = RunnerKit::button({RunnerKit::act(u"first"_s, 2, {u"a"_s})});
    experiment.measure = drills::Measure{.values = u"latency"_s, .window = std::chrono::seconds{10}};
    experiment.method.front().pauseAfter = Duration{1500};
    const Run run = kit.run(experiment);
    QCOMPARE(run.status, RunStatus::Completed);
    QVERIFY(run.comparison);
    QVERIFY(run.comparison->before.n >= 90);
    QVERIFY(run.comparison->before.mean < 1.5);
    QVERIFY(run.comparison->after.n >= 10);
    QCOMPARE(run.comparison->after.mean, 3.0);
    QVERIFY(run.comparison->low > 1.0);
    const Result<Run> read = kit.stage->folder.read(run.id);
    QVERIFY(read && read->comparison);
    QCOMPARE(read->comparison->after.n, run.comparison->after.n);
    QVERIFY(run.course && read->course == run.course);
    QCOMPARE(run.course->windows.beforeTo, run.steps.front().startedAt.value());
    QVERIFY(run.course->samples.size() >= 100);
    QCOMPARE(run.course->samples.front().v, 1.0);
    QCOMPARE(run.course->samples.back().v, 3.0);
}

void TestRunner::keepsWhatAnActTells()
{
    RunnerKit kit;
    kit.targets->tellings = 5;
    const Run run = kit.run(RunnerKit::button({RunnerKit::act(u"first"_s, 2, {u"a"_s})}));
    QCOMPARE(run.status, RunStatus::Completed);
    const std::vector<drills::ProgressReading> &told = run.steps.front().progress;
    QCOMPARE(told.size(), 5U);
    QCOMPARE(told.front().progress.observed, u"1 of 5"_s);
    QCOMPARE(told.back().progress.figures.front().value, 0.005);
    QVERIFY(told.back().at >= *run.steps.front().startedAt && told.back().at <= *run.steps.front().endedAt);
    // What was read again takes the place of what was told.
    QVERIFY(!run.steps.front().detail.contains(u" of 5"));
    const Result<Run> read = kit.stage->folder.read(run.id);
    QVERIFY(read);
    QCOMPARE(read->steps.front().progress.size(), 5U);
}

void TestRunner::keepsNotAllThatAnActTells()
{
    RunnerKit kit;
    kit.targets->tellings = 5000;
    const Run run = kit.run(RunnerKit::button({RunnerKit::act(u"first"_s, 2, {u"a"_s})}));
    const std::vector<drills::ProgressReading> &told = run.steps.front().progress;
    QVERIFY(told.size() > 300 && told.size() <= 1200);
    QCOMPARE(told.front().progress.observed, u"1 of 5000"_s);
    QCOMPARE(told.back().progress.observed, u"5000 of 5000"_s);
}

void TestRunner::whatCannotBeMeasured()
{
    RunnerKit kit;
    StoreQueries queries;
    queries.error = Error{Error::Kind::Timeout, u"The query took too long."_s, {}, {}};
    kit.stage->queries = &queries;
    Experiment experiment = RunnerKit::button({RunnerKit::act(u"first"_s, 2, {u"a"_s})});
    experiment.measure = drills::Measure{.values = u"latency"_s};
    const Run run = kit.run(experiment);
    // That is no fault of what was done, but it is said.
    QCOMPARE(run.status, RunStatus::Completed);
    QVERIFY(!run.comparison);
    const auto tells = [](const journal::Entry &entry) {
        return entry.event.text.contains(u"The query took too long");
    };
    QVERIFY(std::ranges::any_of(kit.journal.entries(), tells));
}

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
