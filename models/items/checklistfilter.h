// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/checklistmodel.h"

#include <QSet>
#include <QSortFilterProxyModel>

namespace readyroom::items {

/// The items of a checklist that are wanted, under their categories. An item that was open when only open ones were
/// asked for stays in sight when it no longer is, so that nothing vanishes under the eyes of who works on it.
class ChecklistFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ChecklistFilter(ChecklistModel &checklist, QObject *parent = nullptr);

    /// Every word occurs in title, id or owner, whatever the case.
    void setText(const QString &text);
    void setOpenOnly(bool openOnly);
    /// Empty: all of them.
    void setCategory(const QString &name);
    [[nodiscard]] const QString &category() const { return m_category; }
    [[nodiscard]] bool isOpenOnly() const { return m_openOnly; }
    [[nodiscard]] bool isNarrowed() const { return m_openOnly || !m_words.isEmpty() || !m_category.isEmpty(); }

    [[nodiscard]] QModelIndex indexOf(QStringView id) const { return mapFromSource(m_checklist.indexOf(id)); }
    /// See ChecklistModel::item().
    [[nodiscard]] const readiness::AssessedItem *item(const QModelIndex &index) const
    {
        return m_checklist.item(mapToSource(index));
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] bool isWanted(const QModelIndex &item) const;

    ChecklistModel &m_checklist;
    QStringList m_words;
    QString m_category;
    bool m_openOnly = false;
    QSet<QString> m_kept; ///< open when only open ones were asked for
};

} // namespace readyroom::items
