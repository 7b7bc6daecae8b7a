// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/livedrills.h"

#include "app/storage/localoperator.h"
#include "app/storage/runfolder.h"
#include "models/drills/experimentjson.h"
#include "tests/app/runner/runnerkit.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QSysInfo>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::test;
using drills::Experiment;
using drills::RollbackState;
using drills::Run;
using drills::RunStatus;
using runner::LiveDrills;

namespace {

/// Sets the four targets to a value that is chosen.
drills::Action setAll()
{
    drills::Action action;
    action.name = u"set-all"_s;
    action.title = u"Set all"_s;
    action.description = u"Sets the four of them."_s;
    action.with = {{u"type"_s, u"http"_s}, {u"method"_s, u"POST"_s}, {u"path"_s, u"/set"_s}, {u"set"_s, u"${value}"_s}};
    action.targets = RunnerKit::all();
    action.parameters = {{.name = u"value"_s, .type = drills::Parameter::Type::Integer, .live = true, .initial = 2}};
    return action;
}

/// LiveDrills over a kit, with one button and, when it is given, one experiment in a file.
class Stand final {
public:
    explicit Stand(RunnerKit &kit, const std::optional<Experiment> &experiment = {})
    {
        runner::LiveOptions options;
        options.catalogue.services = {
            {.subject = {.service = u"shop"_s, .environment = u"lab"_s, .targets = RunnerKit::all()},
             .actions = {setAll()}}};
        options.journal = &kit.journal;
        options.gate = &kit.gate;
        options.folder = kit.runs();
        options.fill = [shared = kit.targets](actions::Registry &registry) { registry.add(fakeHttp(shared)); };
        if (experiment) {
            QFile file(kit.folder() + u"/drill.json"_s);
            if (file.open(QIODevice::WriteOnly)) {
                file.write(QJsonDocument(drills::experimentJson(*experiment)).toJson());
            }
            options.files = {file.fileName()};
        }
        drills = std::make_unique<LiveDrills>(std::move(options));
        loaded = QTest::qWaitFor([this] { return drills->isLoaded(); });
    }

    [[nodiscard]] const DrillEntry *entry(const QString &name) const
    {
        m_entries = drills->entries();
        const auto found = std::ranges::find(m_entries, name, &DrillEntry::name);
        return found == m_entries.end() ? nullptr : &*found;
    }
    [[nodiscard]] Result<Run> run(const DrillRequest &request) { return await(drills->start(request)); }

    std::unique_ptr<LiveDrills> drills;
    bool loaded = false;

private:
    mutable std::vector<DrillEntry> m_entries;
};

const DrillRequest button{.name = u"set-all"_s, .service = u"shop"_s, .parameters = {{u"value"_s, 5}}};
const DrillRequest rehearsal{.name = u"rehearsal"_s};

Experiment drill(Duration hold = Duration{0})
{
    Experiment experiment =
        RunnerKit::guarded({RunnerKit::act(u"first"_s, 2, {u"a"_s, u"b"_s}), RunnerKit::act(u"second"_s, 3, {u"c"_s})});
    experiment.drill = u"rehearsal"_s;
    experiment.environment = u"lab"_s;
    experiment.service = u"shop"_s;
    experiment.rollbackStrategy = drills::RollbackStrategy::Always;
    experiment.method[1].pauseAfter = hold;
    for (drills::Activity &activity : experiment.method) {
        activity.json = {};
    }
    return experiment;
}

bool isHolding(const LiveDrills &drills)
{
    const std::shared_ptr<const Run> run = drills.run();
    return run && std::ranges::any_of(run->steps, [](const drills::Step &step) {
               return step.state == drills::StepState::Holding;
           });
}

QStringList statuses(const fakes::FakeJournal &journal)
{
    QStringList all;
    for (const journal::Entry &entry : journal.entries()) {
        if (entry.event.kind == journal::EventKind::Drill) {
            all += entry.event.detail.value(u"status"_s).toString();
        }
    }
    return all;
}

} // namespace

