// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/difference.h"

#include "models/readiness/itemturn.h"

#include <QHash>

#include <algorithm>
#include <tuple>

namespace readyroom::readiness {

namespace {

using ItemRecord = Document::ItemRecord;
using CategoryRecord = Document::CategoryRecord;

template<typename Record, typename Key>
QHash<QString, const Record *> byKey(const std::vector<Record> &records, Key Record::*key)
{
    QHash<QString, const Record *> found;
    for (const Record &record : records) {
        found.insert(record.*key, &record);
    }
    return found;
}

std::vector<Difference::CategoryChange> categoryChanges(const Document &before, const Document &after)
{
    const auto old = byKey(before.categories, &CategoryRecord::name);
    const auto present = byKey(after.categories, &CategoryRecord::name);
    std::vector<Difference::CategoryChange> changes;
    for (const CategoryRecord &category : after.categories) {
        const CategoryRecord *was = old.value(category.name);
        if (was == nullptr || was->score != category.score) {
            changes.push_back({category.name, was != nullptr ? was->score : std::nullopt, category.score});
        }
    }
    for (const CategoryRecord &category : before.categories) {
        if (!present.contains(category.name)) {
            changes.push_back({category.name, category.score, std::nullopt});
        }
    }
    return changes;
}

struct RankedChange {
    ItemChange change;
    int turn = 0; ///< negative: for the worse
    bool blocker = false;
    std::size_t position = 0; ///< in the profile's order
};

RankedChange ranked(const ItemTurn &turn)
{
    const ItemRecord &either = turn.after != nullptr ? *turn.after : *turn.before;
    RankedChange ranked{
        .change = {.id = either.id, .title = either.title, .why = turnSentence(turn), .textChanged = textChanged(turn)},
        .turn = turnRank(turn),
        .blocker = either.blocker};
    if (turn.before != nullptr) {
        ranked.change.before = turn.before->result;
        ranked.change.observedBefore = turn.before->observed;
    }
    if (turn.after != nullptr) {
        ranked.change.after = turn.after->result;
        ranked.change.observedAfter = turn.after->observed;
    }
    return ranked;
}

std::vector<ItemChange> itemChanges(const Document &before, const Document &after)
{
    const auto old = byKey(before.items, &ItemRecord::id);
    const auto present = byKey(after.items, &ItemRecord::id);
    std::vector<RankedChange> found;
    const auto consider = [&](const ItemTurn &turn) {
        if (isTurn(turn)) {
            found.push_back(ranked(turn));
            found.back().position = found.size();
        }
    };
    for (const ItemRecord &item : after.items) {
        consider({old.value(item.id), &item, after.at});
    }
    for (const ItemRecord &item : before.items) {
        if (!present.contains(item.id)) {
            consider({&item, nullptr, after.at});
        }
    }
    std::ranges::sort(found, {},
                      [](const RankedChange &one) { return std::tuple(one.turn, !one.blocker, one.position); });
    std::vector<ItemChange> changes;
    changes.reserve(found.size());
    for (RankedChange &one : found) {
        changes.push_back(std::move(one.change));
    }
    return changes;
}

} // namespace

Difference differenceOf(const Document &before, const Document &after)
{
    return {.scoreBefore = before.score,
            .scoreAfter = after.score,
            .verdictBefore = before.verdict,
            .verdictAfter = after.verdict,
            .categories = categoryChanges(before, after),
            .items = itemChanges(before, after)};
}

} // namespace readyroom::readiness
