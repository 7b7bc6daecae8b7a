// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/core.h"

#include "app/log/jsonlines.h"
#include "app/monitor/poller.h"
#include "app/monitor/systemnetwork.h"

#include <QCoreApplication>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace readyroom::monitor {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration beatInterval{200};
constexpr int beatsPerSecond = 5;
constexpr int beatsPerSelfMetrics = 25;
constexpr Duration wakeUpGrace{30'000};
constexpr Duration historyInterval{20};
constexpr Duration historySlice{5};

Duration shortestInterval(const fleet::Fleet &fleet)
{
    Duration shortest{5000};
    for (const fleet::Service &service : fleet.services) {
        for (const fleet::Endpoint &endpoint : service.endpoints) {
            shortest = std::min(shortest, endpoint.every);
        }
    }
    return std::max(shortest, Duration{500});
}

bool isRemote(const fleet::Service &service)
{
    return !service.instances.empty() && std::ranges::none_of(service.instances, [](const QUrl &url) {
        return NetworkJudge::isLoopback(url.host());
    });
}

} // namespace

Core::Core(EngineOptions options, std::shared_ptr<const TimeSource> time, Feed &feed,
           std::shared_ptr<const QueryStats> queries)
    : m_options(std::move(options))
    , m_time(std::move(time))
    , m_queries(std::move(queries))
    , m_targets(targetsOf(m_options.fleet))
    , m_targetIndex(m_targets)
    , m_services(m_options.fleet)
    , m_store({.memoryBudget = m_options.memoryBudget})
    , m_evaluator(m_store)
    , m_states(std::move(m_options.stateRules), m_services, m_evaluator,
               [this](const Error &error) { logError(u"a state rule"_s, error); })
    , m_signalRecorder(m_store, m_options.fleet, m_services, m_evaluator, std::move(m_options.signalMaps),
                       std::move(m_options.recordingRules), m_states.watchedMetrics(),
                       [this](const Error &error) { logError(u"a recording rule"_s, error); })
    , m_signalBoard(m_services, m_evaluator)
    , m_history(m_store, m_services, std::move(m_options.archive))
    , m_board(m_options.fleet, m_targets)
    , m_judgementDue(m_services.size(), true)
    , m_assemblies(m_services.size(), 1)
    , m_changedIn(m_targets.size(), 0)
    , m_publisher(feed, m_services.size(), m_options.publishInterval,
                  {.assemble = [this](std::size_t service) { assemble(service); },
                   .compose = [this](bool upToDate) { return compose(upToDate); }})
    , m_selfMetrics(m_store)
    , m_suspend(2 * shortestInterval(m_options.fleet), m_time->monotonic(), m_time->boot())
    , m_scope(u"engine"_s)
{
    for (const Target &target : m_targets) {
        m_recorders.emplace_back(m_store, target);
        m_network.addHost(target.url.host());
    }
    for (const fleet::Service &service : m_options.fleet.services) {
        m_isRemote.push_back(isRemote(service));
    }
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_beat, &QTimer::timeout, this, &Core::beat);
    m_cycleTimer.setSingleShot(true);
    connect(&m_cycleTimer, &QTimer::timeout, this, &Core::startCycle);
    connect(&m_historyTimer, &QTimer::timeout, this, &Core::takeHistory);
}

Core::~Core()
{
    shutDown();
}

void Core::start()
{
    if (m_options.answers) {
        m_source = m_options.answers();
    } else {
        auto poller = std::make_unique<Poller>(m_options.fleet, m_targets, *m_time, m_options.vault, m_options.gate);
        m_poller = poller.get();
        connect(m_poller, &Poller::scheduled, this,
                [this](std::size_t target, Timestamp at) { m_board.tracker(target).setNextAttempt(at); });
        m_source = std::move(poller);
    }
    connect(m_source.get(), &AnswerSource::answered, this, &Core::onAnswer);
    m_lastBeat = m_time->monotonic();
    m_beat.start(beatInterval);
    m_publisher.touchAll(Publisher::Urgency::Soon);
    m_cycleTimer.start(m_options.signalInterval);
    m_source->start();
    m_historyTimer.start(historyInterval);
}

void Core::shutDown()
{
    if (!m_source) {
        return;
    }
    m_beat.stop();
    m_cycleTimer.stop();
    // What was seen is told, though no snapshot will show it any more.
    for (std::size_t service = 0; m_options.events && service < m_services.size(); ++service) {
        if (m_judgementDue[service]) {
            assemble(service);
        }
    }
    m_historyTimer.stop();
    m_publisher.stop();
    m_scope.requestStop();
    m_source->stop();
    m_poller = nullptr;
    // Everything that is still awaited is an evaluation. Once those are over, their continuations are posted and only
    // have to be delivered. No patience that could run out: nothing of them may outlive this.
    while (m_scope.running() > 0) {
        m_evaluator.finish();
        QCoreApplication::sendPostedEvents();
    }
    m_history.keepLast(m_time->now());
    m_source.reset();
}

