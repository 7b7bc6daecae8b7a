// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/format.h"

#include "models/items/quantity.h"

#include <QDateTime>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace readyroom::paint {

namespace {

items::Quantity quantity(double value, Unit unit)
{
    switch (unit) {
    case Unit::Seconds:
        return items::secondsQuantity(value);
    case Unit::Ratio:
        return items::ratioQuantity(value);
    case Unit::Bytes:
        return items::bytesQuantity(value);
    case Unit::PerSecond:
        return items::rateQuantity(value);
    case Unit::None:
        break;
    }
    return items::countQuantity(value);
}

} // namespace

QString missing()
{
    return QString(QChar(0x2013));
}

Figure figure(double value, Unit unit)
{
    items::Quantity q = quantity(value, unit);
    return {std::move(q.value), std::move(q.unit)};
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
