// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report.h"

#include "app/report/claimsections.h"
#include "app/report/content.h"
#include "app/report/terminal.h"
#include "app/report/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::AssessedItem;
using readiness::Assessment;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

/// Every line comes through here, so that nothing reaches a terminal that it would obey.
QString line(const QString &first, const QString &text)
{
    return wrapped(first, plain(text));
}

QString heading(const QString &title)
{
    return u'\n' + title + u'\n';
}

QString joined(const QStringList &parts)
{
    QStringList some = parts;
    some.removeAll(QString());
    return some.join(u" · "_s);
}

QString head(const Assessment &assessment, const Content &content)
{
    QString out = line({}, readiness::verdictName(assessment.verdict) + u" · "_s + assessment.service);
    out += line({},
                joined({assessment.profile->title, Words::tr("profile %1").arg(assessment.profile->name),
                        assessment.environment, timeText(assessment.at)}));
    out += u'\n'
        + line({},
               Words::tr("Score %1 · %2 · floor %3")
                   .arg(content.figure, content.caption, readiness::limitText(assessment.profile->floor)));
    for (const QString &why : assessment.why) {
        out += line(u"  "_s, why);
    }
    return out;
}

QString categories(const Content &content)
{
    constexpr qsizetype widestName = 36;
    qsizetype width = 0;
    for (const CategoryLine &category : content.categories) {
        width = std::max(width, std::min(cellsOf(category.name), widestName));
    }
    QString out = heading(Words::tr("CATEGORIES"));
    for (const CategoryLine &category : content.categories) {
        const QString row = u"  "_s + shapeOf(category.mark) + u' ' + fitted(category.name, width) + u' '
            + category.figure.rightJustified(6) + u' ' + fitted(category.letter, 2) + u' '
            + textBar(category.score, 16);
        out += category.note.isEmpty() ? row + u'\n' : line(row + u"  "_s, category.note);
    }
    return out;
}

QString blockers(const Assessment &assessment)
{
    QString out;
    for (const AssessedItem &item : assessment.items) {
        if (!item.blocks) {
            continue;
        }
        const readiness::Evidence &evidence = item.evidence;
        out += line(u"  "_s + shapeOf(item.result) + u' ', item.item->title + u" ("_s + item.item->id + u')');
        out += line(u"      "_s,
                    joined({resultWord(item.result), evidence.observed.isEmpty() ? evidence.reason : evidence.observed,
                            evidence.target.isEmpty() ? QString() : Words::tr("target %1").arg(evidence.target),
                            effortText(item.item->effectiveEffort()), item.item->owner}));
    }
    return out.isEmpty() ? out : heading(Words::tr("WHAT BLOCKS")) + out;
}

QString path(const Assessment &assessment)
{
    const readiness::Path &way = assessment.path;
    QString out = heading(Words::tr("SHORTEST PATH TO GO"));
    if (!way.reachable) {
        return out + line(u"  "_s, Words::tr("There is none. %1").arg(way.reason));
    }
    if (way.steps.empty()) {
        return out + line(u"  "_s, Words::tr("Nothing is left to do."));
    }
    out += line(u"  "_s,
                Words::tr("%1, %2, score %3")
                    .arg(itemsText(way.steps.size()), effortText(way.effort), scoreText(way.scoreAfter)));
    int number = 0;
    for (const readiness::PathStep &step : way.steps) {
        const readiness::Item &item = *assessment.items[step.item].item;
        out += line(QString::number(++number).rightJustified(5) + u". "_s + scoreText(step.scoreAfter).rightJustified(5)
                        + u"  "_s + effortText(item.effectiveEffort()).rightJustified(6) + u"  "_s,
                    item.title + u" ("_s + item.id + u')');
    }
    return out;
}

QString claims(const Assessment &assessment)
{
    QString out;
    for (const readiness::CheckedClaim &claim : assessment.claims) {
        if (const auto *conflict = std::get_if<readiness::ConflictClaim>(claim.claim)) {
            QStringList statements;
            for (qsizetype i = 0; i < conflict->says.size(); ++i) {
                statements += u'"' + conflict->says[i] + u'"'
                    + (i < conflict->where.size() ? QString(u" ("_s + conflict->where[i] + u')') : QString());
            }
            out += line(u"  - "_s, Words::tr("conflict: %1").arg(statements.join(Words::tr(" against "))));
        } else if (claim.result == readiness::ClaimResult::DoesNotHold) {
            const auto &value = std::get<readiness::ValueClaim>(*claim.claim);
            out += line(u"  - "_s,
                        Words::tr("\"%1\" does not hold: what follows is %2").arg(value.says, computedText(claim))
                            + (claim.problem.isEmpty() ? QString() : u" ("_s + claim.problem + u')'));
        }
    }
    return out.isEmpty() ? out : heading(Words::tr("CLAIMS THAT DO NOT ADD UP")) + out;
}

QString scenarios(const Assessment &assessment)
{
    QString out;
    for (const readiness::ScenarioVerdict &scenario : assessment.scenarios) {
        const std::optional<double> &claimed = scenario.scenario->claimed;
        out +=
            line(u"  "_s + shapeOf(markOf(scenario.verdict)) + u' ',
                 joined({scenario.scenario->name, readiness::verdictName(scenario.verdict), scoreText(scenario.score),
                         claimed ? Words::tr("claimed %1").arg(readiness::limitText(*claimed)) : QString()}));
    }
    return out.isEmpty() ? out : heading(Words::tr("SCENARIOS")) + out;
}

QString conditions(const Assessment &assessment)
{
    QString out;
    for (const QString &condition : assessment.conditions) {
        out += line(u"  - "_s, condition);
    }
    return out.isEmpty() ? out : heading(Words::tr("CONDITIONS")) + out;
}

} // namespace

QString text(const Assessment &assessment)
{
    const Content content = contentOf(assessment, {});
    return head(assessment, content) + categories(content) + blockers(assessment) + path(assessment)
        + scenarios(assessment) + claims(assessment) + conditions(assessment);
}

} // namespace readyroom::report
