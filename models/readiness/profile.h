// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/readiness/decision.h"
#include "models/readiness/evidencespec.h"
#include "models/readiness/severity.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

/// What a profile of readiness says, as values. A profile is refused as a whole when anything in it is wrong, so every
/// reference in these values holds.
namespace readyroom::readiness {

/// One line of a checklist.
struct Item {
    QString id; ///< unique in the profile: a-z, 0-9 and "-"
    QString title;
    Severity severity = Severity::Medium;
    bool blocker = false; ///< while it is open there is no GO
    std::optional<double> weight = {}; ///< ≥ 0; absent: by severity. 0: shown and checked, does not score
    std::optional<HalfHours> effort = {}; ///< absent: assumed by severity
    QString owner = {};
    QStringList tags = {}; ///< "must", "phase-1": what scenarios and phases refer to
    QString description = {};
    QString fix = {}; ///< how to mend it
    std::optional<EvidenceSpec> evidence = {}; ///< absent: unknown until somebody attests it
    Duration expiry{std::chrono::minutes{5}}; ///< of what was collected; then it is unknown again
    std::optional<Waiver> waiver = {};
    std::optional<NotApplicable> notApplicable = {};
    SourcePosition where = {};

    [[nodiscard]] double effectiveWeight() const { return weight ? *weight : defaultWeight(severity); }
    [[nodiscard]] HalfHours effectiveEffort() const { return effort ? *effort : assumedEffort(severity); }
};

struct Category {
    QString name;
    double weight = 1.0; ///< ≥ 0, in the overall score
    std::optional<double> assessed = {}; ///< 0 … 100: what a reviewer found already in place
    QString summary = {};
    std::vector<Item> items = {};
};

/// A use of the service that asks for more or less than the profile. It changes what is demanded, never what was
/// measured: its score is the profile's.
struct Scenario {
    QString name;
    std::optional<double> floor = {}; ///< absent: the profile's
    std::optional<double> gate = {};
    QStringList requires_ = {}; ///< tags whose items are blockers here, whatever the profile says of them
    std::optional<double> claimed = {}; ///< what the report says, in points
    QString says = {}; ///< in its words
};

enum class RiskLevel { High, Medium, Low };

struct Risk {
    QString title;
    RiskLevel now = RiskLevel::Medium;
    std::optional<RiskLevel> before = {};
    QStringList mitigatedBy = {}; ///< ids of items; while one of them is open the risk is shown at its level before
    QString note = {};
};

/// A step of a plan, with the score that its report promises after it.
struct Phase {
    QString name;
    QStringList items = {}; ///< ids that it completes, tags already unfolded
    bool alone = false; ///< computed without the phases before it
    std::optional<double> claimed = {};
    QString says = {};
};

/// A number that a report gives, and an expression (PromQL over the facts of factsOf()) for what follows.
struct ValueClaim {
    QString says;
    QString where = {}; ///< section of the report
    double claimed = 0.0;
    double tolerance = 0.5; ///< half a unit of the last printed digit
    QString expr;
    promql::ExprPtr parsed;
    struct Input {
        double value = 0.0;
        double tolerance = 0.0; ///< half a unit of its last printed digit, when the report rounded it
        bool operator==(const Input &) const = default;
    };
    QMap<QString, Input> inputs = {}; ///< `readiness:input{name=…}`; at most 8 that are rounded
};

/// Two statements of one report that cannot both be true.
struct ConflictClaim {
    QStringList says; ///< two, or more
    QStringList where; ///< as many: where each stands
    QString note = {};
};

using Claim = std::variant<ValueClaim, ConflictClaim>;

/// Who must approve before it counts as signed. `name` is part of the namespace of the signature ("readyroom-<name>").
struct Role {
    QString name; ///< a-z, 0-9 and "-"
    QString title;
};

struct Profile {
    QString name; ///< a-z, 0-9 and "-"
    QString title;
    QString service = {}; ///< it is about this one unless another is asked for
    QString source = {}; ///< the report it was made from, its date and status in one line
    double gate = 90.0;
    double floor = 60.0;
    QStringList conditions = {};
    std::vector<Category> categories;
    std::vector<Scenario> scenarios = {};
    std::vector<Risk> risks = {};
    std::vector<Phase> phases = {};
    std::vector<Claim> claims = {};
    std::vector<Role> approvals = {};
    QString file = {}; ///< where it was read from; ":/…" for a built-in one
    QByteArray sha256 = {}; ///< of its text, lower-case hex

    /// All items, category by category: the order in which facts, results and assessed items stand.
    [[nodiscard]] std::vector<const Item *> items() const;
    /// Null when there is none.
    [[nodiscard]] const Item *item(QStringView id) const;
};

} // namespace readyroom::readiness
