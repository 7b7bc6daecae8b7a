// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/promqltest.h"

#include "models/promql/engine.h"
#include "models/promql/number.h"
#include "models/promql/parser.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace readyroom::test {

namespace {

using series::Labels;

std::int64_t millis(const QString &text)
{
    if (const std::optional<Duration> d = promql::parseDuration(text.toUtf8())) {
        return d->count();
    }
    return static_cast<std::int64_t>(std::round(text.toDouble() * 1000.0));
}

/// Appends what one word of the notation stands for; false when it is malformed.
bool appendValues(const QString &word, std::vector<std::optional<double>> &out)
{
    static const QRegularExpression gap(u"^_(?:x(\\d+))?$"_s);
    static const QRegularExpression run(
        u"^([+-]?(?:\\d[\\d.]*(?:e[+-]?\\d+)?|Inf|NaN|0x[0-9a-f]+))(?:([+-][\\d.]+))?(?:x(\\d+))?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (word == "stale"_L1) {
        out.push_back(series::staleNaN());
        return true;
    }
    if (const auto m = gap.match(word); m.hasMatch()) {
        out.insert(out.end(), m.captured(1).isEmpty() ? 1 : m.captured(1).toUInt(), std::nullopt);
        return true;
    }
    const auto m = run.match(word);
    const std::optional<double> first = promql::parseFloat(m.captured(1).toUtf8());
    if (!m.hasMatch() || !first) {
        return false;
    }
    const double increment = m.captured(2).toDouble();
    const uint repeats = m.captured(3).toUInt();
    for (uint i = 0; i <= repeats; ++i) {
        out.push_back(increment == 0.0 ? *first : *first + increment * i);
    }
    return true;
}

bool nearlyEqual(double a, double b)
{
    if (std::isnan(a) || std::isnan(b)) {
        return std::isnan(a) && std::isnan(b);
    }
    return a == b || std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)) || std::abs(a - b) < 1e-12;
}

QString describe(const promql::Matrix &matrix)
{
    QStringList lines;
    for (const promql::MatrixSeries &s : matrix) {
        QStringList points;
        for (const series::Sample &p : s.samples) {
            points += u"%1@%2"_s.arg(QString::fromLatin1(promql::formatFloat(p.v)), QString::number(p.t));
        }
        lines += QString::fromUtf8(s.labels.toText()) + u' ' + points.join(u' ');
    }
    return u"["_s + lines.join("; "_L1) + u"]"_s;
}

/// Every kind of numeric value as a matrix, in the order of its elements.
promql::Matrix toMatrix(const promql::Value &value)
{
    if (const auto *scalar = std::get_if<promql::Scalar>(&value)) {
        return {{{}, {{scalar->t, scalar->v}}}};
    }
    if (const auto *vector = std::get_if<promql::Vector>(&value)) {
        promql::Matrix out;
        for (const promql::VectorSample &s : *vector) {
            out.push_back({s.labels, {{s.t, s.v}}});
        }
        return out;
    }
    const auto *matrix = std::get_if<promql::Matrix>(&value);
    return matrix != nullptr ? *matrix : promql::Matrix{};
}

bool sameSeries(const promql::MatrixSeries &a, const promql::MatrixSeries &b)
{
    return a.labels == b.labels
        && std::ranges::equal(a.samples, b.samples, [](const series::Sample &x, const series::Sample &y) {
               return x.t == y.t && nearlyEqual(x.v, y.v);
           });
}

} // namespace

Result<SeriesLine> parseSeriesLine(const QString &line)
{
    // The series part ends at the closing brace or, without one, at the first blank.
    const qsizetype brace = line.lastIndexOf(u'}');
    qsizetype end = brace >= 0 ? brace + 1 : line.indexOf(u' ');
    end = end < 0 ? line.size() : end;
    const QString head = line.left(end);
    SeriesLine out;
    if (head != "{}"_L1) {
        const Result<promql::ExprPtr> expr = promql::parse(head);
        const auto *selector = expr ? (*expr)->as<promql::VectorSelector>() : nullptr;
        if (selector == nullptr) {
            return failure(Error::Kind::Parse, u"\"%1\" is not a series."_s.arg(head));
        }
        for (const series::Matcher &m : selector->matchers) {
            out.labels.set(m.name(), m.value());
        }
    }
    for (const QString &word : line.mid(end).split(u' ', Qt::SkipEmptyParts)) {
        if (!appendValues(word, out.values)) {
            return failure(Error::Kind::Parse, u"\"%1\" is not a value of a series."_s.arg(word));
        }
    }
    return out;
}

void PromqlScript::fail(int line, const QString &sentence)
{
    m_failures += u"line %1: %2"_s.arg(QString::number(line), sentence);
}

