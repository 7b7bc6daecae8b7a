// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/quantity.h"

#include <algorithm>
#include <cmath>

namespace readyroom::items {

using namespace Qt::StringLiterals;

namespace {

QString trimmed(double value, int decimals)
{
    QString text = QString::number(value, 'f', decimals);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0')) {
            text.chop(1);
        }
        if (text.endsWith(u'.')) {
            text.chop(1);
        }
    }
    return text;
}

QString threeDigits(double value)
{
    const double magnitude = std::abs(value);
    return trimmed(value, magnitude < 9.995 ? 2 : magnitude < 99.95 ? 1 : 0);
}

Quantity scaled(double value)
{
    const double magnitude = std::abs(value);
    if (magnitude >= 999.5e6) {
        return {threeDigits(value / 1e9), u"G"_s};
    }
    if (magnitude >= 999.5e3) {
        return {threeDigits(value / 1e6), u"M"_s};
    }
    if (magnitude >= 999.5) {
        return {threeDigits(value / 1e3), u"k"_s};
    }
    return {threeDigits(value), {}};
}

Quantity missing()
{
    return {u"–"_s, {}};
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
    if (magnitude >= 0.9995) {
        return {threeDigits(seconds), u"s"_s};
    }
    if (magnitude >= 0.00995) {
        return {QString::number(seconds * 1e3, 'f', 0), u"ms"_s};
    }
    if (magnitude >= 0.0009995 || seconds == 0.0) {
        return {trimmed(seconds * 1e3, 1), u"ms"_s};
    }
    return {QString::number(seconds * 1e6, 'f', 0), u"µs"_s};
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
    return scaled(perSecond);
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
    if (percent < 0.995) {
        return {trimmed(percent, 2), u"%"_s};
    }
    if (ratio < 1.0 && percent >= 99.95) {
        return {u"99.9"_s, u"%"_s};
    }
    return {percent >= 99.95 ? QString::number(percent, 'f', 0) : QString::number(percent, 'f', 1), u"%"_s};
}

Quantity countQuantity(double count)
{
    return std::isfinite(count) ? scaled(count) : missing();
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
