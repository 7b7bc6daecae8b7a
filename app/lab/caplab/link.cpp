// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/link.h"

#include "app/lab/pause.h"

#include <algorithm>
#include <array>

namespace readyroom::lab {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr BreakerOptions breakerOptions{.failuresToOpen = 5, .openFor = 15s, .successesToClose = 2};
constexpr auto patience = 165ms;

/// How long round trips take, in milliseconds by their share: a narrow middle and a long tail, as networks have.
struct Knot {
    double share;
    double ms;
};
constexpr std::array knots{Knot{0, 58}, Knot{0.5, 74}, Knot{0.9, 94}, Knot{0.95, 109}, Knot{0.99, 135}, Knot{1, 145}};

std::chrono::duration<double> lengthOf(double share)
{
    const auto *const upper = std::ranges::find_if(knots.begin() + 1, knots.end() - 1,
                                                   [share](const Knot &knot) { return share < knot.share; });
    const auto *const lower = upper - 1;
    const double part = (share - lower->share) / (upper->share - lower->share);
    return std::chrono::duration<double>((lower->ms + (upper->ms - lower->ms) * part) / 1000);
}

} // namespace

Link::Link(MetricsRegistry &metrics, Randomness &random, std::stop_token stop)
    : m_random(random)
    , m_stop(std::move(stop))
    , m_breaker("database", breakerOptions, Clock::now())
    , m_failures(metrics.counter("cap_db_connection_failures_total", "Calls to the database without a good answer."))
{
}

bool Link::ask()
{
    const Fault fault = m_faults.read();
    const auto length = std::chrono::duration_cast<std::chrono::nanoseconds>(lengthOf(m_random.uniform(0, 1)));
    if (!isUp() || length + fault.latency > patience) {
        pauseFor(patience, m_stop);
        return false;
    }
    pauseFor(length + fault.latency, m_stop);
    return isUp() && m_random.uniform(0, 1) >= fault.errorRatio;
}

Link::Outcome Link::roundTrip()
{
    const auto permit = m_breaker.tryAcquire(Clock::now());
    if (!permit) {
        return Outcome::Rejected;
    }
    if (ask()) {
        m_breaker.succeeded(*permit, Clock::now());
        return Outcome::Done;
    }
    m_failures.add();
    m_breaker.failed(*permit, Clock::now());
    return Outcome::Failed;
}

bool Link::carry()
{
    const bool left = isUp();
    const std::chrono::duration<double> length(m_random.uniform(0.04, 0.09));
    pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(length) + m_faults.read().latency, m_stop);
    return left && isUp();
}

} // namespace readyroom::lab
