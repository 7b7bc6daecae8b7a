// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/liveevidence.h"

#include "app/async/pool.h"
#include "app/evidence/coverageevidence.h"
#include "app/evidence/drillevidence.h"
#include "app/evidence/finding.h"
#include "app/evidence/healthevidence.h"
#include "app/evidence/networkevidence.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::CoverageEvidence;
using readiness::DrillEvidence;
using readiness::Evidence;
using readiness::HealthEvidence;
using readiness::Item;
using readiness::Outcome;
using readiness::QueryEvidence;

namespace {

constexpr Duration roundInterval{1000};
constexpr Duration longestPause{30'000};
constexpr Duration shortestPause{1000};
/// From the first answers until everything that is computed from two of them can be there: a cycle of the signal maps.
constexpr Duration signalCycle{6000};

template<typename Spec> const Spec *specOf(const Item &item)
{
    return item.evidence ? std::get_if<Spec>(&*item.evidence) : nullptr;
}

bool isTimed(const Item &item)
{
    return item.evidence && (asksService(*item.evidence) || std::holds_alternative<CoverageEvidence>(*item.evidence));
}

bool needsFleet(const Item &item)
{
    return item.evidence
        && (asksService(*item.evidence) || specOf<QueryEvidence>(item) != nullptr
            || specOf<HealthEvidence>(item) != nullptr);
}

} // namespace

LiveEvidence::LiveEvidence(const LiveContext &context, std::shared_ptr<const readiness::Profile> profile,
                           std::optional<std::size_t> service, const JournalRecord &record, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_profile(std::move(profile))
    , m_service(service)
    , m_record(record)
{
    for (const readiness::Category &category : m_profile->categories) {
        for (const Item &one : category.items) {
            const std::size_t number = m_items.size();
            m_items.push_back(&one);
            const bool possible = m_service || !needsFleet(one);
            m_evidence.push_back(possible ? unknown(u"it has not been collected yet"_s)
                                          : unknown(u"no fleet was given in which it could be measured"_s));
            if (possible && isTimed(one)) {
                m_timed.push_back({.item = number,
                                   .every = std::clamp(one.expiry / 2, shortestPause, longestPause),
                                   .due = m_context.time->monotonic()});
            }
        }
    }
    m_wantsHistory.resize(m_items.size(), false);
    if (m_service) {
        const fleet::Service &asked = m_context.fleet->services.at(*m_service);
        m_queries = std::make_shared<const QueryBatch>(
            *m_profile, rules::ServiceKey{asked.environment.toUtf8(), asked.name.toUtf8()});
    }
    for (QTimer *timer : {&m_roundTimer, &m_dueTimer}) {
        timer->setSingleShot(true);
    }
    connect(&m_roundTimer, &QTimer::timeout, this, &LiveEvidence::startRound);
    connect(&m_dueTimer, &QTimer::timeout, this, &LiveEvidence::startDue);
    connect(&m_record, &JournalRecord::changed, this, &LiveEvidence::onRecord);
}

LiveEvidence::~LiveEvidence()
{
    m_stop.request_stop();
}

void LiveEvidence::start()
{
    if (m_context.feed != nullptr) {
        connect(m_context.feed, &FleetFeed::changed, this, &LiveEvidence::onSnapshot);
    }
    judgeDrillItems(m_context.time->now());
    startDue();
    startRound();
}

void LiveEvidence::inherit(const LiveEvidence &before)
{
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const auto known = std::ranges::find(before.m_items, item(i).id, &Item::id);
        if (known != before.m_items.end()) {
            m_evidence[i] = before.m_evidence[static_cast<std::size_t>(known - before.m_items.begin())];
        }
    }
    m_completeSince = before.m_completeSince;
}

void LiveEvidence::onSnapshot()
{
    if (m_roundRunning) {
        m_roundWanted = true;
        return;
    }
    if (m_roundTimer.isActive()) {
        return;
    }
    const Duration since = m_lastRound ? m_context.time->monotonic() - *m_lastRound : roundInterval;
    m_roundTimer.start(std::clamp(roundInterval - since, Duration{0}, roundInterval));
}

void LiveEvidence::startRound()
{
    if (!std::exchange(m_roundRunning, true)) {
        m_roundWanted = false;
        m_lastRound = m_context.time->monotonic();
        m_context.tasks.start(round());
    }
}

QCoro::Task<> LiveEvidence::round()
{
    const QPointer<LiveEvidence> self{this};
    const Timestamp at = m_context.time->now();
    const bool complete = m_context.feed != nullptr && m_context.feed->latest()->complete;
    if (complete && !m_completeSince) {
        m_completeSince = m_context.time->monotonic();
    }
    judgeHealthItems(at);
    judgeDrillItems(at);
    if (m_queries && !m_queries->isEmpty()) {
        co_await askQueries(at);
    }
    if (!self) {
        co_return;
    }
    m_roundRunning = false;
    m_settledRound = m_settledRound || complete;
    startDue();
    Q_EMIT changed();
    if (self && m_roundWanted) {
        onSnapshot();
    }
}

QCoro::Task<> LiveEvidence::askQueries(Timestamp at)
{
    const QPointer<LiveEvidence> self{this};
    const std::shared_ptr<const QueryBatch> queries = m_queries;
    const std::stop_token stop = m_stop.get_token();
    Result<QueryBatch::Plan> plan =
        co_await async::runOnPool(m_context.pool, [queries, at] { return queries->plan(at); });
    if (!self || !plan) {
        co_return;
    }
    Result<series::Snapshot> snapshot = co_await m_context.snapshot(plan->requests);
    if (!self || !snapshot) {
        co_return;
    }
    const QueryBatch::Limits limits{.clock = [time = m_context.time] { return time->monotonic(); }, .stop = stop};
    auto findings = co_await async::runOnPool(
        m_context.pool,
        [queries, limits, redactor = m_context.redactor, read = *std::move(plan), series = *std::move(snapshot)] {
            auto judged = queries->judge(read, series, limits);
            for (QueryBatch::Finding &finding : judged) {
                finding.found.evidence = redacted(std::move(finding.found.evidence), redactor);
            }
            return judged;
        });
    if (!self || !findings) {
        co_return;
    }
    for (QueryBatch::Finding &finding : *findings) {
        m_wantsHistory[finding.item] = finding.found.wantsHistory;
        accept(finding.item, std::move(finding.found.evidence));
    }
}

void LiveEvidence::judgeHealthItems(Timestamp at)
{
    if (!m_service || m_context.feed == nullptr) {
        return;
    }
    const auto snapshot = m_context.feed->latest();
    const fleet::Service &asked = m_context.fleet->services.at(*m_service);
    const auto status = std::ranges::find_if(snapshot->services, [&](const fleet::ServiceStatus &service) {
        return service.name == asked.name && service.environment == asked.environment;
    });
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (const auto *const health = specOf<HealthEvidence>(item(i))) {
            Evidence evidence =
                judgeHealth(*health, status == snapshot->services.end() ? nullptr : &*status, snapshot->notice);
            evidence.takenAt = evidence.takenAt.value_or(at);
            accept(i, std::move(evidence));
        }
    }
}

