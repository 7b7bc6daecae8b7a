// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakejournal.h"

#include "models/journal/matching.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using journal::Entry;
using journal::Event;
using journal::EventKind;

/// Suspends the request while the fake holds.
struct FakeJournal::Gate {
    FakeJournal *fake;
    [[nodiscard]] bool await_ready() const { return !fake->m_holds; }
    void await_suspend(std::coroutine_handle<> handle) const { fake->m_waiting.push_back(handle); }
    void await_resume() const { }
};

FakeJournal::FakeJournal(std::vector<Event> events, QObject *parent)
    : JournalStore(parent)
{
    (void)record(std::move(events));
}

QString FakeJournal::writer()
{
    return u"0d6f6f0e-3a55-4b8e-9a51-4d3f0b7c2f10"_s;
}

std::vector<Entry> FakeJournal::record(std::vector<Event> events)
{
    return recordElsewhere(writer(), std::move(events));
}

std::vector<Entry> FakeJournal::recordElsewhere(const QString &by, std::vector<Event> events)
{
    std::vector<Entry> recorded_;
    for (Event &event : events) {
        if (event.by == journal::Operator{}) {
            event.by = {u"ops"_s, u"ws1"_s};
        }
        const auto head = m_heads.find(by);
        const std::uint64_t seq = head == m_heads.end() ? 1 : head->second.seq + 1;
        Result<Entry> entry = journal::sealed(std::move(event), {by, seq},
                                              head == m_heads.end() ? journal::chainStart() : head->second.hash);
        if (!entry) {
            qFatal("%s", qPrintable(entry.error().message));
        }
        m_heads[by] = {by, seq, entry->hash};
        recorded_.push_back(*entry);
        m_entries.push_back(std::move(*entry));
    }
    std::ranges::sort(m_entries, [](const Entry &a, const Entry &b) {
        return journal::readsBefore(journal::cursorOf(b), journal::cursorOf(a));
    });
    if (!recorded_.empty()) {
        Q_EMIT recorded(recorded_);
    }
    return recorded_;
}

void FakeJournal::release()
{
    m_holds = false;
    while (!m_waiting.empty()) {
        const std::coroutine_handle<> next = m_waiting.front();
        m_waiting.pop_front();
        next.resume();
    }
}

void FakeJournal::setHealth(JournalHealth health)
{
    m_health = std::move(health);
    Q_EMIT healthChanged();
}

QCoro::Task<Result<Entry>> FakeJournal::append(Event event)
{
    std::vector<Entry> entries = record({std::move(event)});
    co_return std::move(entries.front());
}

void FakeJournal::post(std::vector<Event> events)
{
    (void)record(std::move(events));
}

QCoro::Task<Result<std::vector<Entry>>> FakeJournal::read(JournalFilter filter, std::size_t limit,
                                                          std::optional<JournalCursor> after, std::stop_token stop)
{
    asked.push_back({filter, limit, after, stop});
    std::vector<Entry> page;
    for (auto it = m_entries.rbegin(); it != m_entries.rend() && page.size() < limit; ++it) {
        if (journal::matches(filter, it->event) && (!after || journal::readsBefore(*after, journal::cursorOf(*it)))) {
            page.push_back(*it);
        }
    }
    // What is answered late was read early, as with a database.
    co_await Gate{this};
    if (stop.stop_requested()) {
        co_return failure(Error::Kind::Cancelled, u"Reading the journal was withdrawn."_s);
    }
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_return page;
}

QCoro::Task<Result<std::vector<journal::Damage>>> FakeJournal::verify(std::optional<journal::TreeHead> expected,
                                                                      std::stop_token stop)
{
    verified.push_back(expected);
    co_await Gate{this};
    if (stop.stop_requested()) {
        co_return failure(Error::Kind::Cancelled, u"Verifying the journal was withdrawn."_s);
    }
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    co_return m_damage;
}

QCoro::Task<Result<journal::TreeHead>> FakeJournal::treeHead()
{
    if (m_error) {
        co_return std::unexpected(*m_error);
    }
    std::vector<journal::ChainHead> heads;
    for (const auto &[by, head] : m_heads) {
        heads.push_back(head);
    }
    co_return journal::treeHeadOf(std::move(heads), m_entries.empty() ? Timestamp{} : m_entries.back().event.at);
}

