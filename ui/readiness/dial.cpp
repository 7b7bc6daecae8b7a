// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/readiness/dial.h"

#include "ui/widgets/themesource.h"

#include <QPainter>

namespace readyroom::readinessui {

using namespace Qt::StringLiterals;

Dial::Dial(const widgets::ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_themes, &widgets::ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void Dial::setFace(const paint::DialFace &face)
{
    if (face == m_face) {
        return;
    }
    m_face = face;
    const QString score = face.figure.isEmpty() ? tr("no score") : tr("%1 of 100").arg(face.figure);
    setAccessibleName(QStringList{face.verdict, score, face.caption}.join(u", "_s));
    update();
}

QSize Dial::minimumSizeHint() const
{
    return paint::dialMinimumSize().toSize();
}

void Dial::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::paintDial(painter, rect(), m_face, m_themes.theme());
}

} // namespace readyroom::readinessui
