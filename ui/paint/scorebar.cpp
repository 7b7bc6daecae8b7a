// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scorebar.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace readyroom::paint {

void paintScoreBar(QPainter &painter, const QRectF &box, std::optional<double> score, Tone tone, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = box.height() / 2;
    QPainterPath track;
    track.addRoundedRect(box, radius, radius);
    painter.fillPath(track, theme.track);
    if (score && *score > 0.0) {
        QRectF filled = box;
        filled.setWidth(box.width() * std::clamp(*score / 100.0, 0.0, 1.0));
        QPainterPath bar;
        bar.addRect(filled);
        // Cut by the track, so that the left end is round and the end of the value is where the value is.
        painter.fillPath(track.intersected(bar), theme.fill(tone));
    }
    painter.restore();
}

} // namespace readyroom::paint
