// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plotmodel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace readyroom::charts {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

} // namespace

void PlotModel::setTraces(std::vector<Trace> traces)
{
    // Columns are kept by name, so that a trace that changes its place is not aggregated anew.
    std::vector<paint::M4> m4(traces.size());
    for (std::size_t i = 0; i < traces.size(); ++i) {
        const auto same = std::ranges::find(m_traces, traces[i].name, &Trace::name);
        if (same != m_traces.end()) {
            m4[i] = std::move(m_m4[static_cast<std::size_t>(same - m_traces.begin())]);
        }
    }
    m_m4 = std::move(m4);
    m_traces = std::move(traces);
}

void PlotModel::setWindow(std::int64_t fromMs, std::int64_t toMs, bool live)
{
    if (toMs <= fromMs) {
        return;
    }
    m_from = fromMs;
    m_to = toMs;
    m_live = live;
}

void PlotModel::setStep(double ms)
{
    m_stepMs = ms;
}

void PlotModel::setUnit(paint::Unit unit)
{
    m_unit = unit;
    m_steady.reset();
}

void PlotModel::setShown(const QString &name, bool shown)
{
    if (shown) {
        m_hidden.remove(name);
    } else {
        m_hidden.insert(name);
    }
}

void PlotModel::layOut(const QRectF &plot, double devicePixelRatio)
{
    m_map = paint::PlotMap::forWindow(plot, devicePixelRatio, static_cast<double>(m_from), static_cast<double>(m_to),
                                      0.0, 1.0);
    double low = nan;
    double high = nan;
    for (std::size_t i = 0; i < m_traces.size(); ++i) {
        m_m4[i].setGrid(m_map.columnMs, 2 * m_stepMs);
        m_m4[i].setSamples(m_traces[i].samples);
        if (!isShown(m_traces[i].name)) {
            continue;
        }
        for (const paint::Column &c : columns(i)) {
            if (std::isfinite(c.minimum.v) && std::isfinite(c.maximum.v)) {
                low = std::fmin(low, c.minimum.v);
                high = std::fmax(high, c.maximum.v);
            }
        }
    }
    m_empty = std::isnan(low);
    // A limit is shown while it is near; one far above would press the traces flat.
    const double reach = high;
    for (const Threshold &t : thresholds) {
        const bool near = t.value <= 2 * reach && t.value >= 2 * std::min(low, 0.0);
        if (!m_empty && (near || t.always)) {
            high = std::fmax(high, t.value);
            low = std::fmin(low, t.value);
        }
    }
    for (const Span &span : spans) {
        const bool inSight = toMillis(span.to) > m_from && toMillis(span.from) < m_to;
        if (!m_empty && inSight && std::isfinite(span.value)) {
            const auto [lowest, highest] = span.band.value_or(std::pair(span.value, span.value));
            high = std::fmax(high, std::fmax(span.value, highest));
            low = std::fmin(low, std::fmin(span.value, lowest));
        }
    }
    const int lines = plot.height() < 90 ? 3 : 5;
    m_scale = m_valueZoom ? paint::zoomedScale(m_valueZoom->first, m_valueZoom->second, lines)
                          : m_steady.fit(low, high, lines);
    m_map.low = m_scale.low;
    m_map.high = m_scale.high;
}

std::span<const paint::Column> PlotModel::columns(std::size_t trace) const
{
    return m_m4[trace].columns(m_map.firstColumn, m_map.firstColumn + m_map.columnCount());
}

const paint::ToneColours &PlotModel::colours(std::size_t trace, const paint::Theme &theme) const
{
    const std::optional<paint::Tone> &tone = m_traces[trace].tone;
    return tone ? theme.tone(*tone) : theme.seriesColours(m_traces[trace].place.value_or(trace));
}

std::span<const series::Sample> PlotModel::visible(std::size_t trace) const
{
    const std::shared_ptr<const Samples> &all = m_traces[trace].samples;
    if (!all) {
        return {};
    }
    const auto begin = std::ranges::lower_bound(*all, m_from, {}, &series::Sample::t);
    const auto end = std::ranges::upper_bound(begin, all->end(), m_to, {}, &series::Sample::t);
    return {begin, end};
}

std::optional<series::Sample> PlotModel::sampleAt(std::size_t trace, std::int64_t ms) const
{
    const std::shared_ptr<const Samples> &all = m_traces[trace].samples;
    if (!all || all->empty()) {
        return {};
    }
    auto nearest = std::ranges::lower_bound(*all, ms, {}, &series::Sample::t);
    if (nearest == all->end() || (nearest != all->begin() && ms - std::prev(nearest)->t < nearest->t - ms)) {
        --nearest;
    }
    const double step = m_stepMs > 0 ? m_stepMs : paint::medianStep(*all);
    const double reach = std::max(2 * step, m_map.columnMs * 2);
    if (std::isnan(nearest->v) || std::abs(static_cast<double>(nearest->t - ms)) > reach) {
        return {};
    }
    return *nearest;
}

double PlotModel::lastValue(std::size_t trace) const
{
    const std::span<const series::Sample> samples = visible(trace);
    return samples.empty() ? nan : samples.back().v;
}

TraceStatistics PlotModel::statistics(std::size_t trace) const
{
    TraceStatistics s{lastValue(trace), nan, nan, nan};
    double sum = 0;
    std::size_t count = 0;
    for (const series::Sample &sample : visible(trace)) {
        if (!std::isnan(sample.v)) {
            s.minimum = std::fmin(s.minimum, sample.v);
            s.maximum = std::fmax(s.maximum, sample.v);
            sum += sample.v;
            ++count;
        }
    }
    if (count > 0) {
        s.mean = sum / static_cast<double>(count);
    }
    return s;
}

} // namespace readyroom::charts
