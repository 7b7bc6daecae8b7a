// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnish.h"
#include "app/actions/varnishcache.h"
#include "tests/app/actions/actionstage.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <memory>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Act;
using drills::Confirmed;
using test::Acting;
using test::Behaviour;
using test::HostileServer;
using test::outcomeOf;
using Kind = Error::Kind;

namespace {

Act purge(const HostileServer &server)
{
    return {.provider = u"varnish"_s,
            .target = server.url("").toString(),
            .arguments = {{u"do"_s, u"purge"_s}, {u"path"_s, u"/a"_s}, {u"timeout"_s, u"300ms"_s}}};
}

std::optional<Kind> kindOf(const drills::Outcome &outcome)
{
    return outcome.error ? std::optional(outcome.error->kind) : std::nullopt;
}

} // namespace

class TestVarnishFaults final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void misbehaves_data()
    {
        QTest::addColumn<Behaviour>("toPurge");
        QTest::addColumn<std::optional<Kind>>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("does nothing") << HostileServer::answer("ok") << std::optional<Kind>() << u"200"_s;
        QTest::newRow("hangs") << Behaviour{} << std::optional(Kind::Timeout) << QString();
        QTest::newRow("closes") << Behaviour{.close = true} << std::optional(Kind::Http) << QString();
        QTest::newRow("is not HTTP") << Behaviour{.send = "no\r\n\r\n", .close = true} << std::optional(Kind::Http)
                                     << QString();
        QTest::newRow("sends it elsewhere") << HostileServer::redirect(QUrl(u"http://127.0.0.1:1/"_s))
                                            << std::optional(Kind::Http) << u"answered by 302: Found"_s;
        QTest::newRow("405") << HostileServer::answer("", {}, "405 Not allowed.") << std::optional(Kind::Http)
                             << u"PURGE was answered by 405: Not allowed."_s;
        QTest::newRow("503 with a page") << HostileServer::answer("down", {}, "503 Backend fetch failed")
                                         << std::optional(Kind::Http) << u"503: Backend fetch failed"_s;
    }

    /// The cache keeps its object, whatever the answer was.
    void misbehaves()
    {
        QFETCH(Behaviour, toPurge);
        QFETCH(std::optional<Kind>, kind);
        QFETCH(QString, says);
        HostileServer server;
        server.on("/a", [toPurge](const QByteArray &head) {
            return head.startsWith("PURGE ") ? toPurge : HostileServer::answer("a", "X-Varnish: 9 5\r\nAge: 30\r\n");
        });
        Acting<Varnish> acting;
        const auto story = acting.act(purge(server), 100ms);
        QVERIFY2(story.preview, qPrintable(story.preview ? QString() : story.preview.error().message));
        QCOMPARE(story.preview->now, u"/a is a hit, 30 s old"_s);
        QVERIFY2(kindOf(story.outcome) == kind, qPrintable(story.outcome.observed));
        QVERIFY2(story.outcome.observed.contains(says), qPrintable(story.outcome.observed));
        QVERIFY(story.outcome.sent);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QVERIFY(story.verification.observed.contains(u"upon the object from before"));
    }

    /// It was done, though the answer never came.
    void theAnswerIsLost()
    {
        HostileServer server;
        const auto purged = std::make_shared<std::atomic<bool>>(false);
        server.on("/a", [purged](const QByteArray &head) {
            if (head.startsWith("PURGE ")) {
                *purged = true;
                return Behaviour{.close = true};
            }
            return HostileServer::answer("a", *purged ? "X-Varnish: 12 11\r\n" : "X-Varnish: 9 5\r\n");
        });
        Acting<Varnish> acting;
        const auto story = acting.act(purge(server), 100ms);
        QVERIFY(story.outcome.error && story.outcome.sent);
        QCOMPARE(story.verification.confirmed, Confirmed::Yes);
    }

    void nothingTellsOfACache()
    {
        HostileServer server;
        server.on("/a", HostileServer::answer("a"));
        Acting<Varnish> acting;
        const auto story = acting.act(purge(server), 50ms);
        QCOMPARE(story.preview->warnings.size(), 1);
        QVERIFY(!story.outcome.error);
        QCOMPARE(story.verification.confirmed, Confirmed::Unknown);
    }

    void stopsAtOnce()
    {
        HostileServer server;
        server.on("/a", [](const QByteArray &head) {
            return head.startsWith("PURGE ") ? Behaviour{} : HostileServer::answer("a", "X-Varnish: 9 5\r\n");
        });
        Acting<Varnish> acting;
        Act act = purge(server);
        act.arguments.insert(u"timeout"_s, 30);
        const auto preview = acting.preview(act);
        QVERIFY(preview);
        std::stop_source stop;
        const auto outcome = outcomeOf(acting.provider.run(act, *preview, acting.stage.permit(), stop.get_token()));
        QTRY_VERIFY(server.requests().last().startsWith("PURGE /a "));
        QElapsedTimer time;
        time.start();
        stop.request_stop();
        QTRY_VERIFY(*outcome);
        QVERIFY(time.elapsed() < 100);
        QCOMPARE(kindOf(**outcome), Kind::Cancelled);
        QVERIFY((*outcome)->sent);
    }

    void counts_data()
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("count"); // -1: none
        QTest::newRow("JSON") << QByteArray("OK") << QByteArray("{\"n\":12}") << 12;
        QTest::newRow("JSON, none") << QByteArray() << QByteArray("{\"n\": 0}") << 0;
        QTest::newRow("reason phrase") << QByteArray("Invalidated 12 objects") << QByteArray() << 12;
        QTest::newRow("one") << QByteArray("Invalidated 1 object") << QByteArray() << 1;
        QTest::newRow("page") << QByteArray() << QByteArray("<title>200 Invalidated 3 objects</title>") << 3;
        QTest::newRow("broken JSON") << QByteArray("OK") << QByteArray("{\"n\":OK}") << -1;
        QTest::newRow("n is a text") << QByteArray("OK") << QByteArray("{\"n\":\"12\"}") << -1;
        QTest::newRow("negative") << QByteArray("OK") << QByteArray("{\"n\":-1}") << -1;
        QTest::newRow("nothing of it") << QByteArray("Purged") << QByteArray("<title>200 Purged</title>") << -1;
        QTest::newRow("too many to be true") << QByteArray("9999999999999999999999 objects") << QByteArray() << -1;
    }

    void counts()
    {
        QFETCH(QByteArray, reason);
        QFETCH(QByteArray, body);
        QFETCH(int, count);
        http::Response response;
        response.reason = reason;
        response.body = body;
        QCOMPARE(invalidatedCount(response).value_or(-1), count);
    }
};

QTEST_GUILESS_MAIN(TestVarnishFaults)
#include "tst_varnishfaults.moc"
