// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/cachelook.h"
#include "app/actions/varnishorder.h"
#include "app/actions/varnishtables.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using Kind = CacheLook::Kind;

namespace {

CacheLook lookAt(const QByteArray &varnish, const QByteArray &age = {}, const QByteArray &cache = {})
{
    http::Response response{.status = 200};
    for (const auto &[name, value] :
         {std::pair{"x-varnish", varnish}, std::pair{"age", age}, std::pair{"x-cache", cache}}) {
        if (!value.isEmpty()) {
            response.headers.emplace_back(name, value);
        }
    }
    return cacheLookFrom(response);
}

} // namespace

class TestVarnishOrder final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void invalidations_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("read"); // "METHOD path host header: what"; empty: refused
        const auto with = [](std::initializer_list<std::pair<QString, QJsonValue>> members) {
            return QJsonObject(members);
        };
        QTest::newRow("purge") << with({{u"do"_s, u"purge"_s}, {u"path"_s, u"/a?b=c"_s}}) << u"PURGE /a?b=c"_s;
        QTest::newRow("host") << with({{u"do"_s, u"purge"_s}, {u"path"_s, u"/a"_s}, {u"host"_s, u"shop.example"_s}})
                              << u"PURGE /a shop.example"_s;
        QTest::newRow("another method") << with(
            {{u"do"_s, u"purge"_s}, {u"path"_s, u"/a"_s}, {u"method"_s, u"REFRESH"_s}})
                                        << u"REFRESH /a"_s;
        QTest::newRow("ban") << with({{u"do"_s, u"ban"_s}, {u"expr"_s, u"obj.http.x-url ~ ^/img/"_s}})
                             << u"BAN / X-Ban-Expr: obj.http.x-url ~ ^/img/"_s;
        QTest::newRow("key") << with({{u"do"_s, u"xkey"_s}, {u"key"_s, u"img news"_s}})
                             << u"PURGE / xkey-purge: img news"_s;
        QTest::newRow("soft") << with({{u"do"_s, u"softpurge"_s}, {u"key"_s, u"img"_s}})
                              << u"PURGE / xkey-softpurge: img"_s;
        QTest::newRow("another header") << with({{u"do"_s, u"xkey"_s}, {u"key"_s, u"img"_s}, {u"header"_s, u"key"_s}})
                                        << u"PURGE / key: img"_s;
        QTest::newRow("no path") << with({{u"do"_s, u"purge"_s}}) << QString();
        QTest::newRow("relative path") << with({{u"do"_s, u"purge"_s}, {u"path"_s, u"a"_s}}) << QString();
        QTest::newRow("a path with a blank") << with({{u"do"_s, u"purge"_s}, {u"path"_s, u"/a b"_s}}) << QString();
        QTest::newRow("another request behind it")
            << with({{u"do"_s, u"purge"_s}, {u"path"_s, u"/a\r\nX: y"_s}}) << QString();
        QTest::newRow("another header behind a key")
            << with({{u"do"_s, u"xkey"_s}, {u"key"_s, u"a\r\nX: y"_s}}) << QString();
        QTest::newRow("a method of two words")
            << with({{u"do"_s, u"purge"_s}, {u"path"_s, u"/a"_s}, {u"method"_s, u"PURGE /b"_s}}) << QString();
        QTest::newRow("a header of two words")
            << with({{u"do"_s, u"xkey"_s}, {u"key"_s, u"a"_s}, {u"header"_s, u"a: b"_s}}) << QString();
        QTest::newRow("no key") << with({{u"do"_s, u"xkey"_s}}) << QString();
        QTest::newRow("no expression") << with({{u"do"_s, u"ban"_s}}) << QString();
        QTest::newRow("the secret itself")
            << with({{u"do"_s, u"xkey"_s}, {u"key"_s, u"a"_s}, {u"secret"_s, u"s3cret"_s}}) << QString();
        QTest::newRow("something else") << with({{u"do"_s, u"flush"_s}}) << QString();
    }

    void invalidations()
    {
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, read);
        const Result<VarnishOrder> order = varnishOrderFrom(arguments);
        QCOMPARE(order.has_value(), !read.isEmpty());
        if (!order) {
            QCOMPARE(order.error().kind, Error::Kind::Config);
            QVERIFY(!order.error().message.contains(u"s3cret"));
            return;
        }
        const auto &one = std::get<VarnishInvalidation>(order->what);
        QString text = QString::fromLatin1(one.method) + u' ' + one.path;
        text += one.host.isEmpty() ? QString() : QString(u' ' + one.host);
        text += one.header.isEmpty() ? QString() : QString(u' ' + QString::fromLatin1(one.header) + u": "_s + one.what);
        QCOMPARE(text, read);
    }

    void controls_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("use") << QJsonObject{{u"do"_s, u"use"_s}, {u"vcl"_s, u"v2_1-a.b"_s}} << true;
        QTest::newRow("use, two words") << QJsonObject{{u"do"_s, u"use"_s}, {u"vcl"_s, u"v2 warm"_s}} << false;
        QTest::newRow("use, another line") << QJsonObject{{u"do"_s, u"use"_s}, {u"vcl"_s, u"v2\nstop"_s}} << false;
        QTest::newRow("use, quoted") << QJsonObject{{u"do"_s, u"use"_s}, {u"vcl"_s, u"\"v2\""_s}} << false;
        QTest::newRow("use nothing") << QJsonObject{{u"do"_s, u"use"_s}} << false;
        QTest::newRow("health") << QJsonObject{{u"do"_s, u"health"_s},
                                               {u"backend"_s, u"boot.be"_s},
                                               {u"health"_s, u"sick"_s}}
                                << true;
        QTest::newRow("all backends") << QJsonObject{{u"do"_s, u"health"_s},
                                                     {u"backend"_s, u"*"_s},
                                                     {u"health"_s, u"sick"_s}}
                                      << false;
        QTest::newRow("unknown health") << QJsonObject{{u"do"_s, u"health"_s},
                                                       {u"backend"_s, u"be"_s},
                                                       {u"health"_s, u"ill"_s}}
                                        << false;
    }

    void controls()
    {
        QFETCH(QJsonObject, arguments);
        QFETCH(bool, accepted);
        QCOMPARE(varnishOrderFrom(arguments).has_value(), accepted);
    }

    void addresses()
    {
        QCOMPARE(varnishUrl(u"http://a:1/"_s, u"/b?c"_s)->toString(), u"http://a:1/b?c"_s);
        QCOMPARE(varnishUrl(u"http://a:1/base/"_s, u"/b%20c"_s)->toString(QUrl::FullyEncoded),
                 u"http://a:1/base/b%20c"_s);
        QVERIFY(!varnishUrl(u"a:1"_s, u"/b"_s));
        QVERIFY(!varnishUrl(u"http://"_s, u"/b"_s));
        QVERIFY(!varnishUrl(u"http://a:1"_s, u"/b#c"_s));
    }

    void looks_data()
    {
        QTest::addColumn<CacheLook>("look");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("object");
        QTest::newRow("Varnish: miss") << lookAt("5", "0") << Kind::Miss << QByteArray("5");
        QTest::newRow("Varnish: hit") << lookAt("32770 5", "0") << Kind::Hit << QByteArray("5");
        QTest::newRow("Varnish wins") << lookAt("7", "30", "HIT") << Kind::Miss << QByteArray("7");
        QTest::newRow("X-Cache: hit") << lookAt({}, "3", "HIT from edge") << Kind::Hit << QByteArray();
        QTest::newRow("X-Cache: miss") << lookAt({}, {}, "Miss") << Kind::Miss << QByteArray();
        QTest::newRow("X-Cache: the nearest") << lookAt({}, {}, "MISS, HIT") << Kind::Hit << QByteArray();
        QTest::newRow("only an age") << lookAt({}, "9") << Kind::Hit << QByteArray();
        QTest::newRow("age 0") << lookAt({}, "0") << Kind::Unknown << QByteArray();
        QTest::newRow("odd age") << lookAt({}, "-1") << Kind::Unknown << QByteArray();
        QTest::newRow("nothing") << lookAt({}) << Kind::Unknown << QByteArray();
    }

    void looks()
    {
        QFETCH(CacheLook, look);
        QFETCH(Kind, kind);
        QFETCH(QByteArray, object);
        QCOMPARE(look.kind, kind);
        QCOMPARE(look.object, object);
        CacheLook readBack = cacheLookFrom(look.json());
        readBack.status = look.status;
        QCOMPARE(readBack, look);
    }

    void replaced_data()
    {
        QTest::addColumn<CacheLook>("before");
        QTest::addColumn<CacheLook>("now");
        QTest::addColumn<std::optional<bool>>("replaced");
        const auto row = [](const char *name, const CacheLook &before, const CacheLook &now,
                            std::optional<bool> replaced) { QTest::newRow(name) << before << now << replaced; };
        row("gone", lookAt("9 5", "30"), lookAt("12"), true);
        row("the same object", lookAt("9 5", "30"), lookAt("12 5", "31"), false);
        row("the one that was loaded by looking", lookAt("5"), lookAt("12 5", "0"), false);
        row("loaded again by others", lookAt("9 5", "30"), lookAt("12 11", "0"), true);
        row("nothing tells", lookAt("9 5", "30"), lookAt({}), std::nullopt);
        row("nothing told before", lookAt({}), lookAt("12 11", "0"), std::nullopt);
        row("younger", lookAt({}, "30"), lookAt({}, "1"), true);
        row("older", lookAt({}, "30"), lookAt({}, "31"), false);
        row("too young to tell", lookAt({}, "0", "HIT"), lookAt({}, "1"), std::nullopt);
    }

    void replaced()
    {
        QFETCH(CacheLook, before);
        QFETCH(CacheLook, now);
        QFETCH(std::optional<bool>, replaced);
        QCOMPARE(wasReplaced(before, now), replaced);
    }

    /// As Varnish 7.1.1 prints them.
    void tables()
    {
        const auto vcls = varnishVclsFrom("[ 2, [\"vcl.list\", \"-j\"], 1.5,\n"
                                          "{\"status\": \"available\", \"state\": \"cold\", \"temperature\": \"cold\", "
                                          "\"busy\": 0, \"name\": \"boot\"},\n"
                                          "{\"status\": \"active\", \"state\": \"auto\", \"temperature\": \"warm\", "
                                          "\"busy\": 2, \"name\": \"v2\", \"labels\": 1}]");
        QVERIFY(vcls && vcls->size() == 2);
        QCOMPARE(vcls->at(0), (VarnishVcl{u"boot"_s, false, u"cold"_s, u"cold"_s}));
        QCOMPARE(vcls->at(1), (VarnishVcl{u"v2"_s, true, u"auto"_s, u"warm"_s}));

        const auto backends = varnishBackendsFrom(
            "[ 3, [\"backend.list\", \"-j\"], 1.5, {"
            "\"p1.d\": {\"type\": \"round-robin\", \"admin_health\": \"probe\", \"probe_message\": [1, 2, "
            "\"healthy\"]},"
            "\"p1.one\": {\"type\": \"backend\", \"admin_health\": \"healthy\", \"probe_message\": [3, 3, "
            "\"healthy\"]},"
            "\"p1.plain\": {\"type\": \"backend\", \"admin_health\": \"healthy\", \"probe_message\": [0, 0, "
            "\"healthy\"]},"
            "\"p1.two\": {\"type\": \"backend\", \"admin_health\": \"probe\", \"probe_message\": [0, 3, \"sick\"]}}]");
        QVERIFY(backends && backends->size() == 4);
        QVERIFY(backends->at(0).isDirector);
        QCOMPARE(backends->at(1).health(), u"healthy"_s); // forced: it has a probe
        QCOMPARE(backends->at(2).health(), u"auto"_s);
        QVERIFY(backends->at(2).isHealthy());
        QCOMPARE(backends->at(3).health(), u"auto"_s);
        QVERIFY(!backends->at(3).isHealthy());

        const auto bans = varnishBansFrom("[ 2, [\"ban.list\", \"-j\"], 1.5, {\"time\": 7.25, \"refs\": 0, "
                                          "\"completed\": false, \"spec\": \"obj.http.x-url ~ /foo\"}]");
        QVERIFY(bans);
        QCOMPARE(bans->at(0), (VarnishBan{7.25, u"obj.http.x-url ~ /foo"_s, false}));
    }

    void tablesRefuseAllElse()
    {
        for (const QByteArray text :
             {"", "[]", "{}", "Backend name  Admin", "[2, [\"ban.list\"], 1", "[2, [\"param.show\"], 1]"}) {
            QVERIFY(!varnishVclsFrom(text));
            QVERIFY(!varnishBackendsFrom(text));
            QVERIFY(!varnishBansFrom(text));
        }
        QVERIFY(varnishVclsFrom("[2, [\"vcl.list\", \"-j\"], 1]")->empty());
    }
};

QTEST_GUILESS_MAIN(TestVarnishOrder)
#include "tst_varnishorder.moc"
