// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace readyroom::charts {

/// One row of the legend table, already written for people.
struct LegendTableRow {
    QString name;
    paint::ToneColours colours = {};
    bool shown = true;
    std::array<QString, 4> values = {}; ///< last, min, mean, max
    bool operator==(const LegendTableRow &) const = default;
};

/// Traces as rows: name (with a check box), last, min, mean, max. Rows whose name stays keep their place.
class LegendModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<LegendTableRow> rows);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void toggled(const QString &name, bool shown);

private:
    std::vector<LegendTableRow> m_rows;
};

} // namespace readyroom::charts
