// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/runnames.h"
#include "models/drills/runparts.h"
#include "models/journal/timetext.h"

#include <QJsonArray>

#include <limits>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

double number(const QJsonValue &json)
{
    return json.toDouble(std::numeric_limits<double>::quiet_NaN());
}

std::optional<double> numberIfAny(const QJsonValue &json)
{
    return json.isDouble() ? std::optional(json.toDouble()) : std::nullopt;
}

std::optional<std::int64_t> countIfAny(const QJsonValue &json)
{
    return json.isDouble() ? std::optional<std::int64_t>(json.toInteger()) : std::nullopt;
}

QStringList texts(const QJsonValue &json)
{
    QStringList result;
    for (const QJsonValue &one : json.toArray()) {
        result += one.toString();
    }
    return result;
}

/// Null is what an output is by default; Undefined would not compare equal.
QJsonValue orNull(const QJsonValue &json)
{
    return json.isUndefined() ? QJsonValue(QJsonValue::Null) : json;
}

Summary summary(const QJsonObject &json)
{
    return {json.value("n"_L1).toInteger(), number(json.value("mean"_L1)), number(json.value("deviation"_L1)),
            number(json.value("p50"_L1)),   number(json.value("p95"_L1)),  number(json.value("p99"_L1))};
}

} // namespace

void RunParts::setProblem(const QString &sentence)
{
    if (m_problem.isEmpty()) {
        m_problem = sentence;
    }
}

template<typename E> E RunParts::named(const auto &names, const QJsonValue &json, E fallback)
{
    if (json.isUndefined()) {
        return fallback;
    }
    for (const auto &[value, name] : names) {
        if (json.toString() == name) {
            return value;
        }
    }
    setProblem(
        u"The journal of the run holds the unknown word \"%1\"; it may be of a newer version."_s.arg(json.toString()));
    return fallback;
}

std::optional<Timestamp> RunParts::moment(const QJsonValue &json)
{
    if (json.isUndefined() || json.isNull()) {
        return std::nullopt;
    }
    const auto at = journal::timeFromText(json.toString().toLatin1());
    if (!at) {
        setProblem(u"The journal of the run holds \"%1\" where a moment is expected."_s.arg(json.toString()));
    }
    return at;
}

Act RunParts::act(const QJsonObject &json)
{
    return {json.value("provider"_L1).toString(), json.value("target"_L1).toString(),
            json.value("arguments"_L1).toObject()};
}

Preview RunParts::preview(const QJsonObject &json)
{
    Preview preview{.target = json.value("target"_L1).toString(),
                    .request = json.value("request"_L1).toString(),
                    .command = json.value("command"_L1).toString(),
                    .tool = json.value("tool"_L1).toString(),
                    .now = json.value("now"_L1).toString(),
                    .effect = json.value("effect"_L1).toString(),
                    .refusals = texts(json.value("refusals"_L1)),
                    .warnings = texts(json.value("warnings"_L1)),
                    .state = json.value("state"_L1).toObject(),
                    .undoEffect = json.value("undo_effect"_L1).toString()};
    if (const QJsonValue undo = json.value("undo"_L1); undo.isObject()) {
        preview.undo = act(undo.toObject());
    }
    return preview;
}

Outcome RunParts::outcome(const QJsonObject &json)
{
    Outcome outcome{.sent = json.value("sent"_L1).toBool(),
                    .output = orNull(json.value("output"_L1)),
                    .observed = json.value("observed"_L1).toString(),
                    .count = countIfAny(json.value("count"_L1))};
    if (const QJsonValue error = json.value("error"_L1); error.isObject()) {
        const QJsonObject parts = error.toObject();
        outcome.error = Error{named(runnames::errorKinds, parts.value("kind"_L1), Error::Kind::Io),
                              parts.value("message"_L1).toString(),
                              parts.value("detail"_L1).toString(),
                              {}};
    }
    return outcome;
}

Verification RunParts::verification(const QJsonObject &json)
{
    return {named(runnames::confirmations, json.value("confirmed"_L1), Confirmed::Unknown),
            json.value("observed"_L1).toString(), countIfAny(json.value("count"_L1))};
}

StepTarget RunParts::target(const QJsonObject &json)
{
    return {json.value("target"_L1).toString(), preview(json.value("preview"_L1).toObject()),
            outcome(json.value("outcome"_L1).toObject()), verification(json.value("verification"_L1).toObject()),
            named(runnames::states, json.value("state"_L1), StepState::Waiting)};
}

