// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/livedrills.h"

#include "app/async/completion.h"
#include "app/async/pool.h"
#include "app/monitor/timesource.h"
#include "app/runner/precheck.h"
#include "app/runner/targets.h"
#include "app/runner/undoing.h"
#include "app/security/redactedevent.h"
#include "app/storage/localoperator.h"
#include "models/drills/placeholders.h"

#include <QJsonArray>
#include <QSysInfo>
#include <QUuid>

#include <algorithm>
#include <iterator>
#include <utility>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Experiment;
using drills::Run;
using RunPtr = std::shared_ptr<const Run>;

namespace {

constexpr std::size_t recentRuns = 200;

std::shared_ptr<Stage> stageOf(const LiveOptions &options)
{
    std::shared_ptr<const TimeSource> time =
        options.time ? options.time : std::make_shared<const monitor::SystemTime>();
    const fleet::Fleet fleet = options.fleet.value_or(fleet::Fleet{});
    auto thread = std::make_unique<ActionThread>(fleet, options.catalogue.loadAllowed, options.vault, time,
                                                 options.queries, options.fill);
    auto stage = std::make_shared<Stage>(options.folder, options.vault);
    stage->fleet = fleet;
    stage->time = std::move(time);
    stage->gate = options.gate;
    stage->journal = options.journal;
    stage->queries = options.queries;
    stage->thread = std::move(thread);
    stage->disk.setMaxThreadCount(1);
    return stage;
}

/// The journal has its beginning and, since the program died, no end.
void tellInterrupted(const Stage &stage, const RunSummary &run)
{
    if (!stage.journal) {
        return;
    }
    const bool owes = run.rollback == drills::RollbackState::Owed;
    journal::Event event{
        .kind = journal::EventKind::Drill,
        .at = stage.time->now(),
        .by = storage::localOperator(),
        .service = run.service,
        .environment = run.environment,
        .text =
            (owes ? u"\"%1\" was interrupted, its rollbacks are owed"_s : u"\"%1\" was interrupted"_s).arg(run.title),
        .detail = {{u"title"_s, run.drill},
                   {u"run"_s, run.id},
                   {u"status"_s, drills::runStatusName(run.status)},
                   {u"rollback"_s, drills::rollbackStateName(run.rollback)}}};
    stage.journal->post({security::redacted(std::move(event), stage.vault.redactor())});
}

bool isOf(const RunSummary &run, const DrillEntry &entry)
{
    return run.drill == entry.name && (entry.service.isEmpty() || run.service == entry.service);
}

} // namespace

LiveDrills::LiveDrills(LiveOptions options, QObject *parent)
    : DrillsPort(parent)
    , m_stage(stageOf(options))
    , m_library(options.catalogue)
    , m_files(options.catalogue.files + options.files)
    , m_tasks(u"drills"_s)
{
    if (options.queries != nullptr) {
        m_watches = std::make_unique<Watches>(*options.queries, m_stage->time, m_library.actions());
        connect(m_watches.get(), &Watches::changed, this, &LiveDrills::showEntries);
    }
    showEntries();
    m_tasks.start(load());
}

LiveDrills::~LiveDrills()
{
    m_starting.request_stop();
    if (m_runner && m_busy) {
        abort(AbortReason::Closing);
        if (!m_tasks.waitUntilDrained(farewell)) {
            m_runner->giveUp();
        }
    }
    m_tasks.requestStop();
    constexpr Duration moment{2000};
    m_tasks.waitUntilDrained(moment);
}

LiveDrills::EarlierRuns LiveDrills::earlierRuns(const storage::RunFolder &folder)
{
    EarlierRuns earlier{.runs = folder.list({}, {}, recentRuns)};
    for (const Run &run : folder.unsettled()) {
        const RunSummary summary = storage::summaryOf(run);
        if (std::ranges::find(earlier.runs, run.id, &RunSummary::id) == earlier.runs.end()) {
            earlier.runs.push_back(summary);
        }
        if (summary.canUndo) {
            earlier.undoable.push_back({.run = summary, .undo = run.undo});
        }
    }
    return earlier;
}

QCoro::Task<> LiveDrills::load()
{
    struct Found {
        std::vector<DrillLibrary::File> files;
        std::vector<RunSummary> interrupted;
        EarlierRuns earlier;
    };
    const QPointer<LiveDrills> self{this};
    // Written down when it can be journaled, too, so that it is journaled once.
    const bool settles = m_stage->journal != nullptr;
    Result<Found> found =
        co_await async::runOnPool(m_stage->disk, [stage = m_stage, files = m_files, settles]() -> Found {
            auto interrupted = settles ? stage->folder.settleInterrupted() : std::vector<RunSummary>();
            return {DrillLibrary::load(files), std::move(interrupted), earlierRuns(stage->folder)};
        });
    if (!self || !found) {
        co_return;
    }
    m_library.setFiles(std::move(found->files));
    m_loaded = true;
    takeRuns(std::move(found->earlier));
    for (const RunSummary &run : found->interrupted) {
        tellInterrupted(*m_stage, run);
    }
}

