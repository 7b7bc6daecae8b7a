// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/scale.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace readyroom::paint {

namespace {

/// The smallest of 1, 2, 5 times a power of ten that is at least `atLeast`.
double roundStep(double atLeast)
{
    const double power = std::pow(10.0, std::floor(std::log10(atLeast)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        // The tolerance keeps 0.30000000000000004 from needing a step of 0.5.
        if (power * factor >= atLeast * (1 - 1e-9)) {
            return power * factor;
        }
    }
    return power * 10.0;
}

double nextStep(double step)
{
    return roundStep(step * 1.5);
}

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::array timeSteps{second,      2 * second, 5 * second, 10 * second, 15 * second, 30 * second,
                               minute,      2 * minute, 3 * minute, 5 * minute,  10 * minute, 15 * minute,
                               30 * minute, hour,       2 * hour,   3 * hour,    4 * hour,    6 * hour,
                               12 * hour,   day,        2 * day,    7 * day,     14 * day,    28 * day};

} // namespace

int Scale::intervals() const
{
    return static_cast<int>(std::lround((high - low) / step));
}

std::vector<double> Scale::lines() const
{
    std::vector<double> values;
    const double last = std::floor(high / step + 1e-9);
    for (double i = std::ceil(low / step - 1e-9); i <= last; ++i) {
        values.push_back(i * step);
    }
    return values;
}

Scale zoomedScale(double low, double high, int lines)
{
    if (!std::isfinite(low) || !std::isfinite(high) || high <= low) {
        return niceScale(low, high, lines);
    }
    return {low, high, roundStep((high - low) / std::max(1, lines - 1))};
}

Scale niceScale(double low, double high, int lines)
{
    if (!std::isfinite(low) || !std::isfinite(high) || high <= low) {
        const double at = std::isfinite(low) ? low : 0.0;
        return at == 0.0 ? Scale{0.0, 1.0, 0.5} : niceScale(std::min(0.0, at), std::max(0.0, at), lines);
    }
    const int most = std::max(1, lines - 1);
    double step = roundStep((high - low) / most);
    for (;; step = nextStep(step)) {
        const double first = std::floor(low / step + 1e-9);
        const double last = std::ceil(high / step - 1e-9);
        if (last - first <= most) {
            return {first * step, last * step, step};
        }
    }
}

const Scale &SteadyScale::fit(double minimum, double maximum, int lines)
{
    if (!std::isfinite(minimum) || !std::isfinite(maximum)) {
        return m_scale;
    }
    const double low = std::min(0.0, minimum);
    const double high = std::max(0.0, maximum);
    const bool outside = low < m_scale.low || high > m_scale.high;
    const bool roomy = high - low < 0.6 * (m_scale.high - m_scale.low);
    const bool tooMany = m_scale.intervals() > std::max(1, lines - 1);
    if (m_fresh || outside || roomy || tooMany) {
        const Scale fitting = niceScale(low, high, lines);
        // A little head room, so that the next slightly higher value does not change the scale again.
        m_scale = high > 0.97 * fitting.high && fitting.high > 0 ? niceScale(low, high * 1.05, lines) : fitting;
        m_fresh = false;
    }
    return m_scale;
}

ScaleFormat scaleFormat(const Scale &scale, Unit unit)
{
    const double largest = std::max(std::abs(scale.low), std::abs(scale.high));
    ScaleFormat f;
    const auto use = [&](double factor, const QString &suffix) {
        f.factor = factor;
        f.suffix = suffix.isEmpty() ? QString() : QString(QChar(0x00a0) + suffix);
    };
    switch (unit) {
    case Unit::Ratio:
        use(100.0, u"%"_s);
        break;
    case Unit::Seconds: {
        // The largest value has at least one digit before the point.
        const Figure fig = figure(largest, unit);
        const double factor = fig.unit == "d"_L1 ? 1.0 / 86400
            : fig.unit == "h"_L1                 ? 1.0 / 3600
            : fig.unit == "min"_L1               ? 1.0 / 60
            : fig.unit == "ms"_L1                ? 1e3
            : fig.unit == u"µs"_s                ? 1e6
            : fig.unit == "ns"_L1                ? 1e9
                                                 : 1.0;
        use(factor, fig.unit);
        break;
    }
    case Unit::Bytes:
    case Unit::None:
    case Unit::PerSecond: {
        const Figure fig = figure(largest, unit);
        const QString prefix = fig.unit.isEmpty() ? QString() : QString(fig.unit.front());
        const double factor = prefix == "k"_L1 ? 1e-3
            : prefix == "M"_L1                 ? 1e-6
            : prefix == "G"_L1                 ? 1e-9
            : prefix == "T"_L1                 ? 1e-12
            : prefix == "P"_L1                 ? 1e-15
                                               : 1.0;
        use(factor, fig.unit);
        break;
    }
    }
    const double step = scale.step * f.factor;
    f.decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    return f;
}

QString scaleLabel(double value, const ScaleFormat &format)
{
    const double v = value * format.factor;
    if (std::abs(v) < 1e-9) {
        return u"0"_s;
    }
    QString s = QString::number(v, 'f', format.decimals);
    if (s.startsWith(u'-')) {
        s = QChar(0x2212) + s.mid(1);
    }
    return s + format.suffix;
}

std::vector<TimeTick> timeTicks(std::int64_t fromMs, std::int64_t toMs, int most)
{
    std::vector<TimeTick> ticks;
    if (toMs <= fromMs || most < 1) {
        return ticks;
    }
    const std::int64_t span = toMs - fromMs;
    const auto fits = [&](std::int64_t s) { return span / s <= most; };
    const auto found = std::ranges::find_if(timeSteps, fits);
    const std::int64_t step = found != timeSteps.end() ? *found : span;
    const std::int64_t offset = QDateTime::fromMSecsSinceEpoch(toMs).offsetFromUtc() * second;
    const QString format = step < minute ? u"HH:mm:ss"_s : step < day ? u"HH:mm"_s : u"d MMM"_s;
    const QLocale words = QLocale(QLocale::English);
    const std::int64_t first = (fromMs + offset + step - 1) / step * step - offset;
    for (std::int64_t t = first; t <= toMs; t += step) {
        ticks.push_back({t, words.toString(QDateTime::fromMSecsSinceEpoch(t), format)});
    }
    return ticks;
}

} // namespace readyroom::paint
