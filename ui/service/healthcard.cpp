// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/healthcard.h"

#include "ui/page/tabledelegate.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/statebadge.h"

#include <QHeaderView>
#include <QTreeView>
#include <QVBoxLayout>

namespace readyroom::service {

using namespace Qt::StringLiterals;
using items::HealthModel;

namespace {

/// Further instances are folded away as long as they are well.
constexpr int unfoldedInstances = 1;

int visibleRows(const QTreeView &tree, const QModelIndex &parent)
{
    const QAbstractItemModel &model = *tree.model();
    int rows = model.rowCount(parent);
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex child = model.index(row, 0, parent);
        if (tree.isExpanded(child)) {
            rows += visibleRows(tree, child);
        }
    }
    return rows;
}

} // namespace

HealthCard::HealthCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_card(new widgets::Card(themes, this))
    , m_tree(new QTreeView(this))
{
    m_tree->setObjectName(u"health"_s);
    m_tree->setAccessibleName(tr("Health"));
    m_tree->setModel(&m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(18);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_tree->viewport()->setAutoFillBackground(false);
    m_tree->setItemDelegate(new page::TableDelegate(
        themes,
        [](const QModelIndex &index) {
            const auto severity = static_cast<fleet::ServiceState>(index.data(HealthModel::SeverityRole).toInt());
            const bool name = index.column() == HealthModel::NameColumn;
            const bool well = severity == fleet::ServiceState::Ok;
            return page::TableDelegate::Look{well && !name ? paint::Tone::Neutral : widgets::toneOf(severity), name,
                                             !name};
        },
        m_tree));
    m_card->setTitle(tr("Health"));
    m_card->setContent(m_tree);
    m_card->setContentMargins({1, 0, 1, 6});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);

    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &HealthCard::unfold);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &HealthCard::fit);
    connect(m_tree, &QTreeView::expanded, this, &HealthCard::fit);
    connect(m_tree, &QTreeView::collapsed, this, &HealthCard::fit);
    fit();
}

void HealthCard::setService(const fleet::ServiceStatus &service)
{
    QStringList formats;
    for (const fleet::InstanceStatus &instance : service.instances) {
        for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
            if (endpoint.id.kind == fleet::EndpointKind::Health && !endpoint.format.isEmpty()
                && !formats.contains(endpoint.format)) {
                formats += endpoint.format;
            }
        }
    }
    m_card->setSubtitle(formats.join(u", "_s));
    m_model.update(service);
}

void HealthCard::unfold()
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex instance = m_model.index(row, 0);
        const auto severity = static_cast<fleet::ServiceState>(instance.data(HealthModel::SeverityRole).toInt());
        if (row < unfoldedInstances || severity != fleet::ServiceState::Ok) {
            m_tree->expandRecursively(instance);
        }
    }
    fit();
}

void HealthCard::fit()
{
    m_tree->setFixedHeight(visibleRows(*m_tree, {}) * paint::space::row);
}

} // namespace readyroom::service
