// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/rollbackright.h"

#include "app/security/armedspan.h"

#include <utility>

namespace readyroom::security {

RollbackRight::RollbackRight(QString environment)
    : m_span(std::make_shared<ArmedSpan>())
    , m_environment(std::move(environment))
{
}

RollbackRight::~RollbackRight()
{
    end();
}

Permit RollbackRight::permit(const QString &action) const
{
    return Permit(m_span, m_environment, action);
}

void RollbackRight::end()
{
    if (m_span) {
        m_span->end();
    }
}

} // namespace readyroom::security
