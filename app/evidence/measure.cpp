// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/measure.h"

#include "models/items/quantity.h"

#include <cmath>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::Threshold;
using readiness::Unit;

namespace {

constexpr int mostDigits = 6;

/// Significant digits, with a minus sign as wide as a digit. "1e+06" is written out.
QString digits(double value, int count)
{
    constexpr double writtenOut = 1e6;
    const bool isLong = std::abs(value) >= std::pow(10.0, count) && std::abs(value) < writtenOut;
    return (isLong ? QString::number(value, 'f', 0) : QString::number(value, 'g', count)).replace(u'-', QChar(0x2212));
}

QString withUnit(double value, int count, const QString &unit)
{
    return digits(value, count) + u' ' + unit;
}

QString exactSeconds(double seconds, int count)
{
    const double magnitude = std::abs(seconds);
    if (magnitude > 0.0 && magnitude < 1.0) {
        return withUnit(seconds * 1e3, count, u"ms"_s);
    }
    constexpr double minute = 60.0;
    if (magnitude >= 2 * minute && std::fmod(magnitude, minute) == 0.0) {
        return withUnit(seconds / minute, count, u"min"_s);
    }
    return withUnit(seconds, count, u"s"_s);
}

QString exactBytes(double bytes, int count)
{
    struct Prefix {
        double factor;
        QLatin1StringView unit;
    };
    constexpr Prefix prefixes[]{{1e12, "TB"_L1}, {1e9, "GB"_L1}, {1e6, "MB"_L1}, {1e3, "kB"_L1}};
    for (const Prefix &prefix : prefixes) {
        if (std::abs(bytes) >= prefix.factor) {
            return withUnit(bytes / prefix.factor, count, prefix.unit);
        }
    }
    return withUnit(bytes, count, u"B"_s);
}

QString exact(double value, Unit unit, int count = mostDigits)
{
    switch (unit) {
    case Unit::None:
        return digits(value, count);
    case Unit::Seconds:
        return exactSeconds(value, count);
    case Unit::Bytes:
        return exactBytes(value, count);
    case Unit::Ratio:
        return withUnit(value * 100.0, count, u"%"_s);
    case Unit::Percent:
        return withUnit(value, count, u"%"_s);
    case Unit::PerSecond:
        return digits(value, count) + u"/s"_s;
    case Unit::Days:
        return withUnit(value, count, u"d"_s);
    case Unit::Hours:
        break;
    }
    return withUnit(value, count, u"h"_s);
}

QString rounded(double value, Unit unit)
{
    switch (unit) {
    case Unit::None:
        return items::countQuantity(value).text();
    case Unit::Seconds:
        return items::secondsQuantity(value).text();
    case Unit::Bytes:
        return items::bytesQuantity(value).text();
    case Unit::Ratio:
        return items::ratioQuantity(value).text();
    case Unit::Percent:
        return items::ratioQuantity(value / 100.0).text();
    case Unit::PerSecond:
        return items::rateQuantity(value).text() + u"/s"_s;
    case Unit::Days:
        return items::countQuantity(value).text() + u" d"_s;
    case Unit::Hours:
        break;
    }
    return items::countQuantity(value).text() + u" h"_s;
}

} // namespace

QString measured(double value, Unit unit)
{
    if (std::isnan(value)) {
        return {};
    }
    if (std::isinf(value)) {
        return value > 0 ? u"∞"_s : u"−∞"_s;
    }
    return rounded(value, unit);
}

QString measured(double value, Unit unit, const Threshold &threshold)
{
    const bool looksEqual =
        std::isfinite(value) && value != threshold.value && rounded(value, unit) == rounded(threshold.value, unit);
    if (!looksEqual) {
        return measured(value, unit);
    }
    // As few more digits as tell them apart.
    constexpr int fewest = 4;
    for (int count = fewest; count < mostDigits; ++count) {
        if (const QString text = exact(value, unit, count); text != exact(threshold.value, unit, count)) {
            return text;
        }
    }
    return exact(value, unit);
}

QString targeted(const Threshold &threshold, Unit unit)
{
    return readiness::operatorSign(threshold.op) + u' ' + exact(threshold.value, unit);
}

} // namespace readyroom::evidence
