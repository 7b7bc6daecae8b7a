// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/action.h"
#include "models/drills/experiment.h"
#include "models/drills/run.h"
#include "models/ports/error.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace readyroom {

/// A run that has ended, or is under way, in a list.
struct RunSummary {
    QString id;
    QString drill;
    QString service = {};
    QString environment = {};
    QString title = {};
    QString by = {}; ///< "ann@ws1"
    Timestamp startedAt{};
    std::optional<Timestamp> endedAt = {};
    drills::RunStatus status = drills::RunStatus::Running;
    bool deviated = false;
    drills::RollbackState rollback = drills::RollbackState::NotNeeded;
    QString why = {};
    bool canUndo = false;
    bool operator==(const RunSummary &) const = default;
};

/// A drill or a button that can be run.
struct DrillEntry {
    QString name; ///< with `service` it is unique; of a file of no service: its title
    QString title;
    QString description = {};
    drills::ActionKind kind = drills::ActionKind::Drill;
    QString service = {};
    QString environment = {}; ///< in which it acts; empty: the one that is armed
    bool isAction = false; ///< of the fleet file: a button; otherwise an experiment
    QString file = {}; ///< of the experiment
    std::vector<drills::Parameter> parameters = {};
    bool asksReason = false;
    QStringList problems = {}; ///< file:line:column: sentence. Not empty: it cannot be run
    std::optional<RunSummary> last = {}; ///< of this machine
    QString suggested = {}; ///< why the button suggests itself now, one sentence; empty: it does not
    std::optional<Timestamp> suggestedSince = {};
    bool operator==(const DrillEntry &) const = default;
};

/// What shall be run.
struct DrillRequest {
    QString name;
    QString service = {};
    QJsonObject parameters = {};
    QString reason = {};
    bool operator==(const DrillRequest &) const = default;
};

/// Precheck and preview: all that a run would do, found out without changing anything.
struct DrillPreview {
    struct Step {
        QString title;
        QString provider = {}; ///< its name; empty: the steady state
        std::vector<drills::Preview> targets = {};
        Duration hold{0};
        bool operator==(const Step &) const = default;
    };
    drills::Experiment experiment;
    QString environment = {};
    std::vector<Step> steps;
    std::vector<drills::GuardReading> steadyState = {}; ///< as it is now
    QStringList refusals = {}; ///< not empty: it would not be started, sentence by sentence
    QStringList warnings = {};
    QString ifDeviates = {}; ///< what happens then, and on Abort, one or two sentences
    std::optional<drills::BlastRadius> blast = {};
};

/// Something that somebody forced and that is still in force: a drained server, a weight of zero, a forced breaker.
struct Override {
    QString service;
    QString environment = {};
    QString what; ///< "Server s1 of backend be is drained"
    std::optional<Timestamp> since = {}; ///< when it was first seen, or done
    QString by = {}; ///< who did it, where it was a run of ours
    QString run = {}; ///< id of that run, which undo() takes; empty: nobody here did it
    bool operator==(const Override &) const = default;
};

/// Actions and drills for those who show them. Used on the thread it lives on; nothing in it blocks. Signals come on
/// that thread. One run at a time.
class DrillsPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual std::vector<DrillEntry> entries() const = 0;
    [[nodiscard]] virtual std::vector<Override> overrides() const = 0;
    /// The one under way, else the last one of this program that ended or was opened; null: none. A value.
    [[nodiscard]] virtual std::shared_ptr<const drills::Run> run() const = 0;

    /// Values that a parameter may have right now. Kind::Unsupported when it is not read live.
    [[nodiscard]] virtual QCoro::Task<Result<std::vector<drills::Choice>>>
    choices(DrillRequest request, QString parameter, std::stop_token stop) = 0;
    /// Changes nothing. Kind::Config when there is no such drill, or a parameter is wrong.
    [[nodiscard]] virtual QCoro::Task<Result<DrillPreview>> preview(DrillRequest request, std::stop_token stop) = 0;

    /// Starts it; completes when it has ended, rollbacks and all, with what became of it. Kind::Unsupported when its
    /// environment is not armed; Kind::Config when the precheck refuses, with the first refusal, or something runs
    /// already. Progress is in run().
    [[nodiscard]] virtual QCoro::Task<Result<drills::Run>> start(DrillRequest request) = 0;
    enum class AbortReason {
        Operator,
        Closing ///< Readyroom is being closed, by a person or by a signal
    };
    /// Ends the run under way and runs its rollbacks, which begin within 200 ms.
    virtual void abort(AbortReason reason = AbortReason::Operator) = 0;
    /// Takes back what a run did and left in force, or owes: its undo, or its rollbacks. As start().
    [[nodiscard]] virtual QCoro::Task<Result<drills::Run>> undo(QString runId) = 0;

    /// Runs of this machine, newest first, at most `limit`; of one drill when `name` is not empty.
    [[nodiscard]] virtual QCoro::Task<Result<std::vector<RunSummary>>> runs(QString name, QString service,
                                                                            std::size_t limit) = 0;
    /// Shows an earlier run in run().
    [[nodiscard]] virtual QCoro::Task<Result<void>> open(QString runId) = 0;

    /// Runs that the program left in the middle when it died, or ended without their rollbacks: to be offered.
    [[nodiscard]] virtual std::vector<RunSummary> owed() const = 0;

Q_SIGNALS:
    /// run() is another one.
    void runChanged();
    /// entries(), overrides() or owed() are others.
    void changed();
};

} // namespace readyroom
