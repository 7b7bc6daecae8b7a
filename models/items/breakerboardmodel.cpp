// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/breakerboardmodel.h"

#include "models/items/quantity.h"
#include "models/items/rowmerge.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fleet::BreakerState;
using fleet::BreakerStatus;

struct BreakerBoardModel::Merge : PlainRowOps<BreakerBoardModel> {
    [[nodiscard]] static const QString &key(const Row &row) { return row.breaker; }
    void changed(int first, int last) const
    {
        Q_EMIT model->dataChanged(model->index(first, 1), model->index(last, model->columnCount() - 1));
    }
};

BreakerBoardModel::BreakerBoardModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void BreakerBoardModel::update(const fleet::ServiceStatus &service)
{
    const std::vector<BreakerStatus> &breakers = service.signals_.breakers;
    QStringList instances;
    for (const fleet::InstanceStatus &instance : service.instances) {
        const bool any = std::any_of(breakers.begin(), breakers.end(), [&instance](const BreakerStatus &breaker) {
            return breaker.instance == instance.instance;
        });
        if (any) {
            instances += instance.instance;
        }
    }
    for (const BreakerStatus &breaker : breakers) {
        if (!instances.contains(breaker.instance)) {
            instances += breaker.instance;
        }
    }
    setInstances(instances);

    std::vector<Row> next;
    for (const BreakerStatus &breaker : breakers) {
        auto row = std::find_if(next.begin(), next.end(),
                                [&breaker](const Row &known) { return known.breaker == breaker.breaker; });
        if (row == next.end()) {
            next.push_back(
                {breaker.breaker,
                 std::vector<BreakerState>(static_cast<std::size_t>(instances.size()), BreakerState::Unknown),
                 {}});
            row = std::prev(next.end());
        }
        row->states[static_cast<std::size_t>(instances.indexOf(breaker.instance))] = breaker.state;
        if (breaker.since && (!row->since || *row->since < *breaker.since)) {
            row->since = breaker.since;
        }
    }
    mergeRows(m_rows, std::move(next), Merge{{this}});
}

void BreakerBoardModel::setInstances(const QStringList &instances)
{
    if (m_instances == instances) {
        return;
    }
    // Instances seldom come and go: rows lose their columns whole, which is simpler than moving columns and no reset.
    if (!m_instances.isEmpty()) {
        beginRemoveColumns({}, 1, static_cast<int>(m_instances.size()));
        m_instances.clear();
        for (Row &row : m_rows) {
            row.states.clear();
        }
        endRemoveColumns();
    }
    if (!instances.isEmpty()) {
        beginInsertColumns({}, 1, static_cast<int>(instances.size()));
        m_instances = instances;
        for (Row &row : m_rows) {
            row.states.assign(static_cast<std::size_t>(instances.size()), BreakerState::Unknown);
        }
        endInsertColumns();
    }
}

void BreakerBoardModel::setNow(Timestamp now)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Timestamp before = std::exchange(m_now, now);
        const QString after = sinceText(m_rows[i]);
        m_now = before;
        if (sinceText(m_rows[i]) != after) {
            m_now = now;
            const QModelIndex cell = index(static_cast<int>(i), columnCount() - 1);
            Q_EMIT dataChanged(cell, cell, {Qt::DisplayRole});
            m_now = before;
        }
    }
    m_now = now;
}

int BreakerBoardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BreakerBoardModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_instances.size()) + 2;
}

QString BreakerBoardModel::sinceText(const Row &row) const
{
    if (!row.since) {
        return u"–"_s;
    }
    if (m_now - *row.since < 24h) {
        return QDateTime::fromMSecsSinceEpoch(toMillis(*row.since)).toString(u"HH:mm:ss"_s);
    }
    return ageText(m_now - *row.since);
}

QVariant BreakerBoardModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    const bool isName = index.column() == 0;
    const bool isSince = index.column() == columnCount() - 1;
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (isSince ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (isName) {
        return role == Qt::DisplayRole ? QVariant(row.breaker)
            : role == Qt::ToolTipRole  ? QVariant(toolTip(row.breaker))
                                       : QVariant();
    }
    if (isSince) {
        return role == Qt::DisplayRole ? QVariant(sinceText(row)) : QVariant();
    }
    const BreakerState state = row.states.at(static_cast<std::size_t>(index.column()) - 1);
    switch (role) {
    case Qt::DisplayRole:
        return breakerWord(state);
    case Qt::ToolTipRole:
        return toolTip(tr("%1 is %2 on %3").arg(row.breaker, breakerWord(state), m_instances.at(index.column() - 1)));
    case BreakerStateRole:
        return static_cast<int>(state);
    default:
        return {};
    }
}

QVariant BreakerBoardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const bool isSince = section == columnCount() - 1;
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (isSince ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::ToolTipRole && section > 0 && !isSince) {
        return toolTip(m_instances.at(section - 1));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (section == 0) {
        return tr("breaker");
    }
    return isSince ? tr("since") : shortInstanceNames(m_instances).at(section - 1);
}

QString breakerWord(BreakerState state)
{
    return state == BreakerState::HalfOpen ? BreakerBoardModel::tr("half-open")
                                           : fleet::breakerStateName(state).replace(u'_', u' ');
}

QStringList shortInstanceNames(const QStringList &instances)
{
    QSet<QString> hosts;
    QSet<QString> ports;
    for (const QString &instance : instances) {
        const qsizetype colon = instance.lastIndexOf(u':');
        hosts.insert(instance.left(colon));
        ports.insert(instance.mid(colon));
    }
    QStringList names;
    for (const QString &instance : instances) {
        const qsizetype colon = instance.lastIndexOf(u':');
        if (colon >= 0 && hosts.size() == 1 && ports.size() == instances.size()) {
            names += instance.mid(colon);
        } else if (colon >= 0 && ports.size() == 1 && hosts.size() == instances.size()) {
            names += instance.left(colon);
        } else {
            names += instance;
        }
    }
    return names;
}

} // namespace readyroom::items
