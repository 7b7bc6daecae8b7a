// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/checklistrow.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace readyroom::readinessui {

/// A small line of what was measured, from zero when nothing is below it. Time is on x; a number that is none is a gap.
/// One point alone is a dot.
void paintTrend(QPainter &painter, const QRectF &box, const items::ChecklistRow::Points &points, const QColor &colour);

} // namespace readyroom::readinessui
