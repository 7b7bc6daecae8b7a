// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/format.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

using namespace Qt::StringLiterals;

namespace readyroom::paint {

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
constexpr std::array timeUnits{Prefix{1.0, u"s"}, Prefix{1e-3, u"ms"}, Prefix{1e-6, u"µs"}, Prefix{1e-9, u"ns"}};

/// Decimals that give three significant digits; the limits lie where rounding carries over.
int decimalsFor(double magnitude)
{
    if (magnitude >= 99.95) {
        return 0;
    }
    return magnitude >= 9.995 ? 1 : 2;
}

QString plain(double value, int decimals)
{
    QString s = QString::number(value, 'f', decimals);
    if (s.startsWith(u'-')) {
        // A minus sign as wide as a digit; and never "-0.00".
        const bool zero = std::abs(value) < 0.5 * std::pow(10.0, -decimals);
        s = zero ? s.mid(1) : QString(QChar(0x2212) + s.mid(1));
    }
    return s;
}

QString threeDigits(double value)
{
    const double magnitude = std::abs(value);
    if (magnitude == 0.0) {
        return u"0"_s;
    }
    if (magnitude < 0.00095) {
        return value > 0 ? u"<0.001"_s : QString(u">" + plain(-0.001, 3));
    }
    if (magnitude < 0.0995) {
        return plain(value, 3);
    }
    return plain(value, decimalsFor(magnitude));
}

Figure scaled(double value, std::span<const Prefix> prefixes)
{
    // 999.6 would round to four digits: it belongs to the next larger unit already.
    constexpr double carry = 0.9995;
    const double magnitude = std::abs(value);
    const auto fits = [&](const Prefix &p) { return magnitude >= p.factor * carry; };
    const auto found = std::ranges::find_if(prefixes, fits);
    const Prefix &p = found == prefixes.end() ? prefixes.back() : *found;
    return {threeDigits(value / p.factor), QString::fromUtf16(p.unit)};
}

Figure seconds(double value)
{
    if (value == 0.0) {
        return {u"0"_s, u"s"_s};
    }
    // 90 s and 90 min read better than 1.50 min and 1.50 h, so the larger units begin at two of them.
    for (const Prefix &p : longUnits) {
        if (std::abs(value) >= 2 * p.factor) {
            return {threeDigits(value / p.factor), QString::fromUtf16(p.unit)};
        }
    }
    return scaled(value, timeUnits);
}

Figure percent(double value)
{
    const double p = value * 100.0;
    QString number = threeDigits(p);
    if (value < 1.0 && p >= 99.95) {
        number = u"99.9"_s;
    }
    return {number, u"%"_s};
}

} // namespace

QString missing()
{
    return QString(QChar(0x2013));
}

Figure figure(double value, Unit unit)
{
    if (!std::isfinite(value)) {
        return {missing(), {}};
    }
    switch (unit) {
    case Unit::Seconds:
        return seconds(value);
    case Unit::Ratio:
        return percent(value);
    case Unit::Bytes:
        return std::abs(value) < 999.5 ? Figure{QString::number(std::round(value), 'f', 0), u"B"_s}
                                       : scaled(value, byteUnits);
    case Unit::None:
    case Unit::PerSecond:
        return scaled(value, siPrefixes);
    }
    return {missing(), {}};
}

QString text(double value, Unit unit)
{
    const Figure f = figure(value, unit);
    if (f.number == missing()) {
        return f.number;
    }
    const QString suffix = unit == Unit::PerSecond ? QString(f.unit + u"/s") : f.unit;
    // A no-break space: a number and its unit stay on one line.
    return suffix.isEmpty() ? f.number : QString(f.number + QChar(0x00a0) + suffix);
}

QString age(Duration age)
{
    using namespace std::chrono;
    const auto s = duration_cast<std::chrono::seconds>(age).count();
    const auto say = [](std::int64_t n, QStringView unit) {
        return QString(QString::number(n) + QChar(0x00a0) + unit);
    };
    if (s < 1) {
        return u"now"_s;
    }
    if (s < 120) {
        return say(s, u"s");
    }
    if (s < 120 * 60) {
        return say(s / 60, u"min");
    }
    if (s < 48 * 3600) {
        return say(s / 3600, u"h");
    }
    return say(s / 86400, u"d");
}

QString duration(Duration duration)
{
    const std::int64_t total = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    struct Part {
        std::int64_t seconds;
        const char16_t *unit;
    };
    static constexpr std::array parts{Part{86400, u"d"}, Part{3600, u"h"}, Part{60, u"min"}, Part{1, u"s"}};
    QString out;
    std::int64_t rest = std::abs(total);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::int64_t n = rest / parts[i].seconds;
        rest %= parts[i].seconds;
        if (out.isEmpty() && n == 0) {
            continue;
        }
        if (!out.isEmpty()) {
            if (n > 0) {
                out += QChar(0x0020) + QString::number(n) + QChar(0x00a0) + QString::fromUtf16(parts[i].unit);
            }
            return out;
        }
        out = QString::number(n) + QChar(0x00a0) + QString::fromUtf16(parts[i].unit);
    }
    return out.isEmpty() ? QString(u"0"_s + QChar(0x00a0) + u's') : out;
}

QString clock(Timestamp t)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(t)).toString(u"HH:mm:ss"_s);
}

QString shortClock(Timestamp t)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(t)).toString(u"HH:mm"_s);
}

} // namespace readyroom::paint
