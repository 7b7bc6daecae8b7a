// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleet.h"
#include "models/fleet/fleetsnapshot.h"
#include "models/ports/error.h"

#include <optional>
#include <vector>

namespace readyroom::monitor {

/// What one poll came to, once its answer was read.
struct PollResult {
    Timestamp at{}; ///< when the request was started
    int status = 0; ///< HTTP status; 0 when no answer came
    double seconds = -1; ///< how long it took
    int samples = 0;
    QString format = {}; ///< in words, for people
    std::vector<fleet::HealthComponent> health = {};
    QByteArray requestId = {}; ///< the X-Request-ID that was sent
    std::optional<Error> error =
        {}; ///< why it is no good answer; NotExposed for an optional endpoint that is not there
};

/// The state of one endpoint, from its polls. Time is a parameter.
///
///     pending ──▶ ok ◀──▶ failed          not_exposed: a 404 on an optional endpoint; never a failure
///                 │ no answer for two intervals and a timeout
///                 ▼
///               stale
class EndpointTracker final {
public:
    EndpointTracker(fleet::EndpointId id, const fleet::Endpoint &endpoint);

    /// True when the state changed.
    bool record(PollResult result);
    /// Turns ok into stale when the last good answer is too old; true when the state changed.
    bool refresh(Timestamp now);
    void setNextAttempt(Timestamp at) { m_status.nextAttempt = at; }
    /// The machine slept: what was known is neither good nor bad until the next poll, and failures are forgotten.
    void wakeUp();

    [[nodiscard]] const fleet::EndpointStatus &status() const { return m_status; }
    /// Answered at its last poll (also when that said "not exposed"; false for failed, stale and pending).
    [[nodiscard]] bool isUp() const { return m_status.state == fleet::EndpointState::Ok; }
    /// It answered once, or failed twice: waiting longer would tell nothing new.
    [[nodiscard]] bool isSettled() const { return m_answered || m_totalFailures >= 2; }
    /// Not polled since the machine woke up.
    [[nodiscard]] bool isAsleep() const { return m_asleep; }

private:
    bool setState(fleet::EndpointState state);

    fleet::EndpointStatus m_status;
    Duration m_staleAfter;
    int m_totalFailures = 0;
    bool m_answered = false;
    bool m_asleep = false;
};

} // namespace readyroom::monitor
