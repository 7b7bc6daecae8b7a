// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/actuator.h"
#include "app/actions/adminapi.h"
#include "app/actions/provider.h"
#include "app/actions/world.h"

#include <QJsonObject>

namespace readyroom::actions {

/// A circuit breaker of resilience4j by its endpoint of Spring Boot Actuator (its starter's CircuitBreakerEndpoint):
/// POST /actuator/circuitbreakers/<name> with CLOSE, FORCE_OPEN or DISABLE. That creates a breaker that is not there
/// yet, so that a name is looked up by GET first, each time; one that is not known is never posted.
///
/// State of a preview: {"before": the state, e.g. "HALF_OPEN"}.
class ActuatorBreaker final : public Provider {
public:
    /// `world` outlives this.
    explicit ActuatorBreaker(World &world)
        : m_world(world)
        , m_api(world)
    {
    }

    [[nodiscard]] QString name() const override;
    /// `do: read`: of one `breaker` what the endpoint says of it, {"state": "CLOSED", "failureRate": "0.0%", …};
    /// without one {name: …} of all. Where only names are told nothing is at /state.
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Outcome> run(drills::Act act, drills::Preview preview, security::Permit permit,
                                                   std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<drills::Verification> verify(drills::Act act, drills::Preview preview,
                                                           drills::Outcome outcome, Duration within,
                                                           std::stop_token stop) override;
    /// Of `breaker` and `state`.
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop) override;

private:
    /// What the endpoint says of each breaker, by name.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> breakers(drills::Act act, std::stop_token stop,
                                                            Duration longest = Duration::max());
    [[nodiscard]] QCoro::Task<drills::Verification> look(drills::Act act, Duration timeout, std::stop_token stop);

    World &m_world;
    AdminApi m_api;
};

} // namespace readyroom::actions