class TestLiveDrills : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void entries();
    void aFileThatIsRefused();
    void previewChangesNothing();
    void previewTellsWhatIsRefused();
    void startRefusesWhatThePrecheckRefuses();
    void choices();
    void aButtonStaysAndIsUndone();
    void aDrillLeavesThingsAsTheyWere();
    void journalsSayWhereTheyRan();
    void wrongRequests_data();
    void wrongRequests();
    void notArmed();
    void oneAtATime();
    void aborts();
    void deletedInTheMiddle();
    void undoGoesOnWhenAStepFails();
    void killedInTheMiddle();
    void opensEarlierRuns();
    void somebodyElseIsAtIt_data();
    void somebodyElseIsAtIt();
    void abortedBeforeItBegan();
    void laterStepsOfAFileOnlyWarn();
};

void TestLiveDrills::entries()
{
    RunnerKit kit;
    const Stand stand(kit, drill());
    QVERIFY(stand.loaded);
    QCOMPARE(stand.drills->entries().size(), 2U);
    const DrillEntry *const action = stand.entry(u"set-all"_s);
    QVERIFY(action != nullptr && action->isAction && !action->last);
    QCOMPARE(action->service, u"shop"_s);
    QCOMPARE(action->environment, u"lab"_s);
    QCOMPARE(action->parameters.size(), 1U);
    const DrillEntry *const file = stand.entry(u"rehearsal"_s);
    QVERIFY(file != nullptr && !file->isAction && file->problems.isEmpty());
    QVERIFY(file->file.endsWith(u"/drill.json"_s));
    QVERIFY(!stand.drills->run());
    QVERIFY(stand.drills->owed().empty() && stand.drills->overrides().empty());
}

void TestLiveDrills::aFileThatIsRefused()
{
    RunnerKit kit;
    Experiment experiment = drill();
    experiment.method[0].provider = {{u"type"_s, u"python"_s}, {u"module"_s, u"os"_s}, {u"func"_s, u"system"_s}};
    Stand stand(kit, experiment);
    const DrillEntry *const file = stand.entry(u"drill.json"_s);
    QVERIFY(file != nullptr);
    QVERIFY(!file->problems.isEmpty() && file->problems.front().contains(u"drill.json:"_s));
    const Result<Run> refused = stand.run({.name = u"drill.json"_s});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Config);
}

void TestLiveDrills::previewChangesNothing()
{
    RunnerKit kit;
    kit.gate.disarm(); // which is no reason not to look
    const Stand stand(kit, drill());
    const Result<DrillPreview> preview = await(stand.drills->preview(rehearsal, {}));
    QVERIFY(preview);
    QVERIFY(preview->refusals.isEmpty());
    QCOMPARE(preview->environment, u"lab"_s);
    QCOMPARE(preview->steadyState.size(), 1U);
    QVERIFY(preview->steadyState.front().met);
    QCOMPARE(preview->steps.size(), 4U);
    QCOMPARE(preview->steps[1].targets.size(), 2U);
    QCOMPARE(preview->steps[1].targets[0].request, u"set 2"_s);
    QVERIFY2(preview->ifDeviates.startsWith(u"Rolled back: "_s), qPrintable(preview->ifDeviates));
    QVERIFY(preview->ifDeviates.contains(u"the steady state is proved again"_s));
    QVERIFY(kit.targets->sent().isEmpty());
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
}

void TestLiveDrills::previewTellsWhatIsRefused()
{
    RunnerKit kit;
    kit.targets->setFault(u"b"_s, Fault::RefusesPreview);
    kit.targets->setFault(u"d"_s, Fault::NoPreview);
    const Stand stand(kit);
    const Result<DrillPreview> preview = await(stand.drills->preview(button, {}));
    QVERIFY(preview);
    QCOMPARE(preview->refusals.size(), 2);
    QVERIFY(preview->refusals.front().contains(u"This would leave no server."_s));
}

