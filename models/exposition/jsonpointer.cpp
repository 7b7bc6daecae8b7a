// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/jsonpointer.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

/// An array index is "0" or digits without a leading zero (RFC 6901, section 4).
std::optional<qsizetype> indexOf(QStringView token)
{
    const bool digits = !token.isEmpty() && token.size() < 10
        && std::ranges::all_of(token, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!digits || (token.size() > 1 && token.front() == u'0')) {
        return std::nullopt;
    }
    return token.toInt();
}

} // namespace

Result<JsonPointer> JsonPointer::parse(const QString &text)
{
    JsonPointer out;
    if (text.isEmpty()) {
        return out;
    }
    if (!text.startsWith(u'/')) {
        return failure(Error::Kind::Config, u"The JSON pointer “%1” must begin with “/”."_s.arg(text));
    }
    out.m_tokens = text.sliced(1).split(u'/');
    for (QString &token : out.m_tokens) {
        for (qsizetype i = token.indexOf(u'~'); i >= 0; i = token.indexOf(u'~', i + 1)) {
            const QChar next = i + 1 < token.size() ? token[i + 1] : QChar();
            if (next != u'0' && next != u'1') {
                return failure(Error::Kind::Config,
                               u"The JSON pointer “%1” has a “~” that is not followed by 0 or 1."_s.arg(text));
            }
            token.replace(i, 2, next == u'0' ? QChar(u'~') : QChar(u'/'));
        }
    }
    return out;
}

QJsonValue JsonPointer::resolve(const QJsonValue &root) const
{
    QJsonValue value = root;
    for (const QString &token : m_tokens) {
        if (value.isObject()) {
            value = value.toObject().value(token);
        } else if (value.isArray()) {
            const std::optional<qsizetype> index = indexOf(token);
            const QJsonArray array = value.toArray();
            value = index && *index < array.size() ? array.at(*index) : QJsonValue(QJsonValue::Undefined);
        } else {
            return QJsonValue(QJsonValue::Undefined);
        }
    }
    return value;
}

} // namespace readyroom::exposition
