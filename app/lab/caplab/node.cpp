// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/node.h"

#include "app/lab/pause.h"

#include <algorithm>

namespace readyroom::lab {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// What a round trip to the primary takes, in seconds: the median is 110 ms, p95 145 ms, p99 169 ms.
constexpr double leastTrip = 0.1;
constexpr double meanBeyond = 0.015;
constexpr double longestTrip = 0.5;
constexpr double givingUp = 0.165; ///< on a primary that does not answer
constexpr double ownCopy = 0.035; ///< to answer from what is here
constexpr auto replicationLag = 80ms;
constexpr BreakerOptions breakerOptions{.failuresToOpen = 5, .openFor = 15s, .successesToClose = 2};

} // namespace

const char *capModeName(CapMode mode)
{
    return mode == CapMode::Cp ? "CP" : "AP";
}

CapNode::CapNode(Randomness &random, std::stop_token stop)
    : m_random(random)
    , m_stop(std::move(stop))
    , m_replicas(replicationLag)
    , m_breaker("database", breakerOptions, Clock::now())
{
}

bool CapNode::wait(double seconds)
{
    return pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds)),
                    m_stop);
}

bool CapNode::reachPrimary()
{
    const auto permit = m_breaker.tryAcquire(Clock::now());
    if (!permit) {
        return false;
    }
    const Fault fault = m_faults.read();
    const bool fails = fault.down || m_random.uniform(0, 1) < fault.errorRatio;
    const double trip = std::min(leastTrip + m_random.exponential(1 / meanBeyond), longestTrip);
    wait((fails ? givingUp : trip) + std::chrono::duration<double>(fault.latency).count());
    if (fails) {
        m_connectionFailures.fetch_add(1);
        m_breaker.failed(*permit, Clock::now());
        return false;
    }
    m_breaker.succeeded(*permit, Clock::now());
    return true;
}

CapNode::Reply CapNode::readOwnCopy(const std::string &key, Replicas::Version seen)
{
    wait(ownCopy);
    const auto now = Clock::now();
    Reply reply{.fromReplica = true, .staleness = m_replicas.staleness(now)};
    if (mode() == CapMode::Cp || m_replicas.replicaVersion(now) < seen) {
        reply.status = Status::Unavailable;
        return reply;
    }
    const auto value = m_replicas.readReplica(key, now);
    reply.status = value ? Status::Ok : Status::NotFound;
    if (value) {
        reply.text = value->text;
        reply.version = value->version;
    }
    return reply;
}

CapNode::Reply CapNode::read(const std::string &key, Replicas::Version seen)
{
    // Partitioned, a consistent answer cannot be had on this side, which is the replica's.
    const bool apart = m_replicas.isPartitioned();
    if (apart || !reachPrimary()) {
        return readOwnCopy(key, seen);
    }
    const auto value = m_replicas.readPrimary(key);
    if (!value) {
        return {.status = Status::NotFound};
    }
    return {.text = value->text, .version = value->version};
}

CapNode::Reply CapNode::write(const std::string &key, std::string text)
{
    const bool mayDiverge = mode() == CapMode::Ap;
    if ((m_replicas.isPartitioned() && !mayDiverge) || !reachPrimary()) {
        wait(ownCopy);
        return {.status = Status::Unavailable};
    }
    return {.version = m_replicas.write(key, std::move(text), Clock::now())};
}

} // namespace readyroom::lab
