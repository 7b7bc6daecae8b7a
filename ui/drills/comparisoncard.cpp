// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/comparisoncard.h"

#include "ui/page/tabledelegate.h"
#include "ui/page/tableview.h"
#include "ui/page/tones.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/wrappedlabel.h"

#include <QVBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using items::ComparisonModel;

ComparisonCard::ComparisonCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_card(new widgets::Card(themes, this))
    , m_words(new widgets::WrappedLabel(themes, 4, this))
{
    setObjectName(u"comparisonCard"_s);
    auto *content = new QWidget(m_card);
    m_table = new page::TableView(themes, content);
    m_table->setObjectName(u"comparison"_s);
    m_table->setAccessibleName(tr("Before and after"));
    m_table->setItemDelegate(new page::TableDelegate(
        themes,
        [](const QModelIndex &index) {
            const auto state = static_cast<items::LineState>(index.data(ComparisonModel::StateRole).toInt());
            return page::TableDelegate::Look{page::toneOf(state)};
        },
        this));
    m_table->setModel(&m_cells);
    m_table->setColumnWidths({{72, 2}, {64, 2}, {80, 2}, {72, 2}, {72, 2}, {72, 2}});
    m_words->setObjectName(u"comparisonText"_s);
    m_words->setMuted(true);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(paint::space::unit);
    column->addWidget(m_table);
    auto *words = new QHBoxLayout;
    words->setContentsMargins(paint::space::card, 0, paint::space::card, 0);
    words->addWidget(m_words);
    column->addLayout(words);
    m_card->setTitle(tr("Before and after"));
    m_card->setContent(content);
    m_card->setContentMargins({0, 0, 0, paint::space::card});
    m_card->setHeaderGap(paint::space::half);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
}

void ComparisonCard::setRun(const drills::Run &run)
{
    const readiness::Unit unit = run.experiment.measure ? run.experiment.measure->unit : readiness::Unit::None;
    m_cells.setComparison(run.comparison, unit, run.hasEnded());
    m_table->setVisible(run.comparison.has_value());
    if (run.comparison) {
        m_card->setSubtitle(run.hasEnded() ? QString() : tr("so far"));
        m_words->setText(items::comparisonText(*run.comparison, unit));
        return;
    }
    m_card->setSubtitle({});
    m_words->setText(run.hasEnded() ? tr("Nothing was measured before it ended.")
                                    : tr("It is measured from the first act on."));
}

} // namespace readyroom::drillsui
