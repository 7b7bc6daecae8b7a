// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace readyroom::items {

using namespace Qt::StringLiterals;

namespace {

struct Prefix {
    double factor;
    const char16_t *unit;
};

constexpr std::array siPrefixes{Prefix{1e12, u"T"}, Prefix{1e9, u"G"}, Prefix{1e6, u"M"}, Prefix{1e3, u"k"},
                                Prefix{1.0, u""}};
constexpr std::array byteUnits{Prefix{1e15, u"PB"}, Prefix{1e12, u"TB"}, Prefix{1e9, u"GB"},
                               Prefix{1e6, u"MB"},  Prefix{1e3, u"kB"},  Prefix{1.0, u"B"}};
constexpr std::array longUnits{Prefix{365.25 * 86400.0, u"y"}, Prefix{86400.0, u"d"}, Prefix{3600.0, u"h"},
                               Prefix{60.0, u"min"}};

/// Without the zeros at the end, with a minus sign as wide as a digit, and never "-0".
QString trimmed(double value, int decimals)
{
    QString text = QString::number(std::abs(value), 'f', decimals);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0')) {
            text.chop(1);
        }
        if (text.endsWith(u'.')) {
            text.chop(1);
        }
    }
    return value < 0 && text != "0"_L1 ? QString(QChar(0x2212) + text) : text;
}

/// The limits lie where rounding carries over.
QString threeDigits(double value)
{
    const double magnitude = std::abs(value);
    if (magnitude > 0.0 && magnitude < 0.00095) {
        return value > 0 ? u"<0.001"_s : QString(u">" + trimmed(-0.001, 3));
    }
    return trimmed(value, magnitude < 0.0995 ? 3 : magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0);
}

Quantity scaled(double value, std::span<const Prefix> prefixes)
{
    // 999.6 would round to four digits: it belongs to the next larger unit already.
    constexpr double carry = 0.9995;
    const double magnitude = std::abs(value);
    const auto fits = [magnitude](const Prefix &p) { return magnitude >= p.factor * carry; };
    const auto found = std::ranges::find_if(prefixes, fits);
    const Prefix &p = found == prefixes.end() ? prefixes.back() : *found;
    return {threeDigits(value / p.factor), QString::fromUtf16(p.unit)};
}

Quantity missing()
{
    return {QString(QChar(0x2013)), {}};
}

std::int64_t wholeSeconds(Duration age)
{
    return std::max<std::int64_t>(0, age.count() / 1000);
}

} // namespace

QString Quantity::text() const
{
    return unit.isEmpty() ? value : QString(value + u' ' + unit);
}

Quantity secondsQuantity(double seconds)
{
    if (!std::isfinite(seconds)) {
        return missing();
    }
    const double magnitude = std::abs(seconds);
    // 90 s and 90 min read better than 1.5 min and 1.5 h, so the larger units begin at two of them.
    for (const Prefix &p : longUnits) {
        if (magnitude >= 2 * p.factor) {
            return {threeDigits(seconds / p.factor), QString::fromUtf16(p.unit)};
        }
    }
    if (magnitude >= 0.9995) {
        return {threeDigits(seconds), u"s"_s};
    }
    if (magnitude >= 0.00995) {
        return {trimmed(seconds * 1e3, 0), u"ms"_s};
    }
    if (magnitude >= 0.0009995 || seconds == 0.0) {
        return {trimmed(seconds * 1e3, 1), u"ms"_s};
    }
    if (magnitude >= 0.9995e-6) {
        return {threeDigits(seconds * 1e6), u"µs"_s};
    }
    return {threeDigits(seconds * 1e9), u"ns"_s};
}

Quantity rateQuantity(double perSecond)
{
    if (!std::isfinite(perSecond)) {
        return missing();
    }
    const double magnitude = std::abs(perSecond);
    if (magnitude >= 0.995 && magnitude < 99.95) {
        return {trimmed(perSecond, 1), {}};
    }
    return scaled(perSecond, siPrefixes);
}

Quantity ratioQuantity(double ratio)
{
    if (!std::isfinite(ratio)) {
        return missing();
    }
    const double percent = ratio * 100.0;
    if (percent > 0.0 && percent < 0.01) {
        return {u"<0.01"_s, u"%"_s};
    }
    if (std::abs(percent) < 0.995) {
        return {trimmed(percent, 2), u"%"_s};
    }
    if (ratio < 1.0 && percent >= 99.95) {
        return {u"99.9"_s, u"%"_s};
    }
    // One decimal stays even when it is 0: hit ratios are watched around 99 %, where a tenth is news.
    return {std::abs(percent) >= 99.95 ? trimmed(percent, 0)
                                       : QString::number(percent, 'f', 1).replace(u'-', QChar(0x2212)),
            u"%"_s};
}

Quantity countQuantity(double count)
{
    return std::isfinite(count) ? scaled(count, siPrefixes) : missing();
}

Quantity bytesQuantity(double bytes)
{
    return std::isfinite(bytes) ? scaled(std::abs(bytes) < 999.5 ? std::round(bytes) : bytes, byteUnits) : missing();
}

QString ageText(Duration age)
{
    const std::int64_t s = wholeSeconds(age);
    if (s < 120) {
        return QString::number(s) + u" s"_s;
    }
    if (s < 120 * 60) {
        return QString::number(s / 60) + u" min"_s;
    }
    if (s < 48 * 3600) {
        return QString::number(s / 3600) + u" h"_s;
    }
    return QString::number(s / 86400) + u" d"_s;
}

QString longAgeText(Duration age)
{
    const std::int64_t s = wholeSeconds(age);
    if (s < 60) {
        return QString::number(s) + u" s"_s;
    }
    if (s < 3600) {
        return QString::number(s / 60) + u" min "_s + QString::number(s % 60) + u" s"_s;
    }
    if (s < 86400) {
        return QString::number(s / 3600) + u" h "_s + QString::number(s % 3600 / 60) + u" min"_s;
    }
    return QString::number(s / 86400) + u" d "_s + QString::number(s % 86400 / 3600) + u" h"_s;
}

QString toolTip(const QString &plainText)
{
    if (plainText.isEmpty()) {
        return {};
    }
    return u"<qt>"_s + plainText.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</qt>"_s;
}

} // namespace readyroom::items
