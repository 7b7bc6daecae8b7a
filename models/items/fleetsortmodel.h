// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace readyroom::items {

class FleetModel;

/// A FleetModel grouped, filtered and ordered. Rows of one group are neighbours; within a group rows stand in the order
/// of the fleet file, or the most troubled first. Only a change of state moves a row, never a change of numbers.
class FleetSortModel final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class Grouping { Environment, Owner, State };
    enum class Order { Trouble, FleetFile };

    explicit FleetSortModel(FleetModel &fleet, QObject *parent = nullptr);

    [[nodiscard]] Grouping grouping() const { return m_grouping; }
    void setGrouping(Grouping grouping);
    [[nodiscard]] Order order() const { return m_order; }
    void setOrder(Order order);

    /// Keeps services that hold every word of `text` in name, environment, owner, state or headline, in any case.
    void setFilterText(const QString &text);
    [[nodiscard]] QString filterText() const { return m_words.join(u' '); }
    /// Keeps services in this state only; nullopt keeps all.
    void setStateFilter(std::optional<fleet::ServiceState> state);
    [[nodiscard]] std::optional<fleet::ServiceState> stateFilter() const { return m_state; }

    /// Name of the group of a row of this model, for its header; a sentence part when the file names none.
    [[nodiscard]] QString groupOf(int row) const;

Q_SIGNALS:
    /// Grouping, order or a filter changed; rows may not have.
    void arrangementChanged();

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] int compareGroups(int left, int right) const;
    [[nodiscard]] int firstRowOfEnvironment(const QString &environment) const;

    FleetModel &m_fleet;
    Grouping m_grouping = Grouping::Environment;
    Order m_order = Order::Trouble;
    QStringList m_words;
    std::optional<fleet::ServiceState> m_state;
};

} // namespace readyroom::items
