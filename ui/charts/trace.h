// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"
#include "models/series/sample.h"
#include "ui/paint/theme.h"

#include <QString>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace readyroom::charts {

using Samples = std::vector<series::Sample>;

/// One line of a chart. Samples are ordered by time; NaN (stale markers too) is a gap. Setting a vector that continues
/// the one before (same samples, some dropped in front, some appended) is cheap.
struct Trace {
    QString name; ///< plain text; the key by which a trace keeps its switched-off state
    std::shared_ptr<const Samples> samples = {};
    /// Colour by meaning (errors are critical); absent: the chart series colour of the trace's place.
    std::optional<paint::Tone> tone = {};
    std::optional<std::size_t> place = {}; ///< takes the series colour of this place; absent: of its own
};

/// A limit from a rule, drawn as a dashed line.
struct Threshold {
    double value = 0; ///< in the unit of the chart
    paint::Tone tone = paint::Tone::Warning;
    QString label = {};
    bool always = false; ///< in sight however far from the traces
    bool operator==(const Threshold &) const = default;
};

/// Something that happened, drawn as a vertical line with a label; the tooltip is plain text.
struct Marker {
    Timestamp at{};
    QString label; ///< short: "deploy 2.14.1"
    QString tooltip = {};
    paint::Tone tone = paint::Tone::Accent;
    bool operator==(const Marker &) const = default;
};

/// A time that has a value of its own, such as the mean before a change: tinted over the height of the plot, the value
/// as a line, how sure it is as a band around it.
struct Span {
    Timestamp from{};
    Timestamp to{};
    double value = 0; ///< in the unit of the chart; NaN: only the tint
    std::optional<std::pair<double, double>> band = {}; ///< lowest and highest
    QString label = {}; ///< short: "before 32.6 ms"
    paint::Tone tone = paint::Tone::Neutral;
    bool operator==(const Span &) const = default;
};

} // namespace readyroom::charts
