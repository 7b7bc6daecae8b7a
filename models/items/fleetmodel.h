// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/items/servicetile.h"

#include <QAbstractListModel>
#include <QHash>

#include <memory>

namespace readyroom::items {

/// The services of a fleet, one row each, in the order of the fleet file. A new snapshot is merged: a service that only
/// changed its numbers emits one dataChanged without StateRole, so that a sorted view need not look again.
class FleetModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        KeyRole = Qt::UserRole + 1, ///< QString, "environment/name": unique in a fleet
        NameRole,
        EnvironmentRole,
        OwnerRole,
        StateRole, ///< int of fleet::ServiceState
        StateSinceRole, ///< qint64, ms since the epoch; invalid when unknown
        HeadlineRole, ///< QString
        ContradictionsRole, ///< QStringList
        InstanceCountRole, ///< int
        LatencyRole, ///< double, p95 in seconds; invalid when missing
        RequestRateRole, ///< double per second; invalid when missing
        ErrorRatioRole, ///< double 0…1; invalid when missing
        CacheHitRatioRole, ///< double 0…1 of the worst cache; invalid when missing
        OpenBreakersRole, ///< int, breakers × instances that are open or forced open
        TileRole, ///< ServiceTile
        SparklineRole ///< QList<double>, oldest first; NaN is a gap
    };

    explicit FleetModel(QObject *parent = nullptr);
    ~FleetModel() override;

    void update(const std::shared_ptr<const fleet::FleetSnapshot> &snapshot);
    /// Values of the sparkline by KeyRole; a service that is not named has none.
    void setSparklines(const QHash<QString, QList<double>> &byKey);

    [[nodiscard]] const fleet::ServiceStatus &at(int row) const;
    /// Row of the service, or -1. An empty environment means the first service of that name.
    [[nodiscard]] int find(const QString &environment, const QString &name) const;
    [[nodiscard]] static QString keyOf(const fleet::ServiceStatus &status);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    /// Shares ownership with the snapshot it points into.
    using Row = std::shared_ptr<const fleet::ServiceStatus>;
    struct Merge;

    std::vector<Row> m_rows;
    QHash<QString, QList<double>> m_sparklines;
};

} // namespace readyroom::items