void TestLiveDrills::startRefusesWhatThePrecheckRefuses()
{
    RunnerKit kit;
    kit.targets->setFault(u"d"_s, Fault::RefusesPreview);
    Stand stand(kit);
    const Result<Run> refused = stand.run(button);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Config);
    QVERIFY(refused.error().message.contains(u"This would leave no server."_s));
    // Nothing at all was done, not even at the targets before it.
    QVERIFY(kit.targets->sent().isEmpty());
    QVERIFY(statuses(kit.journal).isEmpty());
}

void TestLiveDrills::choices()
{
    RunnerKit kit;
    const Stand stand(kit);
    const Result<std::vector<drills::Choice>> found = await(stand.drills->choices(button, u"value"_s, {}));
    QVERIFY(found);
    QCOMPARE(found->front().value, u"1"_s);
    QVERIFY(!await(stand.drills->choices(button, u"nothing"_s, {})));
}

void TestLiveDrills::aButtonStaysAndIsUndone()
{
    RunnerKit kit;
    Stand stand(kit);
    const QSignalSpy changes(stand.drills.get(), &DrillsPort::runChanged);
    const Result<Run> run = stand.run(button);
    QVERIFY2(run, run ? "" : qPrintable(run.error().message));
    QCOMPARE(run->status, RunStatus::Completed);
    QCOMPARE(kit.values(), u"5 5 5 5"_s);
    QVERIFY(!changes.isEmpty());
    QVERIFY(stand.entry(u"set-all"_s)->last);
    QVERIFY(stand.entry(u"set-all"_s)->last->canUndo);
    QCOMPARE(stand.drills->overrides().size(), 1U);
    QCOMPARE(stand.drills->overrides().front().run, run->id);

    const Result<Run> undone = await(stand.drills->undo(run->id));
    QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message));
    QCOMPARE(undone->status, RunStatus::Completed);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
    QVERIFY(undone->experiment.title.startsWith(u"Undo: "_s));
    QTRY_VERIFY(stand.drills->overrides().empty());
    const Result<Run> again = await(stand.drills->undo(run->id));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Config);
}

void TestLiveDrills::aDrillLeavesThingsAsTheyWere()
{
    RunnerKit kit;
    Stand stand(kit, drill());
    const Result<Run> run = stand.run(rehearsal);
    QVERIFY2(run, run ? "" : qPrintable(run.error().message));
    QCOMPARE(run->status, RunStatus::Completed);
    QCOMPARE(run->rollback, RollbackState::Done);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
    QVERIFY(stand.drills->overrides().empty());
    QCOMPARE(statuses(kit.journal), (QStringList{u"started"_s, u"completed"_s}));
    const Result<std::vector<RunSummary>> runs = await(stand.drills->runs(u"rehearsal"_s, u"shop"_s, 10));
    QVERIFY(runs);
    QCOMPARE(runs->size(), 1U);
    QCOMPARE(runs->front().id, run->id);
}

void TestLiveDrills::journalsSayWhereTheyRan()
{
    RunnerKit kit;
    Stand stand(kit);
    const Result<Run> run = stand.run(button);
    QVERIFY(run);
    const Result<Run> undone = await(stand.drills->undo(run->id));
    QVERIFY(undone);
    for (const QString &id : {run->id, undone->id}) {
        QFile file(kit.runs() + u'/' + id + u"/journal.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString platform = QJsonDocument::fromJson(file.readAll()).object().value("platform"_L1).toString();
        QVERIFY(!platform.isEmpty());
        QCOMPARE(platform, QSysInfo::prettyProductName());
    }
}

void TestLiveDrills::wrongRequests_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonObject>("parameters");
    QTest::newRow("no such drill") << u"nothing"_s << QJsonObject();
    QTest::newRow("a wrong type") << u"set-all"_s << QJsonObject{{u"value"_s, u"many"_s}};
    QTest::newRow("an unknown parameter") << u"set-all"_s << QJsonObject{{u"values"_s, 2}};
}

