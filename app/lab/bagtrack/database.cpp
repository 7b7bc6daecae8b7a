// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/bagtrack/database.h"

#include "app/lab/pause.h"
#include "app/lab/randomness.h"

namespace readyroom::lab {

namespace {

using namespace std::chrono_literals;

constexpr auto connectCost = 6ms;
constexpr auto pingCost = 300us;

} // namespace

class Database::Session final : public PooledConnection {
public:
    explicit Session(Database &database)
        : m_database(database)
        , m_uptime(database.m_uptime)
    {
    }

    [[nodiscard]] bool isOpen() const { return m_uptime == m_database.m_uptime && !m_database.m_faults.read().down; }
    [[nodiscard]] bool isAlive() override
    {
        pauseFor(pingCost, m_database.m_stop);
        return isOpen();
    }

private:
    Database &m_database;
    std::uint64_t m_uptime;
};

Database::Database(Randomness &random, std::stop_token stop)
    : m_random(random)
    , m_stop(std::move(stop))
{
}

std::unique_ptr<PooledConnection> Database::connect()
{
    pauseFor(connectCost, m_stop);
    return m_faults.read().down ? nullptr : std::make_unique<Session>(*this);
}

Database::Outcome Database::run(PooledConnection &session, std::chrono::nanoseconds cost)
{
    const auto &mine = static_cast<Session &>(session);
    if (!mine.isOpen()) {
        return Outcome::Broken;
    }
    const Fault fault = m_faults.read();
    pauseFor(cost + fault.latency, m_stop);
    if (!mine.isOpen()) {
        return Outcome::Broken;
    }
    return m_random.uniform(0, 1) < fault.errorRatio ? Outcome::Failed : Outcome::Done;
}

Fault Database::changeFault(const FaultChange &change)
{
    const bool wasDown = m_faults.read().down;
    const Fault fault = m_faults.change(change);
    if (fault.down && !wasDown) {
        ++m_uptime;
    }
    return fault;
}

} // namespace readyroom::lab
