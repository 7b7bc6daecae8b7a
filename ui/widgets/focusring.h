// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QRectF>

class QAbstractButton;
class QPainter;

namespace readyroom::widgets {

/// The 2-px ring around whatever has the keyboard focus, just inside `box`.
void paintFocusRing(QPainter &painter, const QRectF &box, double radius, const paint::Theme &theme);

/// What stands behind the text of a flat button: chosen, under the pointer, or with the keyboard focus.
void paintFlatButton(QPainter &painter, const QAbstractButton &button, const paint::Theme &theme);

} // namespace readyroom::widgets