ProgressReading RunParts::progress(const QJsonObject &json)
{
    ProgressReading reading{
        .at = moment(json.value("at"_L1)).value_or(Timestamp{}),
        .progress = {.done = json.value("done"_L1).toDouble(), .observed = json.value("observed"_L1).toString()}};
    for (const QJsonValue &one : json.value("figures"_L1).toArray()) {
        const QJsonObject figure = one.toObject();
        reading.progress.figures.push_back(
            {figure.value("name"_L1).toString(), number(figure.value("value"_L1)),
             readiness::unitFromName(figure.value("unit"_L1).toString()).value_or(readiness::Unit::None)});
    }
    return reading;
}

Undo RunParts::undo(const QJsonObject &json)
{
    return {json.value("title"_L1).toString(), json.value("target"_L1).toString(), json.value("effect"_L1).toString(),
            act(json.value("act"_L1).toObject()), json.value("done"_L1).toBool()};
}

GuardReading RunParts::guard(const QJsonObject &json)
{
    return {moment(json.value("at"_L1)).value_or(Timestamp{}), json.value("probe"_L1).toString(),
            numberIfAny(json.value("value"_L1)), json.value("met"_L1).toBool(), json.value("observed"_L1).toString()};
}

BlastRadius RunParts::blast(const QJsonObject &json)
{
    return {numberIfAny(json.value("request_rate"_L1)),
            numberIfAny(json.value("hit_ratio"_L1)),
            numberIfAny(json.value("origin_now"_L1)),
            numberIfAny(json.value("extra"_L1)),
            numberIfAny(json.value("capacity"_L1)),
            json.value("capacity_from"_L1).toString(),
            named(runnames::blastVerdicts, json.value("verdict"_L1), BlastRadius::Verdict::Unknown)};
}

Comparison RunParts::comparison(const QJsonObject &json)
{
    return {.before = summary(json.value("before"_L1).toObject()),
            .after = summary(json.value("after"_L1).toObject()),
            .reductionPercent = number(json.value("reduction_percent"_L1)),
            .difference = number(json.value("difference"_L1)),
            .low = number(json.value("low"_L1)),
            .high = number(json.value("high"_L1)),
            .cohensD = number(json.value("cohens_d"_L1)),
            .throughputBefore = numberIfAny(json.value("throughput_before"_L1)),
            .throughputAfter = numberIfAny(json.value("throughput_after"_L1)),
            .throughputRatio = numberIfAny(json.value("throughput_ratio"_L1)),
            .seed = json.value("seed"_L1).toString().toULongLong(),
            .resamples = json.value("resamples"_L1).toInt()};
}

MeasureCourse RunParts::course(const QJsonObject &json)
{
    const auto edge = [this, &json](const QString &window, qsizetype place) {
        return moment(json.value(window).toArray().at(place)).value_or(Timestamp{});
    };
    MeasureCourse course{.windows = {.beforeFrom = edge(u"before"_s, 0),
                                     .beforeTo = edge(u"before"_s, 1),
                                     .afterFrom = edge(u"after"_s, 0),
                                     .afterTo = edge(u"after"_s, 1)}};
    for (const QJsonValue &one : json.value("samples"_L1).toArray()) {
        course.samples.push_back({one.toArray().at(0).toInteger(), number(one.toArray().at(1))});
    }
    return course;
}

Step RunParts::step(const QJsonObject &json)
{
    Step step{.phase = named(runnames::phases, json.value("phase"_L1), StepPhase::Method),
              .title = json.value("title"_L1).toString(),
              .detail = json.value("detail"_L1).toString(),
              .state = named(runnames::states, json.value("state"_L1), StepState::Waiting),
              .startedAt = moment(json.value("started"_L1)),
              .endedAt = moment(json.value("ended"_L1)),
              .holdUntil = moment(json.value("hold_until"_L1)),
              .error = json.value("error"_L1).toString(),
              .entry = json.value("entry"_L1).toObject()};
    for (const QJsonValue &one : json.value("targets"_L1).toArray()) {
        step.targets.push_back(target(one.toObject()));
    }
    for (const QJsonValue &one : json.value("progress"_L1).toArray()) {
        step.progress.push_back(progress(one.toObject()));
    }
    return step;
}

} // namespace readyroom::drills
