// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/experimentjson.h"

#include "models/promql/number.h"

#include <QJsonArray>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

struct Writer {
    QJsonValue operator()(const Tolerance::Equal &rule) const { return rule.value; }
    QJsonValue operator()(const Tolerance::Range &rule) const
    {
        return withTarget({{u"type"_s, u"range"_s}, {u"range"_s, QJsonArray{rule.low, rule.high}}}, rule.target);
    }
    QJsonValue operator()(const Tolerance::OneOf &rule) const { return rule.values; }
    QJsonValue operator()(const Tolerance::Regex &rule) const
    {
        return withTarget({{u"type"_s, u"regex"_s}, {u"pattern"_s, rule.pattern}}, rule.target);
    }
    QJsonValue operator()(const Tolerance::JsonPath &rule) const
    {
        QJsonObject json{{u"type"_s, u"jsonpath"_s}, {u"path"_s, rule.path}};
        if (!rule.expect.isEmpty()) {
            json.insert(u"expect"_s, rule.expect);
        } else if (rule.count) {
            json.insert(u"count"_s, static_cast<qint64>(*rule.count));
        }
        return withTarget(json, rule.target);
    }
    QJsonValue operator()(const Tolerance::Limit &rule) const
    {
        return QJsonObject{{u"type"_s, u"threshold"_s}, {u"threshold"_s, rule.text}};
    }
    QJsonValue operator()(const Tolerance::Probe &rule) const { return rule.json; }

    static QJsonValue withTarget(QJsonObject json, const QString &target)
    {
        if (!target.isEmpty()) {
            json.insert(u"target"_s, target);
        }
        return json;
    }
};

QJsonArray activitiesJson(const std::vector<Activity> &activities)
{
    QJsonArray json;
    for (const Activity &activity : activities) {
        json.append(activityJson(activity));
    }
    return json;
}

void insertText(QJsonObject &into, const QString &key, const QString &text)
{
    if (!text.isEmpty()) {
        into.insert(key, text);
    }
}

QJsonObject measureJson(const Measure &measure)
{
    QJsonObject json{{u"window"_s, promql::formatDuration(measure.window)},
                     {u"unit"_s, readiness::unitName(measure.unit)}};
    insertText(json, u"histogram"_s, measure.histogram);
    insertText(json, u"values"_s, measure.values);
    insertText(json, u"throughput"_s, measure.throughput);
    return json;
}

QJsonObject oursJson(const Experiment &experiment)
{
    QJsonObject ours{{u"name"_s, u"readyroom"_s},
                     {u"kind"_s, actionKindName(experiment.kind)},
                     {u"guard_every"_s, promql::formatDuration(experiment.guardEvery)}};
    insertText(ours, u"drill"_s, experiment.drill);
    insertText(ours, u"service"_s, experiment.service);
    insertText(ours, u"environment"_s, experiment.environment);
    if (experiment.automaticUndo) {
        ours.insert(u"undo"_s, u"automatic"_s);
    }
    if (experiment.measure) {
        ours.insert(u"measure"_s, measureJson(*experiment.measure));
    }
    return ours;
}

QString strategyText(RollbackStrategy strategy)
{
    switch (strategy) {
    case RollbackStrategy::Always:
        return u"always"_s;
    case RollbackStrategy::Deviated:
        return u"deviated"_s;
    case RollbackStrategy::Never:
        return u"never"_s;
    }
    return {};
}

QString strategyText(HypothesisStrategy strategy)
{
    switch (strategy) {
    case HypothesisStrategy::Default:
        return u"default"_s;
    case HypothesisStrategy::BeforeOnly:
        return u"before-method-only"_s;
    case HypothesisStrategy::AfterOnly:
        return u"after-method-only"_s;
    case HypothesisStrategy::DuringOnly:
        return u"during-method-only"_s;
    case HypothesisStrategy::Continuously:
        return u"continuously"_s;
    }
    return {};
}

} // namespace

QJsonValue toleranceJson(const Tolerance &tolerance)
{
    return std::visit(Writer{}, tolerance.rule);
}

QJsonObject activityJson(const Activity &activity)
{
    if (!activity.json.isEmpty()) {
        return activity.json;
    }
    QJsonObject json{{u"type"_s, activity.type == Activity::Type::Probe ? u"probe"_s : u"action"_s},
                     {u"name"_s, activity.name},
                     {u"provider"_s, activity.provider}};
    if (activity.tolerance) {
        json.insert(u"tolerance"_s, toleranceJson(*activity.tolerance));
    }
    if (activity.background) {
        json.insert(u"background"_s, true);
    }
    QJsonObject pauses;
    if (activity.pauseBefore.count() > 0) {
        pauses.insert(u"before"_s, toSeconds(activity.pauseBefore));
    }
    if (activity.pauseAfter.count() > 0) {
        pauses.insert(u"after"_s, toSeconds(activity.pauseAfter));
    }
    if (!pauses.isEmpty()) {
        json.insert(u"pauses"_s, pauses);
    }
    if (!activity.secrets.isEmpty()) {
        json.insert(u"secrets"_s, QJsonArray::fromStringList(activity.secrets));
    }
    return json;
}

QJsonObject experimentJson(const Experiment &experiment)
{
    if (!experiment.json.isEmpty()) {
        return experiment.json;
    }
    QJsonObject json{
        {u"title"_s, experiment.title},
        {u"description"_s, experiment.description},
        {u"tags"_s, QJsonArray::fromStringList(experiment.tags)},
        {u"configuration"_s, experiment.configuration},
        {u"secrets"_s, experiment.secrets},
        {u"method"_s, activitiesJson(experiment.method)},
        {u"rollbacks"_s, activitiesJson(experiment.rollbacks)},
        {u"runtime"_s,
         QJsonObject{{u"rollbacks"_s, QJsonObject{{u"strategy"_s, strategyText(experiment.rollbackStrategy)}}},
                     {u"hypothesis"_s, QJsonObject{{u"strategy"_s, strategyText(experiment.hypothesisStrategy)}}}}},
        {u"extensions"_s, QJsonArray{oursJson(experiment)}}};
    if (experiment.steadyState) {
        json.insert(u"steady-state-hypothesis"_s,
                    QJsonObject{{u"title"_s, experiment.steadyState->title},
                                {u"probes"_s, activitiesJson(experiment.steadyState->probes)}});
    }
    return json;
}

} // namespace readyroom::drills
