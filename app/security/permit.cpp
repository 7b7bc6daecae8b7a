// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/security/permit.h"

#include "app/security/armedspan.h"

#include <utility>

namespace readyroom::security {

using namespace Qt::StringLiterals;

Permit::Permit(std::shared_ptr<const ArmedSpan> span, QString environment, QString action)
    : m_span(std::move(span))
    , m_environment(std::move(environment))
    , m_action(std::move(action))
{
}

Result<void> Permit::check() const
{
    if (!m_span) {
        return failure(Error::Kind::Unsupported, u"The permit for this action has been used already."_s);
    }
    if (m_span->state() != ArmedSpan::State::Armed) {
        return failure(Error::Kind::Unsupported,
                       u"%1 is not armed any more, so \"%2\" was not done."_s.arg(m_environment, m_action));
    }
    return {};
}

} // namespace readyroom::security
