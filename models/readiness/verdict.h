// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/itemresult.h"
#include "models/readiness/profile.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace readyroom::readiness {

enum class Verdict { Go, Conditional, NoGo };
/// "GO", "CONDITIONAL", "NO-GO".
[[nodiscard]] QString verdictName(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdictFromName(QStringView name);

/// What a verdict stands on: of a whole profile, of a scenario, or of a plan.
struct Grounds {
    std::optional<double> score = {}; ///< absent: nothing scores
    double floor = 60.0;
    double gate = 90.0;
    std::vector<std::size_t> openBlockers = {}; ///< indices of items, ascending
    std::vector<std::size_t> waivedBlockers = {};
    qsizetype conditions = 0; ///< how many the profile itself states
};

/// Of a profile, or of a scenario of it: then the items that carry one of its required tags are blockers, too, and its
/// own floor and gate count.
[[nodiscard]] Grounds groundsOf(const Profile &profile, const ItemResults &results, std::optional<double> score,
                                const Scenario *scenario = nullptr);

/// NO-GO when a blocker is open, nothing scores, or the score is below the floor; else CONDITIONAL when it is below the
/// gate, a blocker is waived, or the profile states conditions; else GO.
[[nodiscard]] Verdict verdictOf(const Grounds &grounds);

} // namespace readyroom::readiness
