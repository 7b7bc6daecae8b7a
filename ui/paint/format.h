// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QString>

namespace readyroom::paint {

/// What a number is, which decides how it is written.
enum class Unit {
    None, ///< a plain number: 42, 1.25 k
    Seconds, ///< a duration in seconds: 1.24 s, 438 ms, 12 µs
    Ratio, ///< 0…1 shown as percent: 93.0 %
    PerSecond, ///< a rate: 42 /s
    Bytes ///< 46 GB (powers of 1000)
};

/// A number as a person reads it, in two parts so that the unit can be set smaller.
struct Figure {
    QString number; ///< at most three significant digits; "–" when missing
    QString unit = {}; ///< "ms", "%", "k"; empty when there is none
    bool operator==(const Figure &) const = default;
};

/// What is shown where a number is missing.
[[nodiscard]] QString missing();

/// As models/items/quantity.h writes it, so that tiles, gauges and charts write one number alike.
/// PerSecond carries no "/s" here: that is the caption's business.
[[nodiscard]] Figure figure(double value, Unit unit);

/// The same in one string with a thin gap: "1.24 s", "93.0 %", "42 /s", "–".
[[nodiscard]] QString text(double value, Unit unit);

/// How old something is, in one unit: "now", "72 s", "12 min", "5 h", "2 d". Negative ages are "now".
[[nodiscard]] QString age(Duration age);

/// A duration in at most two units: "12 s", "1 min 12 s", "4 h 10 min", "2 d 3 h".
[[nodiscard]] QString duration(Duration duration);

/// The local wall-clock time: "14:55:12".
[[nodiscard]] QString clock(Timestamp t);

/// The local wall-clock time without seconds: "14:55".
[[nodiscard]] QString shortClock(Timestamp t);

} // namespace readyroom::paint
