// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxy.h"
#include "tests/app/actions/actionstage.h"
#include "tests/app/actions/textserver.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Act;
using drills::Confirmed;
using test::Acting;
using test::await;
using test::HostileServer;
using test::outcomeOf;
using test::TextServer;
using Kind = Error::Kind;
using Then = TextServer::Reply::Then;

namespace {

QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(READYROOM_TEST_DATA) + u"/haproxy/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The recorded HAProxy as it would be with its server be/s2 up: s1 is not its last one.
QByteArray healthy()
{
    return recorded(u"state.txt"_s).replace("be 2 s2 127.0.0.1 0 1 0 1", "be 2 s2 127.0.0.1 2 0 9 9");
}

/// A HAProxy that answers every change in one way and shows the same state for ever.
TextServer::OnLine stubborn(const TextServer::Reply &toChange)
{
    return [toChange](const QByteArray &line) {
        return line.startsWith("show") ? TextServer::Reply{healthy(), Then::Close} : toChange;
    };
}

Act drain(const QString &target)
{
    return {.provider = u"haproxy"_s,
            .target = target,
            .arguments = {{u"do"_s, u"state"_s},
                          {u"backend"_s, u"be"_s},
                          {u"server"_s, u"s1"_s},
                          {u"state"_s, u"drain"_s},
                          {u"timeout"_s, u"300ms"_s}}};
}

std::optional<Kind> kindOf(const drills::Outcome &outcome)
{
    return outcome.error ? std::optional(outcome.error->kind) : std::nullopt;
}

} // namespace

