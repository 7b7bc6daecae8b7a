// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/asyncscope.h"
#include "app/runner/comparing.h"
#include "app/runner/guard.h"
#include "app/runner/performer.h"
#include "app/runner/runrecord.h"
#include "app/runner/stage.h"
#include "models/drills/run.h"

#include <QCoroTask>
#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>

namespace readyroom::runner {

/// Runs one experiment, from the check of its steady state to the proof that it is back:
///
///     steady state ─▶ method ─▶ steady state ─▶ (rollbacks ─▶ steady state)
///                       │ watched all the time; a deviation, a failure, Abort or being disarmed goes to the rollbacks
///
/// Lives on the thread of the gate. Held by whoever shows it and by its own coroutine, so it ends when it has ended.
class Runner final : public QObject {
    Q_OBJECT
public:
    /// What is left to do when a step fails.
    enum class AfterFailure {
        Rollbacks, ///< nothing more is done, and what was done is taken back
        NextStep ///< the rest is done all the same: of what takes something back itself
    };
    Runner(std::shared_ptr<Stage> stage, drills::Run run, AfterFailure afterFailure = AfterFailure::Rollbacks);

    /// Runs it to its end, rollbacks and all. Kind::Unsupported when its environment is not armed, Kind::Config when
    /// the run cannot begin (another program is at it, a value is missing): then nothing was done.
    [[nodiscard]] static QCoro::Task<Result<void>> execute(std::shared_ptr<Runner> self);

    /// Ends the method at once; its rollbacks begin within 200 ms. `why` is one sentence. Ignored once they have begun.
    void abort(const QString &why);
    /// Ends the rollbacks, too, because the program cannot wait any longer: they stay owed.
    void giveUp();

    [[nodiscard]] std::shared_ptr<const drills::Run> run() const;
    [[nodiscard]] bool hasBegun() const { return m_begun; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] Result<void> prepare();
    void plan();
    static QCoro::Task<> method(std::shared_ptr<Runner> self);
    static QCoro::Task<> activities(std::shared_ptr<Runner> self);
    static QCoro::Task<> watch(std::shared_ptr<Runner> self, std::stop_token stop);
    static QCoro::Task<> rollBack(std::shared_ptr<Runner> self);
    static QCoro::Task<bool> takeBack(std::shared_ptr<Runner> self, std::size_t undo);
    static QCoro::Task<> proveAgain(std::shared_ptr<Runner> self);
    static QCoro::Task<bool> steadyState(std::shared_ptr<Runner> self, std::size_t step, std::stop_token stop);
    static QCoro::Task<> background(std::shared_ptr<Runner> self, std::size_t step);
    void deviate(const QString &why);
    void endWith(drills::RunStatus status, const QString &why);
    [[nodiscard]] bool wantsRollbacks() const;
    [[nodiscard]] Permits acting();
    [[nodiscard]] Permits takingBack();
    void onArming();

    std::shared_ptr<Stage> m_stage;
    AfterFailure m_afterFailure;
    RunRecord m_record;
    Comparing m_comparing;
    std::optional<Performer> m_performer;
    std::optional<Guard> m_guard;
    std::optional<security::RollbackRight> m_right;
    std::stop_source m_stop; ///< of the method
    std::stop_source m_gone; ///< of the rollbacks
    std::unique_ptr<async::AsyncScope> m_aside; ///< the guard, and what runs in the background
    int m_beside = 0; ///< activities in the background
    bool m_begun = false;
    bool m_changes = false; ///< something of it may change something
    bool m_rollingBack = false;
};

} // namespace readyroom::runner
