// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/readinesslines.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using namespace readiness;

namespace {

/// More on the way to GO would be no glance any more.
constexpr std::size_t mostScores = 12;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::items::Readiness)
};

QString keyOf(std::size_t index)
{
    return QString::number(index);
}

/// A figure as a report would print it.
QString figure(double value)
{
    return QString::number(value, 'g', 4);
}

LineState stateOf(RiskLevel level)
{
    switch (level) {
    case RiskLevel::High:
        return LineState::Bad;
    case RiskLevel::Medium:
        return LineState::Doubtful;
    case RiskLevel::Low:
        return LineState::Good;
    }
    return LineState::Unknown;
}

QString effortNote(const Item &item)
{
    return item.effort ? QString() : Words::tr("effort assumed");
}

QString quoted(const QString &text, const QString &where)
{
    const QString said = u'“' + text + u'”';
    return where.isEmpty() ? said : QString(said + u" ("_s + where + u')');
}

QString resultNote(const CheckedClaim &claim)
{
    const QString computed = claim.computed ? figure(*claim.computed) : QString();
    switch (claim.result) {
    case ClaimResult::Holds:
        return Words::tr("Holds.");
    case ClaimResult::WithinRounding:
        return Words::tr("Holds within rounding: %1 follows.").arg(computed);
    case ClaimResult::DoesNotHold:
        return computed.isEmpty() ? Words::tr("Nothing follows: %1").arg(claim.problem)
                                  : Words::tr("Does not hold: %1 follows.").arg(computed);
    case ClaimResult::Conflict:
        return Words::tr("Conflict: these cannot both be true.");
    }
    return {};
}

LineState stateOf(const CheckedClaim &claim)
{
    switch (claim.result) {
    case ClaimResult::Holds:
    case ClaimResult::WithinRounding:
        return LineState::Good;
    case ClaimResult::DoesNotHold:
        return claim.computed ? LineState::Bad : LineState::Unknown;
    case ClaimResult::Conflict:
        break;
    }
    return LineState::Bad;
}

QString signatureText(const SignedRecord &record, const QString &role, Timestamp now)
{
    const auto found = std::ranges::find(record.signatures, role, &RoleSignature::role);
    return found == record.signatures.end() || found->by.isEmpty()
        ? Words::tr("signed, %1").arg(momentText(record.at, now))
        : Words::tr("%1, %2").arg(found->by, momentText(found->at, now));
}

QString changeOf(const std::optional<double> &before, const std::optional<double> &after)
{
    QString text = Words::tr("%1 → %2").arg(shortScoreText(before), shortScoreText(after));
    if (before && after) {
        text += u" ("_s + changeText(*after - *before) + u')';
    }
    return text;
}

} // namespace

std::vector<Line> scenarioLines(const Assessment &assessment)
{
    std::vector<Line> lines;
    for (const ScenarioVerdict &each : assessment.scenarios) {
        QStringList note;
        if (each.scenario->claimed) {
            note += Words::tr("claimed %1").arg(figure(*each.scenario->claimed));
        }
        if (!each.blockers.isEmpty()) {
            note += each.blockers.size() == 1 ? Words::tr("blocked by 1 item")
                                              : Words::tr("blocked by %1 items").arg(each.blockers.size());
        }
        lines.push_back({.key = keyOf(lines.size()),
                         .state = lineStateOf(each.verdict),
                         .text = each.scenario->name,
                         .value = verdictName(each.verdict),
                         .note = note.join(u", "_s),
                         .trailing = true});
    }
    return lines;
}

