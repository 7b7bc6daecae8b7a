// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/runrecord.h"
#include "app/runner/stage.h"
#include "models/drills/act.h"

#include <QCoroTask>
#include <QJsonObject>

#include <memory>
#include <stop_token>
#include <vector>

namespace readyroom::runner {

/// Does one step of a run: asks a probe, or acts at each target in turn (preview, act, re-read). The record outlives
/// it.
class Performer final {
public:
    Performer(std::shared_ptr<Stage> stage, RunRecord &record, QJsonObject values);

    /// The activity of a step; true when it succeeded. What could be taken back is on the disk before anything is sent.
    [[nodiscard]] QCoro::Task<bool> perform(std::size_t step, Permits permits, std::stop_token stop);
    /// The same for one act, which is what a step of taking back does.
    [[nodiscard]] QCoro::Task<bool> perform(std::size_t step, drills::Act act, Permits permits, std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<bool> ask(std::size_t step, Permits permits, std::stop_token stop);
    [[nodiscard]] QCoro::Task<bool> actAt(std::size_t step, std::vector<drills::Act> acts, Permits permits,
                                          std::stop_token stop);
    [[nodiscard]] QCoro::Task<> actAtOne(std::size_t step, std::size_t target, drills::Act act, Permits permits,
                                         std::stop_token stop);
    [[nodiscard]] QCoro::Task<> sendAndVerify(std::size_t step, std::size_t target, drills::Act act,
                                              security::Permit permit, std::stop_token stop);
    void begin(std::size_t step);
    void note(std::size_t step, drills::Progress progress);
    void end(std::size_t step, bool succeeded, const QString &detail, const QString &error, const QJsonValue &output);
    void failTarget(std::size_t step, std::size_t target, const Error &error);
    [[nodiscard]] bool keepsUndo(std::size_t step) const;

    std::shared_ptr<Stage> m_stage;
    RunRecord &m_record;
    QJsonObject m_values;
};

} // namespace readyroom::runner