void TestLiveDrills::wrongRequests()
{
    QFETCH(const QString, name);
    QFETCH(const QJsonObject, parameters);
    RunnerKit kit;
    Stand stand(kit);
    const DrillRequest request{.name = name, .service = u"shop"_s, .parameters = parameters};
    const Result<Run> refused = stand.run(request);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Config);
    const Result<DrillPreview> preview = await(stand.drills->preview(request, {}));
    QVERIFY(!preview);
    QCOMPARE(preview.error().kind, Error::Kind::Config);
    QVERIFY(kit.targets->sent().isEmpty());
}

void TestLiveDrills::notArmed()
{
    RunnerKit kit;
    Stand stand(kit);
    kit.gate.disarm();
    const Result<Run> refused = stand.run(button);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Unsupported);
    QVERIFY(kit.targets->sent().isEmpty());

    // What was done can be taken back only armed, too.
    kit.arm();
    const Result<Run> run = stand.run(button);
    QVERIFY(run);
    kit.gate.disarm();
    const Result<Run> undone = await(stand.drills->undo(run->id));
    QVERIFY(!undone);
    QCOMPARE(undone.error().kind, Error::Kind::Unsupported);
    QCOMPARE(kit.values(), u"5 5 5 5"_s);
}

void TestLiveDrills::oneAtATime()
{
    RunnerKit kit;
    const Stand stand(kit, drill(std::chrono::minutes{5}));
    const auto first = outcomeOf(stand.drills->start(rehearsal));
    QTRY_VERIFY(isHolding(*stand.drills));
    const Result<Run> second = await(stand.drills->start(rehearsal));
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Config);
    const Result<Run> third = await(stand.drills->start(button));
    QVERIFY(!third);
    QVERIFY(isHolding(*stand.drills));
    stand.drills->abort();
    QTRY_VERIFY(*first);
    QVERIFY((*first)->has_value());
    QCOMPARE((*first)->value().status, RunStatus::Aborted);
}

void TestLiveDrills::aborts()
{
    RunnerKit kit;
    const Stand stand(kit, drill(std::chrono::minutes{5}));
    stand.drills->abort(); // of nothing
    const auto run = outcomeOf(stand.drills->start(rehearsal));
    QTRY_VERIFY(isHolding(*stand.drills));
    stand.drills->abort();
    QTRY_VERIFY(*run);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
    QCOMPARE((*run)->value().rollback, RollbackState::Done);
    QCOMPARE(statuses(kit.journal), (QStringList{u"started"_s, u"aborted"_s}));
}

void TestLiveDrills::deletedInTheMiddle()
{
    RunnerKit kit;
    auto stand = std::make_unique<Stand>(kit, drill(std::chrono::minutes{5}));
    const auto run = outcomeOf(stand->drills->start(rehearsal));
    QTRY_VERIFY(isHolding(*stand->drills));
    stand.reset();
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
    QTRY_VERIFY(*run);
    // Whoever waited for it hears of it when there was time left to tell.
    QVERIFY(!(*run)->has_value() || (*run)->value().rollback == RollbackState::Done);
    QCOMPARE(statuses(kit.journal), (QStringList{u"started"_s, u"aborted"_s}));
    QVERIFY(kit.journal.entries().back().event.detail.value(u"why"_s).toString().contains(u"closed"_s));
    const Stand next(kit);
    QVERIFY(next.drills->owed().empty());
}

void TestLiveDrills::undoGoesOnWhenAStepFails()
{
    RunnerKit kit;
    Stand stand(kit);
    const Result<Run> run = stand.run(button);
    QVERIFY(run);
    kit.targets->setFault(u"c"_s, Fault::DoesNothing);
    const Result<Run> undone = await(stand.drills->undo(run->id));
    QVERIFY(undone);
    QCOMPARE(undone->status, RunStatus::Failed);
    QCOMPARE(kit.values(), u"1 1 5 1"_s);
    QTRY_COMPARE(stand.drills->overrides().size(), 1U);

    // What is left of it can be taken back later.
    kit.targets->setFault(u"c"_s, Fault::None);
    QVERIFY(await(stand.drills->undo(run->id)));
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
    QTRY_VERIFY(stand.drills->overrides().empty());
}