std::vector<Line> riskLines(const Assessment &assessment)
{
    std::vector<Line> lines;
    for (const RiskStanding &each : assessment.risks) {
        const Risk &risk = *each.risk;
        const bool moved = risk.before && *risk.before != each.level;
        QStringList note;
        if (each.level != risk.now && !each.openItems.isEmpty()) {
            note += each.openItems.size() == 1 ? Words::tr("%1 once 1 open item is done").arg(riskWord(risk.now))
                                               : Words::tr("%1 once %2 open items are done")
                                                     .arg(riskWord(risk.now), QString::number(each.openItems.size()));
        }
        note += risk.note;
        note.removeAll(QString());
        lines.push_back({.key = keyOf(lines.size()),
                         .state = stateOf(each.level),
                         .text = risk.title,
                         .value = moved ? Words::tr("%1 → %2").arg(riskWord(*risk.before), riskWord(each.level))
                                        : riskWord(each.level),
                         .note = note.join(u", "_s),
                         .trailing = true});
    }
    return lines;
}

std::vector<Line> phaseLines(const Assessment &assessment)
{
    std::vector<Line> lines;
    for (const PhaseForecast &each : assessment.phases) {
        lines.push_back(
            {.key = keyOf(lines.size()),
             .state = lineStateOf(each.verdict),
             .text = each.phase->name,
             .value = shortScoreText(each.score),
             .note = each.phase->claimed ? Words::tr("claimed %1").arg(figure(*each.phase->claimed)) : QString(),
             .trailing = true,
             .word = verdictName(each.verdict)});
    }
    return lines;
}

