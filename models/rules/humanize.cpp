// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/humanize.h"

#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <cmath>
#include <cstdint>

namespace readyroom::rules {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array bigPrefixes{"k"_L1, "M"_L1, "G"_L1, "T"_L1, "P"_L1, "E"_L1, "Z"_L1, "Y"_L1};
constexpr std::array smallPrefixes{"m"_L1, "u"_L1, "n"_L1, "p"_L1, "f"_L1, "a"_L1, "z"_L1, "y"_L1};
constexpr std::array binaryPrefixes{"ki"_L1, "Mi"_L1, "Gi"_L1, "Ti"_L1, "Pi"_L1, "Ei"_L1, "Zi"_L1, "Yi"_L1};

std::optional<QString> notFinite(double value)
{
    if (std::isnan(value)) {
        return u"NaN"_s;
    }
    if (std::isinf(value)) {
        return value > 0 ? u"+Inf"_s : u"-Inf"_s;
    }
    return std::nullopt;
}

QString fourDigits(double value)
{
    return notFinite(value).value_or(QString::number(value, 'g', 4));
}

QString withSmallPrefix(double value)
{
    QLatin1StringView prefix;
    for (const QLatin1StringView p : smallPrefixes) {
        if (std::abs(value) >= 1) {
            break;
        }
        prefix = p;
        value *= 1000;
    }
    return fourDigits(value) + prefix;
}

struct Format {
    QString before;
    QString flags;
    int width = 0;
    int precision = -1;
    QChar verb;
    QString after;
};

std::optional<Format> parseFormat(const QString &format)
{
    static const QRegularExpression shape(
        u"^((?:[^%]|%%)*)%([-+0 ]*)([0-9]{0,2})(?:\\.([0-9]{0,2}))?([eEfFgGvs])((?:[^%]|%%)*)$"_s,
        QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = shape.match(format);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    Format result{match.captured(1),         match.captured(2), match.captured(3).toInt(), -1,
                  match.captured(5).front(), match.captured(6)};
    if (match.hasCaptured(4)) {
        result.precision = match.captured(4).toInt(); // "%.f" means precision 0
    }
    result.before.replace("%%"_L1, "%"_L1);
    result.after.replace("%%"_L1, "%"_L1);
    return result;
}

QString padded(const Format &format, const QString &body, bool number)
{
    if (format.flags.contains(u'-')) {
        return format.before + body.leftJustified(format.width) + format.after;
    }
    if (number && format.flags.contains(u'0')) {
        const bool sign = body.startsWith(u'-') || body.startsWith(u'+');
        const QString digits = sign ? body.mid(1) : body;
        return format.before + body.left(sign ? 1 : 0) + digits.rightJustified(format.width - (sign ? 1 : 0), u'0')
            + format.after;
    }
    return format.before + body.rightJustified(format.width) + format.after;
}

} // namespace

QString plainNumber(double value)
{
    if (const auto text = notFinite(value)) {
        return *text;
    }
    const double magnitude = std::abs(value);
    const bool exponent = magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e21);
    return QString::number(value, exponent ? 'e' : 'f', QLocale::FloatingPointShortest);
}

QString humanize(double value)
{
    if (value == 0 || !std::isfinite(value)) {
        return fourDigits(value);
    }
    if (std::abs(value) < 1) {
        return withSmallPrefix(value);
    }
    QLatin1StringView prefix;
    for (const QLatin1StringView p : bigPrefixes) {
        if (std::abs(value) < 1000) {
            break;
        }
        prefix = p;
        value /= 1000;
    }
    return fourDigits(value) + prefix;
}

QString humanize1024(double value)
{
    if (std::abs(value) <= 1 || !std::isfinite(value)) {
        return fourDigits(value);
    }
    QLatin1StringView prefix;
    for (const QLatin1StringView p : binaryPrefixes) {
        if (std::abs(value) < 1024) {
            break;
        }
        prefix = p;
        value /= 1024;
    }
    return fourDigits(value) + prefix;
}

QString humanizePercentage(double value)
{
    return fourDigits(value * 100) + u'%';
}

QString humanizeDuration(double value)
{
    if (!std::isfinite(value)) {
        return fourDigits(value);
    }
    if (value == 0) {
        return u"0s"_s;
    }
    if (std::abs(value) < 1) {
        return withSmallPrefix(value) + u's';
    }
    constexpr double longest = 9e15; // beyond it a double has no whole seconds
    if (std::abs(value) >= longest) {
        return fourDigits(value) + u's';
    }
    const QString sign = value < 0 ? u"-"_s : QString();
    const auto total = static_cast<std::int64_t>(std::abs(value));
    const QString seconds = QString::number(total % 60) + u's';
    const QString minutes = QString::number(total / 60 % 60) + "m "_L1;
    const QString hours = QString::number(total / 3600 % 24) + "h "_L1;
    if (total >= 86400) {
        return sign + QString::number(total / 86400) + "d "_L1 + hours + minutes + seconds;
    }
    if (total >= 3600) {
        return sign + hours + minutes + seconds;
    }
    if (total >= 60) {
        return sign + minutes + seconds;
    }
    return fourDigits(value) + u's';
}

std::optional<QChar> printfVerb(const QString &format)
{
    const auto parsed = parseFormat(format);
    return parsed ? std::optional(parsed->verb) : std::nullopt;
}

QString printfNumber(const QString &format, double value)
{
    const auto parsed = parseFormat(format);
    if (!parsed) {
        return plainNumber(value);
    }
    QString body;
    if (const auto text = notFinite(value)) {
        body = *text;
    } else if (parsed->verb == u'v' && parsed->precision < 0) {
        body = plainNumber(value);
    } else {
        const char verb = parsed->verb == u'v' ? 'g' : parsed->verb.toLatin1();
        const bool general = verb == 'g' || verb == 'G';
        // Go prints %g without a precision as the shortest text that reads back.
        const int precision = parsed->precision >= 0 ? parsed->precision
            : general                                ? static_cast<int>(QLocale::FloatingPointShortest)
                                                     : 6;
        body = QString::number(value, verb, precision);
    }
    if (parsed->flags.contains(u'+') && !body.startsWith(u'-') && !body.startsWith(u'+')) {
        body.prepend(u'+');
    }
    return padded(*parsed, body, std::isfinite(value));
}

QString printfText(const QString &format, const QString &text)
{
    const auto parsed = parseFormat(format);
    if (!parsed) {
        return text;
    }
    return padded(*parsed, parsed->precision >= 0 ? text.left(parsed->precision) : text, false);
}

} // namespace readyroom::rules
