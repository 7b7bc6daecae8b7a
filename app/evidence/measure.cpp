// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/measure.h"

#include "models/items/quantity.h"

#include <cmath>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::Threshold;
using readiness::Unit;

namespace {

/// Six digits, with a minus sign as wide as a digit.
QString digits(double value)
{
    return QString::number(value, 'g', 6).replace(u'-', QChar(0x2212));
}

QString withUnit(double value, const QString &unit)
{
    return digits(value) + u' ' + unit;
}

QString exactSeconds(double seconds)
{
    const double magnitude = std::abs(seconds);
    if (magnitude > 0.0 && magnitude < 1.0) {
        return withUnit(seconds * 1e3, u"ms"_s);
    }
    constexpr double minute = 60.0;
    if (magnitude >= 2 * minute && std::fmod(magnitude, minute) == 0.0) {
        return withUnit(seconds / minute, u"min"_s);
    }
    return withUnit(seconds, u"s"_s);
}

QString exactBytes(double bytes)
{
    struct Prefix {
        double factor;
        QLatin1StringView unit;
    };
    constexpr Prefix prefixes[]{{1e12, "TB"_L1}, {1e9, "GB"_L1}, {1e6, "MB"_L1}, {1e3, "kB"_L1}};
    for (const Prefix &prefix : prefixes) {
        if (std::abs(bytes) >= prefix.factor) {
            return withUnit(bytes / prefix.factor, prefix.unit);
        }
    }
    return withUnit(bytes, u"B"_s);
}

QString exact(double value, Unit unit)
{
    switch (unit) {
    case Unit::None:
        return digits(value);
    case Unit::Seconds:
        return exactSeconds(value);
    case Unit::Bytes:
        return exactBytes(value);
    case Unit::Ratio:
        return withUnit(value * 100.0, u"%"_s);
    case Unit::Percent:
        return withUnit(value, u"%"_s);
    case Unit::PerSecond:
        return withUnit(value, u"/s"_s);
    case Unit::Days:
        return withUnit(value, u"d"_s);
    case Unit::Hours:
        break;
    }
    return withUnit(value, u"h"_s);
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
    return looksEqual ? exact(value, unit) : measured(value, unit);
}

QString targeted(const Threshold &threshold, Unit unit)
{
    return readiness::operatorSign(threshold.op) + u' ' + exact(threshold.value, unit);
}

} // namespace readyroom::evidence
