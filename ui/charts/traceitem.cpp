// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/traceitem.h"

#include <QPainter>

namespace readyroom::charts {

TraceItem::TraceItem(const PlotModel &model, const paint::Theme &theme)
    : m_model(model)
    , m_theme(theme)
{
    setAcceptedMouseButtons(Qt::NoButton);
}

void TraceItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setClipRect(m_model.map().plot.adjusted(0, -1, 0, 1));
    // The first trace is the most important one and lies on top.
    for (std::size_t i = m_model.traces().size(); i-- > 0;) {
        if (m_model.isShown(m_model.traces()[i].name)) {
            m_painter.paint(*painter, m_model.map(), m_model.columns(i), m_model.colours(i, m_theme).fill);
        }
    }
}

} // namespace readyroom::charts
