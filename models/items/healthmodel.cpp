// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/healthmodel.h"

#include "models/items/quantity.h"
#include "models/items/rowmerge.h"

#include <algorithm>
#include <cmath>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using fleet::EndpointKind;
using fleet::EndpointState;
using fleet::HealthComponent;
using fleet::ServiceState;

struct HealthModel::Node {
    QString name;
    QString status;
    QString detail;
    ServiceState severity = ServiceState::Unknown;
    Node *parent = nullptr;
    std::vector<NodePtr> children;

    [[nodiscard]] bool sameText(const Node &o) const
    {
        return status == o.status && detail == o.detail && severity == o.severity;
    }
};

namespace {

ServiceState severityOf(double value)
{
    if (std::isnan(value)) {
        return ServiceState::Unknown;
    }
    return value >= 1.0 ? ServiceState::Ok : value > 0.0 ? ServiceState::Warning : ServiceState::Critical;
}

} // namespace

struct HealthModel::Merge {
    HealthModel *model;
    Node *node; ///< whose children are merged

    [[nodiscard]] QModelIndex parent() const { return model->indexOf(*node); }
    [[nodiscard]] static const QString &key(const NodePtr &row) { return row->name; }
    [[nodiscard]] bool absorb(NodePtr &row, NodePtr &&next) const
    {
        const bool same = row->sameText(*next);
        row->status = next->status;
        row->detail = next->detail;
        row->severity = next->severity;
        model->merge(*row, std::move(next->children));
        return !same;
    }
    void beginInsert(int first, int last) const { model->beginInsertRows(parent(), first, last); }
    void endInsert() const
    {
        for (const NodePtr &child : node->children) {
            child->parent = node;
        }
        model->endInsertRows();
    }
    void beginRemove(int first, int last) const { model->beginRemoveRows(parent(), first, last); }
    void endRemove() const { model->endRemoveRows(); }
    void beginMove(int from, int to) const { model->beginMoveRows(parent(), from, from, parent(), to); }
    void endMove() const { model->endMoveRows(); }
    void changed(int first, int last) const
    {
        Q_EMIT model->dataChanged(model->index(first, NameColumn, parent()),
                                  model->index(last, DetailColumn, parent()));
    }
};

HealthModel::HealthModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

HealthModel::~HealthModel() = default;

void HealthModel::insert(Node &root, const HealthComponent &component)
{
    Node *at = &root;
    for (const QString &step : component.path) {
        const auto found = std::find_if(at->children.begin(), at->children.end(),
                                        [&step](const NodePtr &child) { return child->name == step; });
        if (found != at->children.end()) {
            at = found->get();
            continue;
        }
        auto child = std::make_unique<Node>();
        child->name = step;
        child->parent = at;
        at->children.push_back(std::move(child));
        at = at->children.back().get();
    }
    at->status = component.status;
    at->detail = component.detail;
    at->severity = severityOf(component.value);
}

/// What an old answer said is still told, but no longer vouched for.
void HealthModel::makeUnknown(Node &node)
{
    node.severity = ServiceState::Unknown;
    for (const NodePtr &child : node.children) {
        makeUnknown(*child);
    }
}

void HealthModel::update(const fleet::ServiceStatus &service)
{
    Node next;
    for (const fleet::InstanceStatus &instance : service.instances) {
        for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
            if (endpoint.id.kind != EndpointKind::Health || endpoint.state == EndpointState::NotExposed) {
                continue;
            }
            auto node = std::make_unique<Node>();
            node->name = instance.instance;
            if (endpoint.state == EndpointState::Failed) {
                node->severity = ServiceState::Critical;
                node->detail = endpoint.error;
            } else if (endpoint.state == EndpointState::Stale) {
                node->detail = tr("no fresh answer");
            } else if (endpoint.state == EndpointState::Ok && endpoint.health.empty()) {
                node->severity = ServiceState::Ok;
                node->status = QString::number(endpoint.status);
            }
            if (endpoint.state != EndpointState::Failed) {
                for (const HealthComponent &component : endpoint.health) {
                    insert(*node, component);
                }
            }
            if (endpoint.state == EndpointState::Stale) {
                makeUnknown(*node);
            }
            node->parent = &next;
            next.children.push_back(std::move(node));
        }
    }
    merge(*m_root, std::move(next.children));
}

void HealthModel::merge(Node &node, std::vector<NodePtr> next)
{
    mergeRows(node.children, std::move(next), Merge{this, &node});
}

HealthModel::Node *HealthModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex HealthModel::indexOf(const Node &node, int column) const
{
    if (node.parent == nullptr) {
        return {};
    }
    const std::vector<NodePtr> &siblings = node.parent->children;
    const auto found =
        std::find_if(siblings.begin(), siblings.end(), [&node](const NodePtr &s) { return s.get() == &node; });
    return createIndex(static_cast<int>(found - siblings.begin()), column, &node);
}

QModelIndex HealthModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, nodeAt(parent)->children.at(static_cast<std::size_t>(row)).get());
}

QModelIndex HealthModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(*nodeAt(index)->parent) : QModelIndex();
}

int HealthModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent)->children.size());
}

int HealthModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant HealthModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node &node = *nodeAt(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == NameColumn) {
            return node.name;
        }
        return node.detail.isEmpty() ? node.status : node.detail;
    case Qt::ToolTipRole:
        return toolTip(QStringList{node.name, node.status, node.detail}.join(u' ').simplified());
    case Qt::AccessibleTextRole:
        return QStringList{node.name, node.status, node.detail}.join(u' ').simplified();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() == DetailColumn ? Qt::AlignRight : Qt::AlignLeft));
    case SeverityRole:
        return static_cast<int>(node.severity);
    case StatusRole:
        return node.status;
    default:
        return {};
    }
}

} // namespace readyroom::items
