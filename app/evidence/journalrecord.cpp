// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/journalrecord.h"

#include "app/async/sleep.h"
#include "app/evidence/drillevidence.h"
#include "models/items/journalwords.h"
#include "models/journal/matching.h"

#include <QPointer>

#include <algorithm>
#include <ranges>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using journal::Entry;
using journal::Event;
using journal::EventKind;

namespace {

constexpr std::size_t pageSize = 1000;
constexpr Duration retryPause{5000};
/// Every change of verdict leaves an assessment, of which only the newest is wanted here.
constexpr std::size_t assessmentsLookedAt = 50;

bool isBefore(const Entry &a, const Entry &b)
{
    return journal::readsBefore(journal::cursorOf(b), journal::cursorOf(a));
}

QString profileOf(const Event &event)
{
    return event.detail.value("profile"_L1).toString();
}

} // namespace

JournalRecord::JournalRecord(JournalStore *store, RecordScope scope, async::AsyncScope &tasks, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_scope(std::move(scope))
    , m_tasks(tasks)
    , m_loaded(store == nullptr)
{
    if (m_store != nullptr) {
        connect(m_store, &JournalStore::recorded, this, &JournalRecord::take);
    }
}

JournalRecord::~JournalRecord()
{
    m_stop.request_stop();
}

void JournalRecord::start()
{
    if (m_store != nullptr) {
        m_tasks.start(read());
    }
}

QCoro::Task<Result<std::vector<Entry>>> JournalRecord::readAll(JournalFilter filter)
{
    const QPointer<JournalRecord> self{this};
    const std::stop_token stop = m_stop.get_token();
    JournalStore &store = *m_store;
    std::vector<Entry> all;
    std::optional<JournalCursor> after;
    for (;;) {
        Result<std::vector<Entry>> page = co_await store.read(filter, pageSize, after, stop);
        if (!page || !self) {
            co_return page;
        }
        const bool last = page->size() < pageSize;
        std::ranges::move(*page, std::back_inserter(all));
        if (last) {
            co_return all;
        }
        after = journal::cursorOf(all.back());
    }
}

QCoro::Task<> JournalRecord::read()
{
    const QPointer<JournalRecord> self{this};
    const std::stop_token stop = m_stop.get_token();
    JournalFilter filter{.service = m_scope.service, .environment = m_scope.environment.value_or(QString())};
    while (!stop.stop_requested()) {
        filter.kinds = {EventKind::ReadinessDecision, EventKind::Evidence, EventKind::Drill, EventKind::SignOff};
        Result<std::vector<Entry>> entries = co_await readAll(filter);
        if (!self || stop.stop_requested()) {
            co_return;
        }
        Result<std::vector<Entry>> assessments;
        if (entries) {
            filter.kinds = {EventKind::Assessment};
            assessments = co_await m_store->read(filter, assessmentsLookedAt, {}, stop);
            if (!self || stop.stop_requested()) {
                co_return;
            }
        }
        if (entries && assessments) {
            m_loaded = true;
            m_problem.clear();
            (void)keep(*assessments);
            (void)keep(*entries);
            apply();
            co_return;
        }
        m_problem = entries ? assessments.error().message : entries.error().message;
        Q_EMIT changed();
        if (!self) {
            co_return;
        }
        co_await async::sleepFor(retryPause, stop);
        if (!self) {
            co_return;
        }
    }
}

bool JournalRecord::concerns(const Event &event) const
{
    if (event.service != m_scope.service || (m_scope.environment && event.environment != *m_scope.environment)) {
        return false;
    }
    switch (event.kind) {
    case EventKind::ReadinessDecision:
    case EventKind::Evidence:
    case EventKind::Assessment:
    case EventKind::SignOff:
        return profileOf(event) == m_scope.profile;
    case EventKind::Drill:
        return true;
    default:
        return false;
    }
}

void JournalRecord::insert(const Entry &entry)
{
    const auto place = std::ranges::lower_bound(m_entries, entry, isBefore);
    // What was recorded while the journal was read may come from both sides.
    if (place == m_entries.end() || place->place != entry.place) {
        m_entries.insert(place, entry);
    }
}

bool JournalRecord::keep(const std::vector<Entry> &entries)
{
    bool matters = false;
    for (const Entry &entry : entries) {
        if (concerns(entry.event)) {
            insert(entry);
            matters = matters || (entry.event.kind != EventKind::Assessment && entry.event.kind != EventKind::SignOff);
        }
    }
    return matters;
}

void JournalRecord::take(const std::vector<Entry> &entries)
{
    const QPointer<JournalRecord> self{this};
    const bool signs = std::ranges::any_of(entries, [this](const Entry &entry) {
        return entry.event.kind == EventKind::SignOff && entry.event.service == m_scope.service
            && profileOf(entry.event) == m_scope.profile;
    });
    if (keep(entries) && m_loaded) {
        apply();
    }
    if (self && signs) {
        Q_EMIT signedOff();
    }
}

void JournalRecord::apply()
{
    m_recorded = {};
    for (const Entry &entry : m_entries) {
        m_recorded.apply(entry.event, m_scope.profile, m_scope.service);
    }
    Q_EMIT changed();
}

std::optional<Event> JournalRecord::newestRun(const readiness::DrillEvidence &drill) const
{
    const auto newestFirst = m_entries | std::views::reverse;
    const auto found = std::ranges::find_if(
        newestFirst, [&](const Entry &entry) { return isRunOf(drill, entry.event, m_scope.service); });
    return found == newestFirst.end() ? std::nullopt : std::optional(found->event);
}

std::optional<readiness::Verdict> JournalRecord::lastVerdict() const
{
    const auto newestFirst = m_entries | std::views::reverse;
    const auto found =
        std::ranges::find(newestFirst, EventKind::Assessment, [](const Entry &entry) { return entry.event.kind; });
    return found == newestFirst.end() ? std::nullopt
                                      : readiness::verdictFromName(found->event.detail.value("verdict"_L1).toString());
}

std::vector<RoleSignature> JournalRecord::signatures(const QString &sha256) const
{
    std::vector<RoleSignature> found;
    for (const Entry &entry : m_entries) {
        const Event &event = entry.event;
        if (event.kind == EventKind::SignOff && event.detail.value("sha256"_L1).toString() == sha256) {
            found.push_back({event.detail.value("role"_L1).toString(), items::operatorText(event.by), event.at});
        }
    }
    return found;
}

} // namespace readyroom::evidence
