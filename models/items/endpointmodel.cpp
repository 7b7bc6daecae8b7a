// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/endpointmodel.h"

#include "models/items/quantity.h"
#include "models/items/rowmerge.h"

#include <tuple>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fleet::EndpointState;
using fleet::EndpointStatus;
using fleet::ServiceState;

struct EndpointModel::Merge : PlainRowOps<EndpointModel> {
    [[nodiscard]] static auto key(const EndpointStatus &row)
    {
        return std::tie(row.id.instance, row.id.path, row.id.kind, row.id.service, row.id.environment);
    }
    void changed(int first, int last) const
    {
        Q_EMIT model->dataChanged(model->index(first, AnswerColumn), model->index(last, AgeColumn));
    }
};

EndpointModel::EndpointModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void EndpointModel::update(const fleet::ServiceStatus &service)
{
    std::vector<EndpointStatus> next;
    for (const fleet::InstanceStatus &instance : service.instances) {
        next.insert(next.end(), instance.endpoints.begin(), instance.endpoints.end());
    }
    mergeRows(m_rows, std::move(next), Merge{{this}});
}

void EndpointModel::setNow(Timestamp now)
{
    std::vector<QStringList> before;
    before.reserve(m_rows.size());
    for (const EndpointStatus &endpoint : m_rows) {
        before.push_back({answerText(endpoint), ageText(endpoint)});
    }
    m_now = now;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const int row = static_cast<int>(i);
        if (answerText(m_rows[i]) != before[i].at(0)) {
            Q_EMIT dataChanged(index(row, AnswerColumn), index(row, AnswerColumn), {Qt::DisplayRole});
        }
        if (ageText(m_rows[i]) != before[i].at(1)) {
            Q_EMIT dataChanged(index(row, AgeColumn), index(row, AgeColumn), {Qt::DisplayRole});
        }
    }
}

int EndpointModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EndpointModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString EndpointModel::answerText(const EndpointStatus &endpoint) const
{
    switch (endpoint.state) {
    case EndpointState::Pending:
        return tr("not polled yet");
    case EndpointState::NotExposed:
        return tr("not exposed (404)");
    case EndpointState::Failed: {
        QString text = endpoint.error.isEmpty() ? tr("failed") : endpoint.error;
        while (text.endsWith(u'.')) {
            text.chop(1);
        }
        if (endpoint.nextAttempt && *endpoint.nextAttempt - m_now >= 1s) {
            text = tr("%1, retry in %2").arg(text, items::ageText(*endpoint.nextAttempt - m_now));
        }
        return text;
    }
    case EndpointState::Stale:
        return endpoint.lastAnswer ? tr("no answer for %1").arg(longAgeText(m_now - *endpoint.lastAnswer))
                                   : tr("no answer");
    case EndpointState::Ok:
        break;
    }
    QString text = QString::number(endpoint.status);
    if (!endpoint.health.empty() && endpoint.health.front().path.isEmpty()) {
        text += u' ' + endpoint.health.front().status;
    } else if (!endpoint.format.isEmpty()) {
        text += u' ' + endpoint.format;
    }
    return text;
}

QString EndpointModel::ageText(const EndpointStatus &endpoint) const
{
    return endpoint.lastAnswer ? items::ageText(m_now - *endpoint.lastAnswer) : u"–"_s;
}

QString EndpointModel::cellText(const EndpointStatus &endpoint, int column) const
{
    const bool answered = endpoint.state == EndpointState::Ok || endpoint.state == EndpointState::NotExposed;
    switch (column) {
    case PathColumn:
        return endpoint.id.path;
    case InstanceColumn:
        return endpoint.id.instance;
    case AnswerColumn:
        return answerText(endpoint);
    case TookColumn:
        return answered && endpoint.seconds >= 0 ? secondsQuantity(endpoint.seconds).text() : u"–"_s;
    case SamplesColumn:
        return endpoint.state == EndpointState::Ok ? countQuantity(endpoint.samples).text() : u"–"_s;
    case AgeColumn:
        return ageText(endpoint);
    default:
        return {};
    }
}

QVariant EndpointModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const EndpointStatus &endpoint = m_rows.at(static_cast<std::size_t>(index.row()));
    const bool number = index.column() >= TookColumn;
    switch (role) {
    case Qt::DisplayRole:
        return cellText(endpoint, index.column());
    case Qt::ToolTipRole:
        return toolTip(cellText(endpoint, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    case EndpointStateRole:
        return static_cast<int>(endpoint.state);
    case SeverityRole:
        if (index.column() != AnswerColumn) {
            return static_cast<int>(ServiceState::Ok);
        }
        switch (endpoint.state) {
        case EndpointState::Failed:
            return static_cast<int>(ServiceState::Critical);
        case EndpointState::Stale:
            return static_cast<int>(ServiceState::Warning);
        case EndpointState::Pending:
        case EndpointState::NotExposed:
            return static_cast<int>(ServiceState::Unknown);
        case EndpointState::Ok:
            return static_cast<int>(ServiceState::Ok);
        }
        return {};
    default:
        return {};
    }
}

QVariant EndpointModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section >= TookColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case PathColumn:
        return tr("endpoint");
    case InstanceColumn:
        return tr("instance");
    case AnswerColumn:
        return tr("last answer");
    case TookColumn:
        return tr("took");
    case SamplesColumn:
        return tr("samples");
    case AgeColumn:
        return tr("age");
    default:
        return {};
    }
}

} // namespace readyroom::items