namespace {

Event made(EventKind kind, Timestamp at, const QString &service, const QString &text, QJsonObject detail)
{
    Event event;
    event.kind = kind;
    event.at = at;
    event.service = service;
    event.environment = service.isEmpty() ? QString() : u"production"_s;
    event.text = text;
    event.detail = std::move(detail);
    return event;
}

} // namespace

Event event(EventKind kind, Timestamp at, const QString &service)
{
    switch (kind) {
    case EventKind::Started:
        return made(kind, at, {}, u"Readyroom 0.1.0 began to poll production.yaml"_s,
                    {{u"program"_s, u"readyroom"_s}, {u"version"_s, u"0.1.0"_s}, {u"fleet"_s, u"production.yaml"_s}});
    case EventKind::ServiceState:
        return made(kind, at, service, service + u" went from ok to critical: breaker payments is open"_s,
                    {{u"from"_s, u"ok"_s},
                     {u"to"_s, u"critical"_s},
                     {u"reasons"_s, QJsonArray{u"breaker payments is open on 1 of 2 instances"_s}}});
    case EventKind::BreakerState:
        return made(kind, at, service, u"Breaker payments of 10.0.0.1:8080 went from closed to open"_s,
                    {{u"breaker"_s, u"payments"_s},
                     {u"instance"_s, u"10.0.0.1:8080"_s},
                     {u"from"_s, u"closed"_s},
                     {u"to"_s, u"open"_s}});
    case EventKind::EndpointFailed:
        return made(kind, at, service, u"/actuator/health of 10.0.0.1:8080 failed: connection refused"_s,
                    {{u"instance"_s, u"10.0.0.1:8080"_s},
                     {u"endpoint"_s, u"health"_s},
                     {u"path"_s, u"/actuator/health"_s},
                     {u"error"_s, u"connection refused"_s},
                     {u"status"_s, 0}});
    case EventKind::EndpointRecovered:
        return made(kind, at, service, u"/actuator/health of 10.0.0.1:8080 answers again after 42 s"_s,
                    {{u"instance"_s, u"10.0.0.1:8080"_s},
                     {u"endpoint"_s, u"health"_s},
                     {u"path"_s, u"/actuator/health"_s},
                     {u"outage_s"_s, 42}});
    case EventKind::FleetReloaded:
        return made(kind, at, {}, u"production.yaml was read again"_s, {{u"file"_s, u"production.yaml"_s}});
    case EventKind::Acknowledged:
        return made(kind, at, service, u"ops took note of BreakerOpen"_s,
                    {{u"rule"_s, u"BreakerOpen"_s}, {u"note"_s, u"payments is at it"_s}});
    case EventKind::Armed:
        return made(kind, at, {}, u"production was armed for 10 min"_s, {{u"how"_s, u"typed"_s}});
    case EventKind::Disarmed:
        return made(kind, at, {}, u"production was disarmed"_s, {{u"why"_s, u"time"_s}});
    case EventKind::Refused:
        return made(kind, at, service, u"Purging users was refused: production is not armed"_s,
                    {{u"action"_s, u"purge users"_s}, {u"why"_s, u"not armed"_s}});
    case EventKind::Action:
        return made(kind, at, service, u"Purging users was confirmed on 2 of 2 instances"_s,
                    {{u"action"_s, u"purge users"_s}, {u"step"_s, u"verify"_s}, {u"outcome"_s, u"confirmed"_s}});
    case EventKind::Drill:
        return made(kind, at, service, u"Drill “lose one instance” completed, steady state held"_s,
                    {{u"title"_s, u"lose one instance"_s}, {u"status"_s, u"completed"_s}, {u"deviated"_s, false}});
    case EventKind::SignOff:
        return made(kind, at, service, u"service-default was signed off: GO"_s,
                    {{u"profile"_s, u"service-default"_s}, {u"verdict"_s, u"GO"_s}, {u"role"_s, u"SRE"_s}});
    case EventKind::Incident:
        return made(kind, at, service, u"SEV2 opened"_s,
                    {{u"severity"_s, u"SEV2"_s}, {u"phase"_s, u"investigating"_s}});
    case EventKind::Note:
        return made(kind, at, service, u"Rolled back to 2.13.9 by hand"_s, {});
    case EventKind::ReadinessDecision:
        return made(kind, at, service, u"tls of service-default is waived by Ada until 2026-12-01: behind the mesh"_s,
                    {{u"profile"_s, u"service-default"_s},
                     {u"item"_s, u"tls"_s},
                     {u"what"_s, u"waive"_s},
                     {u"owner"_s, u"Ada"_s},
                     {u"reason"_s, u"behind the mesh"_s},
                     {u"expires"_s, u"2026-12-01T00:00:00.000Z"_s}});
    case EventKind::Evidence:
        return made(kind, at, service, u"load of service-default was measured, pass: p95 142 ms"_s,
                    {{u"profile"_s, u"service-default"_s},
                     {u"item"_s, u"load"_s},
                     {u"outcome"_s, u"pass"_s},
                     {u"observed"_s, u"p95 142 ms"_s}});
    case EventKind::Assessment:
        return made(kind, at, service, service + u" is CONDITIONAL by service-default: score 84.2, 1 of 12 unknown"_s,
                    {{u"profile"_s, u"service-default"_s},
                     {u"verdict"_s, u"CONDITIONAL"_s},
                     {u"score"_s, 84.2},
                     {u"items"_s, QJsonObject{{u"tls"_s, u"waived"_s}, {u"load"_s, u"pass"_s}}}});
    }
    return {};
}

