// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxyorder.h"

#include "app/actions/arguments.h"

#include <algorithm>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

constexpr int largestWeight = 256;
constexpr Duration usualTimeout{2000};

bool isAllowedInNames(QChar c)
{
    constexpr QLatin1StringView marks{"-_.:"};
    return c.unicode() < 128 && (c.isLetterOrNumber() || marks.contains(c));
}

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

Result<HaproxyWeight> weightFrom(const QString &text)
{
    const bool percent = text.endsWith(u'%');
    const QString digits = percent ? text.chopped(1) : text;
    bool isNumber = std::ranges::all_of(digits, [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int amount = isNumber ? digits.toInt(&isNumber) : 0;
    if (!isNumber || amount > (percent ? 100 * largestWeight : largestWeight)) {
        return wrong(
            u"The weight must be a whole number from 0 to 256, or a whole percentage such as 25%, not “%1”"_s.arg(
                text.left(40)));
    }
    return HaproxyWeight{.amount = amount, .percent = percent};
}

} // namespace

QString HaproxyWeight::text() const
{
    return QString::number(amount) + (percent ? u"%"_s : QString());
}

int HaproxyWeight::of(int initialWeight) const
{
    return percent ? initialWeight * amount / 100 : amount;
}

QByteArray HaproxyOrder::line() const
{
    const auto *const weight = std::get_if<HaproxyWeight>(&want);
    const QString what = weight ? QString(u"weight "_s + weight->text())
                                : QString(u"state "_s + haproxyModeName(std::get<HaproxyMode>(want)));
    return QString(u"set server "_s + path() + u' ' + what).toUtf8();
}

Result<QString> haproxyNameFrom(const QJsonObject &arguments, const QString &name)
{
    Result<QString> text = textOf(arguments, name);
    if (text && !std::ranges::all_of(*text, isAllowedInNames)) {
        return wrong(u"“%1” cannot be the name of a %2 of HAProxy, which has only letters, digits, -, _, . and :"_s.arg(
            text->left(80), name));
    }
    return text;
}

Result<HaproxyOrder> haproxyOrderFrom(const QJsonObject &arguments)
{
    const Result<QString> backend = haproxyNameFrom(arguments, u"backend"_s);
    const Result<QString> server = backend ? haproxyNameFrom(arguments, u"server"_s) : backend;
    const Result<Duration> timeout = timeoutOf(arguments, usualTimeout);
    if (!server || !timeout) {
        return std::unexpected(server ? timeout.error() : server.error());
    }
    HaproxyOrder order{.backend = *backend, .server = *server, .want = HaproxyMode::Ready, .timeout = *timeout};
    const QString what = arguments.value("do"_L1).toString();
    if (what == "state"_L1) {
        const std::optional<HaproxyMode> mode = haproxyModeFromName(arguments.value("state"_L1).toString());
        if (!mode) {
            return wrong(u"The state must be ready, drain or maint"_s);
        }
        order.want = *mode;
        return order;
    }
    if (what != "weight"_L1) {
        return wrong(u"What to do with HAProxy must be state or weight"_s);
    }
    const Result<QString> text = textOf(arguments, u"weight"_s);
    const Result<HaproxyWeight> weight = text ? weightFrom(*text) : std::unexpected(text.error());
    if (!weight) {
        return std::unexpected(weight.error());
    }
    order.want = *weight;
    return order;
}

} // namespace readyroom::actions
