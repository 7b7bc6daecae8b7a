// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/drilllistmodel.h"

#include "models/items/quantity.h"
#include "models/items/rowmerge.h"

#include <algorithm>

namespace readyroom::items {

using namespace Qt::StringLiterals;

struct DrillListModel::Merge : PlainRowOps<DrillListModel> {
    [[nodiscard]] static const QString &key(const Row &row) { return row.key; }
    void changed(int first, int last) const { Q_EMIT model->dataChanged(model->index(first), model->index(last)); }
};

QString DrillListModel::keyOf(const QString &service, const QString &name)
{
    return service + u'/' + name;
}

void DrillListModel::setEntries(std::vector<DrillEntry> entries, Timestamp now)
{
    m_entries = std::move(entries);
    m_now = now;
    rebuild();
}

void DrillListModel::setGrouping(Grouping grouping)
{
    if (m_grouping != grouping) {
        m_grouping = grouping;
        rebuild();
    }
}

void DrillListModel::setText(const QString &text)
{
    QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (words != m_words) {
        m_words = std::move(words);
        rebuild();
    }
}

void DrillListModel::setNow(Timestamp now)
{
    m_now = now;
    rebuild();
}

bool DrillListModel::matches(const DrillEntry &entry) const
{
    const QStringList texts{entry.title,       entry.name, entry.service,
                            entry.environment, entry.file, actionKindWord(entry.kind)};
    return std::ranges::all_of(m_words, [&texts](const QString &word) {
        return std::ranges::any_of(texts,
                                   [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
    });
}

QString DrillListModel::headingOf(const DrillEntry &entry) const
{
    if (m_grouping == Grouping::ByKind) {
        return actionKindWord(entry.kind);
    }
    return entry.service.isEmpty() ? tr("Drills of no service") : entry.service;
}

DrillListModel::Row DrillListModel::rowOf(const DrillEntry &entry) const
{
    QStringList where;
    if (m_grouping == Grouping::ByKind) {
        where += entry.service;
    } else {
        where += actionKindWord(entry.kind);
    }
    where += entry.environment;
    if (!entry.isAction && !entry.file.isEmpty()) {
        where += entry.file.section(u'/', -1);
    }
    where.removeAll(QString());
    Row row{.key = keyOf(entry.service, entry.name), .title = entry.title.isEmpty() ? entry.name : entry.title};
    row.where = where.join(u" · "_s);
    row.suggested = entry.suggested;
    if (!entry.problems.isEmpty()) {
        row.state = LineState::Bad;
        row.result = tr("cannot be run");
    } else if (entry.last) {
        const RunWords words = runWords(entry.last->status, entry.last->deviated, entry.last->rollback);
        row.state = words.state;
        row.result = words.word;
        if (entry.last->endedAt) {
            row.age = ageText(m_now - *entry.last->endedAt);
        }
    } else {
        row.result = tr("never run");
    }
    return row;
}

void DrillListModel::rebuild()
{
    // Groups stand in the order in which the fleet file first names them.
    std::vector<std::pair<QString, std::vector<Row>>> groups;
    for (const DrillEntry &entry : m_entries) {
        if (!matches(entry)) {
            continue;
        }
        const QString heading = headingOf(entry);
        auto found = std::ranges::find(groups, heading, &std::pair<QString, std::vector<Row>>::first);
        if (found == groups.end()) {
            found = groups.insert(groups.end(), {heading, {}});
        }
        found->second.push_back(rowOf(entry));
    }
    std::vector<Row> next;
    for (auto &[heading, rows] : groups) {
        next.push_back({.key = u'#' + heading, .heading = true, .title = heading, .state = LineState::Plain});
        next.insert(next.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    }
    mergeRows(m_rows, std::move(next), Merge{{this}});
}

const DrillEntry *DrillListModel::entry(const QModelIndex &index) const
{
    return index.isValid() ? entry(m_rows.at(static_cast<std::size_t>(index.row())).key) : nullptr;
}

const DrillEntry *DrillListModel::entry(const QString &key) const
{
    const auto found = std::ranges::find_if(
        m_entries, [&key](const DrillEntry &entry) { return keyOf(entry.service, entry.name) == key; });
    return found == m_entries.end() ? nullptr : &*found;
}

QModelIndex DrillListModel::indexOf(const QString &key) const
{
    const auto found = std::ranges::find(m_rows, key, &Row::key);
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

int DrillListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString DrillListModel::said(const Row &row)
{
    if (row.heading) {
        return row.title;
    }
    QStringList parts{row.title, row.where, row.age.isEmpty() ? row.result : tr("%1 %2 ago").arg(row.result, row.age)};
    if (!row.suggested.isEmpty()) {
        parts += tr("suggested: %1").arg(row.suggested);
    }
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QVariant DrillListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::ToolTipRole:
        return row.heading ? QVariant() : QVariant(toolTip(said(row)));
    case Qt::AccessibleTextRole:
        return said(row);
    case KeyRole:
        return row.key;
    case HeadingRole:
        return row.heading;
    case WhereRole:
        return row.where;
    case StateRole:
        return static_cast<int>(row.state);
    case ResultRole:
        return row.result;
    case AgeRole:
        return row.age;
    case SuggestedRole:
        return row.suggested;
    default:
        return {};
    }
}

Qt::ItemFlags DrillListModel::flags(const QModelIndex &index) const
{
    const bool heading = index.isValid() && m_rows.at(static_cast<std::size_t>(index.row())).heading;
    return heading ? Qt::ItemFlags(Qt::ItemNeverHasChildren) : QAbstractListModel::flags(index);
}

} // namespace readyroom::items
