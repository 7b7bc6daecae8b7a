// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/hostileserver.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <map>
#include <mutex>

namespace readyroom::test {

/// The endpoint circuitbreakers of Spring Boot Actuator, with the trap of the real one: a POST creates the breaker that
/// it names.
class FakeActuator final {
public:
    explicit FakeActuator(std::map<QByteArray, QByteArray> breakers, const QByteArray &path = "/actuator")
        : m_breakers(std::move(breakers))
    {
        server.on(path + "/circuitbreakers", [this](const QByteArray &) { return all(); });
        for (const QByteArray &name : {"backendA", "backendB", "bakcendA", "a%2Fb"}) {
            server.on(path + "/circuitbreakers/" + name, [this, name](const QByteArray &head) {
                return head.startsWith("POST") ? post(QByteArray::fromPercentEncoding(name))
                                               : HostileServer::answer({}, {}, "405 No");
            });
        }
    }

    [[nodiscard]] std::map<QByteArray, QByteArray> breakers() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_breakers;
    }
    void set(const QByteArray &name, const QByteArray &state)
    {
        const std::scoped_lock lock(m_mutex);
        m_breakers[name] = state;
    }
    void forget(const QByteArray &name)
    {
        const std::scoped_lock lock(m_mutex);
        m_breakers.erase(name);
    }
    [[nodiscard]] int posts() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_posts;
    }

    std::atomic<bool> obeys = true; ///< false: it says so and does nothing
    HostileServer server;

private:
    Behaviour all() const
    {
        const std::scoped_lock lock(m_mutex);
        QJsonObject breakers;
        for (const auto &[name, state] : m_breakers) {
            breakers.insert(QString::fromUtf8(name),
                            QJsonObject{{QStringLiteral("failureRate"), QStringLiteral("37.5%")},
                                        {QStringLiteral("state"), QString::fromUtf8(state)}});
        }
        const QJsonObject answer{{QStringLiteral("circuitBreakers"), breakers}};
        return HostileServer::answer(QJsonDocument(answer).toJson(), "Content-Type: application/json\r\n");
    }

    Behaviour post(const QByteArray &name)
    {
        const QByteArray body = server.bodies().last();
        const std::scoped_lock lock(m_mutex);
        ++m_posts;
        QByteArray &state = m_breakers[name];
        const QByteArray shown = body.contains("FORCE_OPEN") ? "FORCED_OPEN"
            : body.contains("DISABLE")                       ? "DISABLED"
                                                             : "CLOSED";
        if (obeys) {
            state = shown;
        }
        return HostileServer::answer("{\"circuitBreakerName\":\"" + name + "\",\"currentState\":\"" + shown
                                     + "\",\"message\":\"done\"}");
    }

    mutable std::mutex m_mutex;
    std::map<QByteArray, QByteArray> m_breakers;
    int m_posts = 0;
};

} // namespace readyroom::test
