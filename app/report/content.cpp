// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/content.h"

#include "app/report/approvals.h"
#include "app/report/checklist.h"
#include "app/report/claimsections.h"
#include "app/report/outlook.h"
#include "app/report/words.h"

#include <QCoreApplication>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::Assessment;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

void clean(QString &text)
{
    text = plain(text);
}

void clean(QStringList &texts)
{
    for (QString &text : texts) {
        clean(text);
    }
}

void clean(std::vector<Section> &sections)
{
    for (Section &section : sections) {
        clean(section.title);
        clean(section.intro);
        clean(section.list);
        for (Table &table : section.tables) {
            clean(table.title);
            for (Row &row : table.rows) {
                for (Cell &cell : row) {
                    clean(cell.text);
                    clean(cell.more);
                }
            }
        }
    }
}

/// In one place, after everything has been put together, so that no text can be forgotten.
void clean(Content &content)
{
    for (QString *text : {&content.title, &content.service, &content.running, &content.program}) {
        clean(*text);
    }
    clean(content.facts);
    clean(content.why);
    for (CategoryLine &line : content.categories) {
        clean(line.name);
    }
    clean(content.summary);
    clean(content.sections);
}

QStringList factsOf(const Assessment &assessment, const Context &context)
{
    const readiness::Profile &profile = *assessment.profile;
    QStringList facts{Words::tr("Profile %1").arg(profile.name)};
    if (!assessment.environment.isEmpty()) {
        facts.first() += Words::tr(", environment %1").arg(assessment.environment);
    }
    facts += Words::tr("Judged at %1").arg(timeText(assessment.at))
        + (context.program.isEmpty() ? QString() : Words::tr(" by %1").arg(context.program));
    if (!profile.source.isEmpty()) {
        facts += Words::tr("Made from %1").arg(profile.source);
    }
    return facts;
}

CategoryLine lineOf(const Assessment &assessment, std::size_t index)
{
    const readiness::Category &category = assessment.profile->categories[index];
    const readiness::CategoryScore &score = assessment.categories[index];
    QStringList notes;
    if (score.blocks) {
        notes += Words::tr("blocks");
    }
    if (score.unknown > 0) {
        notes += unknownText(score.unknown, score.applicable);
    }
    if (category.assessed) {
        notes += Words::tr("%1 found in place").arg(readiness::limitText(*category.assessed));
    }
    if (category.weight != 1.0) {
        notes += Words::tr("weight %1").arg(readiness::limitText(category.weight));
    }
    return {.name = category.name,
            .mark = markOf(score, assessment.profile->gate, assessment.profile->floor),
            .score = score.score,
            .figure = scoreText(score.score),
            .letter = letterText(score.score),
            .note = notes.join(u" · "_s)};
}

/// "F · gate 90 · 4 of 31 unknown"
QString captionOf(const Assessment &assessment)
{
    QStringList parts{Words::tr("gate %1").arg(readiness::limitText(assessment.profile->gate)),
                      unknownText(assessment.unknown, assessment.applicable)};
    if (assessment.score) {
        parts.prepend(letterText(assessment.score));
    }
    return parts.join(u" · "_s);
}

bool isEmpty(const Section &section)
{
    return section.intro.isEmpty() && section.list.isEmpty() && section.tables.empty();
}

} // namespace

Content contentOf(const Assessment &assessment, const Context &context)
{
    const readiness::Profile &profile = *assessment.profile;
    Content content{.title = profile.title,
                    .service = assessment.service,
                    .facts = factsOf(assessment, context),
                    .running = QStringList{profile.name, assessment.service, timeText(assessment.at)}.join(u" · "_s),
                    .program = context.program,
                    .verdict = assessment.verdict,
                    .why = QStringList(assessment.why.begin(), assessment.why.end()),
                    .score = assessment.score,
                    .gate = profile.gate,
                    .floor = profile.floor,
                    .figure = scoreText(assessment.score),
                    .caption = captionOf(assessment)};
    for (std::size_t i = 0; i < profile.categories.size(); ++i) {
        content.categories.push_back(lineOf(assessment, i));
    }
    content.summary = {blockersOf(assessment), pathOf(assessment), conditionsOf(assessment)};
    content.sections = {checklistOf(assessment),     decisionsOf(assessment),
                        scenariosOf(assessment),     risksOf(assessment),
                        phasesOf(assessment),        brokenClaimsOf(assessment),
                        heldClaimsOf(assessment),    approvalsOf(assessment, context),
                        allConditionsOf(assessment), evidenceOf(assessment)};
    std::erase_if(content.summary, isEmpty);
    std::erase_if(content.sections, isEmpty);
    clean(content);
    return content;
}

} // namespace readyroom::report
