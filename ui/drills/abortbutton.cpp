// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/drills/abortbutton.h"

#include "models/items/drillwords.h"
#include "ui/widgets/textbutton.h"

#include <QHBoxLayout>

namespace readyroom::drillsui {

using namespace Qt::StringLiterals;

AbortButton::AbortButton(const widgets::ThemeSource &themes, DrillsPort &port, QWidget *parent)
    : QWidget(parent)
    , m_port(port)
    , m_button(new widgets::TextButton(themes, {}, {}, this))
{
    m_button->setObjectName(u"abortRun"_s);
    m_button->setTone(paint::Tone::Critical);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button);
    setFocusProxy(m_button);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_button, &QAbstractButton::clicked, this, [this] {
        if (const auto run = m_port.run()) {
            m_aborted = run->id;
        }
        m_port.abort();
        refresh();
    });
    connect(&port, &DrillsPort::runChanged, this, &AbortButton::refresh);
    refresh();
}

QKeySequence AbortButton::shortcut()
{
    return QKeySequence(QKeyCombination(Qt::ControlModifier | Qt::ShiftModifier, Qt::Key_A));
}

void AbortButton::refresh()
{
    const std::shared_ptr<const drills::Run> run = m_port.run();
    const bool runs = run && !run->hasEnded();
    const bool back = runs && run->rollback == drills::RollbackState::Running;
    const bool asked = runs && run->id == m_aborted;
    const bool knowsBack = runs && items::knowsWayBack(*run);
    const QString offer = knowsBack ? tr("Abort and roll back") : tr("Abort");
    m_button->setText(back ? tr("Rolling back …") : asked ? tr("Aborting …") : offer);
    m_button->setAccessibleName(m_button->text());
    m_button->setToolTip(
        (knowsBack ? tr("Ends the run now and takes back what it did (%1).") : tr("Ends the run now (%1)."))
            .arg(shortcut().toString(QKeySequence::NativeText)));
    m_button->setEnabled(runs && !back && !asked);
    m_button->updateGeometry();
    setVisible(runs);
}

} // namespace readyroom::drillsui
