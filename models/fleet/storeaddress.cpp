// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/storeaddress.h"

#include <QStringList>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace readyroom::fleet {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> refused(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

bool hasControlOrSemicolon(const QString &text)
{
    // Qt's driver takes a semicolon for the end of an option, wherever it stands.
    return std::ranges::any_of(text, [](QChar c) { return c < u' ' || c == u';' || c == QChar(0x7f); });
}

Result<QMap<QString, QString>> parametersOf(const QUrl &url)
{
    QMap<QString, QString> out;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (name == "password"_L1) {
            return refused(u"A password must not stand in the fleet file; put it into ~/.pgpass, or into a file that "
                           "?passfile= names."_s);
        }
        if (!StoreAddress::parameterNames().contains(name)) {
            return refused(u"\"%1\" is not a parameter of a store; there are %2."_s.arg(
                name, StoreAddress::parameterNames().join(u", "_s)));
        }
        if (value.isEmpty() || hasControlOrSemicolon(value)) {
            return refused(u"The parameter \"%1\" of a store needs a value without semicolons."_s.arg(name));
        }
        out.insert(name, value);
    }
    return out;
}

} // namespace

QString StoreAddress::shown() const
{
    const QString name = host.contains(u':') ? u'[' + host + u']' : host;
    return name + u':' + QString::number(port) + u'/' + database;
}

const QStringList &StoreAddress::parameterNames()
{
    static const QStringList names{u"passfile"_s, u"sslcert"_s, u"sslcrl"_s,
                                   u"sslkey"_s,   u"sslmode"_s, u"sslrootcert"_s};
    return names;
}

Result<StoreAddress> storeAddressFromUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != "postgresql"_L1 && url.scheme() != "postgres"_L1)) {
        return refused(u"A store looks like postgresql://user@host/database."_s);
    }
    if (url.userInfo().contains(u':')) {
        return refused(u"A password must not stand in the fleet file; put it into ~/.pgpass, or into a file that "
                       "?passfile= names."_s);
    }
    const QString database = url.path(QUrl::FullyDecoded).mid(1);
    if (url.host().isEmpty() || database.isEmpty() || database.contains(u'/') || url.hasFragment()) {
        return refused(u"A store needs a host and the name of one database, as in postgresql://user@host/database."_s);
    }
    Result<QMap<QString, QString>> parameters = parametersOf(url);
    if (!parameters) {
        return std::unexpected(std::move(parameters).error());
    }
    return StoreAddress{.user = url.userName(QUrl::FullyDecoded),
                        .host = url.host(),
                        .port = url.port(5432),
                        .database = database,
                        .parameters = *std::move(parameters)};
}

} // namespace readyroom::fleet
