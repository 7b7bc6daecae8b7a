// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

#include <vector>

/// What the results mean for the uses, risks and plans that a profile names. Each needs `items` and `score` of the
/// assessment, nothing else of it.
namespace readyroom::readiness {

/// The profile's score, judged by what each scenario asks for.
[[nodiscard]] std::vector<ScenarioVerdict> scenarioVerdicts(const Profile &profile,
                                                            const std::vector<AssessedItem> &items,
                                                            const ItemResults &results, std::optional<double> score);

/// A risk is at its level before as long as one of its mitigating items is open or waived.
[[nodiscard]] std::vector<RiskStanding> riskStandings(const Profile &profile, const ItemResults &results);

/// What would be with the items of a phase passed, and, unless it stands alone, those of all phases before it that do
/// not; an item that is not applicable stays so.
[[nodiscard]] std::vector<PhaseForecast> phaseForecasts(const Profile &profile, const ItemResults &results);

} // namespace readyroom::readiness
