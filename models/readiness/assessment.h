// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/evidence.h"
#include "models/readiness/itemresult.h"
#include "models/readiness/profile.h"
#include "models/readiness/scoretext.h"
#include "models/readiness/shortestpath.h"
#include "models/readiness/verdict.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace readyroom::readiness {

/// What is known about one item at the moment of an assessment. As many as the profile has items, category by category.
struct ItemFacts {
    Evidence evidence = {};
    Standing standing = {};
};

struct AssessedItem {
    const Item *item = nullptr; ///< in the profile, which the assessment keeps alive
    std::size_t category = 0;
    ItemResult result = ItemResult::Unknown;
    Outcome live = Outcome::Unknown; ///< what the evidence says after expiry, whatever was decided
    Evidence evidence = {}; ///< unknown, and with the reason of the expiry, when it has expired
    std::optional<Waiver> waiver = {}; ///< the one in force, or the one that has expired (see waiverExpired)
    bool waiverExpired = false;
    std::optional<NotApplicable> notApplicable = {};
    bool blocks = false; ///< an open blocker
};

struct CategoryScore {
    std::optional<double> score = {}; ///< 0 … 100, unrounded; absent: it leaves the overall sum
    bool assessed = false;
    bool blocks = false;
    int applicable = 0;
    int unknown = 0;
};

struct ScenarioVerdict {
    const Scenario *scenario = nullptr;
    std::optional<double> score = {};
    Verdict verdict = Verdict::NoGo;
    QStringList blockers = {}; ///< ids of open items that it requires, or that are blockers of the profile
    std::vector<QString> why = {};
};

struct RiskStanding {
    const Risk *risk = nullptr;
    RiskLevel level = RiskLevel::Medium; ///< the one now, or the one before while a mitigating item is unfinished
    QStringList openItems = {}; ///< ids of its mitigating items that are open or waived
};

struct PhaseForecast {
    const Phase *phase = nullptr;
    std::optional<double> score =
        {}; ///< after completing its items (and those of the phases before it that are not alone)
    Verdict verdict = Verdict::NoGo;
};

enum class ClaimResult { Holds, WithinRounding, DoesNotHold, Conflict };
/// "holds", "within_rounding", "does_not_hold", "conflict".
[[nodiscard]] QString claimResultName(ClaimResult result);

struct CheckedClaim {
    const Claim *claim = nullptr;
    ClaimResult result = ClaimResult::DoesNotHold;
    std::optional<double> computed = {}; ///< absent: a conflict, or the expression yields nothing
    QString problem = {}; ///< why nothing could be computed
};

/// A profile judged at one moment: a value that holds everything it refers to.
struct Assessment {
    std::shared_ptr<const Profile> profile;
    QString service;
    QString environment = {};
    Timestamp at{};
    std::vector<AssessedItem> items; ///< in the profile's order
    std::vector<CategoryScore> categories; ///< as in the profile
    std::optional<double> score = {}; ///< unrounded; absent: nothing scores, which is NO-GO
    Verdict verdict = Verdict::NoGo;
    int applicable = 0;
    int unknown = 0;
    QStringList conditions = {}; ///< the profile's own, then one sentence for every open or waived item
    std::vector<QString> why = {}; ///< the verdict in words, most important first
    std::vector<ScenarioVerdict> scenarios = {};
    std::vector<RiskStanding> risks = {};
    std::vector<PhaseForecast> phases = {};
    std::vector<CheckedClaim> claims = {};
    Path path = {};
    /// The next moment at which something expires, so that the results may be others without new evidence.
    std::optional<Timestamp> changesAt = {};

    [[nodiscard]] const AssessedItem *item(QStringView id) const;
};

/// A whole judgement: results, scores, verdict, scenarios, risks, phases, claims and the shortest path, by the rules of
/// docs/readiness.md. Pure; `facts` has as many elements as the profile has items. `previous`, an assessment of the
/// same profile, spares what follows from results and scores alone when those have not changed.
[[nodiscard]] Assessment assess(std::shared_ptr<const Profile> profile, const std::vector<ItemFacts> &facts,
                                const QString &service, const QString &environment, Timestamp now,
                                const Assessment *previous = nullptr);

} // namespace readyroom::readiness
