// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakequeries.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <utility>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;

/// Suspends the query while the fake holds.
struct FakeQueries::Gate {
    FakeQueries *fake;
    [[nodiscard]] bool await_ready() const { return !fake->m_holds; }
    void await_suspend(std::coroutine_handle<> handle) const { fake->m_waiting.push_back(handle); }
    void await_resume() const { }
};

FakeQueries::FakeQueries()
    : m_answerer(&FakeQueries::curves)
{
}

void FakeQueries::release()
{
    m_holds = false;
    while (!m_waiting.empty()) {
        const std::coroutine_handle<> next = m_waiting.front();
        m_waiting.pop_front();
        next.resume();
    }
}

int FakeQueries::countOf(const QString &text) const
{
    return static_cast<int>(
        std::count_if(asked.begin(), asked.end(), [&text](const Asked &one) { return one.expr.contains(text); }));
}

QCoro::Task<Result<promql::QueryResult>> FakeQueries::instant(QString expr, Timestamp at, std::stop_token stop)
{
    co_return co_await range(expr, at, at, Duration{1000}, stop);
}

QCoro::Task<Result<promql::QueryResult>> FakeQueries::range(QString expr, Timestamp from, Timestamp to, Duration step,
                                                            std::stop_token stop)
{
    const Asked question{expr, from, to, step, stop};
    asked.push_back(question);
    co_await Gate{this};
    if (stop.stop_requested()) {
        co_return failure(Error::Kind::Cancelled, u"The query was withdrawn."_s);
    }
    co_return m_answerer(question);
}

promql::MatrixSeries FakeQueries::line(const Asked &asked, series::Labels labels,
                                       const std::function<double(std::int64_t)> &value)
{
    promql::MatrixSeries line{std::move(labels), {}};
    for (Timestamp t = asked.from; t <= asked.to; t += asked.step) {
        line.samples.push_back({toMillis(t), value(toMillis(t))});
    }
    return line;
}

promql::QueryResult FakeQueries::matrix(promql::Matrix lines)
{
    return {promql::Value(std::move(lines)), {}};
}

Result<promql::QueryResult> FakeQueries::curves(const Asked &asked)
{
    const auto wave = [](double base, double swing, int seed) {
        return [=](std::int64_t ms) {
            const double t = static_cast<double>(ms) / 1000.0;
            const double noise = std::sin(t * 12.9898 + seed) * 43758.5453;
            return base + swing * std::sin(t / 97.0 + seed) + swing * 0.3 * (noise - std::floor(noise) - 0.5);
        };
    };
    promql::Matrix lines;
    if (asked.expr.startsWith("max by (service, environment)"_L1)) {
        static const QStringList names{u"production/checkout"_s, u"production/catalogue"_s,
                                       u"production/latency-optimizer"_s, u"staging/edge"_s};
        int seed = 0;
        for (const QString &name : names) {
            lines.push_back(
                line(asked,
                     {{"environment", name.section(u'/', 0, 0).toUtf8()}, {"service", name.section(u'/', 1).toUtf8()}},
                     wave(0.4, 0.08, ++seed)));
        }
    } else if (asked.expr.contains("latency_seconds"_L1)) {
        lines.push_back(line(asked, {{"quantile", "0.5"}}, wave(0.21, 0.05, 1)));
        lines.push_back(line(asked, {{"quantile", "0.95"}}, wave(0.58, 0.1, 2)));
        lines.push_back(line(asked, {{"quantile", "0.99"}}, wave(0.85, 0.12, 3)));
    } else if (asked.expr.contains("error_ratio"_L1)) {
        lines.push_back(line(asked, {}, wave(3.4, 0.5, 4)));
    } else if (asked.expr.contains("request_rate"_L1)) {
        lines.push_back(line(asked, {}, wave(42.0, 5.0, 5)));
    } else if (asked.expr.contains("service:cache_"_L1)) {
        for (const char *cache : {"prices", "users"}) {
            lines.push_back(line(asked, {{"cache", cache}}, wave(0.8, 0.01, 6)));
        }
    } else if (asked.expr.contains("saturation"_L1)) {
        lines.push_back(line(asked, {{"resource", "memory"}}, wave(0.62, 0.01, 7)));
    } else if (asked.expr.contains("pool_used_ratio"_L1)) {
        lines.push_back(line(asked, {{"pool", "hikari"}}, wave(0.31, 0.02, 8)));
    } else if (asked.expr.contains("probe_seconds"_L1)) {
        lines.push_back(line(asked, {{"endpoint", "health"}}, wave(0.006, 0.001, 9)));
    }
    return matrix(std::move(lines));
}

} // namespace readyroom::fakes
