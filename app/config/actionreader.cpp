// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/actionreader.h"

#include "app/config/actionkeys.h"
#include "app/config/mapreader.h"
#include "app/config/nearest.h"
#include "app/config/yamljson.h"
#include "models/drills/placeholders.h"
#include "models/drills/providercheck.h"

#include <QJsonArray>

#include <array>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Action;
using drills::ActionKind;
using drills::Parameter;
using drills::Strategy;
using readiness::Unit;
namespace keys = actionkeys;

namespace {

constexpr std::array kinds{Choice{"invalidate"_L1, ActionKind::Invalidate}, Choice{"rollback"_L1, ActionKind::Rollback},
                           Choice{"failover"_L1, ActionKind::Failover}, Choice{"load"_L1, ActionKind::Load}};
constexpr std::array strategies{
    Choice{"immediate"_L1, Strategy::Kind::Immediate}, Choice{"gradual"_L1, Strategy::Kind::Gradual},
    Choice{"round-robin"_L1, Strategy::Kind::RoundRobin}, Choice{"weighted"_L1, Strategy::Kind::Weighted}};
constexpr std::array types{Choice{"text"_L1, Parameter::Type::Text}, Choice{"number"_L1, Parameter::Type::Number},
                           Choice{"integer"_L1, Parameter::Type::Integer},
                           Choice{"duration"_L1, Parameter::Type::Duration},
                           Choice{"boolean"_L1, Parameter::Type::Boolean}};
constexpr std::array units{Choice{"none"_L1, Unit::None},       Choice{"seconds"_L1, Unit::Seconds},
                           Choice{"bytes"_L1, Unit::Bytes},     Choice{"ratio"_L1, Unit::Ratio},
                           Choice{"percent"_L1, Unit::Percent}, Choice{"per_second"_L1, Unit::PerSecond},
                           Choice{"days"_L1, Unit::Days},       Choice{"hours"_L1, Unit::Hours}};
constexpr Duration longestHold = 1h;

} // namespace

Action ActionReader::read(const YamlPtr &node) const
{
    Action action;
    const MapReader map(node, keys::action, u"An action"_s, m_complaints);
    if (!map.isMap()) {
        return action;
    }
    action.where = m_complaints.where(*node);
    action.name = m_scalars.text(map.need("name"_L1), u"The name of an action"_s).value_or(QString());
    action.title = m_scalars.text(map.get("title"_L1), u"\"title\""_s).value_or(QString());
    action.description = m_scalars.prose(map.get("description"_L1), u"\"description\""_s).value_or(QString());
    action.kind = m_values.choice<ActionKind>(map.need("kind"_L1), u"\"kind\""_s, u"a kind of action"_s, kinds)
                      .value_or(action.kind);
    action.with = provider(map.need("with"_L1), u"\"with\""_s);
    action.targets = texts(map.get("targets"_L1), u"\"targets\""_s);
    action.parameters = parameters(map.get("parameters"_L1));
    if (const YamlPtr undo = map.get("undo"_L1)) {
        action.undo = provider(undo, u"\"undo\""_s);
    }
    readStages(map.get("stages"_L1), action);
    readStrategy(map, action);
    if (const YamlPtr guards = map.get("guards"_L1)) {
        for (const YamlPtr &item : itemsOf(*guards, u"\"guards\""_s, m_complaints)) {
            action.guards.push_back(guard(item, u"A guard"_s));
        }
    }
    if (const YamlPtr recovery = map.get("recovery"_L1)) {
        action.recovery = guard(recovery, u"\"recovery\""_s);
    }
    action.recoverWithin = m_scalars.duration(map.get("recover_within"_L1), u"\"recover_within\""_s, 1s, longestHold)
                               .value_or(action.recoverWithin);
    if (const YamlPtr triggers = map.get("triggers"_L1)) {
        for (const YamlPtr &item : itemsOf(*triggers, u"\"triggers\""_s, m_complaints)) {
            action.triggers.push_back(trigger(item));
        }
    }
    action.asksReason = m_scalars.truth(map.get("asks_reason"_L1), u"\"asks_reason\""_s).value_or(false);
    action.measure = measure(map.get("measure"_L1));
    action.originLoad = originLoad(map.get("origin_load"_L1));
    checkPlaceholders(map, action);
    return action;
}

QJsonObject ActionReader::provider(const YamlPtr &node, const QString &what) const
{
    if (!node) {
        return {};
    }
    if (!node->isMap()) {
        m_complaints.at(*node, u"%1 must be a map with a type, such as {type: http, path: /x}."_s.arg(what));
        return {};
    }
    QJsonObject json = jsonOf(*node).toObject();
    for (const drills::Problem &problem : drills::problemsOf(json)) {
        m_complaints.at(nodeAt(*node, problem.pointer), problem.sentence);
    }
    return json;
}

