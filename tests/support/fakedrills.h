// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/sampledrills.h"

#include <coroutine>
#include <map>

namespace readyroom::fakes {

/// Actions and drills that do nothing: answers at once or when the test says so, fails when told to, and remembers what
/// it was asked. A run is what the test sets.
class FakeDrills final : public DrillsPort {
    Q_OBJECT
public:
    explicit FakeDrills(std::vector<DrillEntry> entries = sampleEntries(), QObject *parent = nullptr);

    void setEntries(std::vector<DrillEntry> entries);
    void setOverrides(std::vector<Override> overrides);
    void setOwed(std::vector<RunSummary> owed);
    /// What run() tells from now on. One that has ended ends start() or undo() that was waiting for it.
    void setRun(std::optional<drills::Run> run);

    /// From now on no question is answered until release().
    void hold() { m_holds = true; }
    void release();
    /// Every task ends with this; absent: they work.
    void failWith(std::optional<Error> error) { m_error = std::move(error); }

    DrillPreview previewed = failoverPreview();
    std::vector<drills::Choice> chooseFrom; ///< what choices() yields
    std::vector<RunSummary> earlier; ///< what runs() yields

    std::vector<DrillRequest> previews;
    std::vector<std::pair<DrillRequest, QString>> asked; ///< of choices()
    std::vector<DrillRequest> started;
    std::vector<QString> undone;
    std::vector<QString> opened;
    int aborted = 0;

    [[nodiscard]] std::vector<DrillEntry> entries() const override { return m_entries; }
    [[nodiscard]] std::vector<Override> overrides() const override { return m_overrides; }
    [[nodiscard]] std::shared_ptr<const drills::Run> run() const override { return m_run; }
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(DrillRequest request, QString parameter,
                                                                           std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<DrillPreview>> preview(DrillRequest request, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<drills::Run>> start(DrillRequest request) override;
    void abort(AbortReason) override { ++aborted; }
    [[nodiscard]] QCoro::Task<Result<drills::Run>> undo(QString runId) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<RunSummary>>> runs(QString name, QString service,
                                                                    std::size_t limit) override;
    [[nodiscard]] QCoro::Task<Result<void>> open(QString runId) override;
    [[nodiscard]] std::vector<RunSummary> owed() const override { return m_owed; }

private:
    struct Gate;
    struct RunGate;

    std::vector<DrillEntry> m_entries;
    std::vector<Override> m_overrides;
    std::vector<RunSummary> m_owed;
    std::shared_ptr<const drills::Run> m_run;
    std::optional<Error> m_error;
    bool m_holds = false;
    std::vector<std::coroutine_handle<>> m_waiting;
    std::vector<std::coroutine_handle<>> m_untilEnd;
};

} // namespace readyroom::fakes
