// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/measure.h"
#include "models/drills/tolerance.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>
#include <vector>

namespace readyroom::drills {

/// What a drill or a button is about; the rest of it is the same for all.
enum class ActionKind { Invalidate, Rollback, Failover, Load, Drill };
/// "invalidate", "rollback", "failover", "load", "drill".
[[nodiscard]] QString actionKindName(ActionKind kind);
[[nodiscard]] std::optional<ActionKind> actionKindFromName(QStringView name);

/// A probe or an action of an experiment, references resolved. Placeholders `${name}` are still in it.
struct Activity {
    enum class Type { Probe, Action };
    Type type = Type::Action;
    QString name;
    QJsonObject provider; ///< with "type"; the keys of http, process and ours: docs/actions.md
    std::optional<Tolerance> tolerance = {};
    bool background = false;
    Duration pauseBefore{0};
    Duration pauseAfter{0}; ///< the steady state is watched meanwhile, as during everything
    QStringList secrets = {}; ///< names of groups in Experiment::secrets
    QJsonObject json = {}; ///< as it stands in the file, for the journal

    [[nodiscard]] QString providerType() const { return provider.value(QLatin1StringView("type")).toString(); }
    bool operator==(const Activity &) const = default;
};

struct Hypothesis {
    QString title;
    std::vector<Activity> probes;
    bool operator==(const Hypothesis &) const = default;
};

/// When rollbacks run, as `runtime.rollbacks.strategy` says. Default here is Always, because a drill shall leave things
/// as they were whatever happens; Deviated is what a button has, whose effect is to stay.
enum class RollbackStrategy { Always, Deviated, Never };
enum class HypothesisStrategy { Default, BeforeOnly, AfterOnly, DuringOnly, Continuously };

/// A Chaos Toolkit experiment (chaostoolkit.org/reference/api/experiment), which is also what a button becomes. What is
/// ours stands in `extensions`, in the element whose `name` is "readyroom", where other tools leave it alone:
/// {"name":"readyroom","drill":…,"service":…,"environment":…,"kind":…,"undo":"automatic","measure":{…},"guard_every":…}.
struct Experiment {
    QString title;
    QString description = {};
    QStringList tags = {};
    QJsonObject configuration = {}; ///< names to values, or to {"type":"env","key":…,"default":…}
    QJsonObject secrets = {}; ///< group → name → {"type":"env","key":…}; values are never kept
    std::optional<Hypothesis> steadyState = {};
    std::vector<Activity> method = {};
    std::vector<Activity> rollbacks = {};
    RollbackStrategy rollbackStrategy = RollbackStrategy::Always;
    HypothesisStrategy hypothesisStrategy = HypothesisStrategy::Default;
    QString drill = {}; ///< the name by which it is asked for, `drill:` of a readiness item; empty: the title
    QString service = {}; ///< what it is about; empty: of no service of the fleet
    QString environment = {}; ///< in which it acts; empty: that of the service, else the one that is armed
    ActionKind kind = ActionKind::Drill;
    /// The undo of each act is its rollback, newest first, instead of `rollbacks` (which come after, if there are any).
    bool automaticUndo = false;
    std::optional<Measure> measure = {};
    Duration guardEvery{1000};
    QJsonObject json = {}; ///< as it was read or made, for the journal
    bool operator==(const Experiment &) const = default;
};

/// What is wrong, and where in the JSON.
struct Problem {
    QString pointer; ///< RFC 6901, e.g. "/method/0/provider/type"
    QString sentence;
    bool operator==(const Problem &) const = default;
};

/// Reads an experiment: all or nothing, everything that is wrong. `python` providers, `controls` and vault secrets are
/// refused with a sentence that says what to use instead; unknown keys are left alone, as Chaos Toolkit does. Arguments
/// of the providers are checked (providercheck.h).
[[nodiscard]] std::expected<Experiment, std::vector<Problem>> experimentFrom(const QJsonObject &json);

} // namespace readyroom::drills
