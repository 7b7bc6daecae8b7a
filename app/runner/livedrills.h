// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/asyncscope.h"
#include "app/async/completion.h"
#include "app/runner/drilllibrary.h"
#include "app/runner/overrides.h"
#include "app/runner/runner.h"
#include "app/runner/stage.h"
#include "app/runner/watches.h"
#include "app/security/arminggate.h"
#include "app/security/vault.h"
#include "models/drills/catalogue.h"
#include "models/fleet/fleet.h"
#include "models/ports/drillsport.h"
#include "models/ports/fleetfeed.h"
#include "models/ports/journalstore.h"
#include "models/ports/querysource.h"
#include "models/ports/timesource.h"

#include <QHash>

#include <memory>
#include <optional>

namespace readyroom::runner {

/// What drills are run with. What is referred to outlives the LiveDrills.
struct LiveOptions {
    std::optional<fleet::Fleet> fleet = {}; ///< absent: only what names its targets itself
    drills::Catalogue catalogue = {}; ///< of that fleet
    QuerySource *queries = nullptr; ///< null: promql cannot be asked
    JournalStore *journal = nullptr; ///< null: nothing is journaled
    security::ArmingGate *gate = nullptr; ///< null: nothing can be run, only previewed
    security::Vault vault{};
    std::shared_ptr<const TimeSource> time = {}; ///< null: the clocks of this machine
    QStringList files = {}; ///< experiments beside those of the fleet file
    QString folder = {}; ///< where runs are kept; empty: storage::RunFolder::defaultPath()
    ActionThread::Fill fill = {}; ///< adds providers, for tests
};

/// Actions and drills over a live fleet. Lives on a thread with an event loop, on which nothing of it takes long:
/// providers act on a thread of their own, files are read and written on pool threads.
///
///     DrillLibrary ─▶ experiment ─▶ Runner ─▶ run()      Runner: providers on the action thread, step after step
///     Runner ─▶ RunFolder, journal                        triggers, overrides ◀─ PromQL
class LiveDrills final : public DrillsPort {
    Q_OBJECT
public:
    explicit LiveDrills(LiveOptions options, QObject *parent = nullptr);
    /// Aborts what is under way and waits for its rollbacks, at most `farewell`; what is not done by then is owed.
    ~LiveDrills() override;

    static constexpr Duration farewell{30'000};

    /// Files and earlier runs have been read.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] bool isBusy() const { return m_busy; }

    [[nodiscard]] std::vector<DrillEntry> entries() const override { return m_entries; }
    [[nodiscard]] std::vector<Override> overrides() const override { return m_overrides; }
    [[nodiscard]] std::shared_ptr<const drills::Run> run() const override;
    [[nodiscard]] std::vector<RunSummary> owed() const override { return m_owed; }

    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(DrillRequest request, QString parameter,
                                                                           std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<DrillPreview>> preview(DrillRequest request, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Run>> start(DrillRequest request) override;
    void abort(AbortReason reason = AbortReason::Operator) override;
    [[nodiscard]] QCoro::Task<Result<drills::Run>> undo(QString runId) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<RunSummary>>> runs(QString name, QString service,
                                                                    std::size_t limit) override;
    [[nodiscard]] QCoro::Task<Result<void>> open(QString runId) override;

private:
    /// What the folder has: the recent runs and, however old, all that are not settled.
    struct EarlierRuns {
        std::vector<RunSummary> runs;
        std::vector<Undoable> undoable = {};
    };
    static EarlierRuns earlierRuns(const storage::RunFolder &folder);

    [[nodiscard]] QCoro::Task<> load();
    [[nodiscard]] QCoro::Task<> refresh();
    [[nodiscard]] QCoro::Task<Result<drills::Run>> execute(drills::Run run, Runner::AfterFailure afterFailure);
    [[nodiscard]] std::optional<drills::Action> buttonOf(const DrillRequest &request) const;
    static QCoro::Task<> carry(std::shared_ptr<Runner> runner, async::Promise<void> promise);
    [[nodiscard]] drills::Run newRun(drills::Experiment experiment, const QString &reason) const;
    [[nodiscard]] QCoro::Task<> markUndone(QString runId, std::shared_ptr<const drills::Run> undoing);
    void takeRuns(EarlierRuns runs);
    void showEntries();

    std::shared_ptr<Stage> m_stage;
    DrillLibrary m_library;
    QStringList m_files;
    std::unique_ptr<Watches> m_watches; ///< null: there is nothing to ask
    async::AsyncScope m_tasks;
    std::shared_ptr<Runner> m_runner; ///< the one under way, or the last
    std::shared_ptr<const drills::Run> m_shown; ///< an earlier run that was opened
    std::vector<DrillEntry> m_entries;
    std::vector<RunSummary> m_recent;
    std::vector<RunSummary> m_owed;
    std::vector<Undoable> m_undoable;
    std::vector<Override> m_overrides;
    std::stop_source m_starting; ///< of what is looked at before a run begins
    bool m_loaded = false;
    bool m_busy = false;
};

} // namespace readyroom::runner