QStringList ActionReader::texts(const YamlPtr &node, const QString &what) const
{
    QStringList list;
    if (node) {
        for (const YamlPtr &item : itemsOf(*node, what, m_complaints)) {
            if (const auto text = m_scalars.text(item, what)) {
                list += *text;
            }
        }
    }
    return list;
}

std::vector<Parameter> ActionReader::parameters(const YamlPtr &node) const
{
    std::vector<Parameter> list;
    QStringList names;
    if (!node) {
        return list;
    }
    for (const YamlPtr &item : itemsOf(*node, u"\"parameters\""_s, m_complaints)) {
        Parameter one = parameter(item);
        if (names.contains(one.name)) {
            m_complaints.at(*item, u"The parameter %1 is given twice."_s.arg(one.name));
            continue;
        }
        names += one.name;
        list.push_back(std::move(one));
    }
    return list;
}

Parameter ActionReader::parameter(const YamlPtr &node) const
{
    Parameter one;
    const MapReader map(node, keys::parameter, u"A parameter"_s, m_complaints);
    if (!map.isMap()) {
        return one;
    }
    one.name = m_scalars.text(map.need("name"_L1), u"The name of a parameter"_s).value_or(QString());
    one.title = m_scalars.text(map.get("title"_L1), u"\"title\""_s).value_or(QString());
    one.type =
        m_values.choice<Parameter::Type>(map.get("type"_L1), u"\"type\""_s, u"a type"_s, types).value_or(one.type);
    one.choices = texts(map.get("choices"_L1), u"\"choices\""_s);
    one.live = m_scalars.truth(map.get("live"_L1), u"\"live\""_s).value_or(false);
    one.argument = m_scalars.text(map.get("argument"_L1), u"\"argument\""_s).value_or(QString());
    one.required = m_scalars.truth(map.get("required"_L1), u"\"required\""_s).value_or(true);
    one.least = m_scalars.number(map.get("least"_L1), u"\"least\""_s);
    const YamlPtr most = map.get("most"_L1);
    one.most = m_scalars.number(most, u"\"most\""_s);
    if (one.least && one.most && *one.most < *one.least) {
        m_complaints.at(*most, u"\"most\" is below \"least\"."_s);
    }
    if (const YamlPtr initial = map.get("initial"_L1)) {
        one.initial = jsonOf(*initial);
        // Through the rule that judges what a person gives.
        const Result<QJsonObject> values =
            drills::parameterValues({.name = one.name, .with = {}, .parameters = {one}}, {});
        if (!values) {
            m_complaints.at(*initial, values.error().message);
        }
    }
    return one;
}

drills::Guard ActionReader::guard(const YamlPtr &node, const QString &what) const
{
    drills::Guard guard;
    const MapReader map(node, keys::guard, what, m_complaints);
    if (!map.isMap()) {
        return guard;
    }
    (void)m_expressions.expression(map.need("expr"_L1), u"an action"_s, guard.expr);
    guard.name = m_scalars.text(map.get("name"_L1), u"\"name\""_s).value_or(guard.expr);
    guard.pass = m_expressions.threshold(map.need("pass"_L1), u"\"pass\""_s).value_or(guard.pass);
    guard.unit = m_values.choice<Unit>(map.get("unit"_L1), u"\"unit\""_s, u"a unit"_s, units).value_or(guard.unit);
    return guard;
}

drills::Trigger ActionReader::trigger(const YamlPtr &node) const
{
    drills::Trigger trigger;
    const MapReader map(node, keys::trigger, u"A trigger"_s, m_complaints);
    if (!map.isMap()) {
        return trigger;
    }
    (void)m_expressions.expression(map.need("expr"_L1), u"an action"_s, trigger.expr);
    trigger.name = m_scalars.text(map.get("name"_L1), u"\"name\""_s).value_or(trigger.expr);
    trigger.when = m_expressions.threshold(map.need("when"_L1), u"\"when\""_s).value_or(trigger.when);
    trigger.holdFor = m_scalars.duration(map.get("for"_L1), u"\"for\""_s, 0ms, 24h).value_or(0ms);
    return trigger;
}