QCoro::Task<> LiveDrills::refresh()
{
    const QPointer<LiveDrills> self{this};
    Result<EarlierRuns> earlier =
        co_await async::runOnPool(m_stage->disk, [stage = m_stage] { return earlierRuns(stage->folder); });
    if (self && earlier) {
        takeRuns(*std::move(earlier));
    }
}

void LiveDrills::takeRuns(EarlierRuns runs)
{
    m_recent = std::move(runs.runs);
    m_undoable = std::move(runs.undoable);
    showEntries();
}

void LiveDrills::showEntries()
{
    m_entries = m_library.entries();
    for (DrillEntry &entry : m_entries) {
        const auto last = std::ranges::find_if(m_recent, [&entry](const RunSummary &run) { return isOf(run, entry); });
        if (last != m_recent.end()) {
            entry.last = *last;
        }
        entry.environment = entry.environment.isEmpty()
            ? environmentOf(*m_stage, {.title = entry.title, .service = entry.service})
            : entry.environment;
    }
    if (m_watches) {
        for (const Suggestion &suggestion : m_watches->suggestions()) {
            const auto entry = std::ranges::find_if(m_entries, [&suggestion](const DrillEntry &one) {
                return one.isAction && one.name == suggestion.action && one.service == suggestion.service;
            });
            if (entry != m_entries.end()) {
                entry->suggested = suggestion.why;
                entry->suggestedSince = suggestion.since;
            }
        }
    }
    m_owed.clear();
    std::ranges::copy_if(m_recent, std::back_inserter(m_owed),
                         [](const RunSummary &run) { return run.rollback == drills::RollbackState::Owed; });
    m_overrides = overridesOf(m_watches ? m_watches->forced() : std::vector<Forced>(), m_undoable);
    Q_EMIT changed();
}

RunPtr LiveDrills::run() const
{
    if (m_shown && !m_busy) {
        return m_shown;
    }
    return m_runner && m_runner->hasBegun() ? m_runner->run() : nullptr;
}

QCoro::Task<Result<std::vector<drills::Choice>>> LiveDrills::choices(DrillRequest request, QString parameter,
                                                                     std::stop_token stop)
{
    const drills::Action *const action = m_library.action(request);
    if (action == nullptr) {
        co_return failure(Error::Kind::Config, u"There is no action \"%1\"."_s.arg(request.name));
    }
    const auto known = std::ranges::find(action->parameters, parameter, &drills::Parameter::name);
    if (known == action->parameters.end() || !known->live) {
        co_return failure(Error::Kind::Unsupported, u"The values of \"%1\" are not read live."_s.arg(parameter));
    }
    // What is not chosen yet stays an empty text: the provider reads what it needs.
    QJsonObject values = request.parameters;
    for (const drills::Parameter &one : action->parameters) {
        if (!values.contains(one.name)) {
            values.insert(one.name,
                          one.initial.isNull() || one.initial.isUndefined() ? QJsonValue(QString()) : one.initial);
        }
    }
    for (const QString &name : drills::placeholdersIn(action->with)) {
        if (!values.contains(name)) {
            values.insert(name, 0);
        }
    }
    const Result<QJsonValue> provider = drills::filled(action->with, values);
    if (!provider) {
        co_return std::unexpected(provider.error());
    }
    QJsonObject arguments = provider->toObject();
    if (!action->targets.isEmpty()) {
        arguments.insert("targets"_L1, QJsonArray::fromStringList(action->targets));
    }
    const QString argument = known->argument.isEmpty() ? known->name : known->argument;
    const Result<std::vector<drills::Act>> acts = actsOf(arguments, request.service, m_stage->fleet);
    if (!acts) {
        co_return std::unexpected(acts.error());
    }
    co_return co_await m_stage->thread->choices(acts->front(), argument, stop);
}

QCoro::Task<Result<DrillPreview>> LiveDrills::preview(DrillRequest request, std::stop_token stop)
{
    const Result<Experiment> experiment = m_library.experiment(request);
    if (!experiment) {
        co_return std::unexpected(experiment.error());
    }
    DrillPreview preview = co_await precheck(m_stage, *experiment, buttonOf(request), stop);
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    co_return preview;
}

Run LiveDrills::newRun(Experiment experiment, const QString &reason) const
{
    Run run;
    run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    run.service = experiment.service;
    run.environment = environmentOf(*m_stage, experiment);
    run.experiment = std::move(experiment);
    run.by = storage::localOperator();
    run.reason = reason;
    run.platform = QSysInfo::prettyProductName();
    return run;
}

std::optional<drills::Action> LiveDrills::buttonOf(const DrillRequest &request) const
{
    const drills::Action *const action = m_library.action(request);
    return action != nullptr ? std::optional(*action) : std::nullopt;
}

