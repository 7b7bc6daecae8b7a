// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/gauge.h"

#include "ui/widgets/themesource.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace readyroom::widgets {

Gauge::Gauge(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void Gauge::setFace(const paint::GaugeFace &face)
{
    if (face == m_face) {
        return;
    }
    m_face = face;
    setAccessibleName(face.title);
    QString spoken = paint::text(face.value, face.unit);
    if (face.trend == paint::Trend::Up || face.trend == paint::Trend::Down) {
        spoken += face.trend == paint::Trend::Up ? u", "_s + tr("rising") : u", "_s + tr("falling");
    }
    if (!face.caption.isEmpty()) {
        spoken += u", "_s + face.caption;
    }
    setAccessibleDescription(spoken);
    update();
}

QSize Gauge::sizeHint() const
{
    return {160, 176};
}

QSize Gauge::minimumSizeHint() const
{
    return paint::gaugeMinimumSize().toSize();
}

void Gauge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::paintGauge(painter, rect(), m_face, m_themes.theme());
}

} // namespace readyroom::widgets
