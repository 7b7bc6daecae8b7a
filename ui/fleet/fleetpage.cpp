// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/fleetpage.h"

#include "models/items/fleetsummary.h"
#include "ui/fleet/fleetview.h"
#include "ui/fleet/statecounter.h"
#include "ui/page/emptystate.h"
#include "ui/paint/typography.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace readyroom::fleetui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fleet::ServiceState;
using items::FleetSortModel;

FleetPage::FleetPage(const page::PageContext &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_shown(m_services)
    , m_sparklines(context.queries, context.time)
{
    setObjectName(u"fleetPage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildHead(*layout);

    m_view = new FleetView(context.themes, m_shown, this);
    m_empty = new page::EmptyState(context.themes, this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_view);

    connect(m_view, &QAbstractItemView::activated, this, &FleetPage::choose);
    connect(m_view, &QAbstractItemView::clicked, this, &FleetPage::choose);
    connect(m_view, &FleetView::typed, this, [this](const QString &text) {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->setText(text);
    });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown.setFilterText(text);
        refreshEmptyState();
    });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        if (m_shown.rowCount() > 0) {
            choose(m_shown.index(0, 0));
        }
    });
    connect(m_filter, &widgets::SearchField::left, this, [this] { m_view->setFocus(); });
    connect(m_grouping, &widgets::SegmentedControl::currentChanged, this,
            [this](int choice) { m_shown.setGrouping(static_cast<FleetSortModel::Grouping>(choice)); });
    connect(m_order, &widgets::SegmentedControl::currentChanged, this,
            [this](int choice) { m_shown.setOrder(static_cast<FleetSortModel::Order>(choice)); });
    connect(&m_shown, &FleetSortModel::arrangementChanged, m_view, &FleetView::scrollToTop);

    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &FleetPage::tick);
    connect(&context.feed, &FleetFeed::changed, this, &FleetPage::takeSnapshot);
    connect(&context.time, &page::ViewTime::changed, this, &FleetPage::refreshSparklines);
    connect(&m_sparklines, &FleetSparklines::changed, this,
            [this] { m_services.setSparklines(m_sparklines.values()); });
    takeSnapshot();
}

void FleetPage::buildHead(QVBoxLayout &layout)
{
    const widgets::ThemeSource &themes = m_context.themes;
    auto *title = new widgets::ElidedLabel(themes, this);
    title->setTextFont(paint::TextSize::Title, paint::Weight::Strong);
    title->setText(tr("Fleet"));
    m_sentence = new widgets::ElidedLabel(themes, this);
    m_sentence->setObjectName(u"fleetSentence"_s);
    m_sentence->setMuted(true);
    m_filter = new widgets::SearchField(themes, this);
    m_filter->setObjectName(u"fleetFilter"_s);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter services"));
    m_filter->setShortcut(QKeySequence(Qt::Key_Slash));
    m_filter->setFixedWidth(176);
    m_order = new widgets::SegmentedControl(themes, this);
    m_order->setObjectName(u"fleetOrder"_s);
    m_order->setAccessibleName(tr("Order"));
    m_order->setChoices({tr("Trouble"), tr("File")}, {tr("Most troubled first"), tr("In the order of the fleet file")});
    m_grouping = new widgets::SegmentedControl(themes, this);
    m_grouping->setObjectName(u"fleetGrouping"_s);
    m_grouping->setAccessibleName(tr("Group by"));
    m_grouping->setChoices({tr("Environment"), tr("Owner"), tr("State")});

    auto *top = new QHBoxLayout;
    top->setContentsMargins(paint::space::page, 18, paint::space::page, 0);
    top->setSpacing(paint::space::card);
    top->addWidget(title);
    top->addWidget(m_sentence, 1);
    top->addWidget(m_filter);
    top->addWidget(m_order);
    top->addWidget(m_grouping);
    layout.addLayout(top);

    auto *counts = new QHBoxLayout;
    counts->setContentsMargins(paint::space::unit, 8, paint::space::page, 4);
    counts->setSpacing(paint::space::unit);
    for (const ServiceState state : {ServiceState::Critical, ServiceState::Warning, ServiceState::Ok,
                                     ServiceState::Unknown, ServiceState::Asleep}) {
        auto *counter = new StateCounter(themes, state, this);
        connect(counter, &QAbstractButton::clicked, this,
                [this, state](bool checked) { showOnly(checked ? std::optional(state) : std::nullopt); });
        m_counters.push_back(counter);
        counts->addWidget(counter);
    }
    counts->addStretch(1);
    layout.addLayout(counts);
}

