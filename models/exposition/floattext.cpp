// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/floattext.h"

#include <QByteArray>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>

namespace readyroom::exposition {

namespace {

/// Integers of so many digits are exact in a double, and most values of most pages are such.
constexpr qsizetype exactDigits = 15;

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::optional<double> parseSmallInteger(QByteArrayView text)
{
    std::int64_t value = 0;
    for (const char c : text) {
        if (!isDigit(c)) {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return static_cast<double>(value);
}

/// from_chars says "out of range" for too large and too small alike; Go refuses the first and rounds the second to
/// zero.
bool isTiny(QByteArrayView digits, bool hex)
{
    const char exponentMark = hex ? 'p' : 'e';
    std::int64_t scale = 0;
    std::int64_t firstDigit = std::numeric_limits<std::int64_t>::min();
    bool afterPoint = false;
    qsizetype i = 0;
    for (; i < digits.size() && (digits[i] | 0x20) != exponentMark; ++i) {
        if (digits[i] == '.') {
            afterPoint = true;
            continue;
        }
        const bool seen = firstDigit != std::numeric_limits<std::int64_t>::min();
        if (!seen && digits[i] != '0') {
            firstDigit = afterPoint ? scale - 1 : 0;
        } else if (seen && !afterPoint) {
            ++firstDigit;
        }
        scale -= afterPoint ? 1 : 0;
    }
    if (firstDigit == std::numeric_limits<std::int64_t>::min()) {
        return true; // nothing but zeros, with an absurd exponent
    }
    const QByteArrayView exponent = i < digits.size() ? digits.sliced(i + 1) : QByteArrayView();
    if (exponent.startsWith('-')) {
        const bool huge = exponent.size() > 18;
        const std::int64_t value = huge ? std::numeric_limits<std::int64_t>::max() : exponent.toLongLong();
        return huge || firstDigit * (hex ? 4 : 1) + value < 0;
    }
    return exponent.isEmpty() && firstDigit < 0;
}

} // namespace

std::optional<double> parseFloat(QByteArrayView text)
{
    if (text.isEmpty()) {
        return std::nullopt;
    }
    if (text.size() <= exactDigits) {
        if (const std::optional<double> integer = parseSmallInteger(text)) {
            return integer;
        }
    }
    bool negative = false;
    QByteArrayView digits = text;
    const bool hasSign = text.front() == '-' || text.front() == '+';
    if (hasSign) {
        negative = text.front() == '-';
        digits = text.sliced(1);
    }
    const bool hex = digits.size() > 2 && digits[0] == '0' && (digits[1] | 0x20) == 'x';
    if (hex) {
        digits = digits.sliced(2);
    }
    if (digits.isEmpty()) {
        return std::nullopt;
    }
    // What from_chars accepts beyond Go: a second sign, "nan(…)", "0xinf", hexadecimal without an exponent.
    if (!isDigit(digits[0]) && digits[0] != '.') {
        const QByteArray word = digits.toByteArray().toLower();
        if (!hex && (word == "inf" || word == "infinity")) {
            return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
        }
        if (!hex && !hasSign && word == "nan") {
            return normalNaN;
        }
        if (!hex || !std::isxdigit(static_cast<unsigned char>(digits[0]))) {
            return std::nullopt;
        }
    }
    if (hex && std::ranges::none_of(digits, [](char c) { return (c | 0x20) == 'p'; })) {
        return std::nullopt;
    }
    double value = 0;
    const char *const end = digits.data() + digits.size();
    const auto [stop, error] =
        std::from_chars(digits.data(), end, value, hex ? std::chars_format::hex : std::chars_format::general);
    if (stop != end || error == std::errc::invalid_argument) {
        return std::nullopt;
    }
    if (error == std::errc::result_out_of_range) {
        if (!isTiny(digits, hex)) {
            return std::nullopt;
        }
        value = 0;
    }
    if (value > std::numeric_limits<double>::max()) {
        return std::nullopt;
    }
    return negative ? -value : value;
}

} // namespace readyroom::exposition
