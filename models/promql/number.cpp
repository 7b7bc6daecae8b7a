// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace readyroom::promql {

namespace {

struct Unit {
    QByteArrayView name;
    std::int64_t ms;
};

constexpr std::array<Unit, 7> units{{{"y", 365LL * 24 * 3600 * 1000},
                                     {"w", 7LL * 24 * 3600 * 1000},
                                     {"d", 24LL * 3600 * 1000},
                                     {"h", 3600LL * 1000},
                                     {"m", 60LL * 1000},
                                     {"s", 1000},
                                     {"ms", 1}}};
constexpr std::int64_t maxDurationMs = std::numeric_limits<std::int64_t>::max() / 1'000'000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

QByteArray formatFloat(double v)
{
    if (std::isnan(v)) {
        return "NaN";
    }
    if (std::isinf(v)) {
        return v > 0 ? "+Inf" : "-Inf";
    }
    std::array<char, 1100> buffer; // the longest: sign, "0.", 323 zeros and 17 digits; or 309 digits
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), v, std::chars_format::fixed);
    Q_ASSERT(error == std::errc());
    QByteArray out(buffer.data(), end - buffer.data());
    if (std::abs(v) >= 1e17) {
        // to_chars writes a large number exactly; Go pads its shortest digits with zeros instead.
        std::array<char, 64> shortest;
        const auto s =
            std::to_chars(shortest.data(), shortest.data() + shortest.size(), v, std::chars_format::scientific);
        QByteArray digits;
        for (const char *p = shortest.data(); p != s.ptr && *p != 'e'; ++p) {
            if (isDigit(*p)) {
                digits += *p;
            }
        }
        const bool negative = out.startsWith('-');
        const qsizetype length = out.size() - (negative ? 1 : 0);
        out = (negative ? QByteArray("-") : QByteArray()) + digits.leftJustified(length, '0');
    }
    return out;
}

std::optional<double> parseFloat(QByteArrayView text)
{
    bool negative = false;
    if (!text.isEmpty() && (text.front() == '+' || text.front() == '-')) {
        negative = text.front() == '-';
        text = text.sliced(1);
    }
    if (text.isEmpty() || text.front() == '+' || text.front() == '-') {
        return std::nullopt;
    }
    auto format = std::chars_format::general;
    if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        format = std::chars_format::hex;
        text = text.sliced(2);
        if (text.front() == '+' || text.front() == '-') {
            return std::nullopt;
        }
    }
    double v = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), v, format);
    if (end != text.end()) {
        return std::nullopt;
    }
    if (error == std::errc::result_out_of_range) {
        // from_chars does not tell overflow from underflow: the sign of the exponent does.
        const qsizetype e = text.lastIndexOf(format == std::chars_format::hex ? 'p' : 'e');
        const bool tiny = e >= 0 ? text.sliced(e).contains('-') : text.startsWith('0') || text.startsWith('.');
        v = tiny ? 0.0 : std::numeric_limits<double>::infinity();
    } else if (error != std::errc()) {
        return std::nullopt;
    }
    return negative ? -v : v;
}

std::optional<double> parseNumberLiteral(QByteArrayView text)
{
    QByteArray plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != '_') {
            plain += c;
        } else if (i == 0 || i + 1 == text.size() || !std::isalnum(static_cast<unsigned char>(text[i + 1]))
                   || !std::isalnum(static_cast<unsigned char>(text[i - 1]))) {
            return std::nullopt;
        }
    }
    const bool hex = plain.startsWith("0x") || plain.startsWith("0X");
    const bool integer = std::ranges::all_of(plain, isDigit);
    if (hex || (integer && plain.size() > 1 && plain.startsWith('0'))) {
        std::int64_t v = 0;
        const char *begin = plain.constData() + (hex ? 2 : 1);
        const auto [end, error] = std::from_chars(begin, plain.constEnd(), v, hex ? 16 : 8);
        if (error == std::errc() && end == plain.constEnd()) {
            return static_cast<double>(v);
        }
    }
    return parseFloat(plain);
}

std::optional<Duration> parseDuration(QByteArrayView text)
{
    std::int64_t total = 0;
    auto next = units.begin();
    qsizetype i = 0;
    while (i < text.size()) {
        std::int64_t count = 0;
        const auto [end, error] = std::from_chars(text.begin() + i, text.end(), count);
        if (error != std::errc() || count < 0 || !isDigit(text[i])) {
            return std::nullopt;
        }
        i = end - text.begin();
        qsizetype unitEnd = i;
        while (unitEnd < text.size() && !isDigit(text[unitEnd])) {
            ++unitEnd;
        }
        const QByteArrayView unit = text.sliced(i, unitEnd - i);
        const auto it = std::find_if(next, units.end(), [&](const Unit &u) { return u.name == unit; });
        if (it == units.end() || count > (maxDurationMs - total) / it->ms) {
            return std::nullopt;
        }
        total += count * it->ms;
        next = it + 1;
        i = unitEnd;
    }
    return text.isEmpty() ? std::nullopt : std::optional(Duration{total});
}

QString formatDuration(Duration d)
{
    std::int64_t rest = d.count();
    if (rest == 0) {
        return QStringLiteral("0s");
    }
    QString out;
    if (rest < 0) {
        out = QStringLiteral("-");
        rest = -rest;
    }
    for (const Unit &unit : units) {
        // Years and weeks only when nothing smaller is left over, so that 8d does not read 1w1d.
        const bool exactOnly = unit.ms >= units[1].ms;
        if (rest >= unit.ms && (!exactOnly || rest % unit.ms == 0)) {
            out += QString::number(rest / unit.ms) + QString::fromLatin1(unit.name);
            rest %= unit.ms;
        }
    }
    return out;
}

} // namespace readyroom::promql