void FleetPage::takeSnapshot()
{
    if (!isVisible() && m_services.rowCount() > 0) {
        return;
    }
    const auto snapshot = m_context.feed.latest();
    m_services.update(snapshot);
    const auto summary = items::FleetSummary::of(*snapshot);
    for (StateCounter *counter : m_counters) {
        counter->setCount(summary.count(counter->state()));
        counter->setVisible(counter->state() != ServiceState::Asleep || counter->count() > 0);
    }
    tick();
    refreshEmptyState();
}

void FleetPage::tick()
{
    const Timestamp now = m_context.time.now();
    m_view->setNow(now);
    const auto snapshot = m_context.feed.latest();
    m_sentence->setText(snapshot->services.empty() ? QString() : items::FleetSummary::of(*snapshot).sentence(now));
    refreshSparklines();
}

void FleetPage::refreshSparklines()
{
    if (!isVisible() || m_services.rowCount() == 0) {
        return;
    }
    bool needProbes = false;
    for (int row = 0; row < m_services.rowCount() && !needProbes; ++row) {
        needProbes = !m_services.at(row).signals_.latencySeconds.contains(u"0.95"_s);
    }
    m_sparklines.refresh(needProbes);
}

void FleetPage::showOnly(std::optional<ServiceState> state)
{
    m_shown.setStateFilter(state);
    for (StateCounter *counter : m_counters) {
        counter->setChecked(state == counter->state());
    }
    refreshEmptyState();
}

void FleetPage::refreshEmptyState()
{
    if (m_shown.rowCount() > 0) {
        m_stack->setCurrentWidget(m_view);
        return;
    }
    const auto snapshot = m_context.feed.latest();
    if (m_services.rowCount() > 0) {
        if (!m_filter->text().isEmpty()) {
            m_empty->say(tr("No service matches “%1”.").arg(m_filter->text()),
                         tr("Press Escape in the filter field to see all services again."));
        } else {
            m_empty->say(tr("No service is in this state."), tr("Press the count again to see all services."));
        }
    } else if (snapshot->at == Timestamp{}) {
        m_empty->say(tr("Waiting for the first answers."), tr("The fleet appears as soon as polling has begun."));
    } else {
        m_empty->say(tr("The fleet file names no services."),
                     tr("Add a name and at least one instance under “services:” and start Readyroom again."));
    }
    m_stack->setCurrentWidget(m_empty);
}

void FleetPage::choose(const QModelIndex &index)
{
    Q_EMIT serviceChosen(index.data(items::FleetModel::EnvironmentRole).toString(),
                         index.data(items::FleetModel::NameRole).toString());
}

std::vector<page::Command> FleetPage::commands()
{
    std::vector<page::Command> commands;
    const QStringList groupings = m_grouping->choices();
    for (int i = 0; i < groupings.size(); ++i) {
        commands.push_back(
            {tr("Group by %1").arg(groupings.at(i).toLower()), {}, {}, [this, i] { m_grouping->setCurrent(i); }});
    }
    commands.push_back({tr("Sort by trouble"), {}, {}, [this] { m_order->setCurrent(0); }});
    commands.push_back({tr("Sort as in the fleet file"), {}, {}, [this] { m_order->setCurrent(1); }});
    commands.push_back({tr("Filter services"), {}, QKeySequence(Qt::Key_Slash), [this] { m_filter->setFocus(); }});
    commands.push_back({tr("Show services in every state"), {}, {}, [this] { showOnly(std::nullopt); }});
    return commands;
}

void FleetPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_second.start();
    takeSnapshot();
}

void FleetPage::hideEvent(QHideEvent *event)
{
    m_second.stop();
    m_sparklines.cancel();
    Page::hideEvent(event);
}

void FleetPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_shown.stateFilter()) {
        showOnly(std::nullopt);
        return;
    }
    Page::keyPressEvent(event);
}

} // namespace readyroom::fleetui
