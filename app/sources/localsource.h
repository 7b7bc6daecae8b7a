// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/querysource.h"
#include "models/promql/engine.h"

#include <cstddef>
#include <memory>

namespace readyroom::monitor {
class Engine;
}

namespace readyroom::sources {

/// Bounds of one query over the local store.
struct QueryBounds {
    Duration deadline{10'000}; ///< from the start of the evaluation; beyond it Kind::Timeout
    std::size_t maxSamples = 50'000'000; ///< held at once; beyond it Kind::Limit
    int threads = 2; ///< queries evaluated at the same time
};

/// PromQL over the series of an engine. The expression is parsed on the caller's thread, the series are copied on the
/// engine thread, the evaluation runs on a pool thread with a deadline, a sample limit and cancellation, and the caller
/// resumes where it was. Errors: Kind::Parse with a position in the expression, Kind::Timeout, Kind::Limit,
/// Kind::Cancelled.
///
/// Destroy it before the engine. The destructor withdraws what is under way and waits for the pool, a moment at most.
class LocalSource final : public QuerySource {
public:
    explicit LocalSource(monitor::Engine &engine, QueryBounds bounds = {});
    ~LocalSource() override;
    LocalSource(const LocalSource &) = delete;
    LocalSource &operator=(const LocalSource &) = delete;

    [[nodiscard]] QCoro::Task<Result<promql::QueryResult>> instant(QString expr, Timestamp at,
                                                                   std::stop_token stop = {}) override;
    [[nodiscard]] QCoro::Task<Result<promql::QueryResult>> range(QString expr, Timestamp from, Timestamp to,
                                                                 Duration step, std::stop_token stop = {}) override;

private:
    struct Shared;
    [[nodiscard]] static QCoro::Task<Result<promql::QueryResult>>
    answer(std::shared_ptr<Shared> shared, QString text, promql::EvaluationTime time, std::stop_token stop);
    std::shared_ptr<Shared> m_shared;
};

} // namespace readyroom::sources
