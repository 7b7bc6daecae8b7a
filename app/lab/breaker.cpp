// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/breaker.h"

namespace readyroom::lab {

Breaker::Breaker(std::string name, BreakerOptions options, Time now)
    : m_name(std::move(name))
    , m_options(options)
{
    m_reading.since = now;
}

void Breaker::enter(State state, Time now)
{
    m_reading.state = state;
    m_reading.since = now;
    m_reading.failures = 0;
    m_reading.opened += state == State::Open ? 1 : 0;
    m_trialSuccesses = 0;
    m_trialRunning = false;
    ++m_epoch;
}

void Breaker::refresh(Time now)
{
    if (m_reading.state == State::Open && now - m_reading.since >= m_options.openFor) {
        enter(State::HalfOpen, now);
    }
}

std::optional<Breaker::Permit> Breaker::tryAcquire(Time now)
{
    const std::lock_guard lock(m_mutex);
    refresh(now);
    const bool busyTrial = m_reading.state == State::HalfOpen && m_trialRunning;
    if (m_reading.state == State::Open || m_reading.state == State::ForcedOpen || busyTrial) {
        ++m_reading.rejected;
        return std::nullopt;
    }
    m_trialRunning = m_reading.state == State::HalfOpen;
    return m_epoch;
}

void Breaker::succeeded(Permit permit, Time now)
{
    const std::lock_guard lock(m_mutex);
    ++m_reading.succeededCalls;
    if (permit != m_epoch) {
        return;
    }
    m_reading.failures = 0;
    if (m_reading.state == State::HalfOpen) {
        m_trialRunning = false;
        if (++m_trialSuccesses >= m_options.successesToClose) {
            enter(State::Closed, now);
        }
    }
}

void Breaker::failed(Permit permit, Time now)
{
    const std::lock_guard lock(m_mutex);
    ++m_reading.failedCalls;
    if (permit != m_epoch) {
        return;
    }
    ++m_reading.failures;
    const bool tooMany = m_reading.state == State::Closed && m_reading.failures >= m_options.failuresToOpen;
    if (tooMany || m_reading.state == State::HalfOpen) {
        enter(State::Open, now);
    }
}

void Breaker::set(State state, Time now)
{
    const std::lock_guard lock(m_mutex);
    enter(state, now);
}

Breaker::Reading Breaker::read(Time now)
{
    const std::lock_guard lock(m_mutex);
    refresh(now);
    return m_reading;
}

std::string_view Breaker::stateName(State state)
{
    switch (state) {
    case State::Closed:
        return "closed";
    case State::Open:
        return "open";
    case State::HalfOpen:
        return "half_open";
    case State::ForcedOpen:
        return "forced_open";
    case State::Disabled:
        return "disabled";
    case State::MetricsOnly:
        return "metrics_only";
    }
    return {};
}

} // namespace readyroom::lab
