// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/checklistfilter.h"

#include <algorithm>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using Kind = ChecklistModel::Kind;
using readiness::ItemResult;

namespace {

bool isOpen(const QModelIndex &item)
{
    return readiness::isOpen(static_cast<ItemResult>(item.data(ChecklistModel::ResultRole).toInt()));
}

} // namespace

ChecklistFilter::ChecklistFilter(ChecklistModel &checklist, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_checklist(checklist)
{
    // A category is there while one of its items is.
    setRecursiveFilteringEnabled(true);
    setSourceModel(&checklist);
}

void ChecklistFilter::setText(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words != m_words) {
        m_words = words;
        invalidateFilter();
    }
}

void ChecklistFilter::setOpenOnly(bool openOnly)
{
    if (openOnly == m_openOnly) {
        return;
    }
    m_openOnly = openOnly;
    m_kept.clear();
    for (int category = 0; openOnly && category < m_checklist.rowCount(); ++category) {
        const QModelIndex parent = m_checklist.index(category, 0);
        for (int row = 0; row < m_checklist.rowCount(parent); ++row) {
            if (const QModelIndex item = m_checklist.index(row, 0, parent); isOpen(item)) {
                m_kept.insert(item.data(ChecklistModel::IdRole).toString());
            }
        }
    }
    invalidateFilter();
}

void ChecklistFilter::setCategory(const QString &name)
{
    if (name != m_category) {
        m_category = name;
        invalidateFilter();
    }
}

bool ChecklistFilter::isWanted(const QModelIndex &item) const
{
    const QString id = item.data(ChecklistModel::IdRole).toString();
    if (!m_category.isEmpty() && item.parent().data().toString() != m_category) {
        return false;
    }
    if (m_openOnly && !isOpen(item) && !m_kept.contains(id)) {
        return false;
    }
    const QString all =
        QStringList{id, item.data().toString(), item.siblingAtColumn(ChecklistModel::OwnerColumn).data().toString()}
            .join(u'\n');
    return std::ranges::all_of(m_words,
                               [&all](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

bool ChecklistFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = m_checklist.index(row, 0, parent);
    switch (static_cast<Kind>(index.data(ChecklistModel::KindRole).toInt())) {
    case Kind::Category:
        return false;
    case Kind::Item:
        return isWanted(index);
    case Kind::Details:
        return isWanted(parent);
    }
    return false;
}

} // namespace readyroom::items