void LiveEvidence::judgeDrillItems(Timestamp at)
{
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const auto *const drill = specOf<DrillEvidence>(item(i));
        if (drill == nullptr) {
            continue;
        }
        if (m_context.journal == nullptr) {
            accept(i, unknown(u"no journal is kept here, so no run is known"_s));
        } else if (m_record.isLoaded()) {
            accept(i, judgeDrill(*drill, m_record.newestRun(*drill), at));
        } else if (!m_record.problem().isEmpty()) {
            accept(i, unknown(m_record.problem()));
        }
    }
}

void LiveEvidence::onRecord()
{
    judgeDrillItems(m_context.time->now());
}

void LiveEvidence::startDue()
{
    const MonotonicTime now = m_context.time->monotonic();
    for (std::size_t i = 0; i < m_timed.size(); ++i) {
        Timed &timed = m_timed[i];
        if (!timed.running && timed.due <= now) {
            timed.running = true;
            timed.due = now + timed.every;
            m_context.tasks.start(collect(i));
        }
    }
    std::optional<MonotonicTime> next;
    for (const Timed &timed : m_timed) {
        if (!timed.running && (!next || timed.due < *next)) {
            next = timed.due;
        }
    }
    if (next) {
        m_dueTimer.start(std::max(*next - now, Duration{0}));
    }
}

QCoro::Task<> LiveEvidence::collect(std::size_t index)
{
    const QPointer<LiveEvidence> self{this};
    const std::stop_token stop = m_stop.get_token();
    const std::size_t number = m_timed[index].item;
    const readiness::EvidenceSpec spec = *item(number).evidence;
    Result<Evidence> evidence;
    if (const auto *const coverage = std::get_if<CoverageEvidence>(&spec)) {
        evidence = co_await async::runOnPool(m_context.pool, [asked = *coverage, now = m_context.time->now()] {
            return judgeCoverage(asked, readCoverage(asked.file), now);
        });
    } else {
        evidence = co_await m_context.thread.run(
            [spec, service = *m_service](ServiceClient &client, std::stop_token either) {
                return collectFromService(client, spec, service, std::move(either));
            },
            stop);
    }
    if (!self || stop.stop_requested()) {
        co_return;
    }
    m_timed[index].running = false;
    m_timed[index].collected = true;
    if (evidence) {
        accept(number, redacted(*std::move(evidence), m_context.redactor));
    }
    startDue();
    Q_EMIT changed();
}

void LiveEvidence::accept(std::size_t index, Evidence evidence)
{
    if (evidence.outcome != Outcome::Unknown && evidence.takenAt && !evidence.expires) {
        evidence.expires = *evidence.takenAt + item(index).expiry;
    }
    m_evidence[index] = std::move(evidence);
}

Duration LiveEvidence::slowestPoll() const
{
    Duration slowest{0};
    if (m_service) {
        for (const fleet::Endpoint &endpoint : m_context.fleet->services.at(*m_service).endpoints) {
            slowest = std::max(slowest, endpoint.every);
        }
    }
    return slowest;
}

bool LiveEvidence::hopesForHistory(std::size_t index) const
{
    const auto *const query = specOf<QueryEvidence>(item(index));
    const Duration patience = 2 * slowestPoll() + signalCycle + (query != nullptr ? query->holdFor : Duration{0});
    return m_wantsHistory[index] && m_completeSince && m_context.time->monotonic() < *m_completeSince + patience;
}

bool LiveEvidence::isSettled() const
{
    if (!m_record.isLoaded() || !std::ranges::all_of(m_timed, &Timed::collected)) {
        return false;
    }
    if (!m_service) {
        return true;
    }
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (hopesForHistory(i)) {
            return false;
        }
    }
    return m_settledRound;
}

} // namespace readyroom::evidence