void TestLiveDrills::killedInTheMiddle()
{
    RunnerKit kit;
    QProcess victim;
    victim.start(u"" READYROOM_BIN_DIR "/drillvictim"_s, {kit.folder()});
    QVERIFY(victim.waitForStarted());
    QByteArray said;
    const auto isInTheMiddle = [&victim, &said] {
        said += victim.readAllStandardOutput();
        return said.contains("in the middle");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isInTheMiddle(), 20'000);
    QCOMPARE(kit.values(), u"2 2 3 1"_s);
    {
        // Somebody has it, so it is not owed.
        Stand meanwhile(kit);
        QVERIFY(meanwhile.drills->owed().empty());
        const Result<Run> refused = meanwhile.run(button);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Config);
    }
    QCOMPARE(::kill(static_cast<pid_t>(victim.processId()), SIGKILL), 0);
    QVERIFY(victim.waitForFinished());
    QCOMPARE(kit.values(), u"2 2 3 1"_s);

    Stand next(kit);
    QCOMPARE(next.drills->owed().size(), 1U);
    const RunSummary owed = next.drills->owed().front();
    QCOMPARE(owed.status, RunStatus::Interrupted);
    QCOMPARE(owed.by, u"ann@ws1"_s);
    QCOMPARE(statuses(kit.journal), QStringList{u"interrupted"_s});

    // However many runs have come after it.
    const storage::RunFolder folder(kit.runs());
    Result<Run> other = folder.read(owed.id);
    QVERIFY(other);
    other->service = u"other"_s;
    other->status = RunStatus::Completed;
    other->undo.clear();
    other->experiment.rollbacks.clear();
    other->rollback = drills::RollbackState::NotNeeded;
    for (int i = 0; i < 210; ++i) {
        other->id = u"00000000-0000-4000-8000-%1"_s.arg(i, 12, 10, QChar(u'0'));
        other->startedAt += std::chrono::seconds{1};
        QVERIFY(folder.begin(*other));
    }
    // It is said once that it was interrupted, not at each start, and offered until it is done.
    Stand later(kit);
    QCOMPARE(later.drills->owed().size(), 1U);
    const Result<Run> undone = await(later.drills->undo(owed.id));
    QVERIFY2(undone, undone ? "" : qPrintable(undone.error().message));
    QCOMPARE(undone->status, RunStatus::Completed);
    QCOMPARE(kit.values(), u"1 1 1 1"_s);
    QTRY_VERIFY(later.drills->owed().empty());
    QVERIFY(Stand(kit).drills->owed().empty());
    QCOMPARE(statuses(kit.journal).count(u"interrupted"_s), 1);
}

void TestLiveDrills::opensEarlierRuns()
{
    RunnerKit kit;
    Stand stand(kit);
    const Result<Run> run = stand.run(button);
    QVERIFY(run);
    const Stand next(kit);
    QVERIFY(!next.drills->run());
    const QSignalSpy changes(next.drills.get(), &DrillsPort::runChanged);
    QVERIFY(await(next.drills->open(run->id)));
    QCOMPARE(changes.size(), 1);
    QVERIFY(next.drills->run());
    QCOMPARE(next.drills->run()->id, run->id);
    QCOMPARE(next.drills->run()->undo.size(), 4U);
    QVERIFY(!await(next.drills->open(u"00000000-0000-0000-0000-000000000000"_s)));
    QVERIFY(!await(next.drills->open(u"../../etc"_s)));
}

