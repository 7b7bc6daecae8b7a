// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QRectF>

#include <optional>

class QPainter;

namespace readyroom::paint {

/// A score of 0 … 100 as a bar that fills `box` (6 px high reads well), with round ends. Absent: the empty track.
void paintScoreBar(QPainter &painter, const QRectF &box, std::optional<double> score, Tone tone, const Theme &theme);

} // namespace readyroom::paint