class TestHaproxyFaults final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSocketMisbehaves_data()
    {
        QTest::addColumn<TextServer::Reply>("toChange");
        QTest::addColumn<std::optional<Kind>>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("says it was done, and did nothing")
            << TextServer::Reply{"\n", Then::Close} << std::optional<Kind>() << u"empty answer"_s;
        QTest::newRow("refuses in words") << TextServer::Reply{"Permission denied\n\n", Then::Close}
                                          << std::optional(Kind::Http) << u"Permission denied"_s;
        QTest::newRow("closes") << TextServer::Reply{{}, Then::Close} << std::optional(Kind::Connect)
                                << u"without an answer"_s;
        QTest::newRow("resets") << TextServer::Reply{{}, Then::Reset} << std::optional(Kind::Connect)
                                << u"without an answer"_s;
        QTest::newRow("hangs") << TextServer::Reply{} << std::optional(Kind::Timeout)
                               << u"has not answered within 300 ms"_s;
        QTest::newRow("talks without end") << TextServer::Reply{QByteArray("x").repeated(3'000'000), Then::Close}
                                           << std::optional(Kind::TooLarge) << u"larger than the limit"_s;
    }

    void theSocketMisbehaves()
    {
        QFETCH(TextServer::Reply, toChange);
        QFETCH(std::optional<Kind>, kind);
        QFETCH(QString, says);
        TextServer server(stubborn(toChange));
        Acting<Haproxy> acting;
        const auto story = acting.act(drain(server.tcp()), 100ms);
        QVERIFY2(story.preview, qPrintable(story.preview ? QString() : story.preview.error().message));
        QCOMPARE(story.preview->refusals, QStringList());
        QCOMPARE(kindOf(story.outcome), kind);
        QVERIFY2(story.outcome.observed.contains(says), qPrintable(story.outcome.observed));
        QVERIFY(story.outcome.sent); // so that it has to be looked after
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QCOMPARE(story.verification.observed, u"be/s1 is ready and UP, weight 50 of 100"_s);
        QVERIFY(server.lines().contains("set server be/s1 state drain"));
    }

    void cannotBeLookedAt_data()
    {
        QTest::addColumn<TextServer::Reply>("toShow");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("says nothing") << TextServer::Reply{{}, Then::Close} << Kind::Http;
        QTest::newRow("hangs") << TextServer::Reply{} << Kind::Timeout;
        QTest::newRow("is cut off") << TextServer::Reply{healthy().chopped(100), Then::Close} << Kind::Http;
        QTest::newRow("is another server") << TextServer::Reply{"-ERR unknown command\r\n", Then::Close} << Kind::Http;
    }

    void cannotBeLookedAt()
    {
        QFETCH(TextServer::Reply, toShow);
        QFETCH(Kind, kind);
        TextServer server([&](const QByteArray &) { return toShow; });
        Acting<Haproxy> acting;
        const Act act = drain(server.tcp());
        const Result<drills::Preview> preview = acting.preview(act);
        QVERIFY(!preview);
        QCOMPARE(preview.error().kind, kind);
        // Nothing is sent where nothing can be seen, and what cannot be read is unknown.
        const drills::Outcome outcome = acting.run(act, {});
        QCOMPARE(kindOf(outcome), kind);
        QVERIFY(!outcome.sent);
        QCOMPARE(acting.verify(act, {}, 50ms).confirmed, Confirmed::Unknown);
        for (const QByteArray &line : server.lines()) {
            QVERIFY(line.startsWith("show"));
        }
    }

    void refusesConnections()
    {
        TextServer server(stubborn({"\n", Then::Close}));
        Acting<Haproxy> acting;
        const Act act = drain(server.tcp());
        const Result<drills::Preview> before = acting.preview(act);
        QVERIFY(before);
        server.stopListening();
        QCOMPARE(acting.preview(act).error().kind, Kind::Connect);
        const drills::Outcome outcome = acting.run(act, *before);
        QCOMPARE(kindOf(outcome), Kind::Connect);
        QVERIFY(!outcome.sent);
        const drills::Verification verification = acting.verify(act, *before, 50ms);
        QCOMPARE(verification.confirmed, Confirmed::Unknown);
        QVERIFY(verification.observed.contains(u"cannot be connected to"));
    }

    void diesBetweenActAndVerify()
    {
        auto server = std::make_unique<TextServer>(stubborn({"\n", Then::Close}));
        Acting<Haproxy> acting;
        const Act act = drain(server->tcp());
        const Result<drills::Preview> preview = acting.preview(act);
        QVERIFY(acting.run(act, *preview).sent);
        server.reset();
        QCOMPARE(acting.verify(act, *preview, 50ms).confirmed, Confirmed::Unknown);
    }

    void whatWasForbiddenIsNotRun()
    {
        TextServer server(stubborn({"\n", Then::Close}));
        Acting<Haproxy> acting;
        Act act = drain(server.tcp());
        act.arguments.insert(u"server"_s, u"s9"_s);
        const Result<drills::Preview> preview = acting.preview(act);
        QVERIFY(preview);
        QCOMPARE(preview->refusals, QStringList{u"There is no server s9 in backend be; known are s1, s2, b1"_s});
        QCOMPARE(kindOf(acting.run(act, *preview)), Kind::Config);
        QCOMPARE(kindOf(acting.run(act, {})), Kind::Config); // nor where the preview is somebody else's
        QVERIFY(!server.lines().join().contains("set server"));
    }

    void sendsNothingWhenDisarmed()
    {
        TextServer server(stubborn({"\n", Then::Close}));
        Acting<Haproxy> acting;
        const Act act = drain(server.tcp());
        const Result<drills::Preview> preview = acting.preview(act);
        security::Permit permit = acting.stage.permit();
        acting.stage.gate.disarm();
        const drills::Outcome outcome = await(acting.provider.run(act, *preview, std::move(permit), {}));
        QCOMPARE(kindOf(outcome), Kind::Unsupported);
        QVERIFY(!outcome.sent);
        QVERIFY(!server.lines().join().contains("set server"));
    }

    void stopsAtOnce()
    {
        TextServer server(stubborn({}));
        Acting<Haproxy> acting;
        Act act = drain(server.tcp());
        act.arguments.insert(u"timeout"_s, 30);
        const Result<drills::Preview> preview = acting.preview(act);
        std::stop_source stop;
        const auto outcome = outcomeOf(acting.provider.run(act, *preview, acting.stage.permit(), stop.get_token()));
        QTRY_VERIFY(server.lines().contains("set server be/s1 state drain"));
        QElapsedTimer time;
        time.start();
        stop.request_stop();
        QTRY_VERIFY(*outcome);
        QVERIFY(time.elapsed() < 100);
        QCOMPARE(kindOf(**outcome), Kind::Cancelled);
        QVERIFY((*outcome)->sent);
        const auto verification = outcomeOf(acting.provider.verify(act, *preview, **outcome, 30s, stop.get_token()));
        QTRY_VERIFY(*verification);
        QCOMPARE((*verification)->confirmed, Confirmed::Unknown);
    }

    void theFormSays303WhateverHappened_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<std::optional<Kind>>("kind");
        QTest::addColumn<QString>("says");
        const auto see = [](const QByteArray &location) {
            return QByteArray("HTTP/1.1 303 See Other\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n");
        };
        const auto row = [](const char *name, const QByteArray &answer, std::optional<Kind> kind, const QString &says) {
            QTest::newRow(name) << answer << kind << says;
        };
        row("done", see("/stats;st=DONE"), {}, u"303 to /stats;st=DONE"_s);
        row("wrong name", see("/stats;st=ERRP"), Kind::Http, u"knows no such backend, server or state"_s);
        row("denied", see("/stats;st=DENY"), Kind::Http, u"stats admin is not allowed"_s);
        row("not said", see("/stats"), Kind::Http, u"did not say whether"_s);
        row("200", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Kind::Http, u"answered 200"_s);
        row("503", "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", Kind::Http, u"answered 503"_s);
        row("hangs", {}, Kind::Timeout, {});
    }

    void theFormSays303WhateverHappened()
    {
        QFETCH(QByteArray, answer);
        QFETCH(std::optional<Kind>, kind);
        QFETCH(QString, says);
        HostileServer server;
        QByteArray csv = recorded(u"stats.csv"_s);
        csv.replace("be,s2,0,0,0,0,,0,0,0,,0,,0,0,0,0,MAINT,0,", "be,s2,0,0,0,0,,0,0,0,,0,,0,0,0,0,UP,9,");
        csv.replace(csv.lastIndexOf(",1,0,,,,-,", csv.indexOf("be,b1")), 10, ",1,9,,,,-,"); // uweight
        server.on("/stats;csv", HostileServer::answer(csv));
        server.on("/stats", {.send = answer});
        Acting<Haproxy> acting;
        const auto story = acting.act(drain(server.url("/stats").toString()), 50ms);
        QVERIFY2(story.preview, qPrintable(story.preview ? QString() : story.preview.error().message));
        QCOMPARE(story.preview->refusals, QStringList());
        QCOMPARE(story.preview->tool, u"curl"_s);
        QVERIFY(story.preview->request.endsWith(u"s=s1&action=drain&b=be"));
        QCOMPARE(kindOf(story.outcome), kind);
        QVERIFY2(story.outcome.observed.contains(says), qPrintable(story.outcome.observed));
        QVERIFY(story.outcome.sent);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
    }
};

QTEST_GUILESS_MAIN(TestHaproxyFaults)
#include "tst_haproxyfaults.moc"
