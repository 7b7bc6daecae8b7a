// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/runrecord.h"
#include "app/runner/stage.h"

#include <QCoroTask>
#include <QJsonObject>

#include <memory>
#include <stop_token>

namespace readyroom::runner {

struct ProbeReading;

/// Asks the probes of a run's steady state, and keeps what they read. The record outlives it.
class Guard final {
public:
    Guard(std::shared_ptr<Stage> stage, RunRecord &record, QJsonObject values);

    /// Asks each of them once, for the step; ends with the first that is not met. True when all are.
    [[nodiscard]] QCoro::Task<bool> check(std::size_t step, Permits permits, std::stop_token stop);
    /// Asks them again and again. Yields why the steady state was left, one sentence; empty when it was stopped. Of a
    /// probe that cannot be read, one miss is borne.
    [[nodiscard]] QCoro::Task<QString> watch(Permits permits, std::stop_token stop);

private:
    void keep(const drills::Activity &probe, const ProbeReading &reading, Timestamp at);

    std::shared_ptr<Stage> m_stage;
    RunRecord &m_record;
    QJsonObject m_values;
};

} // namespace readyroom::runner
