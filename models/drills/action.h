// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/experiment.h"
#include "models/drills/measure.h"
#include "models/ports/error.h"
#include "models/ports/time.h"
#include "models/readiness/threshold.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace readyroom::drills {

/// Something that whoever presses the button chooses. Fills `${name}` in the texts of the action.
struct Parameter {
    enum class Type { Text, Number, Integer, Duration, Boolean };
    QString name;
    QString title = {}; ///< empty: the name
    Type type = Type::Text;
    QStringList choices = {}; ///< not empty: one of them
    bool live = false; ///< choices are read from the target (Provider::choices), as those of the argument `argument`
    QString argument = {}; ///< of the provider; empty: as the name
    QJsonValue initial = {}; ///< Undefined or null: none
    bool required = true;
    std::optional<double> least = {};
    std::optional<double> most = {};
    bool operator==(const Parameter &) const = default;
};

/// What must hold while an action runs.
struct Guard {
    QString name;
    QString expr; ///< PromQL, narrowed to the service
    readiness::Threshold pass;
    readiness::Unit unit = readiness::Unit::None;
    bool operator==(const Guard &) const = default;
};

/// Makes the button suggest itself.
struct Trigger {
    QString name; ///< "error ratio above 10 % for 2 min"
    QString expr;
    readiness::Threshold when;
    Duration holdFor{0};
    bool operator==(const Trigger &) const = default;
};

/// How a failover moves the traffic.
struct Strategy {
    enum class Kind {
        Immediate, ///< all at once
        Gradual, ///< step by step, `hold` and the guards at each
        RoundRobin, ///< in turn between all
        Weighted ///< a lasting share
    };
    Kind kind = Kind::Immediate;
    std::vector<double> steps = {25, 50, 75, 100}; ///< Gradual: percent of the traffic on the new side, rising
    Duration hold{std::chrono::seconds{10}};
    bool operator==(const Strategy &) const = default;
};
/// "immediate", "gradual", "round-robin", "weighted".
[[nodiscard]] QString strategyName(Strategy::Kind kind);
[[nodiscard]] std::optional<Strategy::Kind> strategyFromName(QStringView name);

/// What a purge would send to the origin, compared with what it is known to bear.
struct OriginLoad {
    QString requestRate = {}; ///< PromQL; empty: service:request_rate
    QString hitRatio = {}; ///< PromQL; empty: service:cache_hit_ratio of `cache`
    QString cache = {};
    QString capacity = {}; ///< PromQL or a number, requests a second; empty: the most misses a second seen in 24 h
    bool operator==(const OriginLoad &) const = default;
};

/// What a fleet file's `actions:` say: a button. Texts in `with` and `undo` may hold `${parameter}`, and in a gradual
/// failover `${percent}`; in a staged one the values of the stage.
struct Action {
    QString name; ///< unique within the service; also the name of its drill
    QString title = {}; ///< empty: made from the name
    QString description = {};
    ActionKind kind = ActionKind::Invalidate;
    QJsonObject with; ///< the provider and its arguments, "type" included
    QStringList targets = {}; ///< empty: each instance of the service
    std::vector<Parameter> parameters = {};
    std::optional<QJsonObject> undo = {}; ///< a provider; absent: what the provider itself knows
    /// Values of placeholders for each stage, which go before parameters; empty: one stage. Not of a failover.
    std::vector<QJsonObject> stages = {};
    Strategy strategy = {}; ///< failover
    Duration hold{0}; ///< between stages, and after the last act, under guard
    std::vector<Guard> guards = {};
    /// Watched after the last act until it holds: the refill of a cache. Not reached within `recoverWithin`: failed.
    std::optional<Guard> recovery = {};
    Duration recoverWithin{std::chrono::seconds{120}};
    std::vector<Trigger> triggers = {};
    bool asksReason = false; ///< always so for a rollback
    std::optional<Measure> measure = {};
    std::optional<OriginLoad> originLoad = {};
    SourcePosition where = {};
    bool operator==(const Action &) const = default;
};

/// The service that an action is done to.
struct ActionSubject {
    QString service;
    QString environment = {};
    QStringList targets; ///< base URLs of its instances
};

/// The values that `parameters` gets: those given, checked and typed, and the initial ones for the rest. Kind::Config
/// with a sentence about the first that is wrong or missing.
[[nodiscard]] Result<QJsonObject> parameterValues(const Action &action, const QJsonObject &given);

/// The experiment that pressing the button runs: guards are its steady state, each step or stage an activity with the
/// arguments `targets` and `service`, holds are pauses, undo is automatic or its rollback (one for each stage, when it
/// speaks of what the stage is about), and rollbacks run when it deviates. `reason` goes into the description.
/// Kind::Config as above, or when a reason is missing.
[[nodiscard]] Result<Experiment> experimentOf(const Action &action, const ActionSubject &subject,
                                              const QJsonObject &parameters, const QString &reason);

} // namespace readyroom::drills
