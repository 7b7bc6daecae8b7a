// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/checklistmodel.h"

#include "models/items/quantity.h"
#include "models/items/rowmerge.h"

#include <algorithm>
#include <utility>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using readiness::AssessedItem;
using readiness::ItemResult;

struct ChecklistModel::Node {
    Kind kind = Kind::Category;
    ChecklistRow row = {}; ///< of an item; of a category only the title
    QString count = {}; ///< of a category
    Node *parent = nullptr;
    std::vector<NodePtr> children = {};

    [[nodiscard]] const QString &key() const { return kind == Kind::Category ? row.title : row.id; }
};

struct ChecklistModel::Merge {
    ChecklistModel *model;
    Node *node; ///< whose children are merged

    [[nodiscard]] QModelIndex parent() const { return model->indexOf(*node); }
    [[nodiscard]] static const QString &key(const NodePtr &row) { return row->key(); }
    [[nodiscard]] bool absorb(NodePtr &row, NodePtr &&next) const
    {
        const bool same = row->row.sameAs(next->row) && row->count == next->count;
        row->row = std::move(next->row);
        row->count = next->count;
        if (row->kind == Kind::Category) {
            model->merge(*row, std::move(next->children));
        }
        return !same;
    }
    void adopt() const
    {
        for (const NodePtr &child : node->children) {
            child->parent = node;
        }
    }
    void beginInsert(int first, int last) const { model->beginInsertRows(parent(), first, last); }
    void endInsert() const
    {
        adopt();
        model->endInsertRows();
    }
    void beginRemove(int first, int last) const { model->beginRemoveRows(parent(), first, last); }
    void endRemove() const { model->endRemoveRows(); }
    void beginMove(int from, int to) const { model->beginMoveRows(parent(), from, from, parent(), to); }
    void endMove() const { model->endMoveRows(); }
    void changed(int first, int last) const
    {
        Q_EMIT model->dataChanged(model->index(first, TitleColumn, parent()),
                                  model->index(last, BlocksColumn, parent()));
    }
};

ChecklistModel::ChecklistModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

ChecklistModel::~ChecklistModel() = default;

std::vector<ChecklistModel::NodePtr> ChecklistModel::nodesOf(const std::shared_ptr<const ReadinessView> &view) const
{
    std::vector<NodePtr> categories;
    if (!view || !view->assessment) {
        return categories;
    }
    const readiness::Assessment &assessment = *view->assessment;
    for (const readiness::Category &category : assessment.profile->categories) {
        categories.push_back(std::make_unique<Node>(Node{.kind = Kind::Category, .row = {.title = category.name}}));
    }
    std::vector<int> open(categories.size(), 0);
    for (std::size_t i = 0; i < assessment.items.size(); ++i) {
        const AssessedItem &item = assessment.items[i];
        auto node = std::make_unique<Node>(Node{.kind = Kind::Item, .row = ChecklistRow::of(view, i)});
        node->children.push_back(
            std::make_unique<Node>(Node{.kind = Kind::Details, .row = {.id = item.item->id}, .parent = node.get()}));
        open[item.category] += readiness::isOpen(item.result) ? 1 : 0;
        categories[item.category]->children.push_back(std::move(node));
    }
    std::vector<NodePtr> shown;
    for (std::size_t i = 0; i < categories.size(); ++i) {
        Node &category = *categories[i];
        category.count = open[i] == 0
            ? tr("nothing open")
            : tr("%1 of %2 open").arg(QString::number(open[i]), QString::number(category.children.size()));
        for (const NodePtr &item : category.children) {
            item->parent = &category;
        }
        if (!category.children.empty()) {
            shown.push_back(std::move(categories[i]));
        }
    }
    return shown;
}

void ChecklistModel::update(std::shared_ptr<const ReadinessView> view)
{
    std::vector<NodePtr> next = nodesOf(view);
    for (const NodePtr &category : next) {
        category->parent = m_root.get();
    }
    // Before the rows: who is told of them may ask item(), whose places are those of the new view once it has them.
    m_view = std::move(view);
    merge(*m_root, std::move(next));
}

void ChecklistModel::merge(Node &node, std::vector<NodePtr> next)
{
    mergeRows(node.children, std::move(next), Merge{this, &node});
}

void ChecklistModel::setNow(Timestamp now)
{
    const Timestamp before = std::exchange(m_now, now);
    for (const NodePtr &category : m_root->children) {
        const auto changed = [&](const NodePtr &item) { return item->row.age(before) != item->row.age(now); };
        const auto first = std::ranges::find_if(category->children, changed);
        if (first == category->children.end()) {
            continue;
        }
        const auto last = std::find_if(category->children.rbegin(), category->children.rend(), changed);
        Q_EMIT dataChanged(indexOf(**first, AgeColumn), indexOf(**last, AgeColumn), {Qt::DisplayRole});
    }
}

void ChecklistModel::emitColumn(Column column, int role)
{
    for (const NodePtr &category : m_root->children) {
        Q_EMIT dataChanged(indexOf(*category->children.front(), column), indexOf(*category->children.back(), column),
                           {role});
    }
}

void ChecklistModel::setTicking(bool ticking)
{
    if (ticking == m_ticking) {
        return;
    }
    m_ticking = ticking;
    const bool any = !std::exchange(m_ticked, {}).isEmpty();
    emitColumn(TitleColumn, Qt::CheckStateRole);
    if (any) {
        Q_EMIT tickedChanged();
    }
}

