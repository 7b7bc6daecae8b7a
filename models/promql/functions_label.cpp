// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/chain.h"
#include "models/promql/evaluator.h"
#include "models/promql/functions.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>

using namespace Qt::StringLiterals;

namespace readyroom::promql {

namespace {

re2::StringPiece piece(QByteArrayView v)
{
    return {v.data(), static_cast<std::size_t>(v.size())};
}

Result<QByteArray> string(Evaluator &evaluator, const Expr &expr, const Steps &steps)
{
    return mapped(evaluator.evaluate(expr, steps), [](StepValue value) { return value.string; });
}

bool isWordCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// One piece of a replacement: literal text and then, perhaps, a capture group (-1: none or one that does not exist).
struct TemplatePart {
    QByteArray text;
    int group = -1;
};

int groupNumber(const re2::RE2 &regex, QByteArrayView name)
{
    bool isNumber = false;
    const int number = name.toInt(&isNumber);
    if (isNumber) {
        return number <= regex.NumberOfCapturingGroups() ? number : -1;
    }
    const auto &groups = regex.NamedCapturingGroups();
    const auto it = groups.find(std::string(name.data(), static_cast<std::size_t>(name.size())));
    return it != groups.end() ? it->second : -1;
}

/// Reads `$1`, `${1}`, `$name`, `${name}` and `$$` as Go's regexp.Expand does: `$name` takes as many word characters as
/// there are, a malformed reference is literal text.
std::vector<TemplatePart> parseTemplate(const re2::RE2 &regex, QByteArrayView replacement)
{
    std::vector<TemplatePart> parts(1);
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        if (replacement[i] != '$' || i + 1 == replacement.size()) {
            parts.back().text += replacement[i];
            continue;
        }
        if (replacement[i + 1] == '$') {
            parts.back().text += '$';
            ++i;
            continue;
        }
        const bool braced = replacement[i + 1] == '{';
        const qsizetype from = i + (braced ? 2 : 1);
        qsizetype to = from;
        while (to < replacement.size() && isWordCharacter(replacement[to])) {
            ++to;
        }
        if (to == from || (braced && (to == replacement.size() || replacement[to] != '}'))) {
            parts.back().text += '$';
            continue;
        }
        parts.back().group = groupNumber(regex, replacement.sliced(from, to - from));
        parts.emplace_back();
        i = braced ? to : to - 1;
    }
    return parts;
}

QByteArray expand(const std::vector<TemplatePart> &parts, const std::vector<re2::StringPiece> &groups)
{
    QByteArray out;
    for (const TemplatePart &part : parts) {
        out += part.text;
        if (part.group >= 0) {
            const re2::StringPiece &match = groups[static_cast<std::size_t>(part.group)];
            out.append(match.data(), static_cast<qsizetype>(match.size()));
        }
    }
    return out;
}

Result<StepValue> labelReplace(Evaluator &evaluator, const Expr &expr, const Call &call, const Steps &steps)
{
    std::vector<QByteArray> texts;
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        Result<QByteArray> text = string(evaluator, *call.arguments[i], steps);
        if (!text) {
            return std::unexpected(std::move(text).error());
        }
        texts.push_back(std::move(*text));
    }
    const QByteArray &target = texts[0];
    const QByteArray &source = texts[2];
    if (target.isEmpty()) {
        return evaluationError(*call.arguments[1], u"The destination label name of label_replace() is empty."_s);
    }
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);
    const re2::RE2 regex(piece(texts[3]), options);
    if (!regex.ok()) {
        return evaluationError(*call.arguments[4],
                               u"The regular expression %1 of label_replace() is not valid: %2."_s.arg(
                                   QString::fromUtf8(texts[3]), QString::fromStdString(regex.error())));
    }
    const std::vector<TemplatePart> parts = parseTemplate(regex, texts[1]);
    Result<std::vector<StepSeries>> vector = evaluator.vector(*call.arguments[0], steps);
    if (!vector) {
        return std::unexpected(std::move(vector).error());
    }
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
    for (StepSeries &series : *vector) {
        const QByteArray value = series.labels.value(source);
        if (regex.Match(piece(value), 0, static_cast<std::size_t>(value.size()), re2::RE2::ANCHOR_BOTH, groups.data(),
                        static_cast<int>(groups.size()))) {
            series.labels.set(target, expand(parts, groups));
        }
        if (Result<void> ok = evaluator.budget().work(1); !ok) {
            return std::unexpected(std::move(ok).error());
        }
    }
    return withUniqueLabels(expr, std::move(*vector));
}

Result<StepValue> labelJoin(Evaluator &evaluator, const Expr &expr, const Call &call, const Steps &steps)
{
    std::vector<QByteArray> texts;
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        Result<QByteArray> text = string(evaluator, *call.arguments[i], steps);
        if (!text) {
            return std::unexpected(std::move(text).error());
        }
        if (i != 2 && text->isEmpty()) {
            return evaluationError(*call.arguments[i],
                                   i == 1 ? u"The destination label name of label_join() is empty."_s
                                          : u"A source label name of label_join() is empty."_s);
        }
        texts.push_back(std::move(*text));
    }
    Result<std::vector<StepSeries>> vector = evaluator.vector(*call.arguments[0], steps);
    if (!vector) {
        return std::unexpected(std::move(vector).error());
    }
    for (StepSeries &series : *vector) {
        QByteArray joined;
        for (std::size_t i = 2; i < texts.size(); ++i) {
            joined += (i > 2 ? texts[1] : QByteArray()) + series.labels.value(texts[i]);
        }
        series.labels.set(texts[0], joined);
    }
    return withUniqueLabels(expr, std::move(*vector));
}

} // namespace

std::vector<Function> labelFunctions()
{
    constexpr auto V = ValueType::Vector;
    constexpr auto T = ValueType::String;
    return {{.name = "label_replace",
             .arguments = {V, T, T, T, T},
             .required = 5,
             .implementation = CallFunction(labelReplace)},
            {.name = "label_join",
             .arguments = {V, T, T, T},
             .required = 3,
             .variadic = true,
             .implementation = CallFunction(labelJoin)}};
}

} // namespace readyroom::promql