QStringList PromqlScript::run(const QString &text, int *evaluations)
{
    std::vector<Block> blocks;
    int number = 0;
    for (const QString &line : text.split(u'\n')) {
        ++number;
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(u'#')) {
            continue;
        }
        if (line.front().isSpace() && !blocks.empty()) {
            blocks.back().body += trimmed;
        } else {
            blocks.push_back({number, trimmed, {}});
        }
    }
    for (const Block &block : blocks) {
        if (block.head == "clear"_L1) {
            m_store.clear();
        } else if (block.head.startsWith("load "_L1)) {
            load(block);
        } else if (block.head.startsWith("eval"_L1)) {
            evaluate(block);
        } else {
            fail(block.line, u"\"%1\" is not a command."_s.arg(block.head));
        }
    }
    if (evaluations != nullptr) {
        *evaluations = m_evaluations;
    }
    return m_failures;
}

void PromqlScript::load(const Block &block)
{
    const std::int64_t interval = millis(block.head.mid(5).trimmed());
    for (const QString &line : block.body) {
        const Result<SeriesLine> series = parseSeriesLine(line);
        if (!series) {
            fail(block.line, series.error().message);
            continue;
        }
        for (std::size_t i = 0; i < series->values.size(); ++i) {
            if (series->values[i]) {
                m_store.append(series->labels, static_cast<std::int64_t>(i) * interval, *series->values[i]);
            }
        }
    }
}

void PromqlScript::evaluate(const Block &block)
{
    static const QRegularExpression command(
        u"^eval(_fail|_ordered|_warn)? (?:instant at (\\S+)|range from (\\S+) to (\\S+) step (\\S+)) (.+)$"_s);
    const auto m = command.match(block.head);
    if (!m.hasMatch()) {
        fail(block.line, u"\"%1\" is not an evaluation."_s.arg(block.head));
        return;
    }
    ++m_evaluations;
    const QString mode = m.captured(1);
    const bool instant = !m.captured(2).isEmpty();
    const std::int64_t start = millis(m.captured(instant ? 2 : 3));
    const std::int64_t step = instant ? 1 : millis(m.captured(5));
    const auto time = instant
        ? promql::EvaluationTime::instant(fromMillis(start))
        : promql::EvaluationTime{fromMillis(start), fromMillis(millis(m.captured(4))), Duration{step}};
    const Result<promql::ExprPtr> expr = promql::parse(m.captured(6));
    const Result<promql::QueryResult> result = expr
        ? promql::evaluate(**expr, time, m_store.snapshot(promql::selections(**expr, time)))
        : std::unexpected(expr.error());
    if (mode == "_fail"_L1) {
        static const QString prefix = u"expected_fail_message "_s;
        if (result) {
            fail(block.line, u"the expression should fail but does not."_s);
        } else if (block.body.size() != 1 || !block.body.front().startsWith(prefix)) {
            fail(block.line, u"an expected_fail_message is needed; the message is: %1"_s.arg(result.error().message));
        } else if (!result.error().message.contains(block.body.front().mid(prefix.size()))) {
            fail(block.line, u"the message is: %1"_s.arg(result.error().message));
        }
        return;
    }
    if (!result) {
        fail(block.line, u"the evaluation failed: %1"_s.arg(result.error().message));
        return;
    }
    if ((mode == "_warn"_L1) == result->warnings.isEmpty()) {
        fail(block.line, u"the warnings are: [%1]"_s.arg(result->warnings.join("; "_L1)));
    }
    compare(block, result->value, start, step, mode == "_ordered"_L1);
}

void PromqlScript::compare(const Block &block, const promql::Value &value, std::int64_t start, std::int64_t step,
                           bool ordered)
{
    if (const auto *string = std::get_if<promql::String>(&value)) {
        if (block.body != QStringList{u"\"%1\""_s.arg(QString::fromUtf8(string->v))}) {
            fail(block.line, u"the string is: %1"_s.arg(QString::fromUtf8(string->v)));
        }
        return;
    }
    promql::Matrix expected;
    for (const QString &line : block.body) {
        const std::optional<double> plain = promql::parseFloat(line.toUtf8());
        const Result<SeriesLine> series = plain ? Result<SeriesLine>(SeriesLine{{}, {plain}}) : parseSeriesLine(line);
        if (!series) {
            fail(block.line, series.error().message);
            return;
        }
        if (plain.has_value() != std::holds_alternative<promql::Scalar>(value)) {
            fail(block.line, u"a scalar was expected and not found, or the other way round."_s);
            return;
        }
        promql::MatrixSeries want{series->labels, {}};
        for (std::size_t i = 0; i < series->values.size(); ++i) {
            if (series->values[i]) {
                want.samples.push_back({start + static_cast<std::int64_t>(i) * step, *series->values[i]});
            }
        }
        expected.push_back(std::move(want));
    }
    promql::Matrix actual = toMatrix(value);
    if (!ordered) {
        std::ranges::sort(expected, {}, &promql::MatrixSeries::labels);
        std::ranges::sort(actual, {}, &promql::MatrixSeries::labels);
    }
    if (!std::ranges::equal(actual, expected, sameSeries)) {
        fail(block.line,
             u"%1\n    expected %2\n    but got  %3"_s.arg(block.head, describe(expected), describe(actual)));
    }
}

} // namespace readyroom::test
