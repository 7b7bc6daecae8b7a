// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QAbstractItemModel>

#include <memory>

namespace readyroom::items {

/// The health components of one service as a tree: instances, and beneath each the components its health endpoint
/// told, nested by their path. The overall status is the instance's own.
class HealthModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { NameColumn, DetailColumn, ColumnCount };
    enum Role {
        SeverityRole = Qt::UserRole + 1, ///< int of fleet::ServiceState
        StatusRole ///< QString, as the endpoint words it
    };

    explicit HealthModel(QObject *parent = nullptr);
    ~HealthModel() override;

    void update(const fleet::ServiceStatus &service);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override { return rowCount(parent) > 0; }

private:
    struct Node;
    struct Merge;
    using NodePtr = std::unique_ptr<Node>;

    void merge(Node &node, std::vector<NodePtr> next);
    [[nodiscard]] Node *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node, int column = 0) const;
    static void insert(Node &root, const fleet::HealthComponent &component);
    static void makeUnknown(Node &node);

    NodePtr m_root;
};

} // namespace readyroom::items