std::optional<drills::Measure> ActionReader::measure(const YamlPtr &node) const
{
    if (!node) {
        return std::nullopt;
    }
    drills::Measure measure;
    const MapReader map(node, keys::measure, u"\"measure\""_s, m_complaints);
    if (!map.isMap()) {
        return std::nullopt;
    }
    const YamlPtr histogram = map.get("histogram"_L1);
    const YamlPtr values = map.get("values"_L1);
    if ((histogram != nullptr) == (values != nullptr)) {
        m_complaints.at(*node, u"\"measure\" needs one of \"histogram\" and \"values\"."_s);
    }
    (void)m_expressions.expression(histogram, u"an action"_s, measure.histogram);
    (void)m_expressions.expression(values, u"an action"_s, measure.values);
    (void)m_expressions.expression(map.get("throughput"_L1), u"an action"_s, measure.throughput);
    measure.window = m_scalars.duration(map.get("window"_L1), u"\"window\""_s, 1s, 24h).value_or(measure.window);
    measure.unit = m_values.choice<Unit>(map.get("unit"_L1), u"\"unit\""_s, u"a unit"_s, units).value_or(measure.unit);
    return measure;
}

std::optional<drills::OriginLoad> ActionReader::originLoad(const YamlPtr &node) const
{
    if (!node) {
        return std::nullopt;
    }
    drills::OriginLoad load;
    const MapReader map(node, keys::originLoad, u"\"origin_load\""_s, m_complaints);
    if (!map.isMap()) {
        return std::nullopt;
    }
    (void)m_expressions.expression(map.get("request_rate"_L1), u"an action"_s, load.requestRate);
    (void)m_expressions.expression(map.get("hit_ratio"_L1), u"an action"_s, load.hitRatio);
    (void)m_expressions.expression(map.get("capacity"_L1), u"an action"_s, load.capacity);
    load.cache = m_scalars.text(map.get("cache"_L1), u"\"cache\""_s).value_or(QString());
    return load;
}

void ActionReader::readStages(const YamlPtr &node, Action &action) const
{
    if (!node) {
        return;
    }
    for (const YamlPtr &item : itemsOf(*node, u"\"stages\""_s, m_complaints)) {
        if (!item->isMap()) {
            m_complaints.at(*item, u"A stage must be a map of placeholders and values, such as {tag: users}."_s);
            continue;
        }
        action.stages.push_back(jsonOf(*item).toObject());
    }
}

void ActionReader::readStrategy(const MapReader &map, Action &action) const
{
    const YamlPtr strategy = map.get("strategy"_L1);
    const YamlPtr steps = map.get("steps"_L1);
    action.strategy.kind = m_values.choice<Strategy::Kind>(strategy, u"\"strategy\""_s, u"a strategy"_s, strategies)
                               .value_or(action.strategy.kind);
    const auto hold = m_scalars.duration(map.get("hold"_L1), u"\"hold\""_s, 0ms, longestHold);
    action.hold = hold.value_or(action.hold);
    action.strategy.hold = hold.value_or(action.strategy.hold);
    if (strategy && action.kind != ActionKind::Failover) {
        m_complaints.at(*strategy, u"Only a failover has a strategy."_s);
    }
    if (!steps) {
        return;
    }
    action.strategy.steps.clear();
    double last = 0;
    for (const YamlPtr &item : itemsOf(*steps, u"\"steps\""_s, m_complaints)) {
        const auto percent = m_scalars.number(item, u"A step"_s);
        if (percent && (*percent <= last || *percent > 100)) {
            m_complaints.at(*item, u"Steps are percentages that rise, up to 100."_s);
        }
        last = percent.value_or(last);
        action.strategy.steps.push_back(last);
    }
    if (action.strategy.steps.empty()) {
        m_complaints.at(*steps, u"\"steps\" needs at least one percentage."_s);
    }
}

void ActionReader::checkPlaceholders(const MapReader &map, const Action &action) const
{
    QStringList known;
    for (const Parameter &parameter : action.parameters) {
        known += parameter.name;
    }
    if (action.kind == ActionKind::Failover) {
        known += {u"percent"_s, u"strategy"_s};
    }
    for (const QJsonObject &stage : action.stages) {
        known += stage.keys();
    }
    const auto check = [&](QLatin1StringView key, const QJsonObject &json) {
        for (const QString &name : drills::placeholdersIn(json)) {
            if (!known.contains(name)) {
                m_complaints.at(*map.node().value(QString(key)),
                                u"There is no parameter \"%1\" for ${%1}"_s.arg(name) + suggestion(name, known));
            }
        }
    };
    check("with"_L1, action.with);
    if (action.undo) {
        check("undo"_L1, *action.undo);
    }
}

} // namespace readyroom::config
