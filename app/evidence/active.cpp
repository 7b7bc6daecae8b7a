// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/active.h"

#include "app/evidence/finding.h"

#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::Evidence;

QCoro::Task<Evidence> collectActive(readiness::EvidenceSpec spec, ActiveContext context, security::Permit permit,
                                    std::stop_token stop)
{
    if (auto *limit = std::get_if<readiness::RateLimitEvidence>(&spec)) {
        co_return co_await collectRateLimit(std::move(*limit), std::move(context), std::move(permit), std::move(stop));
    }
    if (auto *load = std::get_if<readiness::LoadEvidence>(&spec)) {
        co_return co_await collectLoad(std::move(*load), std::move(context), std::move(permit), std::move(stop));
    }
    if (auto *command = std::get_if<readiness::CommandEvidence>(&spec)) {
        co_return co_await collectCommand(std::move(*command), std::move(context), std::move(permit), std::move(stop));
    }
    co_return unknown(u"This evidence is collected without being asked for"_s);
}

} // namespace readyroom::evidence
