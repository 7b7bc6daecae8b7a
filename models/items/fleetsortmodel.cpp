// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/fleetsortmodel.h"

#include "models/items/fleetmodel.h"

#include <algorithm>

namespace readyroom::items {

using fleet::ServiceState;
using fleet::ServiceStatus;

namespace {

int sign(int value)
{
    return (value > 0) - (value < 0);
}

} // namespace

FleetSortModel::FleetSortModel(FleetModel &fleet, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_fleet(fleet)
{
    setSourceModel(&fleet);
    setSortRole(FleetModel::StateRole);
    setDynamicSortFilter(true);
    sort(0);
}

void FleetSortModel::setGrouping(Grouping grouping)
{
    if (m_grouping != grouping) {
        m_grouping = grouping;
        invalidate();
        Q_EMIT arrangementChanged();
    }
}

void FleetSortModel::setOrder(Order order)
{
    if (m_order != order) {
        m_order = order;
        invalidate();
        Q_EMIT arrangementChanged();
    }
}

void FleetSortModel::setFilterText(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (m_words != words) {
        m_words = words;
        invalidateFilter();
        Q_EMIT arrangementChanged();
    }
}

void FleetSortModel::setStateFilter(std::optional<ServiceState> state)
{
    if (m_state != state) {
        m_state = state;
        invalidateFilter();
        Q_EMIT arrangementChanged();
    }
}

QString FleetSortModel::groupOf(int row) const
{
    const ServiceStatus &status = m_fleet.at(mapToSource(index(row, 0)).row());
    switch (m_grouping) {
    case Grouping::Environment:
        return status.environment.isEmpty() ? tr("no environment") : status.environment;
    case Grouping::Owner:
        return status.owner.isEmpty() ? tr("no owner") : status.owner;
    case Grouping::State:
        return stateWord(status.state);
    }
    return {};
}

bool FleetSortModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (const int byGroup = compareGroups(left.row(), right.row()); byGroup != 0) {
        return byGroup < 0;
    }
    if (m_order == Order::Trouble) {
        const ServiceState a = m_fleet.at(left.row()).state;
        const ServiceState b = m_fleet.at(right.row()).state;
        if (a != b) {
            return a > b;
        }
    }
    return left.row() < right.row();
}

int FleetSortModel::compareGroups(int left, int right) const
{
    const ServiceStatus &a = m_fleet.at(left);
    const ServiceStatus &b = m_fleet.at(right);
    switch (m_grouping) {
    case Grouping::Environment:
        if (a.environment == b.environment) {
            return 0;
        }
        return sign(firstRowOfEnvironment(a.environment) - firstRowOfEnvironment(b.environment));
    case Grouping::Owner:
        if (a.owner.isEmpty() != b.owner.isEmpty()) {
            return a.owner.isEmpty() ? 1 : -1;
        }
        return sign(a.owner.compare(b.owner));
    case Grouping::State:
        return sign(static_cast<int>(b.state) - static_cast<int>(a.state));
    }
    return 0;
}

int FleetSortModel::firstRowOfEnvironment(const QString &environment) const
{
    int row = 0;
    while (m_fleet.at(row).environment != environment) {
        ++row;
    }
    return row;
}

bool FleetSortModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    const ServiceStatus &status = m_fleet.at(row);
    if (m_state && status.state != *m_state) {
        return false;
    }
    if (m_words.isEmpty()) {
        return true;
    }
    QStringList texts{status.name, status.environment, status.owner, stateWord(status.state)};
    texts += status.contradictions;
    for (const fleet::StateReason &reason : status.reasons) {
        texts += reason.text;
    }
    const QString haystack = texts.join(u'\n');
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&haystack](const QString &word) { return haystack.contains(word, Qt::CaseInsensitive); });
}

} // namespace readyroom::items
