// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/drillspage.h"

#include "ui/drills/drilllistcard.h"
#include "ui/drills/drillpanel.h"
#include "ui/page/columnscroll.h"
#include "ui/page/emptystate.h"
#include "ui/page/whendone.h"
#include "ui/paint/typography.h"
#include "ui/widgets/statusstrip.h"

#include <QHBoxLayout>
#include <QStackedWidget>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using items::DrillListModel;

DrillsPage::DrillsPage(const page::PageContext &context, DrillsPort &port, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_port(port)
{
    setObjectName(u"drillsPage"_s);
    build();
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &DrillsPage::tick);
    connect(m_list, &DrillListCard::chose, this, &DrillsPage::choose);
    connect(m_panel, &DrillPanel::runRequested, this, &DrillsPage::start);
    connect(m_panel, &DrillPanel::armRequested, this, &DrillsPage::armRequested);
    connect(&port, &DrillsPort::changed, this, &DrillsPage::takeEntries);
    takeEntries();
}

DrillsPage::~DrillsPage() = default;

void DrillsPage::build()
{
    const widgets::ThemeSource &themes = m_context.themes;
    m_pages = new QStackedWidget(this);
    m_none = new page::EmptyState(themes, m_pages);
    m_none->setObjectName(u"drillsEmpty"_s);
    m_none->setFocusPolicy(Qt::StrongFocus);
    m_none->say(tr("There is no action and no drill yet."),
                tr("Write “actions:” below a service of the fleet file, or name files of Chaos Toolkit experiments "
                   "under “drills:”. docs/actions.md has an example of each."));
    m_columns = new QWidget(m_pages);
    m_list = new DrillListCard(themes, m_columns);
    m_detail = new QStackedWidget(m_columns);
    m_panel = new DrillPanel(themes, m_port, m_detail);
    m_unchosen = new page::EmptyState(themes, m_detail);
    m_unchosen->setObjectName(u"drillUnchosen"_s);
    m_detail->addWidget(m_unchosen);
    m_detail->addWidget(m_panel);
    auto *row = new QHBoxLayout(m_columns);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(paint::space::page);
    row->addWidget(m_list, 3);
    row->addWidget(m_detail, 8);
    m_list->setMinimumWidth(300);
    m_list->setMaximumWidth(440);
    m_pages->addWidget(m_none);
    m_pages->addWidget(m_columns);
    auto *layout = new QVBoxLayout(this);
    // The bar of the panel stands in the margin of the page.
    layout->setContentsMargins(paint::space::page, 18, paint::space::page - page::ColumnScroll::gutter,
                               paint::space::page);
    layout->setSpacing(paint::space::card);
    m_result = new widgets::StatusStrip(themes, this);
    m_result->setObjectName(u"drillsResult"_s);
    auto *above = new QVBoxLayout;
    above->setContentsMargins(0, 0, page::ColumnScroll::gutter, 0);
    above->setSpacing(paint::space::card);
    above->addWidget(m_result);
    layout->addLayout(above);
    layout->addWidget(m_pages, 1);
}

void DrillsPage::attachArming(ArmingPort &arming)
{
    m_arming = &arming;
    m_panel->attachArming(arming);
}

const QString &DrillsPage::chosen() const
{
    return m_list->chosen();
}

void DrillsPage::takeEntries()
{
    const std::vector<DrillEntry> entries = m_port.entries();
    m_pages->setCurrentWidget(entries.empty() ? static_cast<QWidget *>(m_none) : m_columns);
    m_list->setEntries(entries, m_context.time.now());
    showChosen();
}

void DrillsPage::openDrill(const QString &service, const QString &name)
{
    if (name.isEmpty()) {
        return;
    }
    const QString key = DrillListModel::keyOf(service, name);
    m_list->setChosen(key);
    choose(key);
}

void DrillsPage::choose(const QString &key)
{
    showChosen();
    const DrillEntry *entry = m_list->entries().entry(key);
    Q_EMIT drillChanged(entry != nullptr ? entry->service : QString(), entry != nullptr ? entry->name : QString());
}

void DrillsPage::showChosen()
{
    if (const DrillEntry *entry = m_list->entries().entry(chosen())) {
        m_panel->setEntry(*entry, m_context.time.now());
        m_detail->setCurrentWidget(m_panel);
        return;
    }
    if (chosen().isEmpty()) {
        m_unchosen->say(tr("Choose an action or a drill."),
                        tr("Then you see exactly what it would do, before anything is done."));
    } else {
        m_unchosen->say(tr("There is no action or drill called “%1”.").arg(chosen()),
                        tr("Choose one of the list, or press Ctrl+K and type its name."));
    }
    m_detail->setCurrentWidget(m_unchosen);
}

void DrillsPage::start(const DrillRequest &request)
{
    m_result->say(paint::Tone::Neutral, {});
    page::whenDone(m_port.start(request), this, [this](const Result<drills::Run> &run) {
        if (!run) {
            m_result->say(paint::Tone::Critical, run.error().message, true);
        }
        m_panel->refresh();
    });
}

void DrillsPage::tick()
{
    m_list->setNow(m_context.time.now());
    showChosen();
}

std::vector<page::Command> DrillsPage::commands()
{
    return {{tr("Filter actions and drills"), {}, QKeySequence(Qt::Key_Slash), [this] { m_list->focusText(); }}};
}

void DrillsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_second.start();
    tick();
}

void DrillsPage::hideEvent(QHideEvent *event)
{
    m_second.stop();
    Page::hideEvent(event);
}

void DrillsPage::focusInEvent(QFocusEvent *)
{
    // Not by a focus proxy: that would have Tab skip whatever stands before the list.
    if (m_pages->currentWidget() == m_columns) {
        m_list->focusList();
    } else {
        m_none->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace readyroom::drillsui
