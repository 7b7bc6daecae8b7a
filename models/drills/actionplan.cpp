// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/action.h"

#include "models/drills/placeholders.h"

#include <QJsonArray>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

/// One act of the method, before it is an activity.
struct Turn {
    QString name;
    QJsonObject values; ///< of all placeholders
};

/// Both; where they have a name in common, what `stronger` says.
QJsonObject merged(QJsonObject weaker, const QJsonObject &stronger)
{
    for (auto it = stronger.begin(); it != stronger.end(); ++it) {
        weaker.insert(it.key(), it.value());
    }
    return weaker;
}

QString percentText(double percent)
{
    return QString::number(percent, 'g', 4) + u" %"_s;
}

std::vector<Turn> failoverTurns(const Action &action, const QString &title, const QJsonObject &chosen)
{
    // What a person chose goes before what the strategy says.
    const auto with = [&](double percent) {
        return merged({{u"strategy"_s, strategyName(action.strategy.kind)}, {u"percent"_s, percent}}, chosen);
    };
    switch (action.strategy.kind) {
    case Strategy::Kind::Gradual: {
        std::vector<Turn> turns;
        for (const double percent : action.strategy.steps) {
            turns.push_back({title + u": "_s + percentText(percent), with(percent)});
        }
        return turns;
    }
    case Strategy::Kind::Weighted: {
        const QJsonObject values = with(action.strategy.steps.empty() ? 50 : action.strategy.steps.front());
        return {{title + u": "_s + percentText(values.value("percent"_L1).toVariant().toDouble()), values}};
    }
    case Strategy::Kind::Immediate:
    case Strategy::Kind::RoundRobin:
        break;
    }
    return {{title, with(100)}};
}

std::vector<Turn> turnsOf(const Action &action, const QString &title, const QJsonObject &chosen)
{
    if (action.kind == ActionKind::Failover) {
        return failoverTurns(action, title, chosen);
    }
    if (action.stages.empty()) {
        return {{title, chosen}};
    }
    std::vector<Turn> turns;
    for (const QJsonObject &stage : action.stages) {
        QStringList words;
        for (const QJsonValue &value : stage) {
            words += value.toVariant().toString();
        }
        turns.push_back({title + u": "_s + words.join(u", "_s), merged(chosen, stage)});
    }
    return turns;
}

QJsonObject probeJson(const Guard &guard, const QJsonObject &extra = {})
{
    const QJsonObject provider = merged({{u"type"_s, u"promql"_s}, {u"expr"_s, guard.expr}}, extra);
    const QString threshold =
        readiness::operatorText(guard.pass.op) + u' ' + QString::number(guard.pass.value, 'g', 15);
    return {{u"type"_s, u"probe"_s},
            {u"name"_s, guard.name},
            {u"provider"_s, provider},
            {u"tolerance"_s, QJsonObject{{u"type"_s, u"threshold"_s}, {u"threshold"_s, threshold}}}};
}

QJsonObject recoveryJson(const Action &action)
{
    const Guard &recovery = *action.recovery;
    const QString threshold =
        readiness::operatorText(recovery.pass.op) + u' ' + QString::number(recovery.pass.value, 'g', 15);
    QJsonObject json = probeJson(recovery, {{u"within"_s, toSeconds(action.recoverWithin)}, {u"pass"_s, threshold}});
    // With `pass` the probe itself waits, and says true when it holds.
    json.insert(u"tolerance"_s, true);
    json.insert(u"name"_s, QString(u"Recovery: "_s + recovery.name));
    return json;
}

Result<QJsonObject> providerOf(const QJsonObject &written, const Action &action, const ActionSubject &subject,
                               const QJsonObject &values)
{
    const Result<QJsonValue> filledIn = filled(written, values);
    if (!filledIn) {
        return std::unexpected(filledIn.error());
    }
    QJsonObject provider = filledIn->toObject();
    if (!action.targets.isEmpty() && !provider.contains("targets"_L1)) {
        provider.insert(u"targets"_s, QJsonArray::fromStringList(action.targets));
    }
    if (!subject.service.isEmpty() && !provider.contains("service"_L1)) {
        provider.insert(u"service"_s, subject.service);
    }
    return provider;
}

QJsonObject activityJson(const QString &name, const QJsonObject &provider, Duration pause)
{
    QJsonObject json{{u"type"_s, u"action"_s}, {u"name"_s, name}, {u"provider"_s, provider}};
    if (pause.count() > 0) {
        json.insert(u"pauses"_s, QJsonObject{{u"after"_s, toSeconds(pause)}});
    }
    return json;
}

QJsonObject measureJson(const Measure &measure)
{
    QJsonObject json{{u"window"_s, toSeconds(measure.window)}};
    const auto put = [&json](const QString &key, const QString &text) {
        if (!text.isEmpty()) {
            json.insert(key, text);
        }
    };
    put(u"histogram"_s, measure.histogram);
    put(u"values"_s, measure.values);
    put(u"throughput"_s, measure.throughput);
    put(u"unit"_s, readiness::unitName(measure.unit));
    return json;
}

