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
    QJsonObject values; ///< of placeholders, beside the parameters
};

/// As profiles write it.
QString unitName(readiness::Unit unit)
{
    switch (unit) {
    case readiness::Unit::Seconds:
        return u"seconds"_s;
    case readiness::Unit::Bytes:
        return u"bytes"_s;
    case readiness::Unit::Ratio:
        return u"ratio"_s;
    case readiness::Unit::Percent:
        return u"percent"_s;
    case readiness::Unit::PerSecond:
        return u"per_second"_s;
    case readiness::Unit::Days:
        return u"days"_s;
    case readiness::Unit::Hours:
        return u"hours"_s;
    case readiness::Unit::None:
        break;
    }
    return {};
}

QString percentText(double percent)
{
    return QString::number(percent, 'g', 4) + u" %"_s;
}

std::vector<Turn> failoverTurns(const Action &action, const QString &title)
{
    const QJsonObject common{{u"strategy"_s, strategyName(action.strategy.kind)}};
    const auto with = [&common](double percent) {
        QJsonObject values = common;
        values.insert(u"percent"_s, percent);
        return values;
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
        const double percent = action.strategy.steps.empty() ? 50 : action.strategy.steps.front();
        return {{title + u": "_s + percentText(percent), with(percent)}};
    }
    case Strategy::Kind::Immediate:
    case Strategy::Kind::RoundRobin:
        break;
    }
    return {{title, with(100)}};
}

std::vector<Turn> turnsOf(const Action &action, const QString &title)
{
    if (action.kind == ActionKind::Failover) {
        return failoverTurns(action, title);
    }
    if (action.stages.empty()) {
        return {{title, {}}};
    }
    std::vector<Turn> turns;
    for (const QJsonObject &stage : action.stages) {
        QStringList words;
        for (const QJsonValue &value : stage) {
            words += value.toVariant().toString();
        }
        turns.push_back({title + u": "_s + words.join(u", "_s), stage});
    }
    return turns;
}

QJsonObject probeJson(const Guard &guard, const QJsonObject &extra = {})
{
    using Operator = readiness::Threshold::Operator;
    const bool wantsMuch = guard.pass.op == Operator::Greater || guard.pass.op == Operator::GreaterEqual;
    QJsonObject provider{
        {u"type"_s, u"promql"_s}, {u"expr"_s, guard.expr}, {u"worst"_s, wantsMuch ? u"lowest"_s : u"highest"_s}};
    for (auto it = extra.begin(); it != extra.end(); ++it) {
        provider.insert(it.key(), it.value());
    }
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
    put(u"unit"_s, unitName(measure.unit));
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

Result<QJsonArray> methodJson(const Action &action, const ActionSubject &subject, const QJsonObject &values,
                              const QString &title)
{
    const Duration hold = action.kind == ActionKind::Failover && action.strategy.kind == Strategy::Kind::Gradual
        ? action.strategy.hold
        : action.hold;
    QJsonArray method;
    for (const Turn &turn : turnsOf(action, title)) {
        QJsonObject all = values;
        for (auto it = turn.values.begin(); it != turn.values.end(); ++it) {
            // What a person chose goes before what the strategy says.
            if (!all.contains(it.key())) {
                all.insert(it.key(), it.value());
            }
        }
        const Result<QJsonObject> provider = providerOf(action.with, action, subject, all);
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
    const Result<QJsonArray> method = methodJson(action, subject, *values, title);
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
        const Result<QJsonObject> provider = providerOf(*action.undo, action, subject, *values);
        if (!provider) {
            return std::unexpected(provider.error());
        }
        json.insert(u"rollbacks"_s, QJsonArray{activityJson(u"Undo: "_s + title, *provider, Duration{0})});
    }
    std::expected<Experiment, std::vector<Problem>> experiment = experimentFrom(json);
    if (!experiment) {
        return std::unexpected(firstOf(experiment.error()));
    }
    return *std::move(experiment);
}

} // namespace readyroom::drills
