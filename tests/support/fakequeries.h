// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/querysource.h"

#include <coroutine>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace readyroom::fakes {

/// Answers range queries by a function, at once or when the test says so, and remembers what it was asked.
class FakeQueries final : public QuerySource {
public:
    struct Asked {
        QString expr;
        Timestamp from;
        Timestamp to;
        Duration step;
        std::stop_token stop;
    };
    using Answerer = std::function<Result<promql::QueryResult>(const Asked &)>;

    FakeQueries();

    void setAnswerer(Answerer answerer) { m_answerer = std::move(answerer); }
    /// From now on queries wait for release().
    void hold() { m_holds = true; }
    /// Answers what waits, oldest first, and holds no longer.
    void release();
    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }

    std::vector<Asked> asked;
    /// How many of `asked` hold this text in their expression.
    [[nodiscard]] int countOf(const QString &text) const;

    [[nodiscard]] QCoro::Task<Result<promql::QueryResult>> instant(QString expr, Timestamp at,
                                                                   std::stop_token stop = {}) override;
    [[nodiscard]] QCoro::Task<Result<promql::QueryResult>> range(QString expr, Timestamp from, Timestamp to,
                                                                 Duration step, std::stop_token stop = {}) override;

    /// One line of `labels` with value(t in ms) at each step of the query.
    [[nodiscard]] static promql::MatrixSeries line(const Asked &asked, series::Labels labels,
                                                   const std::function<double(std::int64_t)> &value);
    [[nodiscard]] static promql::QueryResult matrix(promql::Matrix lines);
    /// Believable curves for whatever the pages ask for, named after the labels in the expression.
    [[nodiscard]] static Result<promql::QueryResult> curves(const Asked &asked);

private:
    struct Gate;

    Answerer m_answerer;
    bool m_holds = false;
    std::deque<std::coroutine_handle<>> m_waiting;
};

} // namespace readyroom::fakes