void Core::onAnswer(const Answer &answer)
{
    const std::optional<std::size_t> target = m_targetIndex.find(answer.endpoint);
    if (!target) {
        return;
    }
    noticeSuspend();
    // Connections break in suspend and the network needs a while after it: a failure now says nothing yet.
    const bool stillWaking = m_graceUntil && m_time->monotonic() < *m_graceUntil;
    if (stillWaking && answer.error && m_board.tracker(*target).isAsleep()) {
        return;
    }
    m_network.record(m_targets[*target].url.host(), NetworkJudge::reached(answer));
    updateNetwork();
    record(*target, answer);
}

void Core::record(std::size_t target, const Answer &answer)
{
    const std::size_t service = m_targets[target].service;
    // A second change of the same endpoint would hide the first from whoever is to be told of both.
    if (m_options.events && m_changedIn[target] == m_assemblies[service]) {
        assemble(service);
    }
    EndpointTracker &tracker = m_board.tracker(target);
    const int statusBefore = tracker.status().status;
    Recorded recorded = m_recorders[target].record(answer, suspensionOf(service) != Suspension::NetworkOut);
    redact(recorded.result);
    const std::optional<Error> error = recorded.result.error;
    const bool pollChanged = tracker.record(std::move(recorded.result)) || tracker.status().status != statusBefore;
    if (recorded.seriesChanged || pollChanged) {
        m_signalRecorder.redetect(service);
    }
    if (pollChanged && error && error->kind != Error::Kind::NotExposed) {
        logFailure(target, answer, *error);
    }
    const Timestamp now = m_time->now();
    const fleet::EndpointKind kind = m_targets[target].id.kind;
    const bool tellsState = kind == fleet::EndpointKind::Health || kind == fleet::EndpointKind::Breakers;
    bool changed = pollChanged || (tellsState && recorded.contentChanged);
    changed |= m_signalRecorder.refresh(service, {.poll = pollChanged, .page = recorded.contentChanged}, now);
    if (changed) {
        noteChange(target);
    }
    m_publisher.touch(service, changed ? Publisher::Urgency::Soon : Publisher::Urgency::Routine);
    if (!m_settled && m_board.isComplete()) {
        m_settled = true;
        m_cycleTimer.start(0);
    }
}

void Core::redact(PollResult &result) const
{
    // A page may play back what it was asked with.
    const security::Redactor &redactor = m_options.vault.redactor();
    if (result.error) {
        result.error = redactor.redacted(*std::move(result.error));
    }
    for (fleet::HealthComponent &component : result.health) {
        component.status = redactor.redacted(component.status);
        component.detail = redactor.redacted(component.detail);
        for (QString &part : component.path) {
            part = redactor.redacted(part);
        }
    }
}

void Core::logFailure(std::size_t target, const Answer &answer, const Error &error) const
{
    const fleet::EndpointId &id = m_targets[target].id;
    const QString text = u"%1 %2%3: %4 (%5)"_s.arg(id.service, id.instance, id.path, error.message, error.detail);
    m_options.log->warn("{}", logs::ofRequest(answer.requestId, text.toStdString()));
}

void Core::setSystemOffline(std::optional<bool> offline)
{
    m_systemOffline = offline;
    updateNetwork();
}

void Core::updateNetwork()
{
    m_network.setSystemOffline(m_systemOffline.value_or(m_noRoute));
    const bool out = m_network.isOut();
    if (std::exchange(m_networkOut, out) == out) {
        return;
    }
    m_options.log->warn(out ? "This workstation's own network is out; judgement is suspended."
                            : "This workstation's network is back.");
    if (!out && m_poller) {
        m_poller->clearBackOff();
    }
    m_publisher.touchAll(Publisher::Urgency::Soon);
}

Suspension Core::suspensionOf(std::size_t service) const
{
    if (m_networkOut && m_isRemote[service]) {
        return Suspension::NetworkOut;
    }
    return m_board.isAsleep(service) ? Suspension::Asleep : Suspension::None;
}

void Core::noteChange(std::size_t target)
{
    const std::size_t service = m_targets[target].service;
    m_judgementDue[service] = true;
    m_changedIn[target] = m_assemblies[service];
}

void Core::assemble(std::size_t service)
{
    const Timestamp now = m_time->now();
    ++m_assemblies[service];
    if (m_judgementDue[service]) {
        m_judgementDue[service] = false;
        m_signalBoard.refreshBreakers(service, now);
        m_states.refresh(service, now);
    }
    const rules::Coverage coverage = m_board.gather(service);
    const bool changed = m_board.assemble(service, m_states.judgement(service, coverage, now),
                                          m_signalBoard.of(service), suspensionOf(service), now);
    if (changed) {
        const fleet::ServiceStatus &status = m_board.services()[service];
        m_options.log->info("{} in {} is now {}", status.name.toStdString(), status.environment.toStdString(),
                            fleet::serviceStateName(status.state).toStdString());
    }
    observe(service, now);
}

