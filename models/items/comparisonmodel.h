// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/statistics.h"
#include "models/items/readinesswords.h"
#include "models/readiness/evidencespec.h"

#include <QAbstractTableModel>

#include <array>
#include <optional>
#include <vector>

namespace readyroom::items {

/// Before and after an action, and the change, as a table of n, mean, p50, p95 and p99. Nothing is in it before the
/// first comparison.
class ComparisonModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, CountColumn, MeanColumn, P50Column, P95Column, P99Column, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole + 1 ///< int of LineState: Doubtful where times grew by more than a fifth
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `ended`: the second row is called "after", no longer "now".
    void setComparison(const std::optional<drills::Comparison> &comparison, readiness::Unit unit, bool ended);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Cell {
        QString text;
        LineState state = LineState::Plain;
        bool operator==(const Cell &) const = default;
    };
    using Table = std::vector<std::array<Cell, ColumnCount>>;

    [[nodiscard]] static Table tableOf(const drills::Comparison &comparison, readiness::Unit unit, bool ended);

    Table m_cells; ///< three rows, or none
};

/// A value as the table writes it: times with three digits, because what is compared may differ in the third.
[[nodiscard]] QString comparedText(double value, readiness::Unit unit);
/// What follows from it, in whole sentences: how the mean changed, Cohen's d in a word, the interval, the throughput.
[[nodiscard]] QString comparisonText(const drills::Comparison &comparison, readiness::Unit unit);

} // namespace readyroom::items
