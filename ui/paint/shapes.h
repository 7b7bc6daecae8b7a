// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QPainterPath>
#include <QRectF>

class QPainter;

namespace readyroom::paint {

/// The outline of a tone's shape in `box`: ok circle, warning triangle, critical diamond, unknown dotted ring, stale
/// clock, half-open half-filled circle. Neutral and Accent are a circle.
[[nodiscard]] QPainterPath shapePath(Tone tone, const QRectF &box);

/// Paints the shape of a state, centred in `box` (square, 8 px and more), in its fill colour.
void paintShape(QPainter &painter, const QRectF &box, Tone tone, const Theme &theme);

} // namespace readyroom::paint