void ChecklistModel::setTicked(const QSet<QString> &ids)
{
    if (!m_ticking || ids == m_ticked) {
        return;
    }
    m_ticked = ids;
    emitColumn(TitleColumn, Qt::CheckStateRole);
    Q_EMIT tickedChanged();
}

ChecklistModel::Node *ChecklistModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex ChecklistModel::indexOf(const Node &node, int column) const
{
    if (node.parent == nullptr) {
        return {};
    }
    const std::vector<NodePtr> &siblings = node.parent->children;
    const auto found = std::ranges::find(siblings, &node, &NodePtr::get);
    return createIndex(static_cast<int>(found - siblings.begin()), column, &node);
}

QModelIndex ChecklistModel::indexOf(QStringView id) const
{
    for (const NodePtr &category : m_root->children) {
        for (const NodePtr &item : category->children) {
            if (item->row.id == id) {
                return indexOf(*item);
            }
        }
    }
    return {};
}

const AssessedItem *ChecklistModel::item(const QModelIndex &index) const
{
    const Node *node = index.isValid() ? nodeAt(index) : nullptr;
    if (node != nullptr && node->kind == Kind::Details) {
        node = node->parent;
    }
    if (node == nullptr || node->kind != Kind::Item || !m_view || !m_view->assessment) {
        return nullptr;
    }
    // While rows are merged, a row may be of the view before.
    const std::vector<AssessedItem> &all = m_view->assessment->items;
    return node->row.place < all.size() && all[node->row.place].item->id == node->row.id ? &all[node->row.place]
                                                                                         : nullptr;
}

QModelIndex ChecklistModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, nodeAt(parent)->children.at(static_cast<std::size_t>(row)).get());
}

QModelIndex ChecklistModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(*nodeAt(index)->parent) : QModelIndex();
}

int ChecklistModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent)->children.size());
}

int ChecklistModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString ChecklistModel::cellText(const ChecklistRow &row, int column) const
{
    switch (column) {
    case TitleColumn:
        return row.title;
    case MeasuredColumn:
        return row.measured;
    case TargetColumn:
        return row.target.isEmpty() ? u"–"_s : row.target;
    case AgeColumn:
        return row.age(m_now);
    case OwnerColumn:
        return row.owner;
    case EffortColumn:
        return row.effortText();
    case BlocksColumn:
        return row.blocks ? tr("blocks") : row.result == ItemResult::Waived ? tr("waived") : QString();
    default:
        return {};
    }
}

QVariant ChecklistModel::groupData(const Node &node, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == TitleColumn ? node.row.title : QString();
    case Qt::ToolTipRole:
        return toolTip(node.row.title);
    case Qt::AccessibleTextRole:
        return QString(node.row.title + u", "_s + node.count);
    case CountRole:
        return node.count;
    default:
        return {};
    }
}

QVariant ChecklistModel::cellData(const Node &node, int column, int role) const
{
    const ChecklistRow &row = node.row;
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, column);
    case Qt::ToolTipRole:
        return toolTip(row.said().join(u'\n'));
    case Qt::AccessibleTextRole:
        return column == TitleColumn ? row.said().join(u", "_s) : cellText(row, column);
    case Qt::CheckStateRole:
        return column == TitleColumn && m_ticking && readiness::isUnfinished(row.result)
            ? QVariant(m_ticked.contains(row.id) ? Qt::Checked : Qt::Unchecked)
            : QVariant();
    case IdRole:
        return row.id;
    case ResultRole:
        return static_cast<int>(row.result);
    case StandingRole:
        return row.standing;
    case TrendRole:
        return row.trend ? QVariant::fromValue(row.trend) : QVariant();
    case BlocksRole:
        return row.blocks;
    case RunningRole:
        return row.running ? QVariant(*row.running) : QVariant();
    case ActiveRole:
        return row.active;
    default:
        return {};
    }
}

QVariant ChecklistModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node &node = *nodeAt(index);
    if (role == KindRole) {
        return static_cast<int>(node.kind);
    }
    if (role == Qt::TextAlignmentRole) {
        return headerData(index.column(), Qt::Horizontal, role);
    }
    switch (node.kind) {
    case Kind::Category:
        return groupData(node, index.column(), role);
    case Kind::Item:
        return cellData(node, index.column(), role);
    case Kind::Details:
        break;
    }
    return role == Qt::AccessibleTextRole && index.column() == TitleColumn
        ? QVariant(tr("Details of %1").arg(node.parent->row.title))
        : role == IdRole ? QVariant(node.row.id)
                         : QVariant();
}

bool ChecklistModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable)) {
        return false;
    }
    const QString &id = nodeAt(index)->row.id;
    if (value.toInt() == Qt::Checked) {
        m_ticked.insert(id);
    } else {
        m_ticked.remove(id);
    }
    Q_EMIT dataChanged(index, index, {role});
    Q_EMIT tickedChanged();
    return true;
}

Qt::ItemFlags ChecklistModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (index.isValid() && index.data(Qt::CheckStateRole).isValid()) {
        flags |= Qt::ItemIsUserCheckable;
    }
    return flags;
}

QVariant ChecklistModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool trailing = section == AgeColumn || section == EffortColumn;
        return QVariant(Qt::AlignVCenter | (trailing ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TitleColumn:
        return tr("item");
    case MeasuredColumn:
        return tr("measured");
    case TargetColumn:
        return tr("target");
    case AgeColumn:
        return tr("age");
    case OwnerColumn:
        return tr("owner");
    case EffortColumn:
        return tr("effort");
    default:
        return QString();
    }
}

} // namespace readyroom::items
