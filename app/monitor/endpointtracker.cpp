// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/endpointtracker.h"

#include <utility>

namespace readyroom::monitor {

using fleet::EndpointState;

EndpointTracker::EndpointTracker(fleet::EndpointId id, const fleet::Endpoint &endpoint)
    : m_staleAfter(2 * endpoint.every + endpoint.timeout)
{
    m_status.id = std::move(id);
    m_status.required = endpoint.required;
}

bool EndpointTracker::setState(EndpointState state)
{
    return std::exchange(m_status.state, state) != state;
}

bool EndpointTracker::record(PollResult result)
{
    m_asleep = false;
    m_status.lastAttempt = result.at;
    m_status.status = result.status;
    m_status.seconds = result.seconds;
    if (result.error) {
        m_status.error = result.error->message;
        m_status.requestId = std::move(result.requestId);
        if (result.error->kind == Error::Kind::NotExposed) {
            m_answered = true;
            m_status.samples = 0;
            m_status.format.clear();
            m_status.health.clear();
            return setState(EndpointState::NotExposed);
        }
        ++m_totalFailures;
        return setState(EndpointState::Failed);
    }
    m_answered = true;
    m_status.error.clear();
    m_status.requestId.clear();
    m_status.lastAnswer = result.at;
    m_status.samples = result.samples;
    m_status.format = std::move(result.format);
    m_status.health = std::move(result.health);
    return setState(EndpointState::Ok);
}

bool EndpointTracker::refresh(Timestamp now)
{
    if (m_status.state != EndpointState::Ok || !m_status.lastAnswer || now - *m_status.lastAnswer <= m_staleAfter) {
        return false;
    }
    return setState(EndpointState::Stale);
}

void EndpointTracker::wakeUp()
{
    m_asleep = true;
}

} // namespace readyroom::monitor
