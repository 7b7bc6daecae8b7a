// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/endpointscard.h"

#include "ui/page/tabledelegate.h"
#include "ui/page/tableview.h"
#include "ui/widgets/card.h"
#include "ui/widgets/statebadge.h"

#include <QVBoxLayout>

namespace readyroom::service {

using namespace Qt::StringLiterals;
using items::EndpointModel;

EndpointsCard::EndpointsCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
{
    auto *table = new page::TableView(themes, this);
    table->setObjectName(u"endpoints"_s);
    table->setAccessibleName(tr("Endpoints"));
    table->setModel(&m_model);
    table->setColumnWidths({{128, 3}, {118, 1}, {150, 5}, {68, 0}, {74, 0}, {56, 0}});
    table->setItemDelegate(new page::TableDelegate(
        themes,
        [](const QModelIndex &index) {
            const auto severity = static_cast<fleet::ServiceState>(index.data(EndpointModel::SeverityRole).toInt());
            return page::TableDelegate::Look{severity == fleet::ServiceState::Ok ? paint::Tone::Neutral
                                                                                 : widgets::toneOf(severity)};
        },
        table));
    auto *card = new widgets::Card(themes, this);
    card->setTitle(tr("Endpoints"));
    card->setContent(table);
    card->setContentMargins({1, 0, 1, 6});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
}

} // namespace readyroom::service