void TestLiveDrills::somebodyElseIsAtIt_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("service");
    QTest::addColumn<int>("minutesAgo");
    QTest::addColumn<QString>("then"); // a later event of the same run
    QTest::addColumn<bool>("refused");
    QTest::newRow("another operator") << u"elsewhere"_s << u"shop"_s << 2 << QString() << true;
    QTest::newRow("ended since") << u"elsewhere"_s << u"shop"_s << 2 << u"completed"_s << false;
    QTest::newRow("interrupted since") << u"elsewhere"_s << u"shop"_s << 2 << u"interrupted"_s << false;
    QTest::newRow("long ago") << u"elsewhere"_s << u"shop"_s << 16 << QString() << false;
    QTest::newRow("at another service") << u"elsewhere"_s << u"other"_s << 2 << QString() << false;
    QTest::newRow("on this machine") << storage::localOperator().host << u"shop"_s << 2 << QString() << false;
}

void TestLiveDrills::somebodyElseIsAtIt()
{
    QFETCH(const QString, host);
    QFETCH(const QString, service);
    QFETCH(const int, minutesAgo);
    QFETCH(const QString, then);
    QFETCH(const bool, refused);

    RunnerKit kit;
    journal::Event event{.kind = journal::EventKind::Drill,
                         .at = kit.stage->time->now() - std::chrono::minutes{minutesAgo},
                         .by = {u"bob"_s, host},
                         .service = service,
                         .environment = u"lab"_s,
                         .text = u"began"_s,
                         .detail = {{u"title"_s, u"their drill"_s}, {u"run"_s, u"r1"_s}, {u"status"_s, u"started"_s}}};
    kit.journal.recordElsewhere(u"w2"_s, {event});
    if (!then.isEmpty()) {
        event.at += std::chrono::seconds{1};
        event.detail.insert(u"status"_s, then);
        kit.journal.recordElsewhere(u"w2"_s, {event});
    }
    Stand stand(kit);
    const Result<DrillPreview> preview = await(stand.drills->preview(button, {}));
    QVERIFY(preview);
    QCOMPARE(preview->refusals.size(), refused ? 1 : 0);
    const Result<Run> run = stand.run(button);
    QCOMPARE(run.has_value(), !refused);
    if (refused) {
        QCOMPARE(run.error().kind, Error::Kind::Config);
        QVERIFY(run.error().message.contains(u"bob@elsewhere"_s) && run.error().message.contains(u"their drill"_s));
        QVERIFY(kit.targets->sent().isEmpty());
    }
}

void TestLiveDrills::abortedBeforeItBegan()
{
    RunnerKit kit;
    kit.targets->setFault(u"c"_s, Fault::HangsInPreview);
    const Stand stand(kit);
    const auto run = outcomeOf(stand.drills->start(button));
    QTRY_VERIFY(kit.targets->calls(u"preview"_s).size() == 3);
    stand.drills->abort();
    QTRY_VERIFY(*run);
    QVERIFY(!(*run)->has_value());
    QCOMPARE((*run)->error().kind, Error::Kind::Cancelled);
    QVERIFY(kit.targets->sent().isEmpty());

    // The next one is not touched by it.
    kit.targets->setFault(u"c"_s, Fault::None);
    QVERIFY(await(stand.drills->start(button)));
}

void TestLiveDrills::laterStepsOfAFileOnlyWarn()
{
    RunnerKit kit;
    kit.targets->setFault(u"c"_s, Fault::RefusesPreview);
    Stand stand(kit, drill());
    const Result<DrillPreview> preview = await(stand.drills->preview(rehearsal, {}));
    QVERIFY(preview);
    QVERIFY(preview->refusals.isEmpty());
    QVERIFY(preview->warnings.join(u' ').contains(u"This would leave no server."_s));
    // By then it is looked at again, and what was done before is taken back.
    const Result<Run> run = stand.run(rehearsal);
    QVERIFY(run);
    QCOMPARE(run->status, RunStatus::Failed);
    QCOMPARE(kit.targets->sent(), u"a=2 b=2 b=1 a=1"_s);
}

QTEST_GUILESS_MAIN(TestLiveDrills)
#include "tst_livedrills.moc"
