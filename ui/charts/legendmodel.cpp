// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legendmodel.h"

#include <QPixmap>

#include <algorithm>

namespace readyroom::charts {

void LegendModel::setRows(std::vector<LegendTableRow> rows)
{
    const auto same = std::ranges::mismatch(m_rows, rows, {}, &LegendTableRow::name, &LegendTableRow::name);
    const auto kept = static_cast<int>(same.in1 - m_rows.begin());
    const auto old = static_cast<int>(m_rows.size());
    const auto wanted = static_cast<int>(rows.size());
    if (old > kept) {
        beginRemoveRows({}, kept, old - 1);
        m_rows.erase(m_rows.begin() + kept, m_rows.end());
        endRemoveRows();
    }
    for (int i = 0; i < kept; ++i) {
        auto &row = m_rows[static_cast<std::size_t>(i)];
        if (row != rows[static_cast<std::size_t>(i)]) {
            row = rows[static_cast<std::size_t>(i)];
            Q_EMIT dataChanged(index(i, 0), index(i, columnCount() - 1));
        }
    }
    if (wanted > kept) {
        beginInsertRows({}, kept, wanted - 1);
        m_rows.insert(m_rows.end(), rows.begin() + kept, rows.end());
        endInsertRows();
    }
}

int LegendModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LegendModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 5;
}

QVariant LegendModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const LegendTableRow &row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == 0 ? row.name : row.values.at(static_cast<std::size_t>(index.column() - 1));
    case Qt::CheckStateRole:
        return index.column() == 0 ? QVariant(row.shown ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == 0 && row.colours.text.isValid() ? QVariant(row.colours.text) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(index.column() == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter));
    default:
        return {};
    }
}

bool LegendModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != 0 || role != Qt::CheckStateRole) {
        return false;
    }
    LegendTableRow &row = m_rows.at(static_cast<std::size_t>(index.row()));
    row.shown = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT toggled(row.name, row.shown);
    return true;
}

QVariant LegendModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment(section == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case 0:
        return tr("trace");
    case 1:
        return tr("last");
    case 2:
        return tr("min");
    case 3:
        return tr("mean");
    case 4:
        return tr("max");
    default:
        return {};
    }
}

Qt::ItemFlags LegendModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == 0 ? flags | Qt::ItemIsUserCheckable : flags;
}

} // namespace readyroom::charts
