// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/resilient/caller.h"

namespace readyroom::lab {

namespace {

using namespace std::chrono_literals;

constexpr BreakerOptions breakerOptions{.failuresToOpen = 5, .openFor = 60s, .successesToClose = 1};

bool isWorthRepeating(const UpstreamAnswer &answer)
{
    return !answer.status || *answer.status >= 500;
}

} // namespace

Caller::Caller(Send send, Wait wait, Now now)
    : m_send(std::move(send))
    , m_wait(std::move(wait))
    , m_now(std::move(now))
    , m_breaker("external-api", breakerOptions, m_now())
{
}

std::optional<UpstreamAnswer> Caller::attempt(const std::string &path)
{
    const auto permit = m_breaker.tryAcquire(m_now());
    if (!permit) {
        return std::nullopt;
    }
    UpstreamAnswer answer = m_send(path);
    if (!answer.status) {
        (answer.timedOut ? m_timeouts : m_connectionErrors).fetch_add(1);
    }
    if (isWorthRepeating(answer)) {
        m_breaker.failed(*permit, m_now());
    } else {
        m_breaker.succeeded(*permit, m_now());
    }
    return answer;
}

Caller::Result Caller::call(const std::string &path)
{
    Result result;
    for (std::size_t repeat = 0;; ++repeat) {
        std::optional<UpstreamAnswer> answer = attempt(path);
        if (!answer) {
            result.outcome = Outcome::FailedFast;
            return result;
        }
        ++result.attempts;
        result.answer = *std::move(answer);
        if (!isWorthRepeating(result.answer)) {
            result.outcome = Outcome::Answered;
            return result;
        }
        if (repeat == backOff.size()) {
            result.outcome = Outcome::Exhausted;
            return result;
        }
        if (!m_wait(backOff.at(repeat))) {
            result.outcome = Outcome::Stopped;
            return result;
        }
        m_retries.fetch_add(1);
    }
}

} // namespace readyroom::lab
