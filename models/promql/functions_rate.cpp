// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/accumulators.h"
#include "models/promql/functions.h"

#include <limits>

namespace readyroom::promql {

namespace {

using series::Sample;

double seconds(std::int64_t ms)
{
    return static_cast<double>(ms) / 1000.0;
}

/// The increase within a window, extrapolated to its edges as in Prometheus 3 (promql/functions.go, extrapolatedRate):
/// an edge closer than 1.1 average intervals to a sample is taken as covered, otherwise half an interval is added; a
/// counter is not extrapolated below zero.
std::optional<double> extrapolated(const Window &window, bool isCounter)
{
    const std::span<const Sample> samples = window.samples;
    if (samples.size() < 2) {
        return std::nullopt;
    }
    double increase = samples.back().v - samples.front().v;
    if (isCounter) {
        for (std::size_t i = 1; i < samples.size(); ++i) {
            if (samples[i].v < samples[i - 1].v) {
                increase += samples[i - 1].v;
            }
        }
    }
    double toStart = seconds(samples.front().t - window.start);
    double toEnd = seconds(window.end - samples.back().t);
    const double sampled = seconds(samples.back().t - samples.front().t);
    const double average = sampled / static_cast<double>(samples.size() - 1);
    const double threshold = average * 1.1;
    if (toStart >= threshold) {
        toStart = average / 2.0;
    }
    if (isCounter && increase > 0.0 && samples.front().v >= 0.0) {
        toStart = std::min(toStart, sampled * (samples.front().v / increase));
    }
    if (toEnd >= threshold) {
        toEnd = average / 2.0;
    }
    return increase * ((sampled + toStart + toEnd) / sampled);
}

std::optional<double> rate(const Window &w)
{
    return extrapolated(w, true).transform([&](double v) { return v / w.rangeSeconds(); });
}

std::optional<double> increase(const Window &w)
{
    return extrapolated(w, true);
}

std::optional<double> delta(const Window &w)
{
    return extrapolated(w, false);
}

std::optional<double> irate(const Window &w)
{
    if (w.samples.size() < 2) {
        return std::nullopt;
    }
    const Sample &last = w.samples.back();
    const Sample &previous = w.samples[w.samples.size() - 2];
    const double rise = last.v < previous.v ? last.v : last.v - previous.v;
    return last.t == previous.t ? std::nullopt : std::optional(rise / seconds(last.t - previous.t));
}

std::optional<double> idelta(const Window &w)
{
    if (w.samples.size() < 2) {
        return std::nullopt;
    }
    return w.samples.back().v - w.samples[w.samples.size() - 2].v;
}

struct Line {
    double slope = 0.0;
    double intercept = 0.0;
};

/// Least squares through the samples; the intercept is the value at `origin`.
Line regression(std::span<const Sample> samples, std::int64_t origin)
{
    CompensatedSum sumX;
    CompensatedSum sumY;
    CompensatedSum sumXY;
    CompensatedSum sumX2;
    bool constant = true;
    for (const Sample &s : samples) {
        constant = constant && s.v == samples.front().v;
        const double x = seconds(s.t - origin);
        sumX.add(x);
        sumY.add(s.v);
        sumXY.add(x * s.v);
        sumX2.add(x * x);
    }
    if (constant) {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        return std::isinf(samples.front().v) ? Line{nan, nan} : Line{0.0, samples.front().v};
    }
    const double n = static_cast<double>(samples.size());
    const double covariance = sumXY.value() - sumX.value() * sumY.value() / n;
    const double variance = sumX2.value() - sumX.value() * sumX.value() / n;
    const double slope = covariance / variance;
    return {slope, sumY.value() / n - slope * sumX.value() / n};
}

std::optional<double> deriv(const Window &w)
{
    if (w.samples.size() < 2) {
        return std::nullopt;
    }
    return regression(w.samples, w.samples.front().t).slope;
}

std::optional<double> predictLinear(const Window &w)
{
    if (w.samples.size() < 2) {
        return std::nullopt;
    }
    const Line line = regression(w.samples, w.now);
    return line.slope * w.parameters[0] + line.intercept;
}

std::optional<double> resets(const Window &w)
{
    double count = 0.0;
    for (std::size_t i = 1; i < w.samples.size(); ++i) {
        count += w.samples[i].v < w.samples[i - 1].v ? 1.0 : 0.0;
    }
    return count;
}

std::optional<double> changes(const Window &w)
{
    double count = 0.0;
    for (std::size_t i = 1; i < w.samples.size(); ++i) {
        const double a = w.samples[i - 1].v;
        const double b = w.samples[i].v;
        count += a != b && !(std::isnan(a) && std::isnan(b)) ? 1.0 : 0.0;
    }
    return count;
}

Function overRange(QByteArrayView name, WindowFunction implementation)
{
    return {.name = name, .arguments = {ValueType::Matrix}, .required = 1, .implementation = implementation};
}

} // namespace

std::vector<Function> rateFunctions()
{
    return {overRange("rate", rate),
            overRange("increase", increase),
            overRange("delta", delta),
            overRange("irate", irate),
            overRange("idelta", idelta),
            overRange("deriv", deriv),
            overRange("resets", resets),
            overRange("changes", changes),
            {.name = "predict_linear",
             .arguments = {ValueType::Matrix, ValueType::Scalar},
             .required = 2,
             .implementation = WindowFunction(predictLinear)}};
}

} // namespace readyroom::promql
