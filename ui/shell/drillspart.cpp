// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/drillspart.h"

#include "ui/drills/abortbutton.h"
#include "ui/drills/drillspage.h"
#include "ui/drills/runstrip.h"
#include "ui/shell/armingcontrol.h"
#include "ui/shell/topbar.h"

#include <QEvent>
#include <QShortcut>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

DrillsPart::DrillsPart(DrillsPort &port, TopBar &top, QObject *parent)
    : QObject(parent)
    , m_port(port)
    , m_top(top)
{
}

drillsui::DrillsPage &DrillsPart::build(const page::PageContext &context, QWidget *window)
{
    Q_ASSERT(m_page == nullptr);
    m_page = new drillsui::DrillsPage(context, m_port, window);
    connect(m_page, &drillsui::DrillsPage::armRequested, this, [this](const QString &environment) {
        if (m_top.arming() != nullptr) {
            m_top.arming()->openDialog(environment);
        }
    });
    connect(m_page, &drillsui::DrillsPage::drillChanged, this, [this](const QString &service, const QString &name) {
        if (m_page->isVisible()) {
            Q_EMIT shown(service, name);
        }
    });
    if (m_arming != nullptr) {
        m_page->attachArming(*m_arming);
    }
    m_strip = new drillsui::RunStrip(context.themes, m_port, [&time = context.time] { return time.now(); }, window);
    connect(m_strip, &drillsui::RunStrip::showRequested, this, &DrillsPart::showRun);
    connect(m_page, &drillsui::DrillsPage::runShown, this, &DrillsPart::refreshStrip);
    m_page->installEventFilter(this);
    auto *abort = new QShortcut(drillsui::AbortButton::shortcut(), window);
    connect(abort, &QShortcut::activated, this, [this] {
        if (const auto run = m_port.run(); run && !run->hasEnded()) {
            m_port.abort();
        }
    });
    return *m_page;
}

void DrillsPart::attachArming(ArmingPort &arming)
{
    m_arming = &arming;
    if (m_page != nullptr) {
        m_page->attachArming(arming);
    }
}

bool DrillsPart::isRunning() const
{
    const auto run = m_port.run();
    return run && !run->hasEnded();
}

bool DrillsPart::letsClose()
{
    if (!isRunning()) {
        return true;
    }
    if (!m_closing) {
        m_closing = true;
        connect(&m_port, &DrillsPort::runChanged, this, [this] {
            if (m_closing && !isRunning()) {
                m_closing = false;
                Q_EMIT mayClose();
            }
        });
        m_port.abort(DrillsPort::AbortReason::Closing);
    }
    return false;
}

QWidget *DrillsPart::strip() const
{
    return m_strip;
}

bool DrillsPart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide) {
        refreshStrip();
    }
    return QObject::eventFilter(watched, event);
}

void DrillsPart::refreshStrip()
{
    m_strip->setSeen(m_page->isVisible() && m_page->isRunShown());
}

void DrillsPart::showRun()
{
    Q_EMIT wanted({}, {});
    m_page->showRun();
}

std::vector<page::Command> DrillsPart::commands()
{
    std::vector<page::Command> all;
    if (const auto run = m_port.run(); run && !run->hasEnded() && m_page != nullptr) {
        all.push_back({tr("Abort and roll back %1").arg(run->experiment.title), run->service,
                       drillsui::AbortButton::shortcut(), [this] { m_port.abort(); }});
        all.push_back({tr("Show the run of %1").arg(run->experiment.title), run->service, {}, [this] { showRun(); }});
    }
    for (const DrillEntry &entry : m_port.entries()) {
        QStringList where{entry.service, entry.environment};
        where.removeAll(QString());
        const QString title = entry.title.isEmpty() ? entry.name : entry.title;
        all.push_back({tr("%1 …").arg(title), where.join(u" · "_s), {}, [this, entry] {
                           Q_EMIT wanted(entry.service, entry.name);
                       }});
    }
    return all;
}

} // namespace readyroom::shell
