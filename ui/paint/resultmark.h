// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "ui/paint/theme.h"

#include <QRectF>

class QPainter;

namespace readyroom::paint {

/// The tone of a result: pass ok, partial and waived warning, fail critical, unknown and not applicable unknown. Shapes
/// tell those of one tone apart.
[[nodiscard]] Tone toneOf(readiness::ItemResult result);
/// Go ok, Conditional warning, NoGo critical.
[[nodiscard]] Tone toneOf(readiness::Verdict verdict);
/// The tone of a score between a floor and a gate: ok from the gate on, warning from the floor on, critical below;
/// unknown without a score. Unrounded, as verdicts compare.
[[nodiscard]] Tone toneOfScore(const std::optional<double> &score, double gate, double floor);

/// Paints the shape of a result, centred in `box` (square, 8 px and more): pass a disc, partial a triangle, fail a
/// diamond, unknown a dotted ring, waived a hollow triangle, not applicable a dash.
void paintResult(QPainter &painter, const QRectF &box, readiness::ItemResult result, const Theme &theme);

} // namespace readyroom::paint
