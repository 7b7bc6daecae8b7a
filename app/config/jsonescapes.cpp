// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/jsonescapes.h"

#include <optional>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype escapeLength = 6; // of \uXXXX

/// Of the escape that begins at `at`.
std::optional<char16_t> escapedUnit(QStringView text, qsizetype at)
{
    bool isHex = false;
    const QStringView escape = text.mid(at, escapeLength);
    const char16_t unit = escape.mid(2).toUShort(&isHex, 16);
    return escape.size() == escapeLength && escape.startsWith("\\u"_L1) && isHex ? std::optional(unit) : std::nullopt;
}

} // namespace

QString withJoinedSurrogates(const QString &text)
{
    if (!text.contains("\\u"_L1) || !QStringView(text).trimmed().startsWith(u'{')) {
        return text;
    }
    QString result;
    result.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const std::optional<char16_t> high = escapedUnit(text, at);
        const std::optional<char16_t> low = high ? escapedUnit(text, at + escapeLength) : std::nullopt;
        if (low && QChar::isHighSurrogate(*high) && QChar::isLowSurrogate(*low)) {
            result += "\\U"_L1 + QString::number(QChar::surrogateToUcs4(*high, *low), 16).rightJustified(8, u'0');
            at += 2 * escapeLength;
            continue;
        }
        const qsizetype length = text.at(at) == u'\\' ? 2 : 1; // what is escaped begins no escape
        result += QStringView(text).mid(at, length);
        at += length;
    }
    return result;
}

} // namespace readyroom::config
