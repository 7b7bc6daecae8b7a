// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/canonicaljson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace readyroom::journal {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";
constexpr double twoTo63 = 9223372036854775808.0;

std::unexpected<Error> refused(QString message)
{
    return failure(Error::Kind::Parse, std::move(message));
}

char *escape(char *to, char16_t c)
{
    *to++ = '\\';
    switch (c) {
    case '"':
    case '\\':
        *to++ = static_cast<char>(c);
        break;
    case '\b':
        *to++ = 'b';
        break;
    case '\t':
        *to++ = 't';
        break;
    case '\n':
        *to++ = 'n';
        break;
    case '\f':
        *to++ = 'f';
        break;
    case '\r':
        *to++ = 'r';
        break;
    default:
        to = std::ranges::copy(std::string_view("u00"), to).out;
        *to++ = hexDigits[c >> 4U];
        *to++ = hexDigits[c & 15U];
    }
    return to;
}

char *encode(char *to, char32_t c)
{
    const auto tail = [c](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3fU)); };
    if (c < 0x800) {
        *to++ = static_cast<char>(0xc0U | (c >> 6U));
    } else if (c < 0x10000) {
        *to++ = static_cast<char>(0xe0U | (c >> 12U));
        *to++ = tail(6);
    } else {
        *to++ = static_cast<char>(0xf0U | (c >> 18U));
        *to++ = tail(12);
        *to++ = tail(6);
    }
    *to++ = tail(0);
    return to;
}

/// An integer beyond 2^53 that was put in as such and would silently become another one.
bool isLossy(const QJsonValue &value)
{
    const double number = value.toDouble();
    return std::trunc(number) == number && std::abs(number) <= twoTo63
        && (number == twoTo63 ? value.toInteger(0) != 0
                              : value.toInteger(static_cast<qint64>(number)) != static_cast<qint64>(number));
}

class Writer final {
public:
    [[nodiscard]] Result<void> write(const QJsonValue &value, int depth)
    {
        switch (value.type()) {
        case QJsonValue::Null:
            m_out += "null";
            return {};
        case QJsonValue::Bool:
            m_out += value.toBool() ? "true" : "false";
            return {};
        case QJsonValue::Double:
            return writeNumber(value);
        case QJsonValue::String:
            return writeString(value.toString());
        case QJsonValue::Array:
            return writeArray(value.toArray(), depth);
        case QJsonValue::Object:
            return writeObject(value.toObject(), depth);
        case QJsonValue::Undefined:
            break;
        }
        return refused(u"An undefined value has no canonical form."_s);
    }

    [[nodiscard]] QByteArray take() { return std::move(m_out); }

private:
    [[nodiscard]] Result<void> writeNumber(const QJsonValue &value)
    {
        const double number = value.toDouble();
        if (!std::isfinite(number)) {
            return refused(u"A number that is not finite has no canonical form."_s);
        }
        if (isLossy(value)) {
            return refused(u"An integer beyond the precision of a double has no canonical form."_s);
        }
        appendNumber(m_out, number);
        return {};
    }

    [[nodiscard]] Result<void> writeString(const QString &text)
    {
        if (!appendString(m_out, text)) {
            return refused(u"Text with half of a surrogate pair has no canonical form."_s);
        }
        return {};
    }

    [[nodiscard]] Result<void> writeArray(const QJsonArray &array, int depth)
    {
        if (depth >= maxJsonDepth) {
            return refused(u"The value is nested too deeply."_s);
        }
        m_out += '[';
        bool first = true;
        for (const QJsonValue &element : array) {
            if (!std::exchange(first, false)) {
                m_out += ',';
            }
            if (auto written = write(element, depth + 1); !written) {
                return written;
            }
        }
        m_out += ']';
        return {};
    }

    [[nodiscard]] Result<void> writeObject(const QJsonObject &object, int depth)
    {
        if (depth >= maxJsonDepth) {
            return refused(u"The value is nested too deeply."_s);
        }
        std::vector<std::pair<QString, QJsonValue>> members;
        members.reserve(static_cast<std::size_t>(object.size()));
        for (auto it = object.begin(); it != object.end(); ++it) {
            members.emplace_back(it.key(), it.value());
        }
        // QString compares by UTF-16 code units, as section 3.2.3 wants it.
        std::ranges::sort(members, {}, &std::pair<QString, QJsonValue>::first);
        m_out += '{';
        bool first = true;
        for (const auto &[name, value] : members) {
            if (!std::exchange(first, false)) {
                m_out += ',';
            }
            if (auto written = writeString(name); !written) {
                return written;
            }
            m_out += ':';
            if (auto written = write(value, depth + 1); !written) {
                return written;
            }
        }
        m_out += '}';
        return {};
    }

    QByteArray m_out;
};

} // namespace

// Number::toString of ECMA-262: the shortest digits that read back as the same double, and where the point goes.
void appendNumber(QByteArray &out, double number)
{
    if (number == 0) {
        out += '0'; // also for -0
        return;
    }
    std::array<char, 32> buffer{};
    const auto [end, problem] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific);
    Q_ASSERT(problem == std::errc());
    const std::string_view text(buffer.data(), end);
    const std::size_t mark = text.find('e');
    int exponent = 0;
    const char *exponentText = text.data() + mark + (text[mark + 1] == '+' ? 2 : 1);
    std::from_chars(exponentText, text.data() + text.size(), exponent);

    QByteArray digits(text.data(), 1);
    if (mark > 2) {
        digits.append(text.data() + 2, static_cast<qsizetype>(mark) - 2);
    }
    const auto count = static_cast<int>(digits.size());
    const int point = exponent + 1; // the number is 0.digits × 10^point
    if (number < 0) {
        out += '-';
    }
    if (count <= point && point <= 21) {
        out += digits + QByteArray(point - count, '0');
    } else if (0 < point && point <= 21) {
        out += digits.first(point) + '.' + digits.sliced(point);
    } else if (-6 < point && point <= 0) {
        out += "0." + QByteArray(-point, '0') + digits;
    } else {
        out += digits.first(1);
        if (count > 1) {
            out += '.' + digits.sliced(1);
        }
        out += point > 0 ? "e+" : "e-";
        out += QByteArray::number(std::abs(point - 1));
    }
}

bool appendString(QByteArray &out, QStringView text)
{
    constexpr qsizetype longestUnit = 6; // \u001f
    const qsizetype before = out.size();
    out.resize(before + longestUnit * text.size() + 2);
    char *const begin = out.data();
    char *to = begin + before;
    bool whole = true;
    *to++ = '"';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c < 0x20 || c == '"' || c == '\\') {
            to = escape(to, c);
        } else if (c < 0x80) {
            *to++ = static_cast<char>(c);
        } else if (!QChar::isSurrogate(c)) {
            to = encode(to, c);
        } else if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            to = encode(to, QChar::surrogateToUcs4(c, text[++i].unicode()));
        } else {
            to = encode(to, QChar::ReplacementCharacter);
            whole = false;
        }
    }
    *to++ = '"';
    out.truncate(to - begin);
    return whole;
}

Result<QByteArray> canonicalJson(const QJsonValue &value)
{
    Writer writer;
    if (auto written = writer.write(value, 0); !written) {
        return std::unexpected(std::move(written).error());
    }
    return writer.take();
}

} // namespace readyroom::journal
