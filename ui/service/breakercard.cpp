// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/breakercard.h"

#include "ui/page/tabledelegate.h"
#include "ui/page/tableview.h"
#include "ui/widgets/card.h"
#include "ui/widgets/statebadge.h"

#include <QVBoxLayout>

namespace readyroom::service {

using namespace Qt::StringLiterals;
using items::BreakerBoardModel;

BreakerCard::BreakerCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_table(new page::TableView(themes, this))
{
    m_table->setObjectName(u"breakers"_s);
    m_table->setAccessibleName(tr("Circuit breakers"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new page::TableDelegate(
        themes,
        [](const QModelIndex &index) {
            const QVariant state = index.data(BreakerBoardModel::BreakerStateRole);
            if (!state.isValid()) {
                return page::TableDelegate::Look{};
            }
            return page::TableDelegate::Look{widgets::toneOf(static_cast<fleet::BreakerState>(state.toInt())), true};
        },
        m_table));
    auto *card = new widgets::Card(themes, this);
    card->setTitle(tr("Circuit breakers"));
    card->setContent(m_table);
    card->setContentMargins({1, 0, 1, 6});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
}

void BreakerCard::setService(const fleet::ServiceStatus &service)
{
    const int before = m_model.columnCount();
    m_model.update(service);
    if (m_model.columnCount() != before || m_table->columnWidth(0) == 0) {
        std::vector<page::TableView::ColumnWidth> widths{{84, 3}};
        for (int column = 1; column + 1 < m_model.columnCount(); ++column) {
            widths.push_back({88, 1});
        }
        widths.push_back({76, 0});
        m_table->setColumnWidths(std::move(widths));
    }
}

} // namespace readyroom::service
