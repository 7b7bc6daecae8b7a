// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/actuatorcache.h"
#include "tests/app/actions/actionstage.h"
#include "tests/support/hostileserver.h"

#include <QJsonArray>
#include <QTest>

#include <atomic>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using test::Acting;
using test::await;
using test::HostileServer;
using Kind = Error::Kind;

namespace {

const QByteArray listed = "{\"cacheManagers\":{\"one\":{\"caches\":{\"prices\":{\"target\":\"x\"},\"users\":{}}},"
                          "\"two\":{\"caches\":{\"users\":{}}}}}";

/// A service with three caches, of which one metric tells how full they are.
struct CachingService {
    explicit CachingService(const QByteArray &nameTag = "name", const QByteArray &managerTag = "cache.manager")
    {
        server.on("/actuator/caches", [this](const QByteArray &head) {
            return head.startsWith("DELETE") ? emptied() : HostileServer::answer(listed);
        });
        for (const QByteArray &path : {"/prices", "/users?cacheManager=two"}) {
            server.on("/actuator/caches" + path, [this](const QByteArray &head) {
                return head.startsWith("DELETE") ? emptied() : test::Behaviour{};
            });
        }
        const auto size = [this, nameTag, managerTag](const QByteArray &) {
            return measures
                ? HostileServer::answer("{\"name\":\"cache.size\",\"measurements\":[{\"statistic\":\"VALUE\","
                                        "\"value\":"
                                        + QByteArray::number(entries.load()) + "}],\"availableTags\":[{\"tag\":\""
                                        + nameTag + "\"},{\"tag\":\"" + managerTag + "\"}]}")
                : HostileServer::answer("", "", "404 No");
        };
        server.on("/actuator/metrics/cache.size", size);
        server.on("/actuator/metrics/cache.size?tag=" + nameTag + ":prices", size);
        server.on("/actuator/metrics/cache.size?tag=" + nameTag + ":users&tag=" + managerTag + ":two", size);
    }

    test::Behaviour emptied()
    {
        ++deletions;
        entries = obeys ? 0 : entries.load();
        return HostileServer::answer("", "", "204 No Content");
    }

    std::atomic<bool> obeys = true;
    std::atomic<bool> measures = true;
    std::atomic<int> entries = 120;
    std::atomic<int> deletions = 0;
    HostileServer server;
};

Act act(const HostileServer &server, const QString &cache, const QString &manager = {})
{
    QJsonObject arguments{{u"timeout"_s, u"300ms"_s}};
    if (!cache.isEmpty()) {
        arguments.insert("cache"_L1, cache);
    }
    if (!manager.isEmpty()) {
        arguments.insert("manager"_L1, manager);
    }
    return {.provider = u"actuator-cache"_s, .target = server.url("").toString(), .arguments = arguments};
}

} // namespace

