// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/trace.h"
#include "ui/paint/format.h"
#include "ui/paint/m4.h"
#include "ui/paint/scale.h"
#include "ui/paint/tracepainter.h"

#include <QRectF>
#include <QSet>

#include <cstdint>
#include <optional>
#include <vector>

namespace readyroom::charts {

/// Smallest, mean and largest value of a trace within the window, and its last value; NaN where there is none.
struct TraceStatistics {
    double last;
    double minimum;
    double mean;
    double maximum;
};

/// What a plot shows, and where: no widget, no item. Setters only note what changed; layOut() does the work once a
/// frame.
class PlotModel final {
public:
    void setTraces(std::vector<Trace> traces);
    void setWindow(std::int64_t fromMs, std::int64_t toMs, bool live);
    void setStep(double ms);
    void setUnit(paint::Unit unit);
    void setShown(const QString &name, bool shown);
    void setValueZoom(std::optional<std::pair<double, double>> range) { m_valueZoom = range; }

    std::vector<Threshold> thresholds;
    std::vector<Marker> markers;
    std::vector<Span> spans;
    std::optional<std::int64_t> crosshair;
    QString emptyText;
    QString notice;

    /// Brings the map, the columns and the scale up to date for a plot of this place and resolution.
    void layOut(const QRectF &plot, double devicePixelRatio);

    [[nodiscard]] const std::vector<Trace> &traces() const { return m_traces; }
    [[nodiscard]] std::int64_t from() const { return m_from; }
    [[nodiscard]] std::int64_t to() const { return m_to; }
    [[nodiscard]] bool isLive() const { return m_live; }
    [[nodiscard]] paint::Unit unit() const { return m_unit; }
    [[nodiscard]] bool isShown(const QString &name) const { return !m_hidden.contains(name); }
    [[nodiscard]] const paint::PlotMap &map() const { return m_map; }
    [[nodiscard]] const paint::Scale &scale() const { return m_scale; }
    /// Whether no shown trace has a value in the window.
    [[nodiscard]] bool isEmpty() const { return m_empty; }
    /// The columns of a trace that the window shows; valid until the next layOut().
    [[nodiscard]] std::span<const paint::Column> columns(std::size_t trace) const;
    [[nodiscard]] const paint::ToneColours &colours(std::size_t trace, const paint::Theme &theme) const;
    /// The sample of a trace nearest to `ms`, not further away than a gap.
    [[nodiscard]] std::optional<series::Sample> sampleAt(std::size_t trace, std::int64_t ms) const;
    /// The last value in the window; NaN when there is none or the trace ended before.
    [[nodiscard]] double lastValue(std::size_t trace) const;
    [[nodiscard]] TraceStatistics statistics(std::size_t trace) const;
    /// The samples of a trace in the window.
    [[nodiscard]] std::span<const series::Sample> visible(std::size_t trace) const;

private:
    std::vector<Trace> m_traces;
    std::vector<paint::M4> m_m4;
    QSet<QString> m_hidden;
    std::int64_t m_from = 0;
    std::int64_t m_to = 60000;
    bool m_live = true;
    double m_stepMs = 0;
    paint::Unit m_unit = paint::Unit::None;
    std::optional<std::pair<double, double>> m_valueZoom;
    paint::PlotMap m_map;
    paint::SteadyScale m_steady;
    paint::Scale m_scale;
    bool m_empty = true;
};

} // namespace readyroom::charts
