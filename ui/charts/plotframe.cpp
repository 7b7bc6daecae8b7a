// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotframe.h"

#include "ui/paint/typography.h"

#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QPainter>
#include <QValueAxis>

#include <cmath>

namespace readyroom::charts {

PlotFrame::PlotFrame()
    : m_chart(new QChart)
    , m_timeAxis(new QValueAxis)
    , m_valueAxis(new QCategoryAxis)
{
    m_scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    m_scene.addItem(m_chart);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setBackgroundRoundness(0);
    m_chart->setMargins({});
    m_chart->legend()->hide();
    m_chart->addAxis(m_timeAxis, Qt::AlignBottom);
    m_chart->addAxis(m_valueAxis, Qt::AlignLeft);
    // Times slide with every frame, so they are written by an item of ours; here they would repaint all of this.
    m_timeAxis->setLabelsVisible(false);
    m_timeAxis->setGridLineVisible(false);
    m_timeAxis->setLineVisible(false);
    m_valueAxis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_valueAxis->setLineVisible(false);
    m_valueAxis->setTruncateLabels(false);
}

PlotFrame::~PlotFrame() = default;

void PlotFrame::set(const QSize &size, const QRectF &plot, const paint::Scale &scale, paint::Unit unit, bool labels,
                    const paint::Theme &theme)
{
    if (!m_stale && size == m_size && plot == m_plot && scale == m_scale && unit == m_unit && labels == m_labels
        && theme == m_theme) {
        return;
    }
    m_size = size;
    m_plot = plot;
    m_scale = scale;
    m_unit = unit;
    m_labels = labels;
    m_theme = theme;
    m_stale = false;
    m_pixmap = {};
    refresh();
}

void PlotFrame::refresh()
{
    m_chart->setBackgroundBrush(m_theme.surface);
    m_chart->setBackgroundPen(Qt::NoPen);
    m_valueAxis->setGridLinePen(QPen(m_theme.hairline, 1.0));
    m_valueAxis->setLabelsBrush(m_theme.mutedText);
    m_valueAxis->setLabelsVisible(m_labels);
    m_valueAxis->setLabelsFont(paint::font(paint::TextSize::Small));

    const QStringList old = m_valueAxis->categoriesLabels();
    for (const QString &label : old) {
        m_valueAxis->remove(label);
    }
    const paint::ScaleFormat format = paint::scaleFormat(m_scale, m_unit);
    m_valueAxis->setStartValue(m_scale.low - m_scale.step);
    for (const double value : m_scale.lines()) {
        m_valueAxis->append(paint::scaleLabel(value, format), value);
    }
    m_valueAxis->setRange(m_scale.low, m_scale.high);

    const QRectF all(QPointF(0, 0), QSizeF(m_size));
    m_scene.setSceneRect(all);
    m_chart->setGeometry(all);
    m_chart->setPlotArea(m_plot);
    // Without a view nobody delivers the layout request.
    m_chart->layout()->invalidate();
    m_chart->layout()->activate();
}

void PlotFrame::paint(QPainter &painter)
{
    const QRectF all(QPointF(0, 0), QSizeF(m_size));
    m_scene.render(&painter, all, all, Qt::IgnoreAspectRatio);
}

const QPixmap &PlotFrame::pixmap(double devicePixelRatio)
{
    if (m_pixmap.isNull() || m_pixmap.devicePixelRatio() != devicePixelRatio) {
        m_pixmap = QPixmap(QSize(static_cast<int>(std::ceil(m_size.width() * devicePixelRatio)),
                                 static_cast<int>(std::ceil(m_size.height() * devicePixelRatio))));
        m_pixmap.setDevicePixelRatio(devicePixelRatio);
        m_pixmap.fill(m_theme.surface);
        QPainter painter(&m_pixmap);
        paint(painter);
    }
    return m_pixmap;
}

} // namespace readyroom::charts