std::vector<Line> claimLines(const Assessment &assessment)
{
    std::vector<Line> lines;
    for (const CheckedClaim &each : assessment.claims) {
        Line line{.key = keyOf(lines.size()), .state = stateOf(each), .text = {}, .note = resultNote(each)};
        if (const auto *value = std::get_if<ValueClaim>(each.claim)) {
            line.text = quoted(value->says, value->where);
        } else if (const auto *conflict = std::get_if<ConflictClaim>(each.claim)) {
            QStringList statements;
            for (qsizetype i = 0; i < conflict->says.size(); ++i) {
                statements += quoted(conflict->says.at(i), conflict->where.value(i));
            }
            line.text = statements.join(u'\n');
            if (!conflict->note.isEmpty()) {
                line.note += u' ' + conflict->note;
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

int brokenClaims(const Assessment &assessment)
{
    return static_cast<int>(std::ranges::count_if(assessment.claims, [](const CheckedClaim &claim) {
        return claim.result == ClaimResult::DoesNotHold || claim.result == ClaimResult::Conflict;
    }));
}

std::vector<Line> blockerLines(const Assessment &assessment)
{
    std::vector<Line> lines;
    for (const AssessedItem &each : assessment.items) {
        if (each.blocks) {
            lines.push_back({.key = each.item->id,
                             .text = each.item->title,
                             .value = hoursText(toHours(each.item->effectiveEffort())),
                             .note = effortNote(*each.item),
                             .word = resultWord(each.result)});
        }
    }
    return lines;
}

std::vector<Line> conditionLines(const Assessment &assessment)
{
    std::vector<Line> lines;
    for (const QString &condition : assessment.conditions) {
        lines.push_back({.key = keyOf(lines.size()), .text = condition});
    }
    return lines;
}

std::vector<Line> pathLines(const Assessment &assessment)
{
    std::vector<Line> lines;
    for (const PathStep &step : assessment.path.steps) {
        const Item &item = *assessment.items.at(step.item).item;
        lines.push_back({.key = step.id,
                         .text = Words::tr("%1. %2").arg(QString::number(lines.size() + 1), item.title),
                         .value = Words::tr("%1 → %2").arg(hoursText(toHours(item.effectiveEffort())),
                                                           shortScoreText(step.scoreAfter)),
                         .note = effortNote(item)});
    }
    return lines;
}

QString pathText(const Assessment &assessment)
{
    if (assessment.path.steps.empty()) {
        return {};
    }
    QStringList scores{shortScoreText(assessment.score)};
    const std::vector<PathStep> &steps = assessment.path.steps;
    const bool tooMany = steps.size() > mostScores;
    for (std::size_t i = 0; i < (tooMany ? mostScores - 2 : steps.size()); ++i) {
        scores += shortScoreText(steps[i].scoreAfter);
    }
    if (tooMany) {
        scores += {u"…"_s, shortScoreText(steps.back().scoreAfter)};
    }
    return scores.join(u" → "_s);
}

std::vector<Line> approvalLines(const Profile &profile, const std::optional<SignedRecord> &record, Timestamp now)
{
    std::vector<Line> lines;
    for (const Role &role : profile.approvals) {
        const bool isSigned = record && record->signedBy.contains(role.name);
        lines.push_back({.key = role.name,
                         .state = isSigned ? LineState::Good : LineState::Unknown,
                         .text = role.title.isEmpty() ? role.name : role.title,
                         .value = isSigned ? signatureText(*record, role.name, now) : Words::tr("waiting"),
                         .trailing = true,
                         .word = isSigned ? Words::tr("signed") : QString()});
    }
    return lines;
}

std::vector<Line> driftLines(const std::vector<Drift> &drift, Timestamp now)
{
    std::vector<Line> lines;
    for (const Drift &each : drift) {
        const QString since = Words::tr("since %1").arg(momentText(each.since, now));
        lines.push_back({.key = each.id,
                         .state = lineStateOf(each.now),
                         .text = each.title,
                         .value = Words::tr("%1 → %2").arg(resultWord(each.signedAs), resultWord(each.now)),
                         .note = each.observed.isEmpty() ? since : QString(since + u" · "_s + each.observed),
                         .trailing = true});
    }
    return lines;
}

std::vector<Line> earlierLines(const std::vector<EarlierAssessment> &earlier, Timestamp now)
{
    std::vector<Line> lines;
    for (const EarlierAssessment &each : earlier) {
        lines.push_back({.key = each.id,
                         .state = lineStateOf(each.verdict),
                         .text = momentText(each.at, now),
                         .value = shortScoreText(each.score) + u' ' + verdictName(each.verdict),
                         .note = each.origin,
                         .trailing = true});
    }
    return lines;
}

std::vector<Line> categoryChangeLines(const Difference &difference)
{
    std::vector<Line> lines;
    for (const Difference::CategoryChange &each : difference.categories) {
        const double by = each.after.value_or(0.0) - each.before.value_or(0.0);
        lines.push_back({.key = each.name,
                         .state = by < 0.0 ? LineState::Bad
                             : by > 0.0    ? LineState::Good
                                           : LineState::Plain,
                         .text = each.name,
                         .value = changeOf(each.before, each.after),
                         .trailing = true});
    }
    return lines;
}

std::vector<Line> itemChangeLines(const Difference &difference)
{
    std::vector<Line> lines;
    for (const ItemChange &each : difference.items) {
        const auto word = [](const std::optional<ItemResult> &result) {
            return result ? resultWord(*result) : Words::tr("not in the profile");
        };
        QStringList note{each.why};
        if (each.observedBefore != each.observedAfter) {
            const auto seen = [](const QString &text) { return text.isEmpty() ? u"–"_s : text; };
            note += Words::tr("%1 → %2").arg(seen(each.observedBefore), seen(each.observedAfter));
        }
        if (each.textChanged) {
            note += Words::tr("its wording changed");
        }
        note.removeAll(QString());
        lines.push_back({.key = each.id,
                         .state = each.after ? lineStateOf(*each.after) : LineState::Plain,
                         .text = each.title.isEmpty() ? each.id : each.title,
                         .value = each.before == each.after
                             ? word(each.after)
                             : Words::tr("%1 → %2").arg(word(each.before), word(each.after)),
                         .note = note.join(u" · "_s),
                         .trailing = true});
    }
    return lines;
}

QString differenceText(const Difference &difference)
{
    const QString scores = changeOf(difference.scoreBefore, difference.scoreAfter);
    return difference.verdictBefore == difference.verdictAfter
        ? Words::tr("%1, %2 as before").arg(scores, verdictName(difference.verdictAfter))
        : Words::tr("%1, %2 → %3")
              .arg(scores, verdictName(difference.verdictBefore), verdictName(difference.verdictAfter));
}

} // namespace readyroom::items
