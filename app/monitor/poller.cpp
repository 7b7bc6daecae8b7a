// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/poller.h"

#include "app/monitor/retrypolicy.h"
#include "app/monitor/servicerequest.h"

#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>

namespace readyroom::monitor {

using namespace Qt::StringLiterals;

namespace {

constexpr Duration lateThreshold{100};

/// True when the exchange itself failed, so that the next one is a retry.
bool isFailedExchange(const Answer &answer)
{
    constexpr int requestTimeout = 408;
    constexpr int tooManyRequests = 429;
    constexpr int serverErrors = 500;
    return answer.error || answer.status == requestTimeout || answer.status == tooManyRequests
        || answer.status >= serverErrors;
}

QByteArray acceptFor(fleet::EndpointKind kind)
{
    if (kind == fleet::EndpointKind::Metrics) {
        return "text/plain;version=0.0.4,*/*;q=0.1";
    }
    return "application/json,application/health+json;q=0.9,*/*;q=0.1";
}

Answer answerOf(const Target &target, Timestamp at, http::Response response)
{
    return {.endpoint = target.id,
            .at = at,
            .status = response.status,
            .headers = std::move(response.headers),
            .body = std::move(response.body),
            .timings = response.timings,
            .tlsExpiry = response.tlsExpiry,
            .error = std::move(response.error),
            .requestId = std::move(response.requestId)};
}

} // namespace

Poller::Poller(const fleet::Fleet &fleet, const std::vector<Target> &targets, const TimeSource &time,
               const security::Vault &vault, http::GateLimits gate, QObject *parent)
    : AnswerSource(parent)
    , m_fleet(fleet)
    , m_targets(targets)
    , m_time(time)
    , m_credentials(fleet, vault, time)
    , m_gate(gate)
    , m_transport(vault.redactor())
    , m_scope(u"polls"_s)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Poller::pollDue);
}

Poller::~Poller()
{
    stop();
}

void Poller::start()
{
    const MonotonicTime now = m_time.monotonic();
    m_running = true;
    m_courses.reserve(m_targets.size());
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const Target &target = m_targets[i];
        m_courses.push_back({.schedule = Schedule(target.url.toEncoded(), target.endpoint.every, now)});
        m_courses[i].due = m_courses[i].schedule.first();
        m_due.emplace(*m_courses[i].due, i);
    }
    armTimer();
}

void Poller::stop()
{
    if (!std::exchange(m_running, false)) {
        return;
    }
    m_timer.stop();
    m_due.clear();
    m_scope.requestStop();
    constexpr Duration patience{5000};
    m_scope.waitUntilDrained(patience);
}

void Poller::setDue(std::size_t index, MonotonicTime due)
{
    Course &course = m_courses[index];
    if (course.due) {
        m_due.erase({*course.due, index});
    }
    course.due = due;
    m_due.emplace(due, index);
    Q_EMIT scheduled(index, m_time.now() + (due - m_time.monotonic()));
}

void Poller::armTimer()
{
    if (m_due.empty()) {
        m_timer.stop();
        return;
    }
    m_timer.start(std::max(m_due.begin()->first - m_time.monotonic(), Duration{0}));
}

void Poller::pollDue()
{
    const MonotonicTime now = m_time.monotonic();
    while (!m_due.empty() && m_due.begin()->first <= now) {
        const auto [due, index] = *m_due.begin();
        m_due.erase(m_due.begin());
        m_courses[index].due.reset();
        m_scope.start(poll(index, due));
    }
    armTimer();
}

