// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/canonicalreader.h"

#include "models/journal/canonicaljson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace readyroom::journal {

namespace {

/// Integers with no more digits are spelt as they stand, whatever they are.
constexpr qsizetype plainDigits = 15;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNumberCharacter(char c)
{
    return isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e';
}

int hexValue(char c)
{
    return c >= 'a' ? c - 'a' + 10 : c - '0';
}

/// Bytes that mean themselves and are in the same order in UTF-16.
bool isPlain(QByteArrayView quoted)
{
    return std::ranges::none_of(quoted, [](char c) { return c == '\\' || static_cast<signed char>(c) < 0; });
}

/// In the order of RFC 8785 section 3.2.3.
bool isBefore(QByteArrayView quoted, QByteArrayView next)
{
    if (isPlain(quoted) && isPlain(next)) {
        const QByteArrayView a = quoted.sliced(1).chopped(1);
        const QByteArrayView b = next.sliced(1).chopped(1);
        return std::string_view(a.data(), std::size_t(a.size())) < std::string_view(b.data(), std::size_t(b.size()));
    }
    return stringOf(quoted) < stringOf(next);
}

char16_t unescaped(const char *&at)
{
    const char c = *at++;
    switch (c) {
    case 'b':
        return u'\b';
    case 't':
        return u'\t';
    case 'n':
        return u'\n';
    case 'f':
        return u'\f';
    case 'r':
        return u'\r';
    case 'u':
        at += 4;
        return static_cast<char16_t>(hexValue(at[-2]) * 16 + hexValue(at[-1]));
    default:
        return static_cast<char16_t>(c);
    }
}

char32_t decoded(const char *&at)
{
    const auto lead = static_cast<unsigned char>(*at++);
    const int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    char32_t c = more == 0 ? lead : lead & (0x3fU >> static_cast<unsigned>(more));
    for (int i = 0; i < more; ++i) {
        c = (c << 6U) | (static_cast<unsigned char>(*at++) & 0x3fU);
    }
    return c;
}

} // namespace

bool CanonicalReader::take(QByteArrayView bytes)
{
    if (!QByteArrayView(m_at, m_end).startsWith(bytes)) {
        return false;
    }
    m_at += bytes.size();
    return true;
}

std::optional<QByteArrayView> CanonicalReader::takeString()
{
    const char *const begin = m_at;
    if (!take("\"")) {
        return std::nullopt;
    }
    while (m_at != m_end) {
        const auto c = static_cast<unsigned char>(*m_at);
        if (c == '"') {
            ++m_at;
            return QByteArrayView(begin, m_at);
        }
        if (c == '\\') {
            if (!takeEscape()) {
                return std::nullopt;
            }
        } else if (c >= 0x80) {
            if (!takeUtf8()) {
                return std::nullopt;
            }
        } else if (c < 0x20) {
            return std::nullopt;
        } else {
            ++m_at;
        }
    }
    return std::nullopt;
}

// Only what section 3.2.2.2 wants escaped may be, and only in its shortest form.
bool CanonicalReader::takeEscape()
{
    const QByteArrayView rest(m_at, m_end);
    if (rest.size() < 2) {
        return false;
    }
    if (std::string_view("\"\\btnfr").contains(rest[1])) {
        m_at += 2;
        return true;
    }
    if (rest.size() < 6 || !rest.startsWith("\\u00") || (rest[4] != '0' && rest[4] != '1')
        || !std::string_view("0123456789abcdef").contains(rest[5])) {
        return false;
    }
    const bool hasShortForm = rest[4] == '0' && std::string_view("89acd").contains(rest[5]);
    if (!hasShortForm) {
        m_at += 6;
    }
    return !hasShortForm;
}

// Well-formed UTF-8 by table 3-7 of the Unicode standard: no overlong forms, no surrogates.
bool CanonicalReader::takeUtf8()
{
    const auto byte = [this](qsizetype i) {
        return m_end - m_at > i ? static_cast<unsigned char>(m_at[i]) : static_cast<unsigned char>(0);
    };
    const auto isTail = [&byte](qsizetype i, unsigned char from = 0x80, unsigned char to = 0xbf) {
        return byte(i) >= from && byte(i) <= to;
    };
    const unsigned char lead = byte(0);
    qsizetype length = 0;
    if (lead >= 0xc2 && lead <= 0xdf) {
        length = isTail(1) ? 2 : 0;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        length = isTail(1, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf) && isTail(2) ? 3 : 0;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        length = isTail(1, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf) && isTail(2) && isTail(3) ? 4 : 0;
    }
    m_at += length;
    return length > 0;
}

