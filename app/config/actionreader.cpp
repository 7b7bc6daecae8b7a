// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/actionreader.h"

#include "app/config/actionkeys.h"
#include "app/config/mapreader.h"
#include "app/config/parameterreader.h"
#include "app/config/placeholdercheck.h"
#include "app/config/yamljson.h"
#include "models/drills/providerarguments.h"
#include "models/drills/providercheck.h"

#include <array>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Action;
using drills::ActionKind;
using drills::Strategy;
using readiness::Unit;
namespace keys = actionkeys;

namespace {

constexpr std::array kinds{Choice{"invalidate"_L1, ActionKind::Invalidate}, Choice{"rollback"_L1, ActionKind::Rollback},
                           Choice{"failover"_L1, ActionKind::Failover}, Choice{"load"_L1, ActionKind::Load}};
constexpr std::array strategies{
    Choice{"immediate"_L1, Strategy::Kind::Immediate}, Choice{"gradual"_L1, Strategy::Kind::Gradual},
    Choice{"round-robin"_L1, Strategy::Kind::RoundRobin}, Choice{"weighted"_L1, Strategy::Kind::Weighted}};
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
    readTargets(map.get("targets"_L1), action);
    action.parameters = ParameterReader(m_complaints).read(map.get("parameters"_L1));
    if (const YamlPtr undo = map.get("undo"_L1)) {
        action.undo = provider(undo, u"\"undo\""_s);
    }
    readStages(map.get("stages"_L1), action);
    readStrategy(map, action);
    action.guards = guards(map.get("guards"_L1));
    readRecovery(map, action);
    if (const YamlPtr triggers = map.get("triggers"_L1)) {
        for (const YamlPtr &item : itemsOf(*triggers, u"\"triggers\""_s, m_complaints)) {
            action.triggers.push_back(trigger(item));
        }
    }
    action.asksReason = m_scalars.truth(map.get("asks_reason"_L1), u"\"asks_reason\""_s).value_or(false);
    action.measure = measure(map.get("measure"_L1));
    action.originLoad = originLoad(map.get("origin_load"_L1));
    PlaceholderCheck(m_document, m_complaints).check(map, action);
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
    const QString type = json.value("type"_L1).toString();
    const QString doing = json.value("do"_L1).toString();
    if (type == "promql"_L1) {
        m_complaints.at(nodeAt(*node, u"/type"),
                        u"promql only asks; an action needs a provider that does something."_s);
    } else if (drills::readsOf(type).contains(doing)) {
        m_complaints.at(nodeAt(*node, u"/do"),
                        u"%1 with \"do: %2\" only asks; an action needs something to do."_s.arg(type, doing));
    }
    return json;
}

void ActionReader::readTargets(const YamlPtr &node, Action &action) const
{
    if (!node) {
        return;
    }
    for (const YamlPtr &item : itemsOf(*node, u"\"targets\""_s, m_complaints)) {
        if (const auto target = m_scalars.text(item, u"A target"_s)) {
            action.targets += *target;
        }
    }
    if (node->isSequence() && node->items.empty()) {
        m_complaints.at(*node, u"\"targets\" must name at least one; leave it out for each instance of the service."_s);
    }
}

void ActionReader::readRecovery(const MapReader &map, Action &action) const
{
    if (const YamlPtr recovery = map.get("recovery"_L1)) {
        action.recovery = guard(recovery, u"\"recovery\""_s);
    }
    const YamlPtr within = map.get("recover_within"_L1);
    action.recoverWithin =
        m_scalars.duration(within, u"\"recover_within\""_s, 1s, longestHold).value_or(action.recoverWithin);
    if (within && !action.recovery) {
        m_complaints.at(*within, u"\"recover_within\" has no meaning without \"recovery\"."_s);
    }
}

std::vector<drills::Guard> ActionReader::guards(const YamlPtr &node) const
{
    std::vector<drills::Guard> list;
    QStringList names;
    if (!node) {
        return list;
    }
    for (const YamlPtr &item : itemsOf(*node, u"\"guards\""_s, m_complaints)) {
        drills::Guard one = guard(item, u"A guard"_s);
        if (names.contains(one.name)) {
            m_complaints.at(*item, u"There are two guards named %1."_s.arg(one.name));
        }
        names += one.name;
        list.push_back(std::move(one));
    }
    return list;
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
    guard.unit =
        m_values.choice<Unit>(map.get("unit"_L1), u"\"unit\""_s, u"a unit"_s, unitChoices).value_or(guard.unit);
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
    const promql::ExprPtr buckets = m_expressions.expression(histogram, u"an action"_s, measure.histogram);
    const auto *const selector = buckets ? buckets->as<promql::VectorSelector>() : nullptr;
    if (buckets && (selector == nullptr || selector->offset.count() != 0 || selector->at)) {
        m_complaints.at(*histogram,
                        u"\"histogram\" must be a selector of buckets, such as "
                        "http_request_duration_seconds_bucket{path=\"/\"}; an expression belongs below \"values\"."_s);
    }
    (void)m_expressions.expression(values, u"an action"_s, measure.values);
    (void)m_expressions.expression(map.get("throughput"_L1), u"an action"_s, measure.throughput);
    measure.window = m_scalars.duration(map.get("window"_L1), u"\"window\""_s, 1s, 24h).value_or(measure.window);
    measure.unit =
        m_values.choice<Unit>(map.get("unit"_L1), u"\"unit\""_s, u"a unit"_s, unitChoices).value_or(measure.unit);
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
    if (action.kind == ActionKind::Failover) {
        m_complaints.at(*node, u"A failover has \"strategy\" and \"steps\" instead of \"stages\"."_s);
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
    const bool isWeighted = action.strategy.kind == Strategy::Kind::Weighted;
    if (!isWeighted && action.strategy.kind != Strategy::Kind::Gradual) {
        m_complaints.at(*steps, u"Only a gradual failover has steps, and a weighted one a single one."_s);
    }
    action.strategy.steps.clear();
    double last = 0;
    for (const YamlPtr &item : itemsOf(*steps, u"\"steps\""_s, m_complaints)) {
        const auto percent = m_scalars.number(item, u"A step"_s);
        if (percent && !(*percent > last && *percent <= 100)) {
            m_complaints.at(*item, u"Steps are percentages that rise, up to 100."_s);
        }
        last = percent.value_or(last);
        action.strategy.steps.push_back(last);
    }
    if (action.strategy.steps.empty()) {
        m_complaints.at(*steps, u"\"steps\" needs at least one percentage."_s);
    } else if (isWeighted && action.strategy.steps.size() > 1) {
        m_complaints.at(*steps, u"A weighted failover has a single step, the lasting share."_s);
    }
}

} // namespace readyroom::config
