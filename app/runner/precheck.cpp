// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/precheck.h"

#include "app/runner/deadline.h"
#include "app/runner/figures.h"
#include "app/runner/others.h"
#include "app/runner/probe.h"
#include "app/runner/targets.h"
#include "app/storage/localoperator.h"
#include "models/drills/blastradius.h"
#include "models/drills/configuration.h"
#include "models/drills/placeholders.h"
#include "models/drills/providercheck.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Activity;
using drills::Experiment;

namespace {

constexpr Duration patience{15'000}; ///< for one target

QString tr(const char *text)
{
    return QCoreApplication::translate("Precheck", text);
}

Permits none()
{
    return [](const QString &) -> Result<security::Permit> {
        return failure(Error::Kind::Unsupported, tr("A preview changes nothing, so this was not asked"));
    };
}

std::optional<QString> fromEnvironment(const QString &name)
{
    const QByteArray encoded = name.toLocal8Bit();
    return qEnvironmentVariableIsSet(encoded.constData()) ? std::optional(qEnvironmentVariable(encoded.constData()))
                                                          : std::nullopt;
}

/// How much of what the method does its providers can take back, as far as the preview could look.
QString undoOf(const DrillPreview &preview)
{
    std::size_t all = 0;
    std::size_t undone = 0;
    for (const DrillPreview::Step &step : preview.steps) {
        for (const drills::Preview &target : step.targets) {
            ++all;
            undone += target.undo ? 1 : 0;
        }
    }
    if (all > 0 && undone == 0) {
        return {};
    }
    return undone < all ? tr("what can be taken back is, the last one first")
                        : tr("each step is taken back, the last one first");
}

/// Once its steps are known.
QString ifDeviates(const DrillPreview &preview)
{
    const Experiment &experiment = preview.experiment;
    if (experiment.rollbackStrategy == drills::RollbackStrategy::Never) {
        return tr("Nothing is rolled back: the experiment says so.");
    }
    QStringList steps;
    if (experiment.automaticUndo) {
        steps += undoOf(preview);
    }
    for (const Activity &rollback : experiment.rollbacks) {
        steps += rollback.name;
    }
    steps.removeAll(QString());
    if (steps.isEmpty()) {
        return tr("The run ends at once, also on Abort. Nothing can be taken back.");
    }
    const QString also = tr("Also on Abort, on closing the window, and when the environment is disarmed.");
    return (experiment.steadyState ? tr("Rolled back: %1; then the steady state is proved again. %2")
                                   : tr("Rolled back: %1. %2"))
        .arg(steps.join(u", "_s), also);
}

/// The acts of one activity, target by target; what refuses them goes to `refusals`.
QCoro::Task<> previewActs(std::shared_ptr<Stage> stage, std::vector<Act> acts, DrillPreview::Step &step,
                          QStringList &refusals, std::stop_token stop)
{
    for (const Act &act : acts) {
        const Deadline deadline(patience, stop);
        const Result<drills::Preview> preview = co_await stage->thread->preview(act, deadline.token());
        drills::Preview shown = preview ? *preview : drills::Preview{.target = act.target};
        if (!preview) {
            shown.refusals += deadline.hasPassed() ? tr("What is there now could not be read in time.")
                                                   : QString(preview.error().message);
        }
        const QString at = shown.target.isEmpty() ? step.title : shown.target;
        for (const QString &refusal : std::as_const(shown.refusals)) {
            refusals += at + u": "_s + refusal;
        }
        step.targets.push_back(std::move(shown));
    }
}

/// All activities of the method.
QCoro::Task<> previewMethod(std::shared_ptr<Stage> stage, const Experiment &experiment, const QJsonObject &values,
                            bool isButton, DrillPreview &preview, std::stop_token stop)
{
    bool isFirst = true;
    for (const Activity &activity : experiment.method) {
        DrillPreview::Step step{
            .title = activity.name, .provider = activity.providerType(), .hold = activity.pauseAfter};
        const Result<QJsonValue> provider = drills::filled(activity.provider, values);
        const Result<std::vector<Act>> acts = provider ? actsOf(provider->toObject(), experiment.service, stage->fleet)
                                                       : std::unexpected(provider.error());
        if (!acts) {
            preview.refusals += acts.error().message;
        } else if (drills::mayChange(provider->toObject())) {
            co_await previewActs(stage, *acts, step, isFirst || isButton ? preview.refusals : preview.warnings, stop);
            isFirst = false;
        }
        for (const drills::Preview &target : step.targets) {
            preview.warnings += target.warnings;
        }
        preview.steps.push_back(std::move(step));
    }
    preview.warnings.removeDuplicates();
}

QCoro::Task<> lookForOthers(std::shared_ptr<Stage> stage, DrillPreview &preview, std::stop_token stop)
{
    const QString service = preview.experiment.service;
    if (!stage->journal || service.isEmpty()) {
        co_return;
    }
    const Result<QString> others = co_await askForOthers(*stage->journal, service, preview.environment,
                                                         storage::localOperator(), stage->time->now(), stop);
    if (!others) {
        preview.warnings += tr("Whether somebody else acts on %1 right now could not be read.").arg(service);
    } else if (!others->isEmpty()) {
        preview.refusals += *others;
    }
}

/// Absent where there is no number, or it cannot be asked.
QCoro::Task<std::optional<double>> numberOf(std::shared_ptr<Stage> stage, QString expr, QString service,
                                            std::stop_token stop)
{
    if (stage->queries == nullptr) {
        co_return std::nullopt;
    }
    const fleet::Service *const known = serviceNamed(stage->fleet, service);
    Subject subject;
    if (known != nullptr) {
        subject = {.environment = known->environment.toUtf8(), .service = known->name.toUtf8()};
    }
    const Result<std::optional<double>> number =
        co_await totalOf(*stage->queries, expr, subject, stage->time->now(), stop);
    co_return number ? *number : std::nullopt;
}

} // namespace

QString environmentOf(const Stage &stage, const Experiment &experiment)
{
    if (!experiment.environment.isEmpty()) {
        return experiment.environment;
    }
    const fleet::Service *const service = serviceNamed(stage.fleet, experiment.service);
    if (service != nullptr && !service->environment.isEmpty()) {
        return service->environment;
    }
    const std::optional<Armed> armed = stage.gate ? stage.gate->armed() : std::nullopt;
    return armed ? armed->environment : QString();
}

QCoro::Task<drills::BlastRadius> originLoad(std::shared_ptr<Stage> stage, drills::OriginLoad load, QString service,
                                            std::stop_token stop)
{
    const QString rate = load.requestRate.isEmpty() ? u"sum(service:request_rate)"_s : load.requestRate;
    const QString cache = load.cache.isEmpty() ? QString() : QString(u"{cache=\""_s + load.cache + u"\"}"_s);
    const QString ratio =
        load.hitRatio.isEmpty() ? QString(u"avg(service:cache_hit_ratio"_s + cache + u')') : load.hitRatio;
    const QString seen = u"max_over_time((("_s + rate + u") * (1 - ("_s + ratio + u")))[24h:1m])"_s;
    const bool given = !load.capacity.isEmpty();
    const auto rateNow = co_await numberOf(stage, rate, service, stop);
    const auto ratioNow = co_await numberOf(stage, ratio, service, stop);
    const auto capacity = co_await numberOf(stage, given ? load.capacity : seen, service, stop);
    drills::BlastRadius radius = drills::blastRadius(rateNow, ratioNow, capacity);
    radius.capacityFrom = given ? tr("given in the fleet file") : tr("the most seen in 24 h");
    co_return radius;
}

QCoro::Task<DrillPreview> precheck(std::shared_ptr<Stage> stage, Experiment experiment,
                                   std::optional<drills::Action> button, std::stop_token stop)
{
    DrillPreview preview;
    preview.experiment = experiment;
    preview.environment = environmentOf(*stage, experiment);
    const Result<QJsonObject> values = drills::valuesOf(experiment, &fromEnvironment);
    if (!values) {
        preview.refusals += values.error().message;
        co_return preview;
    }
    co_await lookForOthers(stage, preview, stop);
    if (experiment.steadyState) {
        for (const Activity &probe : experiment.steadyState->probes) {
            if (drills::mayChange(probe.provider)) {
                preview.warnings +=
                    tr("\"%1\" may change something, so it is only asked when this runs.").arg(probe.name);
                continue;
            }
            const ProbeReading reading = co_await readProbe(stage, probe, *values, experiment.service, none(), stop);
            preview.steadyState.push_back({.at = stage->time->now(),
                                           .probe = probe.name,
                                           .value = reading.value,
                                           .met = reading.met && !reading.error,
                                           .observed = reading.observed});
        }
        preview.steps.push_back({.title = tr("Steady state before")});
    }
    co_await previewMethod(stage, experiment, *values, button.has_value(), preview, stop);
    preview.ifDeviates = ifDeviates(preview);
    if (experiment.steadyState) {
        preview.steps.push_back({.title = tr("Steady state after")});
    }
    if (button && button->originLoad) {
        preview.blast = co_await originLoad(stage, *button->originLoad, experiment.service, stop);
    }
    co_return preview;
}

QCoro::Task<QString> firstRefusal(std::shared_ptr<Stage> stage, Experiment experiment,
                                  std::optional<drills::Action> button, std::stop_token stop)
{
    DrillPreview preview;
    preview.experiment = experiment;
    preview.environment = environmentOf(*stage, experiment);
    const Result<QJsonObject> values = drills::valuesOf(experiment, &fromEnvironment);
    if (!values) {
        co_return values.error().message;
    }
    co_await lookForOthers(stage, preview, stop);
    if (preview.refusals.isEmpty()) {
        co_await previewMethod(stage, experiment, *values, button.has_value(), preview, stop);
    }
    co_return preview.refusals.value(0);
}

} // namespace readyroom::runner
