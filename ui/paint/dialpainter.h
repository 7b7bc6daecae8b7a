// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/theme.h"

#include <QRectF>
#include <QSizeF>
#include <QString>

#include <optional>

class QPainter;

namespace readyroom::paint {

/// Everything the dial of a verdict shows; a value, so that a widget and a report draw the same.
struct DialFace {
    std::optional<double> score = {}; ///< 0 … 100, the length of the arc; absent: an empty arc
    QString figure = {}; ///< the score in words, cut as the caller cuts it: "52.1"; empty: drawn as "–"
    std::optional<double> gate = {}; ///< a tick with its number on the arc
    std::optional<double> floor = {};
    Tone tone = Tone::Unknown; ///< of the verdict: colours the arc and the word
    QString verdict = {}; ///< over the arc: "NO-GO"; empty: the arc takes its room
    QString caption = {}; ///< beneath: "F · gate 90 · 4 of 31 unknown"
    bool operator==(const DialFace &) const = default;
};

/// The smallest size at which everything is readable.
[[nodiscard]] QSizeF dialMinimumSize();

/// Paints the verdict, a 240° arc with the score in it and ticks at gate and floor, and the caption beneath.
void paintDial(QPainter &painter, const QRectF &box, const DialFace &face, const Theme &theme);

} // namespace readyroom::paint