class TestActuatorCache final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void empties_data()
    {
        QTest::addColumn<QString>("cache");
        QTest::addColumn<QString>("manager");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("one") << u"prices"_s << QString() << QByteArray("DELETE /actuator/caches/prices HTTP/1.1");
        QTest::newRow("of a manager") << u"users"_s << u"two"_s
                                      << QByteArray("DELETE /actuator/caches/users?cacheManager=two HTTP/1.1");
        QTest::newRow("all") << QString() << QString() << QByteArray("DELETE /actuator/caches HTTP/1.1");
    }

    void empties()
    {
        QFETCH(QString, cache);
        QFETCH(QString, manager);
        QFETCH(QByteArray, line);
        for (const auto &[nameTag, managerTag] :
             {std::pair{"name", "cache.manager"}, std::pair{"cache", "cacheManager"}}) {
            CachingService service(nameTag, managerTag);
            Acting<ActuatorCache> acting;
            const auto story = acting.act(act(service.server, cache, manager));
            QVERIFY(story.preview);
            QCOMPARE(story.preview->refusals, QStringList());
            QVERIFY2(story.preview->now.endsWith(": 120 entries."_L1), qPrintable(story.preview->now));
            QVERIFY(!story.outcome.error);
            QCOMPARE(story.outcome.observed, u"204"_s);
            QCOMPARE(story.verification.confirmed, Confirmed::Yes);
            QCOMPARE(story.verification.observed, u"0 entries, after 120 entries"_s);
            QCOMPARE(story.verification.count, std::optional<std::int64_t>(120));
            QCOMPARE(service.deletions, 1);
            QByteArray sent;
            for (const QByteArray &head : service.server.requests()) {
                sent = head.startsWith("DELETE") ? head.left(head.indexOf('\r')) : sent;
            }
            QCOMPARE(sent, line);
            QVERIFY2(story.preview->command.startsWith("curl -sS -X DELETE"_L1), qPrintable(story.preview->command));
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("cache");
        QTest::addColumn<QString>("manager");
        QTest::addColumn<QString>("says");
        QTest::newRow("a misspelt name") << u"price"_s << QString()
                                         << u"knows no cache price; known are: prices, users."_s;
        QTest::newRow("an ambiguous name")
            << u"users"_s << QString() << u"is in several managers, one and two: say in which by `manager`."_s;
        QTest::newRow("another manager") << u"prices"_s << u"two"_s
                                         << u"The manager two has no cache prices; it is in one."_s;
        QTest::newRow("a manager of all") << QString() << u"two"_s << u"goes with the name of a cache"_s;
    }

    void refuses()
    {
        QFETCH(QString, cache);
        QFETCH(QString, manager);
        QFETCH(QString, says);
        CachingService service;
        Acting<ActuatorCache> acting;
        const Act wrong = act(service.server, cache, manager);
        const Result<Preview> preview = acting.preview(wrong);
        QVERIFY(preview);
        QVERIFY2(preview->refusals.join(u' ').contains(says), qPrintable(preview->refusals.join(u' ')));
        const drills::Outcome outcome = acting.run(wrong, *preview);
        QCOMPARE(outcome.error.value().kind, Kind::Config);
        QVERIFY(!outcome.sent);
        QCOMPARE(service.deletions, 0);
    }

    void aServiceWithoutCachesIsRefused()
    {
        HostileServer server;
        server.on("/actuator/caches", HostileServer::answer("{\"cacheManagers\":{}}"));
        Acting<ActuatorCache> acting;
        QVERIFY(acting.preview(act(server, {}))->refusals.value(0).endsWith("has no caches."_L1));
    }

    void aLiarIsFoundOut()
    {
        CachingService service;
        service.obeys = false;
        Acting<ActuatorCache> acting;
        const auto story = acting.act(act(service.server, u"prices"_s), 200ms);
        QVERIFY(!story.outcome.error);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QCOMPARE(story.verification.observed,
                 u"120 entries, after 120 entries: it was not emptied, or has been filled again"_s);
    }

    void withoutMetricsNobodyKnows()
    {
        CachingService service;
        service.measures = false;
        Acting<ActuatorCache> acting;
        const auto story = acting.act(act(service.server, u"prices"_s), 200ms);
        QVERIFY(!story.outcome.error);
        QVERIFY(story.preview->now.isEmpty());
        QCOMPARE(story.preview->warnings.size(), 1);
        QCOMPARE(story.verification.confirmed, Confirmed::Unknown);
        QCOMPARE(story.verification.observed, u"How much it holds now cannot be read"_s);
    }

    void theTargetMisbehaves_data()
    {
        QTest::addColumn<test::Behaviour>("behaviour");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("not exposed") << HostileServer::answer("", "", "404 No") << Kind::NotExposed;
        QTest::newRow("another server") << HostileServer::answer("<html>") << Kind::Parse;
        QTest::newRow("another answer") << HostileServer::answer("{}") << Kind::Parse;
        QTest::newRow("hangs") << test::Behaviour{} << Kind::Timeout;
        QTest::newRow("cuts it off") << test::Behaviour{.send = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
                                                        .close = true}
                                     << Kind::Http;
    }

    void theTargetMisbehaves()
    {
        QFETCH(test::Behaviour, behaviour);
        QFETCH(Kind, kind);
        HostileServer server;
        server.on("/actuator/caches", behaviour);
        Acting<ActuatorCache> acting;
        QCOMPARE(acting.preview(act(server, u"prices"_s)).error().kind, kind);
        QCOMPARE(acting.verify(act(server, u"prices"_s), {}, 100ms).confirmed, Confirmed::Unknown);
    }

    void theEndpointRefuses()
    {
        HostileServer server;
        server.on("/actuator/caches", HostileServer::answer(listed));
        server.on("/actuator/metrics/cache.size", HostileServer::answer("", "", "404 No"));
        server.on("/actuator/caches/prices",
                  HostileServer::answer("{\"error\":\"Method Not Allowed\"}", {}, "405 Method Not Allowed"));
        Acting<ActuatorCache> acting;
        const auto story = acting.act(act(server, u"prices"_s), 100ms);
        QCOMPARE(story.outcome.error.value().kind, Kind::Http);
        QVERIFY(story.outcome.sent);
        QVERIFY2(story.outcome.observed.endsWith("answered 405: Method Not Allowed"_L1),
                 qPrintable(story.outcome.observed));
    }

    void whatMayBeChosenIsRead()
    {
        CachingService service;
        Acting<ActuatorCache> acting;
        const auto caches = await(acting.provider.choices(act(service.server, {}), u"cache"_s, {}));
        QVERIFY(caches && caches->size() == 2);
        QCOMPARE((*caches)[1].value, u"users"_s);
        QCOMPARE((*caches)[1].label, u"users · one, two"_s);
        const auto managers = await(acting.provider.choices(act(service.server, u"prices"_s), u"manager"_s, {}));
        QVERIFY(managers && managers->size() == 1);
        QCOMPARE(managers->front().value, u"one"_s);
        QCOMPARE(await(acting.provider.choices(act(service.server, {}), u"path"_s, {})).error().kind,
                 Kind::Unsupported);
    }

    void isRead()
    {
        CachingService service;
        Acting<ActuatorCache> acting;
        acting.stage.gate.disarm();
        const auto read = [&](const QJsonObject &more) {
            QJsonObject arguments = more;
            arguments.insert("do"_L1, u"read"_s);
            return await(acting.provider.read(
                {.provider = u"actuator-cache"_s, .target = service.server.url("").toString(), .arguments = arguments},
                {}));
        };
        QCOMPARE(*read({{u"cache"_s, u"prices"_s}, {u"at"_s, u"/size"_s}}), QJsonValue(120));
        service.entries = 3;
        QCOMPARE(*read({{u"cache"_s, u"users"_s}, {u"manager"_s, u"two"_s}, {u"at"_s, u"/size"_s}}), QJsonValue(3));
        QCOMPARE(read({})->toObject().value("caches"_L1).toArray().size(), 3);
        QCOMPARE(*read({{u"manager"_s, u"two"_s}, {u"at"_s, u"/caches/0/name"_s}}), QJsonValue(u"users"_s));
        const auto unknown = read({{u"cache"_s, u"price"_s}});
        QCOMPARE(unknown.error().kind, Kind::Config);
        QCOMPARE(unknown.error().message,
                 u"127.0.0.1:%1 knows no cache \"price\"; did you mean \"prices\"?"_s.arg(service.server.port()));
        QVERIFY(!read({{u"cache"_s, u"prices"_s}, {u"manager"_s, u"two"_s}}));
        // What is not told is not 0.
        service.measures = false;
        QVERIFY(read({{u"cache"_s, u"prices"_s}}));
        QCOMPARE(read({{u"cache"_s, u"prices"_s}, {u"at"_s, u"/size"_s}}).error().message,
                 u"There is nothing at /size in what was read"_s);
        QCOMPARE(await(acting.provider.read(act(service.server, u"prices"_s), {})).error().kind, Kind::Config);
        QCOMPARE(service.deletions.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestActuatorCache)
#include "tst_actuatorcache.moc"
