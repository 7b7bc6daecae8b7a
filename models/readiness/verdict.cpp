// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/verdict.h"

#include <algorithm>
#include <array>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

/// In the order of Verdict.
constexpr std::array names{"GO"_L1, "CONDITIONAL"_L1, "NO-GO"_L1};

bool isRequired(const Item &item, const Scenario *scenario)
{
    return item.blocker || (scenario && std::ranges::any_of(item.tags, [scenario](const QString &tag) {
                                return scenario->requires_.contains(tag);
                            }));
}

} // namespace

QString verdictName(Verdict verdict)
{
    return names.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> verdictFromName(QStringView name)
{
    const auto *const found = std::ranges::find_if(names, [name](QLatin1StringView known) { return name == known; });
    return found == names.end() ? std::nullopt : std::optional(static_cast<Verdict>(found - names.begin()));
}

Grounds groundsOf(const Profile &profile, const ItemResults &results, std::optional<double> score,
                  const Scenario *scenario)
{
    Grounds grounds{.score = score,
                    .floor = scenario ? scenario->floor.value_or(profile.floor) : profile.floor,
                    .gate = scenario ? scenario->gate.value_or(profile.gate) : profile.gate,
                    .conditions = profile.conditions.size()};
    std::size_t index = 0;
    for (const Category &category : profile.categories) {
        for (const Item &item : category.items) {
            const ItemResult result = results[index];
            if (isUnfinished(result) && isRequired(item, scenario)) {
                (isOpen(result) ? grounds.openBlockers : grounds.waivedBlockers).push_back(index);
            }
            ++index;
        }
    }
    return grounds;
}

Verdict verdictOf(const Grounds &grounds)
{
    if (!grounds.openBlockers.empty() || !grounds.score || *grounds.score < grounds.floor) {
        return Verdict::NoGo;
    }
    if (*grounds.score < grounds.gate || !grounds.waivedBlockers.empty() || grounds.conditions > 0) {
        return Verdict::Conditional;
    }
    return Verdict::Go;
}

} // namespace readyroom::readiness