QJsonObject extensionJson(const Action &action, const ActionSubject &subject)
{
    QJsonObject json{{u"name"_s, u"readyroom"_s},
                     {u"drill"_s, action.name},
                     {u"service"_s, subject.service},
                     {u"kind"_s, actionKindName(action.kind)}};
    if (!subject.environment.isEmpty()) {
        json.insert(u"environment"_s, subject.environment);
    }
    if (!action.undo) {
        json.insert(u"undo"_s, u"automatic"_s);
    }
    if (action.measure) {
        json.insert(u"measure"_s, measureJson(*action.measure));
    }
    return json;
}

Result<QJsonArray> methodJson(const Action &action, const ActionSubject &subject, const std::vector<Turn> &turns)
{
    const Duration hold = action.kind == ActionKind::Failover && action.strategy.kind == Strategy::Kind::Gradual
        ? action.strategy.hold
        : action.hold;
    QJsonArray method;
    for (const Turn &turn : turns) {
        const Result<QJsonObject> provider = providerOf(action.with, action, subject, turn.values);
        if (!provider) {
            return std::unexpected(provider.error());
        }
        method += activityJson(turn.name, *provider, hold);
    }
    if (action.recovery) {
        method += recoveryJson(action);
    }
    return method;
}

/// One rollback takes everything back; only where it speaks of what a stage is about there is one for each stage, the
/// last one first.
Result<QJsonArray> rollbacksJson(const Action &action, const ActionSubject &subject, const std::vector<Turn> &turns,
                                 const QString &title)
{
    bool isForEach = false;
    for (const QString &name : placeholdersIn(*action.undo)) {
        isForEach = isForEach || (!action.stages.empty() && action.stages.front().contains(name));
    }
    QJsonArray rollbacks;
    for (auto turn = turns.rbegin(); turn != turns.rend() && (isForEach || rollbacks.isEmpty()); ++turn) {
        const Result<QJsonObject> provider = providerOf(*action.undo, action, subject, turn->values);
        if (!provider) {
            return std::unexpected(provider.error());
        }
        rollbacks += activityJson(u"Undo: "_s + (isForEach ? turn->name : title), *provider, Duration{0});
    }
    return rollbacks;
}

Error firstOf(const std::vector<Problem> &problems)
{
    return {Error::Kind::Config, problems.empty() ? QString() : problems.front().sentence, {}, {}};
}

} // namespace

Result<Experiment> experimentOf(const Action &action, const ActionSubject &subject, const QJsonObject &parameters,
                                const QString &reason)
{
    if ((action.asksReason || action.kind == ActionKind::Rollback) && reason.trimmed().isEmpty()) {
        return failure(Error::Kind::Config, u"Say why: %1 asks for a reason."_s.arg(action.name));
    }
    const Result<QJsonObject> values = parameterValues(action, parameters);
    if (!values) {
        return std::unexpected(values.error());
    }
    const QString title = action.title.isEmpty() ? action.name : action.title;
    const std::vector<Turn> turns = turnsOf(action, title, *values);
    const Result<QJsonArray> method = methodJson(action, subject, turns);
    if (!method) {
        return std::unexpected(method.error());
    }
    QString description = action.description.isEmpty() ? title : action.description;
    if (!reason.trimmed().isEmpty()) {
        description += u"\nReason: "_s + reason.trimmed();
    }
    QJsonObject json{{u"title"_s, subject.service.isEmpty() ? title : QString(title + u" · "_s + subject.service)},
                     {u"description"_s, description},
                     {u"tags"_s, QJsonArray{actionKindName(action.kind)}},
                     {u"method"_s, *method},
                     {u"runtime"_s, QJsonObject{{u"rollbacks"_s, QJsonObject{{u"strategy"_s, u"deviated"_s}}}}},
                     {u"extensions"_s, QJsonArray{extensionJson(action, subject)}}};
    if (!action.guards.empty()) {
        QJsonArray probes;
        for (const Guard &guard : action.guards) {
            probes += probeJson(guard);
        }
        json.insert(u"steady-state-hypothesis"_s, QJsonObject{{u"title"_s, u"Guards"_s}, {u"probes"_s, probes}});
    }
    if (action.undo) {
        const Result<QJsonArray> rollbacks = rollbacksJson(action, subject, turns, title);
        if (!rollbacks) {
            return std::unexpected(rollbacks.error());
        }
        json.insert(u"rollbacks"_s, *rollbacks);
    }
    std::expected<Experiment, std::vector<Problem>> experiment = experimentFrom(json);
    if (!experiment) {
        return std::unexpected(firstOf(experiment.error()));
    }
    return *std::move(experiment);
}

} // namespace readyroom::drills
