// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/outlook.h"

#include "app/report/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::Assessment;
using readiness::RiskLevel;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

Cell verdictCell(readiness::Verdict verdict)
{
    return {.text = readiness::verdictName(verdict), .mark = markOf(verdict), .strong = true};
}

QStringList nonEmpty(const QString &text)
{
    return text.isEmpty() ? QStringList() : QStringList{text};
}

QString claimedText(const std::optional<double> &claimed)
{
    return claimed ? readiness::limitText(*claimed) : u"–"_s;
}

Cell levelCell(RiskLevel level)
{
    return {.text = riskWord(level), .mark = markOf(level)};
}

/// A risk that names no level before has always had its only one.
RiskLevel levelBefore(const readiness::RiskStanding &risk)
{
    return risk.risk->before.value_or(risk.risk->now);
}

RiskLevel levelNow(const readiness::RiskStanding &risk)
{
    return risk.level;
}

/// "3 high, 3 medium, 2 low"
template<typename Level> QString levelCounts(const std::vector<readiness::RiskStanding> &risks, Level levelOf)
{
    QStringList counts;
    for (const RiskLevel level : {RiskLevel::High, RiskLevel::Medium, RiskLevel::Low}) {
        counts += QString::number(std::ranges::count_if(
                      risks, [&](const readiness::RiskStanding &risk) { return levelOf(risk) == level; }))
            + u' ' + riskWord(level);
    }
    return counts.join(u", "_s);
}

} // namespace

Section scenariosOf(const Assessment &assessment)
{
    if (assessment.scenarios.empty()) {
        return {};
    }
    Section section{.title = Words::tr("Scenarios")};
    Table table{.columns = {{Words::tr("Scenario"), 200},
                            {Words::tr("Verdict"), 110},
                            {Words::tr("Score"), 50, true},
                            {Words::tr("Claimed"), 60, true},
                            {Words::tr("Why"), 270}}};
    for (const readiness::ScenarioVerdict &scenario : assessment.scenarios) {
        Cell why{.text = QStringList(scenario.why.begin(), scenario.why.end()).join(u' ')};
        if (!scenario.blockers.isEmpty()) {
            why.more += Words::tr("Open here: %1").arg(scenario.blockers.join(u", "_s));
        }
        table.rows.push_back({{.text = scenario.scenario->name, .more = nonEmpty(scenario.scenario->says)},
                              verdictCell(scenario.verdict),
                              {.text = scoreText(scenario.score)},
                              {.text = claimedText(scenario.scenario->claimed)},
                              why});
    }
    section.tables.push_back(std::move(table));
    return section;
}

Section risksOf(const Assessment &assessment)
{
    if (assessment.risks.empty()) {
        return {};
    }
    Section section{.title = Words::tr("Risks"),
                    .intro =
                        Words::tr("Before: %1. Now: %2.")
                            .arg(levelCounts(assessment.risks, levelBefore), levelCounts(assessment.risks, levelNow))};
    Table table{.columns = {{Words::tr("Risk"), 290},
                            {Words::tr("Before"), 90},
                            {Words::tr("Now"), 90},
                            {Words::tr("Held up by"), 220}}};
    for (const readiness::RiskStanding &risk : assessment.risks) {
        table.rows.push_back({{.text = risk.risk->title, .more = nonEmpty(risk.risk->note)},
                              levelCell(levelBefore(risk)),
                              levelCell(levelNow(risk)),
                              {.text = risk.openItems.join(u", "_s)}});
    }
    section.tables.push_back(std::move(table));
    return section;
}

Section phasesOf(const Assessment &assessment)
{
    if (assessment.phases.empty()) {
        return {};
    }
    Section section{.title = Words::tr("Phases"),
                    .intro = Words::tr("The score when the items of a phase, and of those before it, are done.")};
    Table table{.columns = {{Words::tr("Phase"), 200},
                            {Words::tr("Items"), 240},
                            {Words::tr("Score after"), 74, true},
                            {Words::tr("Claimed"), 60, true},
                            {Words::tr("Verdict after"), 116}}};
    for (const readiness::PhaseForecast &phase : assessment.phases) {
        Cell name{.text = phase.phase->name, .more = nonEmpty(phase.phase->says)};
        if (phase.phase->alone) {
            name.more += Words::tr("without the phases before it");
        }
        table.rows.push_back({name,
                              {.text = phase.phase->items.join(u", "_s)},
                              {.text = scoreText(phase.score)},
                              {.text = claimedText(phase.phase->claimed)},
                              verdictCell(phase.verdict)});
    }
    section.tables.push_back(std::move(table));
    return section;
}

} // namespace readyroom::report
