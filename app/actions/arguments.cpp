// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/arguments.h"

#include "models/promql/number.h"

#include <algorithm>
#include <optional>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

bool isPlain(QChar c)
{
    constexpr QLatin1StringView harmless{"@%+=:,./-_"};
    return c.unicode() < 128 && (c.isLetterOrNumber() || harmless.contains(c));
}

} // namespace

Result<Duration> timeoutOf(const QJsonObject &arguments, Duration usual)
{
    constexpr Duration longest = std::chrono::minutes{10};
    const QJsonValue given = arguments.value("timeout"_L1);
    if (given.isUndefined() || given.isNull()) {
        return usual;
    }
    std::optional<Duration> timeout;
    bool isNumber = given.isDouble();
    const double seconds = isNumber ? given.toDouble() : given.toString().toDouble(&isNumber);
    if (!isNumber) {
        timeout = promql::parseDuration(given.toString().toUtf8());
    } else if (seconds > 0 && seconds <= toSeconds(longest)) {
        timeout = Duration(qRound64(seconds * 1000));
    }
    if (!timeout || *timeout <= Duration::zero() || *timeout > longest) {
        return failure(Error::Kind::Config,
                       u"The argument timeout must be a number of seconds, or a duration such as 2s, of at most 10m"_s);
    }
    return *timeout;
}

Result<QString> textOf(const QJsonObject &arguments, const QString &name)
{
    const QString text = arguments.value(name).toVariant().toString();
    if (text.isEmpty()) {
        return failure(Error::Kind::Config, u"The argument %1 is missing"_s.arg(name));
    }
    if (!std::ranges::all_of(text, [](QChar c) { return c.isPrint() || c.isSurrogate(); })) {
        return failure(Error::Kind::Config,
                       u"The argument %1 holds a character that cannot be printed, such as a line end"_s.arg(name));
    }
    return text;
}

QString shellWord(const QString &text)
{
    if (!text.isEmpty() && std::ranges::all_of(text, isPlain)) {
        return text;
    }
    return u'\'' + QString(text).replace(u'\'', "'\\''"_L1) + u'\'';
}

} // namespace readyroom::actions
