// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/evidencespec.h"

#include <array>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

QString evidenceKindName(const EvidenceSpec &spec)
{
    /// In the order of the alternatives of EvidenceSpec.
    constexpr std::array names{"query"_L1, "health"_L1, "header"_L1,  "tls"_L1,      "http"_L1,  "rate_limit"_L1,
                               "load"_L1,  "drill"_L1,  "command"_L1, "coverage"_L1, "attest"_L1};
    static_assert(names.size() == std::variant_size_v<EvidenceSpec>);
    return names.at(spec.index());
}

bool isActive(const EvidenceSpec &spec)
{
    return std::holds_alternative<RateLimitEvidence>(spec) || std::holds_alternative<LoadEvidence>(spec)
        || std::holds_alternative<CommandEvidence>(spec);
}

} // namespace readyroom::readiness
