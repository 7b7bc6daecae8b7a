// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/linemodel.h"
#include "models/ports/readinessport.h"

#include <vector>

/// What stands beside a checklist, as lines: pure functions of an assessment.
namespace readyroom::items {

/// Name, verdict, what the report claims.
[[nodiscard]] std::vector<Line> scenarioLines(const readiness::Assessment &assessment);
/// Title, level before → now; a level that was not reached yet says what is open.
[[nodiscard]] std::vector<Line> riskLines(const readiness::Assessment &assessment);
/// Name, score after it, what the report claims.
[[nodiscard]] std::vector<Line> phaseLines(const readiness::Assessment &assessment);
/// What the report says and whether it adds up; conflicts with all statements and where each stands.
[[nodiscard]] std::vector<Line> claimLines(const readiness::Assessment &assessment);
/// How many claims do not hold or contradict each other.
[[nodiscard]] int brokenClaims(const readiness::Assessment &assessment);
/// Open blockers with their effort.
[[nodiscard]] std::vector<Line> blockerLines(const readiness::Assessment &assessment);
[[nodiscard]] std::vector<Line> conditionLines(const readiness::Assessment &assessment);

/// The way to GO, step by step, with effort and the score after each.
[[nodiscard]] std::vector<Line> pathLines(const readiness::Assessment &assessment);
/// "52.1 → 61 → 68 → 91", the middle of a long way left out; empty when there is no way, or none is needed.
[[nodiscard]] QString pathText(const readiness::Assessment &assessment);

/// A line for each role that has to sign: waiting, or who signed and when.
[[nodiscard]] std::vector<Line> approvalLines(const readiness::Profile &profile,
                                              const std::optional<SignedRecord> &record, Timestamp now);
/// What has drifted since it was signed, and since when.
[[nodiscard]] std::vector<Line> driftLines(const std::vector<readiness::Drift> &drift, Timestamp now);

/// Assessments to compare with; the key is their id.
[[nodiscard]] std::vector<Line> earlierLines(const std::vector<EarlierAssessment> &earlier, Timestamp now);
/// Categories whose score changed: before → after and by how much.
[[nodiscard]] std::vector<Line> categoryChangeLines(const readiness::Difference &difference);
/// Items that changed: before → after, what was observed and why.
[[nodiscard]] std::vector<Line> itemChangeLines(const readiness::Difference &difference);
/// "52.1 → 61.4 (+9.3), NO-GO → CONDITIONAL".
[[nodiscard]] QString differenceText(const readiness::Difference &difference);

} // namespace readyroom::items
