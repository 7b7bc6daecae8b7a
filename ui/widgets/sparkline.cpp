// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline.h"

#include "ui/paint/tracepainter.h"
#include "ui/widgets/themesource.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace readyroom::widgets {

Sparkline::Sparkline(const ThemeSource &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Recent values"));
    connect(&m_themes, &ThemeSource::changed, this, qOverload<>(&QWidget::update));
}

void Sparkline::setSamples(std::vector<series::Sample> samples, Timestamp from, Timestamp to)
{
    if (samples == m_samples && from == m_from && to == m_to) {
        return;
    }
    m_samples = std::move(samples);
    m_from = from;
    m_to = to;
    update();
}

void Sparkline::setTone(paint::Tone tone)
{
    if (tone != m_tone) {
        m_tone = tone;
        update();
    }
}

void Sparkline::paintEvent(QPaintEvent *)
{
    double high = 0;
    for (const series::Sample &s : m_samples) {
        high = std::isnan(s.v) ? high : std::max(high, s.v);
    }
    if (m_samples.empty() || m_to <= m_from) {
        return;
    }
    QPainter painter(this);
    const QRectF plot = QRectF(rect()).adjusted(1, 1.5, -1, -1.5);
    const paint::PlotMap map =
        paint::PlotMap::forWindow(plot, devicePixelRatioF(), static_cast<double>(toMillis(m_from)),
                                  static_cast<double>(toMillis(m_to)), 0.0, high > 0 ? high * 1.05 : 1.0);
    paint::M4 m4;
    m4.setGrid(map.columnMs, 0);
    m4.setSamples(std::make_shared<const std::vector<series::Sample>>(m_samples));
    const paint::Theme &theme = m_themes.theme();
    paint::TracePainter trace;
    trace.paint(painter, map, m4.columns(map.firstColumn, map.firstColumn + map.columnCount()), theme.fill(m_tone));
}

} // namespace readyroom::widgets