std::optional<std::uint64_t> CanonicalReader::takeInteger()
{
    constexpr std::uint64_t largest = (std::uint64_t{1} << 53U) - 1;
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(m_at, m_end, number);
    if (problem != std::errc() || number > largest || (*m_at == '0' && end - m_at > 1)) {
        return std::nullopt;
    }
    m_at = end;
    return number;
}

bool CanonicalReader::takeNumber(QJsonValue *value)
{
    const char *const last = std::find_if_not(m_at, m_end, isNumberCharacter);
    const QByteArrayView text(m_at, last);
    double number = 0;
    const auto [end, problem] = std::from_chars(m_at, last, number);
    if (problem != std::errc() || end != last || !std::isfinite(number)) {
        return false;
    }
    const bool isSpeltPlainly =
        text.size() <= plainDigits && std::ranges::all_of(text, isDigit) && (text[0] != '0' || text.size() == 1);
    if (!isSpeltPlainly) {
        QByteArray canonical;
        appendNumber(canonical, number);
        if (text != canonical) {
            return false;
        }
    }
    if (value) {
        *value = QJsonValue(number);
    }
    m_at = last;
    return true;
}

bool CanonicalReader::takeValue(QJsonValue *value, int depth)
{
    if (isAtEnd()) {
        return false;
    }
    switch (*m_at) {
    case '"':
        if (const auto text = takeString()) {
            if (value) {
                *value = stringOf(*text);
            }
            return true;
        }
        return false;
    case '{':
        return takeObject(value, depth);
    case '[':
        return takeArray(value, depth);
    case 't':
    case 'f':
        if (value) {
            *value = *m_at == 't';
        }
        return take("true") || take("false");
    case 'n':
        if (value) {
            *value = QJsonValue::Null;
        }
        return take("null");
    default:
        return takeNumber(value);
    }
}

bool CanonicalReader::takeArray(QJsonValue *value, int depth)
{
    if (depth >= maxJsonDepth || !take("[")) {
        return false;
    }
    QJsonArray array;
    if (!take("]")) {
        do {
            QJsonValue element;
            if (!takeValue(value ? &element : nullptr, depth + 1)) {
                return false;
            }
            if (value) {
                array.append(element);
            }
        } while (take(","));
        if (!take("]")) {
            return false;
        }
    }
    if (value) {
        *value = array;
    }
    return true;
}

bool CanonicalReader::takeObject(QJsonValue *value, int depth)
{
    if (depth >= maxJsonDepth || !take("{")) {
        return false;
    }
    QJsonObject object;
    std::optional<QByteArrayView> before;
    if (!take("}")) {
        do {
            const qsizetype from = position();
            const std::optional<QByteArrayView> name = takeString();
            if (!name || (before && !isBefore(*before, *name))) {
                m_at = name ? m_begin + from : m_at;
                return false;
            }
            before = name;
            QJsonValue member;
            if (!take(":") || !takeValue(value ? &member : nullptr, depth + 1)) {
                return false;
            }
            if (value) {
                object.insert(stringOf(*name), member);
            }
        } while (take(","));
        if (!take("}")) {
            return false;
        }
    }
    if (value) {
        *value = object;
    }
    return true;
}

QString stringOf(QByteArrayView quoted)
{
    QString text;
    text.reserve(quoted.size());
    const char *at = quoted.begin() + 1;
    const char *const end = quoted.end() - 1;
    while (at != end) {
        if (*at == '\\') {
            ++at;
            text += QChar(unescaped(at));
        } else if (const char32_t c = decoded(at); QChar::requiresSurrogates(c)) {
            text += QChar(QChar::highSurrogate(c));
            text += QChar(QChar::lowSurrogate(c));
        } else {
            text += QChar(static_cast<char16_t>(c));
        }
    }
    return text;
}

} // namespace readyroom::journal