std::vector<Event> manyEvents(int count, Timestamp newest)
{
    static const QStringList services{u"checkout"_s, u"catalogue"_s, u"latency-optimizer"_s, u"edge"_s, u"bagtrack"_s};
    static constexpr EventKind mix[]{EventKind::ServiceState, EventKind::EndpointFailed, EventKind::EndpointRecovered,
                                     EventKind::BreakerState, EventKind::ServiceState,   EventKind::Acknowledged,
                                     EventKind::Armed,        EventKind::Action,         EventKind::Disarmed,
                                     EventKind::Refused,      EventKind::Drill,          EventKind::SignOff,
                                     EventKind::Incident,     EventKind::Note,           EventKind::Started,
                                     EventKind::FleetReloaded};
    std::vector<Event> events;
    for (int i = 0; i < count; ++i) {
        Event one = event(mix[i % 16], newest - (count - 1 - i) * 7min, services.at(i % services.size()));
        if (one.kind == EventKind::ServiceState && i % 3 == 0) {
            one.text = one.service + u" went from critical to ok"_s;
            one.detail = {{u"from"_s, u"critical"_s}, {u"to"_s, u"ok"_s}};
        }
        events.push_back(std::move(one));
    }
    return events;
}

std::vector<Event> fiveEvents(Timestamp newest)
{
    const QString checkout = u"checkout"_s;
    return {event(EventKind::Started, newest - 11min), event(EventKind::EndpointFailed, newest - 5min, checkout),
            event(EventKind::ServiceState, newest - 5min + 1s, checkout),
            event(EventKind::Acknowledged, newest - 3min, checkout),
            event(EventKind::EndpointRecovered, newest, checkout)};
}

std::vector<Event> longEvents(Timestamp newest)
{
    std::vector<Event> events;
    const QString longName =
        u"the-service-whose-name-is-longer-than-any-column-that-was-ever-drawn-for-it-"_s.repeated(3);
    for (int i = 0; i < 30; ++i) {
        Event one = event(i % 2 == 0 ? EventKind::EndpointFailed : EventKind::ServiceState, newest - (29 - i) * 1min,
                          longName + QString::number(i));
        one.text = i % 3 == 0 ? u"<b>not bold</b> <img src=\"http://example.test/x.png\"> and no line\nbreak either"_s
                              : u"The endpoint answered with a sentence that never seems to end, "_s.repeated(40);
        one.detail.insert(u"error"_s, QString(u"0123456789abcdef"_s.repeated(400)));
        one.by = {u"a-person-with-a-long-account-name"_s, u"workstation-with-a-longer-name.example.test"_s,
                  u"SHA256:"_s + u"abcdefghij"_s.repeated(5)};
        events.push_back(std::move(one));
    }
    return events;
}

} // namespace readyroom::fakes
