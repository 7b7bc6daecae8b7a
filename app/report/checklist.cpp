// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/checklist.h"

#include "app/report/words.h"
#include "models/readiness/statement.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::AssessedItem;
using readiness::Assessment;
using readiness::ItemResult;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

Cell resultCell(const AssessedItem &item)
{
    return {.text = resultWord(item.result), .mark = item.result};
}

/// Work that is done costs nothing any more.
Cell effortCell(const AssessedItem &item)
{
    if (item.result == ItemResult::Pass || item.result == ItemResult::NotApplicable) {
        return {};
    }
    Cell cell{.text = effortText(item.item->effectiveEffort())};
    if (!item.item->effort) {
        cell.more += Words::tr("assumed");
    }
    return cell;
}

Cell itemCell(const AssessedItem &item)
{
    const readiness::Item &said = *item.item;
    QStringList tags{said.id, readiness::severityName(said.severity)};
    if (said.blocker) {
        tags += item.blocks ? Words::tr("blocks") : Words::tr("blocker");
    }
    if (said.effectiveWeight() == 0.0) {
        tags += Words::tr("does not score");
    }
    Cell cell{.text = said.title, .more = {tags.join(u" · "_s)}, .strong = item.blocks};
    if (!said.description.isEmpty()) {
        cell.more += said.description;
    }
    if (!item.evidence.reason.isEmpty()) {
        cell.more += item.evidence.reason;
    }
    if (readiness::isOpen(item.result) && !said.fix.isEmpty()) {
        cell.more += Words::tr("To fix: %1").arg(said.fix);
    }
    return cell;
}

Cell observedCell(const AssessedItem &item)
{
    const readiness::Evidence &evidence = item.evidence;
    return {.text = !evidence.observed.isEmpty() ? evidence.observed
                : evidence.takenAt               ? u"–"_s
                                                 : Words::tr("not measured")};
}

Row checklistRow(const AssessedItem &item, Timestamp at)
{
    return {resultCell(item),
            itemCell(item),
            observedCell(item),
            {.text = item.evidence.target},
            {.text = ageText(item.evidence.takenAt, at)},
            {.text = item.item->owner},
            effortCell(item)};
}

std::vector<Column> checklistColumns()
{
    return {{Words::tr("Result"), 92},      {Words::tr("Item"), 250},     {Words::tr("Observed"), 100},
            {Words::tr("Target"), 80},      {Words::tr("Age"), 44, true}, {Words::tr("Owner"), 90},
            {Words::tr("Effort"), 56, true}};
}

QString tally(const Assessment &assessment)
{
    QStringList counts;
    for (const ItemResult result : {ItemResult::Pass, ItemResult::Partial, ItemResult::Fail, ItemResult::Unknown,
                                    ItemResult::Waived, ItemResult::NotApplicable}) {
        const auto count = std::ranges::count(assessment.items, result, &AssessedItem::result);
        if (count > 0) {
            counts += QString::number(count) + u' ' + resultWord(result);
        }
    }
    const QString all = itemsText(assessment.items.size());
    return counts.isEmpty() ? all + u'.' : Words::tr("%1: %2.").arg(all, counts.join(u", "_s));
}

Row decisionRow(const AssessedItem &item)
{
    if (item.waiver) {
        return {{.text = item.item->title, .more = {item.item->id}},
                {.text = item.waiverExpired ? Words::tr("waiver has expired") : Words::tr("waived"),
                 .mark = item.waiverExpired ? item.result : ItemResult::Waived},
                {.text = item.waiver->owner},
                {.text = item.waiver->reason},
                {.text = dateText(item.waiver->expires)}};
    }
    return {{.text = item.item->title, .more = {item.item->id}},
            {.text = resultWord(ItemResult::NotApplicable), .mark = ItemResult::NotApplicable},
            {.text = item.notApplicable->by},
            {.text = item.notApplicable->reason},
            {}};
}

Row evidenceRow(const AssessedItem &item)
{
    const std::optional<readiness::EvidenceSpec> &spec = item.item->evidence;
    Cell asked{.text = spec ? readiness::statementOf(*spec) : Words::tr("Nobody has attested it.")};
    if (!item.evidence.sha256.isEmpty()) {
        asked.more += Words::tr("The answer has the SHA-256 %1.").arg(QString::fromLatin1(item.evidence.sha256));
    }
    Cell taken{.text = item.evidence.takenAt ? timeText(*item.evidence.takenAt) : Words::tr("not taken")};
    if (item.evidence.expires) {
        taken.more += Words::tr("until %1").arg(timeText(*item.evidence.expires));
    }
    return {{.text = item.item->title, .more = {item.item->id}}, {.text = evidenceWord(spec)}, asked, taken};
}

/// How many conditions a summary names: all when they are few, else the profile's own and some more.
qsizetype shownConditions(const Assessment &assessment)
{
    constexpr qsizetype few = 12;
    const qsizetype all = assessment.conditions.size();
    return all <= few ? all : std::max(assessment.profile->conditions.size(), few - 2);
}

} // namespace

