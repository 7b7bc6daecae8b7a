// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/armedframe.h"

#include "ui/widgets/themesource.h"

#include <QEvent>
#include <QPainter>
#include <QRegion>

namespace readyroom::shell {

using namespace Qt::StringLiterals;

namespace {

constexpr int thickness = 3;

} // namespace

ArmedFrame::ArmedFrame(const widgets::ThemeSource &themes, const ArmingPort &arming, QWidget *window)
    : QWidget(window)
    , m_themes(themes)
    , m_arming(arming)
{
    setObjectName(u"armedFrame"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    window->installEventFilter(this);
    connect(&arming, &ArmingPort::changed, this, &ArmedFrame::refresh);
    connect(&themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
    refresh();
}

void ArmedFrame::refresh()
{
    setVisible(m_arming.armed().has_value());
    fit();
}

void ArmedFrame::fit()
{
    const QRect box = parentWidget()->rect();
    setGeometry(box);
    // Only the frame itself, so that what changes inside is not painted twice.
    setMask(QRegion(box) - QRegion(box.adjusted(thickness, thickness, -thickness, -thickness)));
    raise();
}

bool ArmedFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        fit();
    }
    return QWidget::eventFilter(watched, event);
}

void ArmedFrame::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_themes.theme().fill(paint::Tone::Warning));
}

} // namespace readyroom::shell
