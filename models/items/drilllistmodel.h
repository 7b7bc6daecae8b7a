// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/drillwords.h"

#include <QAbstractListModel>

#include <vector>

namespace readyroom::items {

/// Actions and drills below headings, narrowed to what a person typed. Rows keep their place while what they tell
/// changes; a heading can be neither chosen nor reached.
class DrillListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class Grouping { ByService, ByKind };
    struct Row {
        QString key; ///< keyOf(); of a heading "#" and its text
        bool heading = false;
        QString title; ///< may be remote
        QString where = {}; ///< "Failover · staging"
        LineState state = LineState::Unknown; ///< of the last run
        QString result = {}; ///< "completed", "never run"
        QString age = {}; ///< of the last run: "3 h"
        QString suggested = {}; ///< why it suggests itself
        bool operator==(const Row &) const = default;
    };
    enum Role {
        KeyRole = Qt::UserRole + 1,
        HeadingRole, ///< bool
        WhereRole,
        StateRole, ///< int of LineState
        ResultRole,
        AgeRole,
        SuggestedRole
    };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<DrillEntry> entries, Timestamp now);
    void setGrouping(Grouping grouping);
    /// Every word of it has to occur somewhere in title, name, service, environment, kind or file.
    void setText(const QString &text);
    void setNow(Timestamp now);

    [[nodiscard]] const std::vector<DrillEntry> &entries() const { return m_entries; }
    /// Null on a heading, and when there is no such row.
    [[nodiscard]] const DrillEntry *entry(const QModelIndex &index) const;
    [[nodiscard]] const DrillEntry *entry(const QString &key) const;
    [[nodiscard]] QModelIndex indexOf(const QString &key) const;
    /// By which an entry is known: "SERVICE/NAME".
    [[nodiscard]] static QString keyOf(const QString &service, const QString &name);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Merge;
    template<typename> friend struct PlainRowOps;

    void rebuild();
    [[nodiscard]] bool matches(const DrillEntry &entry) const;
    [[nodiscard]] QString headingOf(const DrillEntry &entry) const;
    [[nodiscard]] Row rowOf(const DrillEntry &entry) const;
    [[nodiscard]] static QString said(const Row &row);

    std::vector<DrillEntry> m_entries;
    std::vector<Row> m_rows;
    Grouping m_grouping = Grouping::ByService;
    QStringList m_words;
    Timestamp m_now{};
};

} // namespace readyroom::items