Section blockersOf(const Assessment &assessment)
{
    Section section{.title = Words::tr("What blocks")};
    Table table{.columns = {{Words::tr("Result"), 64},
                            {Words::tr("Item"), 262},
                            {Words::tr("Category"), 104},
                            {Words::tr("Observed"), 114},
                            {Words::tr("Owner"), 100},
                            {Words::tr("Effort"), 56, true}}};
    for (const AssessedItem &item : assessment.items) {
        if (item.blocks) {
            table.rows.push_back({resultCell(item),
                                  {.text = item.item->title, .strong = true},
                                  {.text = assessment.profile->categories[item.category].name},
                                  observedCell(item),
                                  {.text = item.item->owner},
                                  effortCell(item)});
        }
    }
    if (table.rows.empty()) {
        section.intro = Words::tr("No open item blocks.");
    } else {
        section.tables.push_back(std::move(table));
    }
    return section;
}

Section pathOf(const Assessment &assessment)
{
    const readiness::Path &path = assessment.path;
    Section section{.title = Words::tr("Shortest path to GO")};
    if (!path.reachable) {
        section.intro =
            path.reason.isEmpty() ? Words::tr("There is none.") : Words::tr("There is none: %1").arg(path.reason);
        return section;
    }
    if (path.steps.empty()) {
        section.intro = Words::tr("Nothing is left to do.");
        return section;
    }
    section.intro = Words::tr("%1 and %2 of work, from a score of %3 to %4. No other way to GO takes less.")
                        .arg(itemsText(path.steps.size()), effortText(path.effort), scoreText(assessment.score),
                             scoreText(path.scoreAfter));
    Table table{.columns = {{Words::tr("Step"), 36, true},
                            {Words::tr("Item"), 330},
                            {Words::tr("Owner"), 110},
                            {Words::tr("Effort"), 70, true},
                            {Words::tr("Score after"), 80, true}}};
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
        const readiness::PathStep &step = path.steps[i];
        const AssessedItem &item = assessment.items[step.item];
        table.rows.push_back({{.text = QString::number(i + 1)},
                              {.text = item.item->title, .strong = item.blocks},
                              {.text = item.item->owner},
                              {.text = effortText(item.item->effectiveEffort())},
                              {.text = scoreText(step.scoreAfter), .strong = true}});
    }
    section.tables.push_back(std::move(table));
    return section;
}

Section conditionsOf(const Assessment &assessment)
{
    const QStringList &all = assessment.conditions;
    const qsizetype shown = shownConditions(assessment);
    Section section{.title = Words::tr("Conditions"), .list = all.first(shown)};
    if (all.isEmpty()) {
        section.intro = Words::tr("None.");
    } else if (shown < all.size()) {
        section.intro = Words::tr("The first %1 of %2; all of them are listed further down.")
                            .arg(QString::number(shown), QString::number(all.size()));
    }
    return section;
}

Section allConditionsOf(const Assessment &assessment)
{
    if (shownConditions(assessment) == assessment.conditions.size()) {
        return {};
    }
    return {.title = Words::tr("All conditions"), .list = assessment.conditions};
}

Section checklistOf(const Assessment &assessment)
{
    Section section{.title = Words::tr("Checklist"), .intro = tally(assessment)};
    for (const readiness::Category &category : assessment.profile->categories) {
        section.tables.push_back({.title = category.name, .columns = checklistColumns(), .rows = {}});
    }
    for (const AssessedItem &item : assessment.items) {
        section.tables[item.category].rows.push_back(checklistRow(item, assessment.at));
    }
    std::erase_if(section.tables, [](const Table &table) { return table.rows.empty(); });
    return section;
}

Section decisionsOf(const Assessment &assessment)
{
    Section section{.title = Words::tr("Waivers and what does not apply")};
    Table table{.columns = {{Words::tr("Item"), 210},
                            {Words::tr("Decision"), 120},
                            {Words::tr("By"), 90},
                            {Words::tr("Reason"), 200},
                            {Words::tr("Until"), 76}}};
    for (const AssessedItem &item : assessment.items) {
        if (item.waiver || item.notApplicable) {
            table.rows.push_back(decisionRow(item));
        }
    }
    if (!table.rows.empty()) {
        section.tables.push_back(std::move(table));
    }
    return section;
}

Section evidenceOf(const Assessment &assessment)
{
    Section section{.title = Words::tr("How the evidence was taken"),
                    .intro =
                        Words::tr("Evidence counts until it expires; then its item is unknown again. What is marked as "
                                  "on request sends load or runs a program, and only runs when a person asks for it.")};
    Table table{.columns = {{Words::tr("Item"), 200},
                            {Words::tr("Evidence"), 76},
                            {Words::tr("What was asked, and when it passes"), 290},
                            {Words::tr("Taken at"), 140}}};
    for (const AssessedItem &item : assessment.items) {
        table.rows.push_back(evidenceRow(item));
    }
    if (table.rows.empty()) {
        return {};
    }
    section.tables.push_back(std::move(table));
    return section;
}

} // namespace readyroom::report
