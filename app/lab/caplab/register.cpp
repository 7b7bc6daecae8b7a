// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/caplab/register.h"

#include "app/lab/pause.h"

namespace readyroom::lab {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

Register::Status statusOf(Link::Outcome outcome)
{
    switch (outcome) {
    case Link::Outcome::Done:
        return Register::Status::Ok;
    case Link::Outcome::Failed:
        return Register::Status::Failed;
    case Link::Outcome::Rejected:
        return Register::Status::Rejected;
    }
    return Register::Status::Failed;
}

} // namespace

Register::Register(MetricsRegistry &metrics, Randomness &random, std::stop_token stop)
    : m_random(random)
    , m_stop(stop)
    , m_link(metrics, random, std::move(stop))
    , m_replication(Clock::now())
    , m_handedBack(metrics.counter("cap_handed_back_total", "Keys that the follower brought back to the primary."))
    , m_redirected(metrics.counter("cap_read_your_writes_redirects_total",
                                   "Reads that the follower could not answer because the session had written "
                                   "something younger."))
{
}

void Register::fill(std::size_t count)
{
    for (std::size_t key = 0; key < count; ++key) {
        m_replication.writeBoth("key-" + std::to_string(key), "first");
    }
}

Register::Answer Register::readPrimary(const std::string &key)
{
    const Status status = statusOf(m_link.roundTrip());
    if (status != Status::Ok) {
        return {status};
    }
    // Whoever reaches the primary brings along what the follower accepted for it.
    m_handedBack.add(m_replication.handBack());
    return {status, m_replication.readPrimary(key)};
}

Register::Answer Register::read(const std::string &session, const std::string &key)
{
    const Settings now = settings();
    return now.mode == Mode::CP ? readPrimary(key) : readNear(session, key, now.stalenessBound);
}

Register::Answer Register::readNear(const std::string &session, const std::string &key, std::chrono::milliseconds bound)
{
    const std::chrono::duration<double> near(m_random.uniform(0.01, 0.025));
    pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(near), m_stop);
    const std::uint64_t needed = session.empty() ? 0 : m_sessions.needs(session, key);
    const bool stale = m_replication.stalenessSeconds(Clock::now()) > std::chrono::duration<double>(bound).count();
    Versioned found = m_replication.readFollower(key);
    const bool ownWrites = found.version >= needed;
    if (!stale && ownWrites) {
        return {Status::Ok, std::move(found), true};
    }
    if (!ownWrites) {
        m_redirected.add();
    }
    Answer answer = readPrimary(key);
    if (answer.status == Status::Ok) {
        return answer;
    }
    // Rather no answer than one that denies the session its own write.
    return ownWrites ? Answer{Status::Stale, std::move(found), true} : answer;
}

Register::Answer Register::accepted(Status status, const std::string &session, const std::string &key,
                                    std::optional<std::uint64_t> version)
{
    if (!version) {
        return {Status::Full};
    }
    if (!session.empty()) {
        m_sessions.wrote(session, key, *version);
    }
    return {status, {{}, *version}, status == Status::Stale};
}

Register::Answer Register::write(const std::string &session, const std::string &key, std::string value)
{
    const Mode mode = settings().mode;
    const Status status = statusOf(m_link.roundTrip());
    if (status == Status::Ok) {
        return accepted(status, session, key,
                        mode == Mode::CP ? m_replication.writeBoth(key, std::move(value))
                                         : m_replication.writePrimary(key, std::move(value)));
    }
    if (mode == Mode::CP) {
        return {status};
    }
    return accepted(Status::Stale, session, key, m_replication.writeFollower(key, std::move(value)));
}

void Register::replicate()
{
    if (!m_link.isUp()) {
        pauseFor(50ms, m_stop);
        return;
    }
    auto shipment = m_replication.take(Clock::now());
    if (!m_link.carry()) {
        m_replication.lost(shipment);
        return;
    }
    m_replication.deliver(std::move(shipment));
    m_handedBack.add(m_replication.handBack());
}

void Register::set(Settings settings)
{
    const std::lock_guard lock(m_mutex);
    m_settings = settings;
}

Register::Settings Register::settings() const
{
    const std::lock_guard lock(m_mutex);
    return m_settings;
}

const char *Register::modeName(Mode mode)
{
    return mode == Mode::CP ? "CP" : "AP";
}

} // namespace readyroom::lab