QCoro::Task<Result<Run>> LiveDrills::start(DrillRequest request)
{
    const QPointer<LiveDrills> self{this};
    const Result<Experiment> experiment = m_library.experiment(request);
    if (!experiment) {
        co_return std::unexpected(experiment.error());
    }
    const std::optional<drills::Action> button = buttonOf(request);
    const std::stop_token stop = m_starting.get_token();
    const QString refusal = co_await firstRefusal(m_stage, *experiment, button, stop);
    if (!self || stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    if (!refusal.isEmpty()) {
        co_return failure(Error::Kind::Config, refusal);
    }
    Run run = newRun(*experiment, request.reason);
    if (button && button->originLoad) {
        run.blast = co_await originLoad(m_stage, *button->originLoad, run.service, stop);
        if (!self || stop.stop_requested()) {
            co_return std::unexpected(async::cancelledError());
        }
    }
    co_return co_await execute(std::move(run), Runner::AfterFailure::Rollbacks);
}

QCoro::Task<Result<Run>> LiveDrills::execute(Run run, Runner::AfterFailure afterFailure)
{
    const QPointer<LiveDrills> self{this};
    if (m_busy) {
        co_return failure(Error::Kind::Config,
                          u"\"%1\" is running; one at a time."_s.arg(m_runner->run()->experiment.title));
    }
    m_busy = true;
    m_shown.reset();
    const std::shared_ptr<Runner> before = m_runner;
    m_runner = std::make_shared<Runner>(m_stage, std::move(run), afterFailure);
    const std::shared_ptr<Runner> runner = m_runner;
    connect(runner.get(), &Runner::changed, this, &DrillsPort::runChanged);
    // In the scope, so that whoever waits for the end of this object waits for its rollbacks, too.
    auto [promise, completion] = async::makeCompletion<void>();
    m_tasks.start(carry(runner, std::move(promise)));
    const Result<void> done = co_await completion;
    if (!self) {
        co_return std::unexpected(async::cancelledError());
    }
    m_busy = false;
    if (!done && !runner->run()->hasEnded()) {
        m_runner = before;
    }
    Q_EMIT runChanged();
    co_await refresh();
    if (!done) {
        co_return std::unexpected(done.error());
    }
    co_return *runner->run();
}

QCoro::Task<> LiveDrills::carry(std::shared_ptr<Runner> runner, async::Promise<void> promise)
{
    promise.set(co_await Runner::execute(runner));
}

void LiveDrills::abort(AbortReason reason)
{
    // What has not begun yet must not begin after.
    std::exchange(m_starting, std::stop_source()).request_stop();
    if (m_runner && m_busy) {
        m_runner->abort(reason == AbortReason::Closing ? u"Readyroom was closed in the middle of it."_s
                                                       : u"Aborted by the operator."_s);
    }
}

QCoro::Task<Result<Run>> LiveDrills::undo(QString runId)
{
    const QPointer<LiveDrills> self{this};
    const Result<Run> earlier =
        co_await async::runOnPool(m_stage->disk, [stage = m_stage, runId] { return stage->folder.read(runId); });
    if (!self) {
        co_return std::unexpected(async::cancelledError());
    }
    if (!earlier) {
        co_return std::unexpected(earlier.error());
    }
    const Result<Experiment> experiment = undoOf(*earlier);
    if (!experiment) {
        co_return std::unexpected(experiment.error());
    }
    Run run = newRun(*experiment, u"Takes back run %1"_s.arg(runId));
    run.environment = earlier->environment;
    const Result<Run> undoing = co_await execute(std::move(run), Runner::AfterFailure::NextStep);
    if (!self || !undoing) {
        co_return std::unexpected(undoing ? async::cancelledError() : undoing.error());
    }
    co_await markUndone(runId, std::make_shared<const Run>(*undoing));
    co_return *undoing;
}

QCoro::Task<> LiveDrills::markUndone(QString runId, RunPtr undoing)
{
    const QPointer<LiveDrills> self{this};
    const Result<void> written =
        co_await async::runOnPool(m_stage->disk, [stage = m_stage, runId, undoing]() -> Result<void> {
            Result<Run> earlier = stage->folder.read(runId);
            if (!earlier) {
                return std::unexpected(earlier.error());
            }
            return stage->folder.write(undone(*std::move(earlier), *undoing));
        });
    if (self && written) {
        co_await refresh();
    }
}

QCoro::Task<Result<std::vector<RunSummary>>> LiveDrills::runs(QString name, QString service, std::size_t limit)
{
    return async::runOnPool(
        m_stage->disk, [stage = m_stage, name, service, limit] { return stage->folder.list(name, service, limit); });
}

QCoro::Task<Result<void>> LiveDrills::open(QString runId)
{
    const QPointer<LiveDrills> self{this};
    Result<Run> earlier =
        co_await async::runOnPool(m_stage->disk, [stage = m_stage, runId] { return stage->folder.read(runId); });
    if (!self) {
        co_return std::unexpected(async::cancelledError());
    }
    if (!earlier) {
        co_return std::unexpected(earlier.error());
    }
    m_shown = std::make_shared<const Run>(*std::move(earlier));
    Q_EMIT runChanged();
    co_return Result<void>{};
}

} // namespace readyroom::runner
