// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/evaluator.h"

#include "app/async/pool.h"
#include "models/promql/engine.h"
#include "models/rules/evaluation.h"

namespace readyroom::monitor {

namespace {

Result<promql::Vector> evaluated(const promql::Expr &expr, Timestamp at, const series::Snapshot &snapshot,
                                 std::stop_token stop)
{
    promql::EvaluationLimits limits;
    limits.stop = std::move(stop);
    const Result<promql::QueryResult> result =
        promql::evaluate(expr, promql::EvaluationTime::instant(at), snapshot, limits);
    if (!result) {
        return std::unexpected(result.error());
    }
    return rules::asVector(result->value);
}

} // namespace

Evaluator::Evaluator(const series::Store &store)
    : m_store(store)
{
    // Rules depend on each other in order, so there is never more than one under way.
    m_pool.setMaxThreadCount(1);
}

Evaluator::~Evaluator()
{
    finish();
}

void Evaluator::finish()
{
    m_pool.clear();
    m_pool.waitForDone();
}

Result<promql::Vector> Evaluator::here(const promql::Expr &expr, Timestamp at) const
{
    return evaluated(expr, at, m_store.snapshot(promql::selections(expr, promql::EvaluationTime::instant(at))), {});
}

QCoro::Task<Result<promql::Vector>> Evaluator::onPool(promql::ExprPtr expr, Timestamp at, std::stop_token stop)
{
    series::Snapshot snapshot = m_store.snapshot(promql::selections(*expr, promql::EvaluationTime::instant(at)));
    co_return co_await async::runOnPool(m_pool,
                                        [expr = std::move(expr), at, snapshot = std::move(snapshot),
                                         stop = std::move(stop)] { return evaluated(*expr, at, snapshot, stop); });
}

} // namespace readyroom::monitor
