// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/evidence.h"

#include <algorithm>
#include <array>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

/// In the order of Outcome.
constexpr std::array names{"pass"_L1, "partial"_L1, "fail"_L1, "unknown"_L1};

} // namespace

QString outcomeName(Outcome outcome)
{
    return names.at(static_cast<std::size_t>(outcome));
}

std::optional<Outcome> outcomeFromName(QStringView name)
{
    const auto *const found = std::ranges::find_if(names, [name](QLatin1StringView known) { return name == known; });
    if (found == names.end()) {
        return std::nullopt;
    }
    return static_cast<Outcome>(found - names.begin());
}

} // namespace readyroom::readiness
