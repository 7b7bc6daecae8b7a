// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report.h"

#include "app/report/objectwriter.h"
#include "models/journal/timetext.h"

#include <algorithm>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::AssessedItem;
using readiness::Assessment;

namespace {

QJsonValue timeOf(Timestamp at)
{
    const std::optional<QByteArray> text = journal::timeText(at);
    return text ? QJsonValue(QString::fromLatin1(*text)) : QJsonValue(QJsonValue::Null);
}

QJsonValue letterOf(const std::optional<double> &score)
{
    return score ? QJsonValue(readiness::letterOf(*score)) : QJsonValue(QJsonValue::Null);
}

QString levelName(readiness::RiskLevel level)
{
    return level == readiness::RiskLevel::High  ? u"high"_s
        : level == readiness::RiskLevel::Medium ? u"medium"_s
                                                : u"low"_s;
}

template<typename Texts> void writeTexts(QByteArray &out, ObjectWriter &object, const char *name, const Texts &texts)
{
    object.array(name, texts, [&](const QString &text) { out += jsonText(text); });
}

void writeCategory(QByteArray &out, const readiness::Category &category, const readiness::CategoryScore &score)
{
    ObjectWriter o(out);
    o.value("name", category.name);
    o.value("score", jsonNumber(score.score));
    o.value("letter", letterOf(score.score));
    o.value("assessed", score.assessed);
    o.value("weight", jsonNumber(category.weight));
    o.value("blocks", score.blocks);
    o.value("applicable", score.applicable);
    o.value("unknown", score.unknown);
}

void writeWaiver(QByteArray &out, const AssessedItem &item)
{
    if (!item.waiver) {
        out += "null";
        return;
    }
    ObjectWriter o(out);
    o.value("owner", item.waiver->owner);
    o.value("reason", item.waiver->reason);
    o.value("expires", timeOf(item.waiver->expires));
    o.value("expired", item.waiverExpired);
}

void writeItem(QByteArray &out, const Assessment &assessment, const AssessedItem &item)
{
    const readiness::Item &said = *item.item;
    const readiness::Evidence &evidence = item.evidence;
    ObjectWriter o(out);
    o.value("id", said.id);
    o.value("category", assessment.profile->categories[item.category].name);
    o.value("severity", readiness::severityName(said.severity));
    o.value("blocker", said.blocker);
    o.value("result", readiness::itemResultName(item.result));
    o.value("observed", jsonWords(evidence.observed));
    o.value("target", jsonWords(evidence.target));
    o.value("age_s",
            evidence.takenAt ? jsonNumber(toSeconds(assessment.at - *evidence.takenAt)) : QJsonValue(QJsonValue::Null));
    o.value("effort_h", jsonNumber(readiness::toHours(said.effectiveEffort())));
    o.value("owner", jsonWords(said.owner));
    o.value("title", said.title);
    o.value("weight", jsonNumber(said.effectiveWeight()));
    o.value("effort_assumed", !said.effort.has_value());
    o.value("reason", jsonWords(evidence.reason));
    o.key("waiver");
    writeWaiver(out, item);
    o.value("not_applicable",
            item.notApplicable ? jsonWords(item.notApplicable->reason) : QJsonValue(QJsonValue::Null));
}

void writePath(QByteArray &out, const readiness::Path &path)
{
    ObjectWriter o(out);
    o.array("items", path.steps, [&](const readiness::PathStep &step) { out += jsonText(step.id); });
    o.value("effort_h", path.reachable ? jsonNumber(readiness::toHours(path.effort)) : QJsonValue(QJsonValue::Null));
    o.value("score_after", jsonNumber(path.scoreAfter));
    o.value("reachable", path.reachable);
    o.value("reason", jsonWords(path.reason));
}

void writeScenario(QByteArray &out, const readiness::ScenarioVerdict &scenario)
{
    ObjectWriter o(out);
    o.value("name", scenario.scenario->name);
    o.value("score", jsonNumber(scenario.score));
    o.value("verdict", readiness::verdictName(scenario.verdict));
    o.value("claimed", jsonNumber(scenario.scenario->claimed));
    writeTexts(out, o, "blockers", scenario.blockers);
}

void writeClaim(QByteArray &out, const readiness::CheckedClaim &claim)
{
    ObjectWriter o(out);
    if (const auto *value = std::get_if<readiness::ValueClaim>(claim.claim)) {
        o.value("kind", u"value"_s);
        o.value("says", value->says);
        o.value("claimed", jsonNumber(value->claimed));
        o.value("computed", jsonNumber(claim.computed));
        o.value("result", readiness::claimResultName(claim.result));
        o.value("where", jsonWords(value->where));
        o.value("problem", jsonWords(claim.problem));
    } else if (const auto *conflict = std::get_if<readiness::ConflictClaim>(claim.claim)) {
        o.value("kind", u"conflict"_s);
        writeTexts(out, o, "says", conflict->says);
        writeTexts(out, o, "where", conflict->where);
        o.value("result", readiness::claimResultName(claim.result));
        o.value("note", jsonWords(conflict->note));
    }
}

void writeRisk(QByteArray &out, const readiness::RiskStanding &risk)
{
    ObjectWriter o(out);
    o.value("title", risk.risk->title);
    o.value("before", risk.risk->before ? QJsonValue(levelName(*risk.risk->before)) : QJsonValue(QJsonValue::Null));
    o.value("now", levelName(risk.level));
    writeTexts(out, o, "open_items", risk.openItems);
}

void writePhase(QByteArray &out, const readiness::PhaseForecast &phase)
{
    ObjectWriter o(out);
    o.value("name", phase.phase->name);
    o.value("score_after", jsonNumber(phase.score));
    o.value("verdict_after", readiness::verdictName(phase.verdict));
    o.value("claimed", jsonNumber(phase.phase->claimed));
    writeTexts(out, o, "items", phase.phase->items);
}

void writeVerdict(ObjectWriter &o, const Assessment &assessment)
{
    o.value("profile", assessment.profile->name);
    o.value("service", assessment.service);
    o.value("at", timeOf(assessment.at));
    o.value("verdict", readiness::verdictName(assessment.verdict));
    o.value("score", jsonNumber(assessment.score));
    o.value("letter", letterOf(assessment.score));
    o.value("gate", jsonNumber(assessment.profile->gate));
    o.value("applicable", assessment.applicable);
    o.value("unknown", assessment.unknown);
}

} // namespace

QByteArray json(const Assessment &assessment)
{
    QByteArray out;
    {
        ObjectWriter o(out);
        writeVerdict(o, assessment);
        std::size_t category = 0;
        o.array("categories", assessment.categories, [&](const readiness::CategoryScore &score) {
            writeCategory(out, assessment.profile->categories[category++], score);
        });
        o.array("items", assessment.items, [&](const AssessedItem &item) { writeItem(out, assessment, item); });
        writeTexts(out, o, "conditions", assessment.conditions);
        o.key("shortest_path");
        writePath(out, assessment.path);
        o.array("scenarios", assessment.scenarios, [&](const auto &scenario) { writeScenario(out, scenario); });
        o.array("claims", assessment.claims, [&](const auto &claim) { writeClaim(out, claim); });
        o.value("title", assessment.profile->title);
        o.value("environment", jsonWords(assessment.environment));
        o.value("floor", jsonNumber(assessment.profile->floor));
        writeTexts(out, o, "why", assessment.why);
        o.array("risks", assessment.risks, [&](const auto &risk) { writeRisk(out, risk); });
        o.array("phases", assessment.phases, [&](const auto &phase) { writePhase(out, phase); });
    }
    return out + '\n';
}

} // namespace readyroom::report
