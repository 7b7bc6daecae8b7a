// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/querysource.h"
#include "models/promql/engine.h"
#include "models/promql/parser.h"
#include "tests/support/memorystore.h"

#include <QStringList>

#include <optional>

namespace readyroom::test {

/// Answers PromQL over series in memory, with the engine of the program itself; or with an error.
class StoreQueries final : public QuerySource {
public:
    MemoryStore store;
    std::optional<Error> error = {};
    QStringList asked;

    [[nodiscard]] QCoro::Task<Result<promql::QueryResult>> instant(QString expr, Timestamp at,
                                                                   std::stop_token stop = {}) override
    {
        co_return answer(expr, promql::EvaluationTime::instant(at), stop);
    }
    [[nodiscard]] QCoro::Task<Result<promql::QueryResult>> range(QString expr, Timestamp from, Timestamp to,
                                                                 Duration step, std::stop_token stop = {}) override
    {
        co_return answer(expr, {from, to, step}, stop);
    }

private:
    Result<promql::QueryResult> answer(const QString &expr, const promql::EvaluationTime &time, std::stop_token stop)
    {
        asked += expr;
        if (error) {
            return std::unexpected(*error);
        }
        const Result<promql::ExprPtr> parsed = promql::parse(expr);
        if (!parsed) {
            return std::unexpected(parsed.error());
        }
        promql::EvaluationLimits limits;
        limits.stop = stop;
        return promql::evaluate(**parsed, time, store.snapshot(promql::selections(**parsed, time)), limits);
    }
};

} // namespace readyroom::test
