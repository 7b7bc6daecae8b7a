// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/checklistrow.h"

#include <QAbstractItemModel>
#include <QSet>

#include <memory>
#include <vector>

namespace readyroom::items {

/// The checklist of an assessment as a tree: categories, their items, and beneath each item one row that a view fills
/// with its details. Rows stay as they are while values change; in ticking mode, items that do not pass can be ticked.
class ChecklistModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column {
        TitleColumn,
        MeasuredColumn,
        TargetColumn,
        AgeColumn,
        OwnerColumn,
        EffortColumn,
        BlocksColumn,
        ColumnCount
    };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int of Kind
        IdRole, ///< QString, of items
        ResultRole, ///< int of readiness::ItemResult
        StandingRole, ///< what else is to be said of an item, in one line: "waived until 3 Dec 2026 by ops: …"
        TrendRole, ///< ChecklistRow::Trend; invalid: there is none
        BlocksRole, ///< bool
        RunningRole, ///< double 0 … 1 while its evidence is collected; else invalid
        ActiveRole, ///< bool: its evidence runs only on request
        CountRole ///< of categories: "2 of 6 open"
    };
    enum class Kind { Category, Item, Details };

    explicit ChecklistModel(QObject *parent = nullptr);
    ~ChecklistModel() override;

    /// Null, or without an assessment: empty.
    void update(std::shared_ptr<const ReadinessView> view);
    /// What ages are counted to.
    void setNow(Timestamp now);

    /// In ticking mode the first column has check boxes; leaving it forgets all ticks.
    void setTicking(bool ticking);
    [[nodiscard]] bool isTicking() const { return m_ticking; }
    void setTicked(const QSet<QString> &ids);
    [[nodiscard]] const QSet<QString> &ticked() const { return m_ticked; }

    /// Invalid when there is no such item.
    [[nodiscard]] QModelIndex indexOf(QStringView id) const;
    /// Null unless the index is of an item, or of its details; holds until the next update().
    [[nodiscard]] const readiness::AssessedItem *item(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void tickedChanged();

private:
    struct Node;
    struct Merge;
    using NodePtr = std::unique_ptr<Node>;

    [[nodiscard]] std::vector<NodePtr> nodesOf(const std::shared_ptr<const ReadinessView> &view) const;
    void merge(Node &node, std::vector<NodePtr> next);
    void emitColumn(Column column, int role);
    [[nodiscard]] Node *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node, int column = 0) const;
    [[nodiscard]] QVariant groupData(const Node &node, int column, int role) const;
    [[nodiscard]] QVariant cellData(const Node &node, int column, int role) const;
    [[nodiscard]] QString cellText(const ChecklistRow &row, int column) const;

    NodePtr m_root;
    std::shared_ptr<const ReadinessView> m_view;
    Timestamp m_now{};
    QSet<QString> m_ticked;
    bool m_ticking = false;
};

} // namespace readyroom::items
