// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/queryevidence.h"
#include "models/ports/timesource.h"
#include "models/promql/engine.h"
#include "models/readiness/profile.h"
#include "models/rules/servicekey.h"
#include "models/series/selection.h"

#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

namespace readyroom::evidence {

/// All expressions of a profile, narrowed to a service once and evaluated together again and again: one question to the
/// engine for all of them, in which the same series are asked for once, and everything else on a pool thread. A value
/// that never changes, so it may cross threads.
class QueryBatch final {
public:
    QueryBatch(const readiness::Profile &profile, const rules::ServiceKey &service);

    [[nodiscard]] bool isEmpty() const { return m_questions.empty(); }

    /// What has to be read to evaluate everything as of one moment.
    struct Plan {
        Timestamp at{};
        std::vector<series::SelectRequest> requests;
        std::vector<std::vector<std::size_t>> selections; ///< by question: places in `requests`
    };
    [[nodiscard]] Plan plan(Timestamp at) const;

    struct Finding {
        std::size_t item = 0; ///< in the profile, category by category
        QueryFinding found;
    };
    struct Limits {
        Duration deadline{2000}; ///< of one expression
        std::size_t maxSamples = 5'000'000; ///< held at once
        std::function<MonotonicTime()> clock = {}; ///< empty: no deadline
        std::stop_token stop = {};
    };
    /// Evaluates and judges; `snapshot` is for plan.requests. What a requested stop cut short is left out.
    [[nodiscard]] std::vector<Finding> judge(const Plan &plan, const series::Snapshot &snapshot,
                                             const Limits &limits) const;

private:
    struct Question {
        std::size_t item = 0;
        readiness::QueryEvidence spec;
        promql::ExprPtr expr; ///< narrowed
    };
    std::vector<Question> m_questions;
};

} // namespace readyroom::evidence
