// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/copybutton.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

CopyButton::CopyButton(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_button(new widgets::TextButton(themes, {}, widgets::Symbol::Copy, this))
{
    m_button->setObjectName(u"copyCommand"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusProxy(m_button);
    m_thanks.setSingleShot(true);
    m_thanks.setInterval(2s);
    connect(&m_thanks, &QTimer::timeout, this, &CopyButton::refresh);
    connect(m_button, &QAbstractButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_command);
        m_thanks.start();
        refresh();
    });
    refresh();
}

void CopyButton::setCommand(const QString &command, const QString &tool)
{
    if (command != m_command || tool != m_tool) {
        m_command = command;
        m_tool = tool;
        m_thanks.stop();
        refresh();
    }
}

void CopyButton::refresh()
{
    const QString copies = m_tool.isEmpty() ? tr("Copy") : tr("Copy as %1").arg(m_tool);
    m_button->setText(m_thanks.isActive() ? tr("Copied") : copies);
    m_button->setAccessibleName(m_button->text());
    // Its neighbours keep their places while it says so.
    m_button->setMinimumWidth(QFontMetrics(m_button->font()).horizontalAdvance(copies) + 44);
    m_button->setToolTip(m_command.isEmpty() ? QString()
                                             : tr("The same to be typed in a shell; secrets are blotted out."));
    setVisible(!m_command.isEmpty());
}

} // namespace readyroom::drillsui