void Core::observe(std::size_t service, Timestamp at)
{
    if (!m_options.events) {
        return;
    }
    std::vector<journal::Event> events = m_observer.observe(m_board.services()[service], at, notice());
    if (!events.empty()) {
        m_options.events(std::move(events));
    }
}

QString Core::notice() const
{
    return m_networkOut ? u"This workstation's own network is out; judgement is suspended."_s : QString();
}

fleet::FleetSnapshot Core::compose(bool upToDate)
{
    return {
        .at = m_time->now(), .services = m_board.services(), .notice = notice(), .complete = m_complete && upToDate};
}

void Core::startCycle()
{
    if (!std::exchange(m_cycleRunning, true)) {
        m_scope.start(cycle());
    }
}

QCoro::Task<> Core::cycle()
{
    const std::stop_token stop = m_scope.stopToken();
    const Timestamp at = m_time->now();
    const MonotonicTime began = m_time->monotonic();
    const bool settled = m_settled;
    co_await m_signalRecorder.cycle(at, stop);
    if (!stop.stop_requested()) {
        co_await m_signalBoard.refresh(at, stop);
    }
    if (!stop.stop_requested()) {
        co_await m_states.cycle(at, stop);
    }
    if (stop.stop_requested()) {
        co_return;
    }
    m_history.keep(at);
    m_cycleRunning = false;
    m_lastCycle = m_time->monotonic() - began;
    const bool firstComplete = settled && !std::exchange(m_complete, m_complete || settled);
    m_publisher.touchAll(firstComplete ? Publisher::Urgency::Soon : Publisher::Urgency::Routine);
    // What became settled meanwhile was not seen by this one.
    const Duration pause = m_settled && !m_complete ? Duration{0} : m_options.signalInterval - m_lastCycle;
    m_cycleTimer.start(std::max(pause, Duration{0}));
}

void Core::takeHistory()
{
    if (!m_history.takeOld(*m_time, historySlice)) {
        m_historyTimer.stop();
    }
}

void Core::beat()
{
    const MonotonicTime now = m_time->monotonic();
    m_longestGap = std::max(m_longestGap, now - m_lastBeat - beatInterval);
    m_lastBeat = now;
    noticeSuspend();
    ++m_beats;
    if (m_beats % beatsPerSecond == 0) {
        refreshTrackers();
        m_noRoute = m_network.hasUnreachable() && !hasDefaultRoute();
        updateNetwork();
    }
    if (m_beats % beatsPerSelfMetrics == 0) {
        writeSelfMetrics();
    }
}

void Core::noticeSuspend()
{
    if (!m_suspend.wokeUp(m_time->monotonic(), m_time->boot())) {
        return;
    }
    m_options.log->info("This workstation was suspended; everything is asked again.");
    m_graceUntil = m_time->monotonic() + wakeUpGrace;
    m_network.reset();
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        m_board.tracker(i).wakeUp();
    }
    if (m_poller) {
        m_poller->clearBackOff();
    }
    m_publisher.touchAll(Publisher::Urgency::Soon);
}

void Core::refreshTrackers()
{
    const Timestamp now = m_time->now();
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        if (m_board.tracker(i).refresh(now)) {
            noteChange(i);
            m_publisher.touch(m_targets[i].service, Publisher::Urgency::Soon);
        }
    }
}

void Core::writeSelfMetrics()
{
    const Timestamp at = m_time->now();
    m_selfMetrics.setStore(m_store.stats(), at);
    m_selfMetrics.set("readyroom_event_loop_gap_seconds", toSeconds(std::exchange(m_longestGap, Duration{0})), at);
    m_selfMetrics.set("readyroom_rule_cycle_seconds", toSeconds(m_lastCycle), at);
    m_selfMetrics.set("readyroom_snapshots_published_total", static_cast<double>(m_publisher.published()), at);
    m_selfMetrics.set("readyroom_query_seconds_count", static_cast<double>(m_queries->count.load()), at);
    m_selfMetrics.set("readyroom_query_seconds_sum", static_cast<double>(m_queries->microseconds.load()) / 1e6, at);
    if (m_poller) {
        const PollStats polls = m_poller->stats();
        m_selfMetrics.set("readyroom_polls_total", static_cast<double>(polls.finished), at);
        m_selfMetrics.set("readyroom_polls_failed_total", static_cast<double>(polls.failed), at);
        m_selfMetrics.set("readyroom_polls_late_total", static_cast<double>(polls.late), at);
        m_selfMetrics.set("readyroom_poll_delay_seconds_sum", toSeconds(polls.lateTotal), at);
        m_selfMetrics.set("readyroom_poll_delay_seconds_max", toSeconds(m_poller->takeLateMax()), at);
        m_selfMetrics.set("readyroom_polls_under_way", static_cast<double>(polls.underWay), at);
    }
}

void Core::logError(const QString &what, const Error &error) const
{
    m_options.log->error("Evaluation of {} failed: {} {}", what.toStdString(), error.message.toStdString(),
                         error.detail.toStdString());
}

} // namespace readyroom::monitor
