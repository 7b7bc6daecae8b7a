// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/measures.h"
#include "app/runner/runrecord.h"
#include "app/runner/stage.h"

#include <QCoroTask>

#include <memory>
#include <stop_token>

namespace readyroom::runner {

/// Keeps in the record of a run what its measure was before and after. Does nothing for a run without a measure, or
/// where nothing can be asked. The record outlives it.
class Comparing final {
public:
    Comparing(std::shared_ptr<Stage> stage, RunRecord &record);

    /// Every three seconds, until it is stopped.
    [[nodiscard]] QCoro::Task<> soFar(std::stop_token stop);
    /// For good, once the run is over. What cannot be measured is told to the journal.
    [[nodiscard]] QCoro::Task<> atLast(std::stop_token stop);

private:
    [[nodiscard]] bool isWanted() const;
    [[nodiscard]] QCoro::Task<> keepCourse(Windows windows, std::stop_token stop);

    std::shared_ptr<Stage> m_stage;
    RunRecord &m_record;
};

} // namespace readyroom::runner
