// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/drilllistcard.h"

#include "ui/drills/drilldelegate.h"
#include "ui/page/emptystate.h"
#include "ui/page/quietlistview.h"
#include "ui/page/slimscrollbars.h"
#include "ui/paint/typography.h"
#include "ui/widgets/card.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/themesource.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using items::DrillListModel;

DrillListCard::DrillListCard(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_text(new widgets::SearchField(themes, this))
    , m_grouping(new widgets::SegmentedControl(themes, this))
    , m_view(new page::QuietListView(this))
    , m_empty(new page::EmptyState(themes, this))
    , m_stack(new QStackedWidget(this))
{
    m_text->setObjectName(u"drillFilter"_s);
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Filter actions and drills"));
    m_text->setShortcut(QKeySequence(Qt::Key_Slash));
    m_text->setMinimumWidth(80);
    m_grouping->setObjectName(u"drillGrouping"_s);
    m_grouping->setAccessibleName(tr("Group by"));
    m_grouping->setChoices({tr("Service"), tr("Kind")}, {tr("Group by service"), tr("Group by kind")});
    m_view->setObjectName(u"drillList"_s);
    m_view->setAccessibleName(tr("Actions and drills"));
    m_view->setModel(&m_entries);
    m_view->setItemDelegate(new DrillDelegate(themes, this));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->viewport()->setAttribute(Qt::WA_Hover);
    page::slimScrollBars(*m_view, themes);
    m_empty->setObjectName(u"drillListEmpty"_s);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);

    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(paint::space::card - 1, 0, paint::space::card - 1, 0);
    tools->setSpacing(paint::space::unit);
    tools->addWidget(m_text, 1);
    tools->addWidget(m_grouping);
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(paint::space::half);
    column->addLayout(tools);
    column->addWidget(m_stack, 1);
    auto *card = new widgets::Card(themes, this);
    card->setContent(content);
    card->setContentMargins({1, 0, 1, 6});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);

    connect(m_text, &QLineEdit::textChanged, this,
            [this](const QString &text) { change([this, &text] { m_entries.setText(text); }); });
    connect(m_text, &QLineEdit::returnPressed, this, &DrillListCard::focusList);
    connect(m_text, &widgets::SearchField::left, this, &DrillListCard::focusList);
    connect(m_grouping, &widgets::SegmentedControl::currentChanged, this, [this](int index) {
        change([this, index] {
            m_entries.setGrouping(index == 0 ? DrillListModel::Grouping::ByService : DrillListModel::Grouping::ByKind);
        });
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        const QString key = index.data(DrillListModel::KeyRole).toString();
        if (!m_changing && index.isValid() && key != m_chosen) {
            m_chosen = key;
            Q_EMIT chose(key);
        }
    });
    connect(&themes, &widgets::ThemeSource::changed, this, [this] { m_view->viewport()->update(); });
    refreshEmptyState();
}

void DrillListCard::setEntries(std::vector<DrillEntry> entries, Timestamp now)
{
    change([this, &entries, now] { m_entries.setEntries(std::move(entries), now); });
}

void DrillListCard::change(const std::function<void()> &how)
{
    // A view makes a neighbour current when the current row goes, which is no choice of a person.
    m_changing = true;
    how();
    select(m_entries.indexOf(m_chosen));
    m_changing = false;
    refreshEmptyState();
}

void DrillListCard::setNow(Timestamp now)
{
    m_entries.setNow(now);
}

void DrillListCard::select(const QModelIndex &index)
{
    if (!index.isValid()) {
        m_view->selectionModel()->clear();
    } else if (m_view->currentIndex() != index) {
        m_view->setCurrentIndex(index);
    }
}

void DrillListCard::setChosen(const QString &key)
{
    m_chosen = key;
    if (!m_entries.indexOf(key).isValid() && m_entries.entry(key) != nullptr) {
        m_text->clear();
    }
    change([] { });
}

void DrillListCard::refreshEmptyState()
{
    if (m_entries.rowCount() == 0) {
        m_empty->say(tr("Nothing matches."), tr("Press Escape in the filter to see everything again."));
    }
    m_stack->setCurrentWidget(m_entries.rowCount() > 0 ? static_cast<QWidget *>(m_view) : m_empty);
}

void DrillListCard::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void DrillListCard::focusList()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

} // namespace readyroom::drillsui
