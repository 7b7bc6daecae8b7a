// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/format.h"
#include "ui/paint/theme.h"

#include <QRectF>
#include <QSizeF>
#include <QString>

#include <limits>
#include <optional>

class QPainter;

namespace readyroom::paint {

enum class Trend { None, Flat, Up, Down };

/// Everything a gauge shows; a value, so that a widget and a report draw the same.
struct GaugeFace {
    double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN: missing, drawn as "–" on an empty arc
    double minimum = 0.0;
    double maximum = 1.0;
    Unit unit = Unit::Ratio;
    std::optional<double> warning = {}; ///< band limits of the threshold arc inside
    std::optional<double> critical = {};
    /// True when low values are bad (a hit ratio): values below the limits are in the band. False: above.
    bool lowIsBad = true;
    Tone tone = Tone::Ok; ///< colour of the arc
    Trend trend = Trend::None; ///< over the last five minutes
    QString title = {}; ///< beneath the arc
    QString caption = {}; ///< smaller, beneath the title: "31 hit/s · 12 miss/s"
    bool operator==(const GaugeFace &) const = default;
};

/// The tone that `value` has by the face's own limits; Unknown when it is missing.
[[nodiscard]] Tone gaugeTone(const GaugeFace &face);

/// The smallest size at which everything is readable.
[[nodiscard]] QSizeF gaugeMinimumSize();

/// Paints a 240° arc with the threshold band inside, the value in it and title and caption beneath.
void paintGauge(QPainter &painter, const QRectF &box, const GaugeFace &face, const Theme &theme);

} // namespace readyroom::paint
