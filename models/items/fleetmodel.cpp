// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/fleetmodel.h"

#include "models/items/rowmerge.h"

#include <algorithm>
#include <tuple>

namespace readyroom::items {

using fleet::ServiceStatus;

struct FleetModel::Merge {
    FleetModel *model;
    bool *stateChanged;

    [[nodiscard]] static auto key(const Row &row) { return std::tie(row->name, row->environment); }
    [[nodiscard]] bool absorb(Row &row, Row &&next) const
    {
        const bool same = *row == *next;
        *stateChanged = *stateChanged || row->state != next->state;
        row = std::move(next);
        return !same;
    }
    void beginInsert(int first, int last) const { model->beginInsertRows({}, first, last); }
    void endInsert() const { model->endInsertRows(); }
    void beginRemove(int first, int last) const { model->beginRemoveRows({}, first, last); }
    void endRemove() const { model->endRemoveRows(); }
    void beginMove(int from, int to) const { model->beginMoveRows({}, from, from, {}, to); }
    void endMove() const { model->endMoveRows(); }
    void changed(int first, int last) const
    {
        static const QList<int> values{Qt::DisplayRole, Qt::ToolTipRole,    Qt::AccessibleTextRole, OwnerRole,
                                       HeadlineRole,    ContradictionsRole, InstanceCountRole,      LatencyRole,
                                       RequestRateRole, ErrorRatioRole,     CacheHitRatioRole,      OpenBreakersRole,
                                       TileRole};
        Q_EMIT model->dataChanged(model->index(first), model->index(last),
                                  *stateChanged ? QList<int>(values) << StateRole << StateSinceRole : values);
    }
};

FleetModel::FleetModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

FleetModel::~FleetModel() = default;

QString FleetModel::keyOf(const ServiceStatus &status)
{
    return status.environment + u'/' + status.name;
}

void FleetModel::update(const std::shared_ptr<const fleet::FleetSnapshot> &snapshot)
{
    std::vector<Row> next;
    next.reserve(snapshot->services.size());
    for (const ServiceStatus &status : snapshot->services) {
        next.emplace_back(snapshot, &status);
    }
    bool stateChanged = false;
    mergeRows(m_rows, std::move(next), Merge{this, &stateChanged});
}

void FleetModel::setSparklines(const QHash<QString, QList<double>> &byKey)
{
    m_sparklines = byKey;
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {SparklineRole});
    }
}

const ServiceStatus &FleetModel::at(int row) const
{
    return *m_rows.at(static_cast<std::size_t>(row));
}

int FleetModel::find(const QString &environment, const QString &name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) {
        return row->name == name && (environment.isEmpty() || row->environment == environment);
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int FleetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FleetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ServiceStatus &status = at(index.row());
    const fleet::ServiceSignals &now = status.signals_;
    const auto optional = [](const std::optional<double> &value) { return value ? QVariant(*value) : QVariant(); };
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return status.name;
    case Qt::ToolTipRole:
        return toolTip(ServiceTile::of(status).details.join(u'\n'));
    case Qt::AccessibleTextRole: {
        const ServiceTile tile = ServiceTile::of(status);
        return tile.spoken(tile.attemptAt.value_or(Timestamp{}));
    }
    case KeyRole:
        return keyOf(status);
    case EnvironmentRole:
        return status.environment;
    case OwnerRole:
        return status.owner;
    case StateRole:
        return static_cast<int>(status.state);
    case StateSinceRole:
        return status.stateSince ? QVariant(qint64{toMillis(*status.stateSince)}) : QVariant();
    case HeadlineRole:
        return ServiceTile::of(status).headline;
    case ContradictionsRole:
        return status.contradictions;
    case InstanceCountRole:
        return static_cast<int>(status.instances.size());
    case LatencyRole: {
        const auto p95 = now.latencySeconds.constFind(QStringLiteral("0.95"));
        return p95 == now.latencySeconds.cend() ? QVariant() : QVariant(*p95);
    }
    case RequestRateRole:
        return optional(now.requestRate);
    case ErrorRatioRole:
        return optional(now.errorRatio);
    case CacheHitRatioRole:
        return now.cacheHitRatio.isEmpty()
            ? QVariant()
            : QVariant(*std::min_element(now.cacheHitRatio.cbegin(), now.cacheHitRatio.cend()));
    case OpenBreakersRole:
        return static_cast<int>(
            std::count_if(now.breakers.begin(), now.breakers.end(), [](const fleet::BreakerStatus &breaker) {
                return breaker.state == fleet::BreakerState::Open || breaker.state == fleet::BreakerState::ForcedOpen;
            }));
    case TileRole:
        return QVariant::fromValue(ServiceTile::of(status));
    case SparklineRole:
        return QVariant::fromValue(m_sparklines.value(keyOf(status)));
    default:
        return {};
    }
}

QHash<int, QByteArray> FleetModel::roleNames() const
{
    return {{KeyRole, "key"},
            {NameRole, "name"},
            {EnvironmentRole, "environment"},
            {OwnerRole, "owner"},
            {StateRole, "state"},
            {StateSinceRole, "stateSince"},
            {HeadlineRole, "headline"},
            {ContradictionsRole, "contradictions"},
            {InstanceCountRole, "instanceCount"},
            {LatencyRole, "latency"},
            {RequestRateRole, "requestRate"},
            {ErrorRatioRole, "errorRatio"},
            {CacheHitRatioRole, "cacheHitRatio"},
            {OpenBreakersRole, "openBreakers"},
            {TileRole, "tile"},
            {SparklineRole, "sparkline"}};
}

} // namespace readyroom::items
