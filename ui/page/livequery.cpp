// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/livequery.h"

#include <algorithm>
#include <array>
#include <utility>

namespace readyroom::page {

using namespace std::chrono_literals;

namespace {

/// Rules are evaluated a little after the moment they are about, so the newest points are asked for again.
constexpr Duration settling = 15s;

Timestamp alignedDown(Timestamp t, Duration step)
{
    return t - t.time_since_epoch() % step;
}

} // namespace

LiveQuery::LiveQuery(QuerySource &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
{
}

LiveQuery::~LiveQuery()
{
    cancel();
}

void LiveQuery::setExpression(const QString &expression)
{
    if (m_expression == expression) {
        return;
    }
    cancel();
    m_expression = expression;
    m_held.reset();
    m_answered = false;
    m_error.reset();
    if (!m_lines.empty()) {
        m_lines.clear();
        Q_EMIT changed();
    }
}

void LiveQuery::cancel()
{
    if (m_stop) {
        m_stop->request_stop();
        m_stop.reset();
    }
    m_wish.reset();
    ++m_generation;
}

void LiveQuery::refresh(Timestamp from, Timestamp to, Duration step)
{
    if (m_expression.isEmpty() || step <= 0ms || from >= to) {
        return;
    }
    const Span wanted{alignedDown(from, step), alignedDown(to, step), step, alignedDown(from, step)};
    if (m_stop) {
        if (m_asked.step == step && wanted.from >= m_asked.from && wanted.to <= m_asked.to + settling + 10 * step) {
            m_wish = wanted;
            return;
        }
        cancel();
    }
    const bool continues = m_held && m_held->step == step && m_held->from <= wanted.from && m_held->to >= wanted.from;
    if (continues && m_held->to >= wanted.to) {
        return;
    }
    Span missing = wanted;
    if (continues) {
        const Timestamp again = alignedDown(m_held->to - settling, step);
        missing.from = std::max(wanted.from, again);
    } else {
        m_held.reset();
    }
    ask(missing);
}

void LiveQuery::ask(const Span &span)
{
    m_stop.emplace();
    m_asked = span;
    ++m_generation;
    // Ends by itself: it holds its own state and looks whether this object is still there.
    run(this, m_source, m_expression, span, m_stop->get_token(), m_generation);
}

QCoro::Task<void> LiveQuery::run(QPointer<LiveQuery> self, QuerySource &source, QString expression, Span span,
                                 std::stop_token stop, quint64 generation)
{
    Result<promql::QueryResult> result = co_await source.range(expression, span.from, span.to, span.step, stop);
    if (self && self->m_generation == generation) {
        self->take(span, std::move(result));
    }
}

void LiveQuery::take(const Span &span, Result<promql::QueryResult> result)
{
    m_stop.reset();
    m_answered = true;
    if (!result) {
        m_error = result.error();
    } else if (auto *matrix = std::get_if<promql::Matrix>(&result->value)) {
        m_error.reset();
        append(span, std::move(*matrix));
    } else {
        m_error = Error{Error::Kind::Unsupported, tr("The expression does not yield lines over time.")};
    }
    const std::optional<Span> wish = std::exchange(m_wish, std::nullopt);
    Q_EMIT changed();
    if (wish && !m_stop && !m_error) {
        refresh(wish->from, wish->to, wish->step);
    }
}

void LiveQuery::append(const Span &span, promql::Matrix matrix)
{
    const std::int64_t keepFrom = toMillis(span.keepFrom);
    const std::int64_t first = toMillis(span.from);
    const auto before = [](const series::Sample &s, std::int64_t t) { return s.t < t; };
    std::vector<Line> lines;
    const auto take = [&lines](const series::Labels &labels, std::vector<series::Sample> samples) {
        lines.push_back({labels, std::make_shared<const std::vector<series::Sample>>(std::move(samples))});
    };
    std::vector<bool> continued(matrix.size(), false);
    for (const Line &old : m_held ? std::exchange(m_lines, {}) : std::vector<Line>{}) {
        const auto begin = std::lower_bound(old.samples->begin(), old.samples->end(), keepFrom, before);
        const auto end = std::lower_bound(begin, old.samples->end(), first, before);
        std::vector<series::Sample> samples(begin, end);
        for (std::size_t i = 0; i < matrix.size(); ++i) {
            if (matrix[i].labels == old.labels) {
                samples.insert(samples.end(), matrix[i].samples.begin(), matrix[i].samples.end());
                continued[i] = true;
            }
        }
        if (!samples.empty()) {
            take(old.labels, std::move(samples));
        }
    }
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        if (!continued[i]) {
            take(matrix[i].labels, std::move(matrix[i].samples));
        }
    }
    m_lines = std::move(lines);
    m_held = span;
    m_held->from = span.keepFrom;
}

Duration LiveQuery::stepFor(Duration range, int pixels, Duration atLeast)
{
    static constexpr std::array<Duration, 14> round{1s,   2s,   5s,    10s,   15s,   30s, 60s,
                                                    2min, 5min, 10min, 15min, 30min, 1h,  2h};
    const Duration wanted = std::max(range / std::max(pixels, 1), atLeast);
    const auto found = std::find_if(round.begin(), round.end(), [wanted](Duration step) { return step >= wanted; });
    return found == round.end() ? Duration{4h} : *found;
}

} // namespace readyroom::page
