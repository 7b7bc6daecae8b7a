// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/hostgate.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>

namespace readyroom::http {

struct HostGate::State {
    struct Waiter {
        std::uint64_t number;
        std::shared_ptr<const async::Promise<bool>> promise; ///< true: counted as suspect
    };
    struct Host {
        int underWay = 0;
        bool suspect = false;
        std::deque<Waiter> queue;
    };

    GateLimits limits;
    QHash<QString, Host> hosts;
    std::uint64_t lastNumber = 0;
    int underWay = 0;
    int suspectsUnderWay = 0;
    int waiting = 0;

    [[nodiscard]] bool mayEnter(const Host &host) const
    {
        return underWay < limits.overall && host.underWay < limits.perHost
            && (!host.suspect || suspectsUnderWay < limits.suspects);
    }

    bool take(Host &host)
    {
        ++underWay;
        ++host.underWay;
        suspectsUnderWay += host.suspect ? 1 : 0;
        return host.suspect;
    }

    void giveBack(const QString &name, bool suspect)
    {
        --underWay;
        --hosts[name].underWay;
        suspectsUnderWay -= suspect ? 1 : 0;
        grant();
        forgetIfIdle(name);
    }

    void grant()
    {
        while (waiting > 0) {
            Host *next = nullptr;
            for (Host &host : hosts) {
                if (!host.queue.empty() && mayEnter(host)
                    && (!next || host.queue.front().number < next->queue.front().number)) {
                    next = &host;
                }
            }
            if (!next) {
                return;
            }
            const Waiter waiter = std::move(next->queue.front());
            next->queue.pop_front();
            --waiting;
            // Refused by a waiter who withdrew a moment ago.
            if (waiter.promise->set(next->suspect)) {
                take(*next);
            }
        }
    }

    void forget(const QString &name, std::uint64_t number)
    {
        std::deque<Waiter> &queue = hosts[name].queue;
        waiting -= static_cast<int>(std::erase_if(queue, [&](const Waiter &w) { return w.number == number; }));
        forgetIfIdle(name);
    }

    void forgetIfIdle(const QString &name)
    {
        const auto it = hosts.constFind(name);
        if (it != hosts.cend() && it->underWay == 0 && it->queue.empty() && !it->suspect) {
            hosts.erase(it);
        }
    }

    void close()
    {
        waiting = 0;
        for (Host &host : hosts) {
            for (const Waiter &waiter : std::exchange(host.queue, {})) {
                waiter.promise->set(std::unexpected(async::cancelledError()));
            }
        }
    }
};

HostGate::Permit::Permit(std::shared_ptr<State> state, QString host, bool suspect)
    : m_state(std::move(state))
    , m_host(std::move(host))
    , m_suspect(suspect)
{
}

HostGate::Permit &HostGate::Permit::operator=(Permit &&other) noexcept
{
    if (this != &other) {
        release();
        m_state = std::move(other.m_state);
        m_host = std::move(other.m_host);
        m_suspect = other.m_suspect;
    }
    return *this;
}

HostGate::Permit::~Permit()
{
    release();
}

void HostGate::Permit::report(bool success)
{
    m_state->hosts[m_host].suspect = !success;
}

void HostGate::Permit::release()
{
    if (const auto state = std::exchange(m_state, nullptr)) {
        state->giveBack(m_host, m_suspect);
    }
}

HostGate::HostGate(GateLimits limits)
    : m_state(std::make_shared<State>())
{
    m_state->limits = limits;
}

HostGate::~HostGate()
{
    m_state->close();
}

QCoro::Task<Result<HostGate::Permit>> HostGate::enter(QString hostPort, std::stop_token stop)
{
    return wait(m_state, std::move(hostPort), std::move(stop));
}

QCoro::Task<Result<HostGate::Permit>> HostGate::wait(std::shared_ptr<State> state, QString hostPort,
                                                     std::stop_token stop)
{
    if (stop.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    State::Host &host = state->hosts[hostPort];
    if (host.queue.empty() && state->mayEnter(host)) {
        const bool suspect = state->take(host);
        co_return Permit(state, hostPort, suspect);
    }
    auto [owned, completion] = async::makeCompletion<bool>();
    const auto promise = std::make_shared<const async::Promise<bool>>(std::move(owned));
    const std::uint64_t number = ++state->lastNumber;
    host.queue.push_back({number, promise});
    ++state->waiting;
    const std::stop_callback onStop(stop, [promise] { promise->set(std::unexpected(async::cancelledError())); });
    const Result<bool> granted = co_await completion;
    if (!granted) {
        state->forget(hostPort, number);
        co_return std::unexpected(granted.error());
    }
    co_return Permit(state, hostPort, *granted);
}

int HostGate::underWay() const
{
    return m_state->underWay;
}

int HostGate::waiting() const
{
    return m_state->waiting;
}

} // namespace readyroom::http
