// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnishorder.h"

#include "app/actions/arguments.h"
#include "app/actions/targetrequest.h"

#include <algorithm>
#include <array>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using How = VarnishInvalidation::How;

namespace {

constexpr Duration usualTimeout{3000};

struct Way {
    QLatin1StringView name;
    How how;
    const char *method;
    const char *header;
    QLatin1StringView argument; ///< that goes into the header
};
constexpr std::array ways{Way{"purge"_L1, How::Purge, "PURGE", "", ""_L1},
                          Way{"ban"_L1, How::Ban, "BAN", "X-Ban-Expr", "expr"_L1},
                          Way{"xkey"_L1, How::Xkey, "PURGE", "xkey-purge", "key"_L1},
                          Way{"softpurge"_L1, How::SoftPurge, "PURGE", "xkey-softpurge", "key"_L1}};

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

/// RFC 9110, "token", without its odder characters.
bool isToken(const QString &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
    });
}

/// The optional token `name`, or `usual`.
Result<QByteArray> tokenOf(const QJsonObject &arguments, const QString &name, const QByteArray &usual)
{
    if (!arguments.contains(name)) {
        return usual;
    }
    const Result<QString> text = textOf(arguments, name);
    if (!text || !isToken(*text)) {
        return wrong(u"The argument %1 must be a word of letters, digits and hyphens"_s.arg(name));
    }
    return text->toLatin1();
}

/// A name in a command of the admin socket, which ends at a blank.
Result<QString> nameOf(const QJsonObject &arguments, const QString &name)
{
    Result<QString> text = textOf(arguments, name);
    if (text && !std::ranges::all_of(*text, [](QChar c) {
            return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.');
        })) {
        return wrong(u"“%1” cannot be the name of a %2 of Varnish, which has only letters, digits, -, _ and ."_s.arg(
            text->left(80), name));
    }
    return text;
}

/// The optional text `name`, or none.
Result<QString> optionalText(const QJsonObject &arguments, const QString &name)
{
    return arguments.contains(name) ? textOf(arguments, name) : Result<QString>(QString());
}

Result<VarnishInvalidation> invalidationFrom(const QJsonObject &arguments, const Way &way)
{
    const Result<QByteArray> method = tokenOf(arguments, u"method"_s, way.method);
    const Result<QByteArray> header = tokenOf(arguments, u"header"_s, way.header);
    const Result<QString> host = optionalText(arguments, u"host"_s);
    const Result<QString> admin = optionalText(arguments, u"admin"_s);
    const bool hasPath = arguments.contains("path"_L1) || way.how == How::Purge;
    const Result<QString> path = hasPath ? textOf(arguments, u"path"_s) : Result<QString>(u"/"_s);
    const Result<QString> what =
        way.argument.isEmpty() ? Result<QString>(QString()) : textOf(arguments, QString(way.argument));
    for (const auto *const one : {&host, &admin, &path, &what}) {
        if (!*one) {
            return std::unexpected(one->error());
        }
    }
    if (!method || !header) {
        return std::unexpected(method ? header.error() : method.error());
    }
    if (!path->startsWith(u'/') || !varnishUrl(u"http://localhost"_s, *path)) {
        return wrong(u"The path must begin with / and be percent-encoded as in an address"_s);
    }
    return VarnishInvalidation{.how = way.how,
                               .method = *method,
                               .path = *path,
                               .canary = hasPath,
                               .host = *host,
                               .header = way.how == How::Purge ? QByteArray() : *header,
                               .what = *what,
                               .admin = *admin};
}

} // namespace

Result<std::optional<fleet::SecretRef>> varnishSecretFrom(const QJsonObject &arguments)
{
    const QJsonValue given = arguments.value("secret"_L1);
    if (given.isUndefined() || given.isNull()) {
        return std::nullopt;
    }
    using From = fleet::SecretRef::From;
    for (const auto &[key, from] : {std::pair{"env"_L1, From::Env}, std::pair{"file"_L1, From::File}}) {
        if (const QString name = given.toObject().value(key).toString(); !name.isEmpty()) {
            return fleet::SecretRef{.from = from, .name = name};
        }
    }
    return wrong(u"The secret must be {env: NAME} or {file: PATH}, never the secret itself"_s);
}

Result<VarnishOrder> varnishOrderFrom(const QJsonObject &arguments)
{
    VarnishOrder order;
    const Result<Duration> timeout = timeoutOf(arguments, usualTimeout);
    Result<std::optional<fleet::SecretRef>> secret = varnishSecretFrom(arguments);
    if (!timeout || !secret) {
        return std::unexpected(timeout ? secret.error() : timeout.error());
    }
    order.timeout = *timeout;
    order.secret = *std::move(secret);
    const QString what = arguments.value("do"_L1).toString();
    if (what == "use"_L1) {
        const Result<QString> vcl = nameOf(arguments, u"vcl"_s);
        if (!vcl) {
            return std::unexpected(vcl.error());
        }
        order.what = VarnishUse{.vcl = *vcl};
        return order;
    }
    if (what == "health"_L1) {
        const Result<QString> backend = nameOf(arguments, u"backend"_s);
        if (!backend) {
            return std::unexpected(backend.error());
        }
        const QString health = arguments.value("health"_L1).toString();
        if (health != "sick"_L1 && health != "healthy"_L1 && health != "auto"_L1) {
            return wrong(u"The health must be sick, healthy or auto"_s);
        }
        order.what = VarnishHealth{.backend = *backend, .health = health};
        return order;
    }
    const auto way = std::ranges::find(ways, what, &Way::name);
    if (way == ways.end()) {
        return wrong(u"What to do with Varnish must be purge, ban, xkey, softpurge, use or health"_s);
    }
    const Result<VarnishInvalidation> invalidation = invalidationFrom(arguments, *way);
    if (!invalidation) {
        return std::unexpected(invalidation.error());
    }
    order.what = *invalidation;
    return order;
}

Result<VarnishOrder> varnishAccessFrom(const QJsonObject &arguments)
{
    const Result<std::optional<fleet::SecretRef>> secret = varnishSecretFrom(arguments);
    const Result<Duration> timeout = timeoutOf(arguments, usualTimeout);
    if (!secret || !timeout) {
        return std::unexpected(secret ? timeout.error() : secret.error());
    }
    return VarnishOrder{.what = VarnishUse{}, .secret = *secret, .timeout = *timeout};
}

Result<QUrl> varnishUrl(const QString &target, const QString &path)
{
    const Result<QUrl> base = httpTargetFrom(target);
    if (!base) {
        return base;
    }
    QString text = base->adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment).toString(QUrl::FullyEncoded);
    while (text.endsWith(u'/')) {
        text.chop(1);
    }
    QUrl url(text + path, QUrl::StrictMode);
    if (!url.isValid() || url.hasFragment()) {
        return wrong(u"The path is not one of an address; it must be percent-encoded"_s);
    }
    return url;
}

} // namespace readyroom::actions
