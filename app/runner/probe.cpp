// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/probe.h"

#include "app/runner/deadline.h"
#include "app/runner/targets.h"
#include "models/drills/configuration.h"
#include "models/drills/jsonpath.h"
#include "models/drills/placeholders.h"
#include "models/drills/providerarguments.h"
#include "models/drills/providercheck.h"
#include "models/drills/toleranceprobe.h"
#include "models/items/quantity.h"
#include "models/items/runseries.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Activity;
using drills::Tolerance;

namespace {

/// Beyond what the provider itself allows: nothing may hang a run.
constexpr Duration patience{60'000};
constexpr qsizetype shownText = 120;

ProbeReading failed(Error error)
{
    ProbeReading reading;
    reading.observed = error.message;
    reading.error = std::move(error);
    return reading;
}

/// Of several series the one that is worst for the tolerance.
QJsonValue worstOf(const QJsonValue &output, const std::optional<Tolerance> &tolerance)
{
    const auto *const limit = tolerance ? std::get_if<Tolerance::Limit>(&tolerance->rule) : nullptr;
    const QJsonArray all = output.toArray();
    if (limit == nullptr || all.isEmpty()) {
        return output;
    }
    const auto distance = [limit](const QJsonValue &one) { return limit->threshold.distance(one.toDouble()); };
    return *std::ranges::max_element(all, {}, distance);
}

std::optional<double> numberIn(const QJsonValue &output)
{
    if (output.isDouble() && std::isfinite(output.toDouble())) {
        return output.toDouble();
    }
    const QJsonValue status = output.toObject().value("status"_L1);
    return status.isDouble() ? std::optional(status.toDouble()) : std::nullopt;
}

/// The answer of http and the end of a process; elsewhere "status" is a word as any other.
bool hasStatus(const QJsonValue &output)
{
    return output.toObject().value("status"_L1).isDouble();
}

QString textOf(const QJsonValue &output)
{
    if (hasStatus(output)) {
        return u"status "_s + output.toObject().value("status"_L1).toVariant().toString();
    }
    if (output.isDouble()) {
        return QString::number(output.toDouble(), 'g', 3);
    }
    const QString text = output.isString()
        ? output.toString()
        : QString::fromUtf8(QJsonDocument(QJsonArray{output}).toJson(QJsonDocument::Compact)).sliced(1).chopped(1);
    return text.left(shownText);
}

/// What PromQL yields is in the unit of the metrics, and true or false where the probe says itself what it must be.
QString textOfQuery(const QJsonValue &output, const QJsonObject &arguments)
{
    using readiness::Unit;
    if (output.isBool()) {
        const QString pass = arguments.value("pass"_L1).toString();
        return textOf(output) + (pass.isEmpty() ? QString() : u" (%1)"_s.arg(pass));
    }
    const Unit unit = items::unitOfExpression(arguments.value("expr"_L1).toString());
    if (!output.isDouble() || (unit != Unit::Seconds && unit != Unit::Ratio)) {
        return textOf(output);
    }
    return (unit == Unit::Seconds ? items::secondsQuantity(output.toDouble()) : items::ratioQuantity(output.toDouble()))
        .text();
}

QString textOf(const QJsonValue &output, const Act &act)
{
    return act.provider == "promql"_L1 ? textOfQuery(output, act.arguments) : textOf(output);
}

/// What is judged, where that is a part of much: what the path of the tolerance finds.
QJsonValue judgedPart(const QJsonValue &output, const std::optional<Tolerance> &tolerance)
{
    const auto *const rule = tolerance ? std::get_if<Tolerance::JsonPath>(&tolerance->rule) : nullptr;
    if (rule == nullptr || !rule->target.isEmpty() || hasStatus(output) || output.isString()) {
        return output;
    }
    const Result<drills::JsonPath> path = drills::JsonPath::parse(rule->path);
    QJsonArray found;
    for (const QJsonValue &one : path ? path->find(output) : std::vector<QJsonValue>()) {
        found += one;
    }
    return found.size() == 1 ? found.first() : QJsonValue(found);
}

/// One target.
QCoro::Task<Result<QJsonValue>> ask(std::shared_ptr<Stage> stage, Act act, bool changes, Permits permits, QString name,
                                    std::stop_token stop)
{
    if (!changes) {
        co_return co_await stage->thread->read(std::move(act), stop);
    }
    Result<security::Permit> permit = permits(name);
    if (!permit) {
        co_return std::unexpected(permit.error());
    }
    const Result<drills::Preview> preview = co_await stage->thread->preview(act, stop);
    if (!preview) {
        co_return std::unexpected(preview.error());
    }
    const Result<drills::Outcome> outcome = co_await stage->thread->run(act, *preview, *std::move(permit), {}, stop);
    if (!outcome) {
        co_return std::unexpected(outcome.error());
    }
    if (outcome->error && outcome->output.isNull()) {
        co_return std::unexpected(*outcome->error);
    }
    co_return outcome->output;
}

QCoro::Task<ProbeReading> readFilled(std::shared_ptr<Stage> stage, Activity probe, QJsonObject values, QString service,
                                     Permits permits, std::stop_token stop);

/// A tolerance that is a probe itself is given the output.
QCoro::Task<bool> isTolerated(std::shared_ptr<Stage> stage, Tolerance tolerance, QJsonValue output, QString provider,
                              QString service, Permits permits, std::stop_token stop)
{
    const auto *const nested = std::get_if<Tolerance::Probe>(&tolerance.rule);
    if (nested == nullptr) {
        co_return drills::holds(tolerance, output, provider);
    }
    Activity probe{.type = Activity::Type::Probe,
                   .name = nested->json.value("name"_L1).toString(),
                   .provider = drills::givenValue(nested->json.value("provider"_L1).toObject(), output),
                   .json = nested->json};
    // its placeholders are filled already, and the output may hold what looks like one
    const ProbeReading reading = co_await readFilled(stage, probe, {}, service, permits, stop);
    co_return !reading.error && drills::meansYes(reading.output, probe.provider);
}

/// `provider` has no placeholders any more; `values` fill the tolerance.
QCoro::Task<ProbeReading> readFilled(std::shared_ptr<Stage> stage, Activity probe, QJsonObject values, QString service,
                                     Permits permits, std::stop_token stop)
{
    const Result<std::vector<Act>> acts = actsOf(probe.provider, service, stage->fleet);
    if (!acts) {
        co_return failed(acts.error());
    }
    const bool changes = drills::mayChange(probe.provider);
    const Deadline deadline(drills::durationFrom(probe.provider.value("within"_L1)).value_or(Duration{0}) + patience,
                            stop);
    ProbeReading all{.met = true};
    QJsonArray outputs;
    for (const Act &act : *acts) {
        const Result<QJsonValue> output = co_await ask(stage, act, changes, permits, probe.name, deadline.token());
        if (!output) {
            co_return failed(deadline.hasPassed() ? Error{Error::Kind::Timeout, u"No answer came in time"_s, {}, {}}
                                                  : output.error());
        }
        bool met = true;
        if (probe.tolerance) {
            const Result<Tolerance> tolerance = drills::filledTolerance(*probe.tolerance, act.provider, values);
            if (!tolerance) {
                co_return failed(tolerance.error());
            }
            met = co_await isTolerated(stage, *tolerance, *output, act.provider, service, permits, deadline.token());
        }
        outputs += *output;
        if (all.met) {
            const QJsonValue shown = worstOf(*output, probe.tolerance);
            all.value = numberIn(shown);
            all.observed = (acts->size() > 1 ? QString(act.target + u": "_s) : QString())
                + textOf(judgedPart(shown, probe.tolerance), act);
        }
        all.met = all.met && met;
    }
    all.output = outputs.size() == 1 ? outputs.first() : QJsonValue(outputs);
    all.observed = stage->vault.redactor().redacted(all.observed);
    co_return all;
}

} // namespace

QCoro::Task<ProbeReading> readProbe(std::shared_ptr<Stage> stage, Activity probe, QJsonObject values, QString service,
                                    Permits permits, std::stop_token stop)
{
    const Result<QJsonValue> provider = drills::filled(probe.provider, values);
    if (!provider) {
        co_return failed(provider.error());
    }
    probe.provider = provider->toObject();
    auto reading = readFilled(stage, std::move(probe), std::move(values), std::move(service), std::move(permits), stop);
    co_return co_await std::move(reading);
}

} // namespace readyroom::runner
