// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/localsource.h"

#include "app/async/pool.h"
#include "app/monitor/engine.h"
#include "app/monitor/querystats.h"
#include "models/promql/engine.h"
#include "models/promql/parser.h"

#include <QThreadPool>

#include <utility>

namespace readyroom::sources {

using namespace Qt::StringLiterals;
using SteadyClock = std::chrono::steady_clock;

/// Outlives the source while queries are under way: they hold it.
struct LocalSource::Shared {
    monitor::Engine *engine;
    std::shared_ptr<monitor::QueryStats> stats;
    QueryBounds bounds;
    std::stop_source stop;
    QThreadPool pool;
};

namespace {

struct Job {
    promql::ExprPtr expr;
    promql::EvaluationTime time;
    series::Snapshot snapshot;
    std::shared_ptr<monitor::QueryStats> stats;
};

Result<promql::QueryResult> evaluated(const Job &job, const QueryBounds &bounds, const std::stop_token &stop)
{
    const auto began = SteadyClock::now();
    promql::EvaluationLimits limits;
    limits.maxSamples = bounds.maxSamples;
    limits.expired = [until = began + bounds.deadline] { return SteadyClock::now() >= until; };
    limits.stop = stop;
    Result<promql::QueryResult> result = promql::evaluate(*job.expr, job.time, job.snapshot, limits);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - began);
    job.stats->count.fetch_add(1);
    job.stats->microseconds.fetch_add(static_cast<std::uint64_t>(took.count()));
    return result;
}

QCoro::Task<Result<promql::QueryResult>> refused(QString sentence)
{
    co_return failure(Error::Kind::Config, std::move(sentence));
}

} // namespace

LocalSource::LocalSource(monitor::Engine &engine, QueryBounds bounds)
    : m_shared(std::make_shared<Shared>(&engine, engine.queryStats(), bounds))
{
    m_shared->pool.setMaxThreadCount(bounds.threads);
}

LocalSource::~LocalSource()
{
    m_shared->stop.request_stop();
    m_shared->pool.clear();
    m_shared->pool.waitForDone();
}

QCoro::Task<Result<promql::QueryResult>> LocalSource::instant(QString expr, Timestamp at, std::stop_token stop)
{
    return answer(m_shared, std::move(expr), promql::EvaluationTime::instant(at), std::move(stop));
}

QCoro::Task<Result<promql::QueryResult>> LocalSource::range(QString expr, Timestamp from, Timestamp to, Duration step,
                                                            std::stop_token stop)
{
    // Further down a step of zero means "instant", so a range without a step must not get there.
    if (step <= Duration{0}) {
        return refused(u"The step of a range query must be longer than zero."_s);
    }
    if (to < from) {
        return refused(u"The end of a range query must not be before its start."_s);
    }
    return answer(m_shared, std::move(expr), promql::EvaluationTime{from, to, step}, std::move(stop));
}

QCoro::Task<Result<promql::QueryResult>> LocalSource::answer(std::shared_ptr<Shared> shared, QString text,
                                                             promql::EvaluationTime time, std::stop_token stop)
{
    const Result<promql::ExprPtr> expr = promql::parse(text);
    if (!expr) {
        co_return std::unexpected(expr.error());
    }
    std::stop_source either;
    const auto forward = [either]() mutable { either.request_stop(); };
    const std::stop_callback byCaller(std::move(stop), forward);
    const std::stop_callback byOwner(shared->stop.get_token(), forward);

    if (either.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    Result<series::Snapshot> snapshot = co_await shared->engine->snapshot(promql::selections(**expr, time));
    if (!snapshot) {
        co_return std::unexpected(std::move(snapshot).error());
    }
    if (either.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    Job job{*expr, time, *std::move(snapshot), shared->stats};
    co_return co_await async::runOnPool(shared->pool,
                                        [job = std::move(job), bounds = shared->bounds, token = either.get_token()] {
                                            return evaluated(job, bounds, token);
                                        });
}

} // namespace readyroom::sources