QCoro::Task<> Poller::poll(std::size_t index, MonotonicTime due)
{
    const QPointer<Poller> self{this};
    const Target &target = m_targets[index];
    const MonotonicTime began = m_time.monotonic();
    // Before the gate: whoever waits for a person to unlock the keychain must not hold a place there meanwhile.
    Result<http::Credentials> credentials = co_await m_credentials.of(target.service, m_scope.stopToken());
    if (!self || !m_running) {
        co_return;
    }
    const Duration waited = m_time.monotonic() - began;
    if (!credentials) {
        if (credentials.error().kind != Error::Kind::Cancelled) {
            finish(index, answerOf(target, m_time.now(), {.error = std::move(credentials).error()}));
        }
        co_return;
    }
    Result<http::HostGate::Permit> permit = co_await m_gate.enter(target.hostPort, m_scope.stopToken());
    if (!self || !m_running || !permit) {
        co_return;
    }
    noteLateness(m_time.monotonic() - due - waited);
    const Timestamp at = m_time.now();
    ++m_stats.underWay;
    http::Response response =
        co_await m_transport.fetch(requestFor(target, *std::move(credentials)), m_scope.stopToken());
    if (!self) {
        co_return;
    }
    --m_stats.underWay;
    permit->report(!response.error);
    if (!m_running || (response.error && response.error->kind == Error::Kind::Cancelled)) {
        co_return;
    }
    finish(index, answerOf(target, at, std::move(response)));
}

http::Request Poller::requestFor(const Target &target, http::Credentials credentials) const
{
    http::Request request =
        serviceRequest(m_fleet.services[target.service], target.url, std::move(credentials), acceptFor(target.id.kind));
    request.timeout = target.endpoint.timeout;
    request.bodyLimit = target.endpoint.bodyLimit;
    return request;
}

void Poller::noteLateness(Duration late)
{
    m_stats.late += late > lateThreshold ? 1 : 0;
    m_stats.lateTotal += late;
    m_stats.lateMax = std::max(m_stats.lateMax, late);
}

void Poller::finish(std::size_t index, Answer answer)
{
    constexpr int unauthorized = 401;
    constexpr int forbidden = 403;
    if (answer.status == unauthorized || answer.status == forbidden) {
        m_credentials.forget(m_targets[index].service);
    }
    const QPointer<Poller> self{this};
    Q_EMIT answered(answer);
    if (self && m_running) {
        reschedule(index, answer);
    }
}

void Poller::reschedule(std::size_t index, const Answer &answer)
{
    Course &course = m_courses[index];
    const MonotonicTime now = m_time.monotonic();
    const bool first = !std::exchange(course.polledBefore, true);
    ++m_stats.finished;
    if (isFailedExchange(answer)) {
        ++m_stats.failed;
        if (course.failures++ == 0) {
            course.failingSince = now;
        }
        const Outage outage{.failures = course.failures,
                            .lasted = now - course.failingSince,
                            .every = m_targets[index].endpoint.every,
                            .retryAfter = parseRetryAfter(answer.header("retry-after"), m_time.now())};
        setDue(index, now + retryDelay(outage, QRandomGenerator::global()->generateDouble()));
    } else {
        const bool recovered = std::exchange(course.failures, 0) > 0;
        setDue(index,
               first ? std::max(course.schedule.second(), course.schedule.next(now)) : course.schedule.next(now));
        if (recovered) {
            askSiblings(index, now);
        }
    }
    armTimer();
}

void Poller::askSiblings(std::size_t index, MonotonicTime now)
{
    const auto isSibling = [this, index](std::size_t other) {
        return m_targets[other].service == m_targets[index].service
            && m_targets[other].hostPort == m_targets[index].hostPort;
    };
    const auto askIfFailing = [this, now](std::size_t other) {
        if (m_courses[other].due && m_courses[other].failures > 0) {
            setDue(other, now);
        }
    };
    // The endpoints of an instance are neighbours in the list.
    for (std::size_t i = index; i > 0 && isSibling(i - 1); --i) {
        askIfFailing(i - 1);
    }
    for (std::size_t i = index + 1; i < m_targets.size() && isSibling(i); ++i) {
        askIfFailing(i);
    }
}

void Poller::clearBackOff()
{
    const MonotonicTime now = m_time.monotonic();
    for (std::size_t i = 0; i < m_courses.size(); ++i) {
        Course &course = m_courses[i];
        if (course.failures == 0) {
            continue;
        }
        course.failures = 0;
        if (course.due) {
            constexpr int spread = 1000;
            setDue(i, now + Duration{QRandomGenerator::global()->bounded(spread)});
        }
    }
    armTimer();
}

PollStats Poller::stats() const
{
    return m_stats;
}

} // namespace readyroom::monitor
