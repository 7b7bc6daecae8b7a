// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/cachelook.h"

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using Kind = CacheLook::Kind;

QString CacheLook::text() const
{
    const QString old = age ? u", %1 s old"_s.arg(*age) : QString();
    switch (kind) {
    case Kind::Hit:
        return u"a hit"_s + old;
    case Kind::Miss:
        return u"a miss"_s;
    case Kind::Unknown:
        break;
    }
    return u"an answer that tells nothing of a cache"_s + old;
}

QJsonObject CacheLook::json() const
{
    QJsonObject json{
        {u"hit"_s, kind == Kind::Hit}, {u"miss"_s, kind == Kind::Miss}, {u"object"_s, QString::fromLatin1(object)}};
    if (age) {
        json.insert("age"_L1, qint64(*age));
    }
    return json;
}

CacheLook cacheLookFrom(const http::Response &response)
{
    CacheLook look{.status = response.status};
    bool isNumber = false;
    const qint64 age = response.header("age").toByteArray().toLongLong(&isNumber);
    if (isNumber && age >= 0) {
        look.age = age;
    }
    const QList<QByteArray> ids = response.header("x-varnish").toByteArray().simplified().split(' ');
    const QByteArray said = response.header("x-cache").toByteArray().toLower();
    if (ids.size() == 2) {
        look.kind = Kind::Hit;
        look.object = ids.at(1);
    } else if (!ids.front().isEmpty()) {
        look.kind = Kind::Miss;
        look.object = ids.front();
    } else if (const qsizetype hit = said.lastIndexOf("hit"), miss = said.lastIndexOf("miss"); hit != miss) {
        // Behind each other stand the caches on the way, the nearest last.
        look.kind = hit > miss ? Kind::Hit : Kind::Miss;
    } else if (look.age.value_or(0) > 0) {
        look.kind = Kind::Hit;
    }
    return look;
}

CacheLook cacheLookFrom(const QJsonObject &json)
{
    CacheLook look{.kind = json.value("hit"_L1).toBool() ? Kind::Hit
                       : json.value("miss"_L1).toBool()  ? Kind::Miss
                                                         : Kind::Unknown,
                   .object = json.value("object"_L1).toString().toLatin1()};
    if (json.contains("age"_L1)) {
        look.age = json.value("age"_L1).toInteger();
    }
    return look;
}

std::optional<bool> wasReplaced(const CacheLook &before, const CacheLook &now)
{
    if (now.kind == Kind::Miss) {
        return true;
    }
    if (now.kind == Kind::Unknown) {
        return std::nullopt;
    }
    if (!before.object.isEmpty() && !now.object.isEmpty()) {
        return before.object != now.object;
    }
    // Without numbers only an age that went down tells it.
    if (before.kind == Kind::Hit && before.age && now.age && *before.age > 0) {
        return *now.age < *before.age;
    }
    return std::nullopt;
}

} // namespace readyroom::actions
