// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QCoreApplication>
#include <QString>

namespace readyroom::items {

/// A number as people read it: at most three significant digits, and its unit apart, so that a view can set the unit
/// smaller. Digits are the same in every locale, as in the expressions that yield them.
struct Quantity {
    QString value; ///< "1.24"
    QString unit; ///< "s"; may be empty
    bool operator==(const Quantity &) const = default;

    /// "1.24 s"
    [[nodiscard]] QString text() const;
};

/// Seconds in a fitting unit: "240 µs", "4.1 ms", "438 ms", "1.24 s", "2.5 min". NaN and infinities are an en dash,
/// here and below.
[[nodiscard]] Quantity secondsQuantity(double seconds);
/// A rate per second, without unit below 1000: "9.6", "122", "1.2 k".
[[nodiscard]] Quantity rateQuantity(double perSecond);
/// A ratio 0…1 in per cent. Never rounds a loss away: 0.9999 is "99.9 %", 0.00001 is "<0.01 %".
[[nodiscard]] Quantity ratioQuantity(double ratio);
/// A count of things: "812", "12.4 k".
[[nodiscard]] Quantity countQuantity(double count);
/// Bytes in powers of 1000: "812 B", "46 GB".
[[nodiscard]] Quantity bytesQuantity(double bytes);

/// Short age for a corner: "1 s", "72 s", "3 min", "5 h", "2 d". A negative age (clocks differ) is "0 s".
[[nodiscard]] QString ageText(Duration age);
/// Age inside a sentence: "72 s" is "1 min 12 s".
[[nodiscard]] QString longAgeText(Duration age);

/// Wraps remote text for a tool tip, which would otherwise guess at HTML: shown as it is, line breaks kept.
[[nodiscard]] QString toolTip(const QString &plainText);

} // namespace readyroom::items
