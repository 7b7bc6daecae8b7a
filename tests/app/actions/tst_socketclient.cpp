// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/socketclient.h"
#include "app/monitor/timesource.h"
#include "app/security/arminggate.h"
#include "tests/app/actions/textserver.h"
#include "tests/support/await.h"

#include <QElapsedTimer>
#include <QTest>

#include <netinet/in.h>
#include <thread>
#include <unistd.h>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using test::outcomeOf;
using test::TextServer;
using Kind = Error::Kind;
using Then = TextServer::Reply::Then;

namespace {

bool endsLine(QByteArrayView text)
{
    return text.endsWith('\n');
}

SocketClient clientOf(const QString &at)
{
    return SocketClient(*socketAddressFrom(at));
}

std::optional<Kind> kindOf(const Exchanged &exchanged)
{
    return exchanged.error ? std::optional(exchanged.error->kind) : std::nullopt;
}

TextServer::Reply shout(const QByteArray &line)
{
    return {line.toUpper() + '\n', Then::Stay};
}

TextServer::Reply silence(const QByteArray &)
{
    return {};
}

} // namespace

class TestSocketClient final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read"); // empty: refused
        QTest::newRow("host and port") << u"db.example:9999"_s << u"db.example:9999"_s;
        QTest::newRow("IPv4") << u"127.0.0.1:1"_s << u"127.0.0.1:1"_s;
        QTest::newRow("IPv6") << u"[::1]:6379"_s << u"[::1]:6379"_s;
        QTest::newRow("usual port") << u"db"_s << u"db:7"_s;
        QTest::newRow("IPv6, usual port") << u"[::1]"_s << u"[::1]:7"_s;
        QTest::newRow("path") << u"/run/haproxy/admin.sock"_s << u"/run/haproxy/admin.sock"_s;
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("no host") << u":80"_s << QString();
        QTest::newRow("port 0") << u"a:0"_s << QString();
        QTest::newRow("port too large") << u"a:65536"_s << QString();
        QTest::newRow("port no number") << u"a:http"_s << QString();
        QTest::newRow("IPv6 without brackets") << u"::1:80"_s << QString();
        QTest::newRow("half a bracket") << u"[::1:80"_s << QString();
        QTest::newRow("relative path") << u"run/x.sock"_s << QString();
        QTest::newRow("URL") << u"http://a:80"_s << QString();
        QTest::newRow("user") << u"root@a:80"_s << QString();
        QTest::newRow("two lines") << u"a\nb:80"_s << QString();
        QTest::newRow("path too long for a socket") << u"/"_s.repeated(108) << QString();
    }

    void addresses()
    {
        QFETCH(QString, text);
        QFETCH(QString, read);
        const Result<SocketAddress> address = socketAddressFrom(text, 7);
        QCOMPARE(address.has_value(), !read.isEmpty());
        if (address) {
            QCOMPARE(address->text(), read);
        } else {
            QCOMPARE(address.error().kind, Kind::Config);
        }
    }

    void needsAPortWhereNoneIsUsual() { QVERIFY(!socketAddressFrom(u"db"_s)); }

    void asksOverBothKinds_data()
    {
        QTest::addColumn<bool>("local");
        QTest::newRow("TCP") << false;
        QTest::newRow("Unix socket") << true;
    }

    void asksOverBothKinds()
    {
        QFETCH(bool, local);
        TextServer server(shout);
        SocketClient client = clientOf(local ? server.local() : server.tcp());
        for (const QByteArray word : {"one", "two", "three"}) {
            const Exchanged exchanged = await(client.ask({.send = word + '\n', .whole = endsLine}, {}));
            QVERIFY2(!exchanged.error, qPrintable(exchanged.error.value_or(Error{}).message));
            QVERIFY(exchanged.sent);
            QCOMPARE(exchanged.reply, word.toUpper() + '\n');
        }
        QCOMPARE(server.connections(), 1);
    }

    void readsUntilTheServerCloses_data() { asksOverBothKinds_data(); }

    void readsUntilTheServerCloses()
    {
        QFETCH(bool, local);
        const QByteArray much = QByteArray("x").repeated(500'000);
        TextServer server([&much](const QByteArray &) { return TextServer::Reply{much, Then::Close}; });
        SocketClient client = clientOf(local ? server.local() : server.tcp());
        const Exchanged exchanged = await(client.ask({.send = "all\n"}, {}));
        QVERIFY2(!exchanged.error, qPrintable(exchanged.error.value_or(Error{}).message));
        QCOMPARE(exchanged.reply.size(), much.size());
        QCOMPARE(kindOf(await(client.ask({.send = "more\n"}, {}))), Kind::Connect);
        QCOMPARE(server.lines(), QList<QByteArray>{"all"});
    }

    void hearsWhoSpeaksFirst()
    {
        TextServer server(shout, "hello\n");
        SocketClient client = clientOf(server.tcp());
        const Exchanged greeting = await(client.ask({.whole = endsLine}, {}));
        QCOMPARE(greeting.reply, QByteArray("hello\n"));
        QVERIFY(!greeting.sent);
        QCOMPARE(await(client.ask({.send = "a\n", .whole = endsLine}, {})).reply, QByteArray("A\n"));
    }

    void refuses_data() { asksOverBothKinds_data(); }

    void refuses()
    {
        QFETCH(bool, local);
        TextServer server(shout);
        const QString at = local ? server.local() : server.tcp();
        server.stopListening();
        SocketClient client = clientOf(at);
        const Exchanged exchanged = await(client.ask({.send = "a\n", .whole = endsLine}, {}));
        QCOMPARE(kindOf(exchanged), Kind::Connect);
        QVERIFY2(exchanged.error->message.contains(at), qPrintable(exchanged.error->message));
        QVERIFY(!exchanged.sent);
    }

    void hangs_data() { asksOverBothKinds_data(); }

    void hangs()
    {
        QFETCH(bool, local);
        TextServer server(silence);
        SocketClient client = clientOf(local ? server.local() : server.tcp());
        QElapsedTimer time;
        time.start();
        const Exchanged exchanged = await(client.ask({.send = "a\n", .whole = endsLine, .timeout = 150ms}, {}));
        QCOMPARE(kindOf(exchanged), Kind::Timeout);
        QVERIFY(exchanged.sent);
        QVERIFY(time.elapsed() >= 149);
        // A late answer is not taken for that to the next question.
        QCOMPARE(kindOf(await(client.ask({.send = "b\n", .whole = endsLine}, {}))), Kind::Connect);
        QTRY_COMPARE(server.ended(), 1);
    }

    void endsInTheMiddleOfAnAnswer_data()
    {
        QTest::addColumn<bool>("local");
        QTest::addColumn<Then>("then");
        QTest::addColumn<QByteArray>("half");
        QTest::newRow("closes") << false << Then::Close << QByteArray("hal");
        QTest::newRow("closes at once") << false << Then::Close << QByteArray();
        QTest::newRow("resets") << false << Then::Reset << QByteArray();
        QTest::newRow("Unix socket closes") << true << Then::Close << QByteArray("hal");
        QTest::newRow("Unix socket closes at once") << true << Then::Close << QByteArray();
    }

    void endsInTheMiddleOfAnAnswer()
    {
        QFETCH(bool, local);
        QFETCH(Then, then);
        QFETCH(QByteArray, half);
        TextServer server([&](const QByteArray &) { return TextServer::Reply{half, then}; });
        SocketClient client = clientOf(local ? server.local() : server.tcp());
        const Exchanged exchanged = await(client.ask({.send = "a\n", .whole = endsLine}, {}));
        QCOMPARE(kindOf(exchanged), Kind::Connect);
        QVERIFY(exchanged.sent);
        QCOMPARE(exchanged.reply, half);
    }

    void tooLarge_data()
    {
        QTest::addColumn<bool>("untilClosed");
        QTest::newRow("until it is whole") << false;
        QTest::newRow("until it closes") << true;
    }

    void tooLarge()
    {
        QFETCH(bool, untilClosed);
        TextServer server(
            [](const QByteArray &) { return TextServer::Reply{QByteArray("x").repeated(300'000), Then::Close}; });
        SocketClient client = clientOf(server.tcp());
        const Exchanged exchanged = await(client.ask(
            {.send = "a\n", .whole = untilClosed ? ReplyIsWhole() : ReplyIsWhole(endsLine), .limit = 1000}, {}));
        QCOMPARE(kindOf(exchanged), Kind::TooLarge);
        QCOMPARE(exchanged.reply.size(), 1001);
    }

    void takesWhatIsExactlyAsLargeAsTheLimit()
    {
        TextServer server(
            [](const QByteArray &) { return TextServer::Reply{QByteArray("x").repeated(1000), Then::Close}; });
        SocketClient client = clientOf(server.tcp());
        const Exchanged exchanged = await(client.ask({.send = "a\n", .limit = 1000}, {}));
        QVERIFY(!exchanged.error);
        QCOMPARE(exchanged.reply.size(), 1000);
    }

    void stoppedBefore()
    {
        TextServer server(shout);
        std::stop_source stop;
        stop.request_stop();
        SocketClient client = clientOf(server.tcp());
        const Exchanged exchanged = await(client.ask({.send = "a\n", .whole = endsLine}, stop.get_token()));
        QCOMPARE(kindOf(exchanged), Kind::Cancelled);
        QVERIFY(!exchanged.sent);
        QVERIFY(server.lines().isEmpty());
    }

    void stoppedDuring_data()
    {
        QTest::addColumn<bool>("fromAnotherThread");
        QTest::newRow("from this thread") << false;
        QTest::newRow("from another thread") << true;
    }

    void stoppedDuring()
    {
        QFETCH(bool, fromAnotherThread);
        TextServer server(silence);
        std::stop_source stop;
        SocketClient client = clientOf(server.tcp());
        const auto outcome =
            outcomeOf(client.ask({.send = "a\n", .whole = endsLine, .timeout = 30s}, stop.get_token()));
        QTRY_COMPARE(server.lines().size(), 1);
        QElapsedTimer time;
        time.start();
        if (fromAnotherThread) {
            std::jthread([&stop] { stop.request_stop(); }).join();
        } else {
            stop.request_stop();
        }
        QTRY_VERIFY(*outcome);
        QVERIFY2(time.elapsed() < 100, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(kindOf(**outcome), Kind::Cancelled);
        QVERIFY((*outcome)->sent);
        QTRY_COMPARE(server.ended(), 1);
    }

    void destroyedMeanwhile()
    {
        TextServer server(silence);
        auto client = std::make_unique<SocketClient>(*socketAddressFrom(server.tcp()));
        const auto outcome = outcomeOf(client->ask({.send = "a\n", .whole = endsLine, .timeout = 30s}, {}));
        QTRY_COMPARE(server.lines().size(), 1);
        client.reset();
        QTRY_VERIFY(*outcome);
        QCOMPARE(kindOf(**outcome), Kind::Cancelled);
        QTRY_COMPARE(server.ended(), 1);
    }

    void destroyedWhileItConnects()
    {
        TextServer server(silence);
        auto client = std::make_unique<SocketClient>(*socketAddressFrom(server.tcp()));
        const auto outcome = outcomeOf(client->ask({.send = "a\n", .whole = endsLine, .timeout = 30s}, {}));
        client.reset();
        QTRY_VERIFY(*outcome);
        QCOMPARE(kindOf(**outcome), Kind::Cancelled);
        QVERIFY(!(*outcome)->sent);
        QVERIFY(server.lines().isEmpty());
    }

    void connectingEndsAtTheDeadline()
    {
        // A server whose backlog is full lets connections wait.
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        QVERIFY(::bind(listener, reinterpret_cast<sockaddr *>(&at), size) == 0 && ::listen(listener, 0) == 0);
        ::getsockname(listener, reinterpret_cast<sockaddr *>(&at), &size);
        QTcpSocket first;
        first.connectToHost(QHostAddress::LocalHost, ntohs(at.sin_port));
        QVERIFY(first.waitForConnected());
        SocketClient client = clientOf(u"127.0.0.1:%1"_s.arg(ntohs(at.sin_port)));
        const Exchanged exchanged = await(client.ask({.send = "a\n", .whole = endsLine, .timeout = 150ms}, {}));
        ::close(listener);
        QCOMPARE(kindOf(exchanged), Kind::Timeout);
        QVERIFY(!exchanged.sent);
    }

    void changesOnlyWithAPermit_data()
    {
        QTest::addColumn<bool>("disarmed");
        QTest::newRow("armed") << false;
        QTest::newRow("disarmed in between") << true;
    }

    void changesOnlyWithAPermit()
    {
        QFETCH(bool, disarmed);
        TextServer server(shout);
        security::ArmingGate gate{std::make_shared<const monitor::SystemTime>()};
        gate.setEnvironments({{.name = u"lab"_s, .confirm = fleet::Environment::Confirm::Click}});
        QVERIFY(gate.arm(u"lab"_s, {.how = ArmingConfirmation::How::Clicked}));
        Result<security::Permit> permit = gate.permit(u"lab"_s, u"shout"_s);
        QVERIFY(permit);
        SocketClient client = clientOf(server.tcp());
        const auto outcome = outcomeOf(client.change({.send = "a\n", .whole = endsLine}, std::move(*permit), {}));
        if (disarmed) {
            gate.disarm(); // while it connects
        }
        QTRY_VERIFY(*outcome);
        QCOMPARE(kindOf(**outcome), disarmed ? std::optional(Kind::Unsupported) : std::nullopt);
        QCOMPARE((*outcome)->sent, !disarmed);
        QCOMPARE(server.lines().size(), disarmed ? 0 : 1);
    }
};

QTEST_GUILESS_MAIN(TestSocketClient)
#include "tst_socketclient.moc"
