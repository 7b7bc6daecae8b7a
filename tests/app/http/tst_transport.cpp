// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/transport.h"
#include "app/security/arminggate.h"
#include "tests/app/monitor/handclock.h"
#include "tests/support/await.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>
#include <QThread>
#include <QUuid>

#include <zlib.h>

#include <sys/resource.h>

using namespace readyroom;
using namespace readyroom::http;
using namespace Qt::StringLiterals;
using test::Behaviour;
using test::HostileServer;
using test::outcomeOf;
using Kind = Error::Kind;

namespace {

const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

QByteArray gzip(const QByteArray &plain)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(plain.size()))), '\0');
    QByteArray input = plain;
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

long peakMemoryKib()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

double cpuSecondsOfThisThread()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    const auto seconds = [](const timeval &t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

class TestTransport final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers()
    {
        HostileServer server;
        server.on("/m?a=1", HostileServer::answer("up 1\n", "Content-Type:  text/plain \r\nX-A: 1\r\nx-a: 2\r\n"));
        const Response response = fetch({.url = server.url("/m?a=1"), .headers = {{"Accept", "text/plain"}}});
        QVERIFY2(!response.error, qPrintable(response.error.value_or(Error{}).detail));
        QCOMPARE(response.status, 200);
        QCOMPARE(response.body, QByteArray("up 1\n"));
        QCOMPARE(response.header("content-type").toByteArray(), QByteArray("text/plain"));
        QCOMPARE(response.header("x-a").toByteArray(), QByteArray("1"));
        QVERIFY(response.timings.total >= response.timings.firstByte);
        QVERIFY(response.timings.firstByte >= response.timings.connect);
        QVERIFY(response.timings.connect.count() >= 0);
        QVERIFY(response.timings.tls.count() < 0);
        const QByteArray head = server.requests().value(0);
        QVERIFY(head.contains("Accept: text/plain"));
        QVERIFY(head.contains("User-Agent: Readyroom/"));
        QVERIFY(head.contains("Accept-Encoding: gzip"));
    }

    void statusIsNoError_data()
    {
        QTest::addColumn<QByteArray>("send");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("503 with body") << QByteArray("HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno") << 503
                                       << QByteArray("No");
        QTest::newRow("words") << QByteArray("HTTP/1.1 200  Invalidated 12 objects \r\nContent-Length: 0\r\n\r\n")
                               << 200 << QByteArray("Invalidated 12 objects");
        QTest::newRow("no reason") << QByteArray("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n") << 200 << QByteArray();
        QTest::newRow("204") << QByteArray("HTTP/1.1 204 None\r\n\r\n") << 204 << QByteArray("None");
        QTest::newRow("429") << QByteArray("HTTP/1.1 429 X\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n") << 429
                             << QByteArray("X");
        QTest::newRow("interim") << QByteArray("HTTP/1.1 103 Early\r\nLink: x\r\n\r\n"
                                               "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                                 << 200 << QByteArray("OK");
    }
    void statusIsNoError()
    {
        QFETCH(QByteArray, send);
        HostileServer server;
        server.on("/", {.send = send});
        const Response response = fetch({.url = server.url("/")});
        QVERIFY(!response.error);
        QTEST(response.status, "status");
        QTEST(response.reason, "reason");
        QVERIFY(response.header("link").isEmpty());
        QCOMPARE(response.header("retry-after").isEmpty(), response.status != 429);
    }

    void trailersAreNoHeaders()
    {
        HostileServer server;
        const QByteArray body = "2\r\nok\r\n0\r\n";
        server.on("/etag", {.send = chunked + body + "Etag: \"/config/ 8259ed62\"\r\nX-A:  1 \r\n\r\n"});
        server.on("/none", {.send = chunked + body + "\r\n"});
        server.on("/many", {.send = chunked + body + QByteArray("X-A: 1\r\n").repeated(300) + "\r\n"});
        server.on("/status", {.send = chunked + body + "HTTP/1.1 500 No\r\nX-B: 2\r\n\r\n"});
        const Response tagged = fetch({.url = server.url("/etag")});
        QVERIFY(!tagged.error);
        QCOMPARE(tagged.body, QByteArray("ok"));
        QCOMPARE(tagged.trailer("etag").toByteArray(), QByteArray("\"/config/ 8259ed62\""));
        QCOMPARE(tagged.trailer("x-a").toByteArray(), QByteArray("1"));
        QVERIFY(tagged.header("etag").isEmpty());
        QVERIFY(fetch({.url = server.url("/none")}).trailers.empty());
        QCOMPARE(fetch({.url = server.url("/many")}).error.value().kind, Kind::TooLarge);
        QCOMPARE(fetch({.url = server.url("/status")}).status, 200);
    }

    void hostile_data()
    {
        QTest::addColumn<Behaviour>("behaviour");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, Behaviour behaviour, Kind kind, const QString &says) {
            QTest::newRow(name) << behaviour << kind << says;
        };
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        row("never answers", {}, Kind::Timeout, u"(connected, waiting for the first byte)"_s);
        row("drips headers", {.drip = ok + "X: " + QByteArray(100, 'x')}, Kind::Timeout, u"No answer within 600 ms"_s);
        row("drips body", {.send = ok + "Content-Length: 99\r\n\r\n", .drip = QByteArray(99, 'x')}, Kind::Timeout,
            u" of 99 bytes so far)"_s);
        row("closes at once", {.close = true}, Kind::Http, u"closed the connection without an answer"_s);
        row("half body", {.send = ok + "Content-Length: 5000\r\n\r\n" + QByteArray(1200, 'x'), .close = true},
            Kind::Http, u"stopped halfway (1200 of 5000 bytes)"_s);
        row("half chunked body", {.send = chunked + "5\r\nab", .close = true}, Kind::Http, u"stopped halfway"_s);
        row("malformed chunk", {.send = chunked + "zz\r\nab\r\n"}, Kind::Http, u"malformed chunked encoding"_s);
        row("endless body", {.send = chunked, .repeat = "400\r\n" + QByteArray(1024, 'x') + "\r\n"}, Kind::TooLarge,
            u"limit of 1 MiB"_s);
        row("announced too large", {.send = ok + "Content-Length: 99999999999\r\n\r\n", .repeat = "xxxxxxxxxxxxxxxx"},
            Kind::TooLarge, u"limit of 1 MiB"_s);
        const QByteArray bomb = gzip(QByteArray(64 * 1024 * 1024, '\0'));
        row("gzip bomb", HostileServer::answer(bomb, "Content-Encoding: gzip\r\n"), Kind::TooLarge,
            u"limit of 1 MiB"_s);
        row("broken gzip", HostileServer::answer("not gzip at all", "Content-Encoding: gzip\r\n"), Kind::Http,
            u"compressed body of the answer is broken"_s);
        row("one huge header", {.send = ok + "X: " + QByteArray(70000, 'x') + "\r\n\r\n"}, Kind::TooLarge,
            u"headers of the answer"_s);
        row("one endless header", {.send = ok + "X: ", .repeat = QByteArray(1000, 'x')}, Kind::TooLarge,
            u"headers of the answer"_s);
        row("endless header lines", {.send = ok, .repeat = "X: y\r\n"}, Kind::TooLarge, u"headers of the answer"_s);
        row("endless interim answers", {.repeat = "HTTP/1.1 100 Continue\r\n\r\n"}, Kind::TooLarge,
            u"headers of the answer"_s);
        row("not HTTP", {.send = "SSH-2.0-OpenSSH_9.2\r\n", .close = true}, Kind::Http, u"does not answer with HTTP"_s);
    }
    void hostile()
    {
        QFETCH(Behaviour, behaviour);
        HostileServer server;
        server.on("/", behaviour);
        const long before = peakMemoryKib();
        QElapsedTimer clock;
        clock.start();
        const Response response =
            fetch({.url = server.url("/"), .timeout = Duration{600}, .bodyLimit = std::size_t{1} << 20});
        QVERIFY(response.error);
        QTEST(response.error->kind, "kind");
        QFETCH(QString, says);
        QVERIFY2(response.error->message.contains(says),
                 qPrintable(response.error->message + u" / "_s + response.error->detail));
        QVERIFY(response.body.isEmpty());
        QVERIFY(response.sent);
        QVERIFY(clock.elapsed() < 2000);
        QVERIFY(peakMemoryKib() - before < 64 * 1024);
    }

    void refusedAndUnresolved()
    {
        quint16 port = 0;
        {
            QTcpServer free;
            QVERIFY(free.listen(QHostAddress::LocalHost));
            port = free.serverPort();
        }
        QUrl url(u"http://127.0.0.1/"_s);
        url.setPort(port);
        const Response refused = fetch({.url = url});
        QCOMPARE(refused.error.value().kind, Kind::Connect);
        QVERIFY(refused.error->message.contains(u"127.0.0.1:%1"_s.arg(port)));
        QVERIFY(!refused.sent);
    }

    void senselessRequests_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("scheme") << QUrl(u"file:///etc/passwd"_s) << QByteArray();
        QTest::newRow("no host") << QUrl(u"http:///x"_s) << QByteArray();
        QTest::newRow("smuggled header") << QUrl(u"http://127.0.0.1/"_s) << QByteArray("a\r\nX-Evil: 1");
    }
    void senselessRequests()
    {
        QFETCH(QUrl, url);
        QFETCH(QByteArray, header);
        QCOMPARE(fetch({.url = url, .headers = {{"X-A", header}}}).error.value().kind, Kind::Config);
    }

    void inflatesGzip()
    {
        HostileServer server;
        const QByteArray page(55000, 'm');
        server.on("/", HostileServer::answer(gzip(page), "Content-Encoding: gzip\r\n"));
        QCOMPARE(fetch({.url = server.url("/")}).body, page);
    }

    void sendsCredentialsAndBodies()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("ok"));
        fetch({.url = server.url("/"), .credentials = {.bearer = "t0ken"}});
        fetch({.url = server.url("/"), .credentials = {.user = u"ann"_s, .password = u"pw"_s}});
        server.on("/api/v1/query", HostileServer::answer("ok"));
        fetch({.url = server.url("/api/v1/query"),
               .reading = Reading::Query,
               .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
               .body = "query=up"});
        const QList<QByteArray> heads = server.requests();
        QVERIFY(heads.value(0).contains("Authorization: Bearer t0ken"));
        QVERIFY(heads.value(1).contains(QByteArray("Authorization: Basic " + QByteArray("ann:pw").toBase64())));
        QVERIFY(heads.value(2).startsWith("POST /api/v1/query HTTP/1.1"));
        QVERIFY(heads.value(2).contains("Content-Length: 8"));
    }

    void keepsConnections()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("ok"));
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!fetch({.url = server.url("/")}).error);
        }
        QCOMPARE(server.connections(), 1);
    }

    void followsRedirects()
    {
        HostileServer server;
        server.on("/a", {.send = "HTTP/1.1 302 Found\r\nLocation: b?x=1\r\nContent-Length: 3\r\n\r\nold"});
        server.on("/b?x=1", HostileServer::answer("new"));
        const Response response = fetch({.url = server.url("/a"), .credentials = {.bearer = "t"}});
        QCOMPARE(response.body, QByteArray("new"));
        QCOMPARE(response.effectiveUrl, server.url("/b?x=1"));
        QVERIFY(server.requests().value(1).contains("Bearer t"));
        QCOMPARE(fetch({.url = server.url("/a"), .maxRedirects = 0}).status, 302);
    }

    void endsRedirectLoops()
    {
        HostileServer server;
        server.on("/a", HostileServer::redirect(server.url("/a")));
        const Response response = fetch({.url = server.url("/a")});
        QCOMPARE(response.error.value().kind, Kind::Limit);
        QCOMPARE(server.requests().size(), 6);
    }

    void dropsSecretsAcrossOrigins()
    {
        HostileServer first;
        HostileServer second;
        first.on("/", HostileServer::redirect(second.url("/back")));
        second.on("/back", HostileServer::redirect(first.url("/end")));
        first.on("/end", HostileServer::answer("ok"));
        const Response response = fetch({.url = first.url("/"),
                                         .headers = {{"X-Api-Key", "s3cret"}, {"Accept", "text/plain"}},
                                         .credentials = {.bearer = "t0ken"}});
        QCOMPARE(response.body, QByteArray("ok"));
        QVERIFY(first.requests().value(0).contains("s3cret"));
        for (const QByteArray &head : {second.requests().value(0), first.requests().value(1)}) {
            QVERIFY(head.contains("Accept: text/plain"));
            QVERIFY(!head.contains("s3cret"));
            QVERIFY(!head.contains("t0ken"));
        }
    }

    void oneDeadlineForAllHops()
    {
        HostileServer server;
        server.on(
            "/a",
            {.drip = HostileServer::redirect(server.url("/never")).send, .dripEvery = std::chrono::milliseconds{15}});
        QElapsedTimer clock;
        clock.start();
        const Response response = fetch({.url = server.url("/a"), .timeout = Duration{2000}});
        QCOMPARE(response.error.value().kind, Kind::Timeout);
        // A deadline for each hop would end after the redirect, which drips for more than a second, and two more.
        QVERIFY2(clock.elapsed() >= 1990 && clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
    }

    void everyRequestHasAnId()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("ok"));
        const QByteArray first = fetch({.url = server.url("/")}).requestId;
        const QByteArray second = fetch({.url = server.url("/")}).requestId;
        QVERIFY(!QUuid(QString::fromLatin1(first)).isNull());
        QVERIFY(first != second);
        const Response own = fetch({.url = server.url("/"), .headers = {{"x-request-id", "mine-1"}}});
        QCOMPARE(own.requestId, QByteArray("mine-1"));
        const Response failed = fetch({.url = server.url("/never"), .timeout = Duration{50}});
        QVERIFY(failed.error);
        const QList<QByteArray> heads = server.requests();
        QCOMPARE(heads.size(), 4);
        QVERIFY(heads[0].contains(QByteArray("X-Request-ID: " + first)));
        QVERIFY(heads[1].contains(QByteArray("X-Request-ID: " + second)));
        QCOMPARE(heads[2].toLower().count("x-request-id: "), 1);
        QVERIFY(heads[2].contains("x-request-id: mine-1"));
        QVERIFY(heads[3].contains(QByteArray("X-Request-ID: " + failed.requestId)));
    }

    void theIdIsKeptWithinAnOrigin()
    {
        HostileServer server;
        HostileServer other;
        server.on("/a", HostileServer::redirect(server.url("/b")));
        server.on("/b", HostileServer::redirect(other.url("/c")));
        other.on("/c", HostileServer::answer("ok"));
        const Response response = fetch({.url = server.url("/a"), .headers = {{"X-Request-ID", "mine-1"}}});
        QCOMPARE(response.status, 200);
        QCOMPARE(server.requests().size(), 2);
        QVERIFY(server.requests()[0].contains("X-Request-ID: mine-1"));
        QVERIFY(server.requests()[1].contains("X-Request-ID: mine-1"));
        QVERIFY(!other.requests()[0].contains("mine-1"));
        QVERIFY(other.requests()[0].contains(QByteArray("X-Request-ID: " + response.requestId)));
        QVERIFY(!QUuid(QString::fromLatin1(response.requestId)).isNull());
    }

    void noErrorHoldsASecret()
    {
        HostileServer server;
        const QByteArray secret = "s3cr3t-t0ken";
        // A server that plays back what it got.
        server.on("/", HostileServer::redirect(QUrl(u"http://s3cr3t-t0ken.localhost:1/"_s)));
        const security::Redactor redactor;
        Transport transport(redactor);
        const auto outcome = outcomeOf(transport.fetch({.url = server.url("/"), .credentials = {.bearer = secret}}));
        QTRY_VERIFY_WITH_TIMEOUT(*outcome, 20000);
        const Error error = (*outcome)->error.value();
        QCOMPARE(error.kind, Kind::Connect);
        QVERIFY2(error.message.contains(u"•••.localhost:1"_s), qPrintable(error.message));
        QVERIFY2(!error.detail.contains(QString::fromLatin1(secret)), qPrintable(error.detail));
        // The same redactor serves the log.
        QCOMPARE(redactor.redacted(secret), QByteArray("\u2022\u2022\u2022"));
    }

    void changesNothingWithoutAPermit()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("done"));
        const auto clock = std::make_shared<test::HandClock>();
        security::ArmingGate gate(clock);
        gate.setEnvironments({{.name = u"lab"_s, .armFor = Duration{60'000}}});
        const ArmingConfirmation typed{ArmingConfirmation::How::Typed, u"lab"_s};
        QVERIFY(gate.arm(u"lab"_s, typed));

        const Response done = change({.url = server.url("/"), .body = "{}"}, "POST", *gate.permit(u"lab"_s, u"a"_s));
        QVERIFY(!done.error);
        QVERIFY(done.sent);
        QCOMPARE(done.body, QByteArray("done"));
        QVERIFY(!change({.url = server.url("/")}, "PURGE", *gate.permit(u"lab"_s, u"b"_s)).error);
        QCOMPARE(server.requests().size(), 2);
        QVERIFY(server.requests()[0].startsWith("POST / HTTP/1.1"));
        QVERIFY(server.requests()[0].contains("Content-Length: 2"));
        QVERIFY(!server.requests()[0].contains("Content-Type"));
        QVERIFY(server.requests()[0].contains(QByteArray("X-Request-ID: " + done.requestId)));
        QVERIFY(server.requests()[1].contains("PURGE / HTTP/1.1"));

        auto tooLate = gate.permit(u"lab"_s, u"restart"_s);
        gate.disarm();
        const Response refused = change({.url = server.url("/")}, "POST", *std::move(tooLate));
        QCOMPARE(refused.error.value().kind, Kind::Unsupported);
        QVERIFY(!refused.sent);
        QCOMPARE(refused.error->message, u"lab is not armed any more, so \"restart\" was not done."_s);

        QVERIFY(gate.arm(u"lab"_s, typed));
        auto expired = gate.permit(u"lab"_s, u"restart"_s);
        clock->advance(Duration{60'000});
        QCOMPARE(change({.url = server.url("/")}, "POST", *std::move(expired)).error.value().kind, Kind::Unsupported);
        QVERIFY(gate.arm(u"lab"_s, typed));
        QCOMPARE(change({.url = server.url("/")}, "NO WORD", *gate.permit(u"lab"_s, u"c"_s)).error.value().kind,
                 Kind::Config);
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(server.connections(), 2);
    }

    void changesOnceOnly()
    {
        // libcurl would send it again, on a kept connection that was closed meanwhile.
        HostileServer server;
        server.on("/", HostileServer::answer("ok"));
        server.on("/change", {.close = true});
        security::ArmingGate gate(std::make_shared<test::HandClock>());
        gate.setEnvironments({{.name = u"lab"_s, .confirm = fleet::Environment::Confirm::Click}});
        QVERIFY(gate.arm(u"lab"_s, {ArmingConfirmation::How::Clicked, {}}));
        QVERIFY(!fetch({.url = server.url("/")}).error);
        const Response response = change({.url = server.url("/change")}, "POST", *gate.permit(u"lab"_s, u"a"_s));
        QCOMPARE(response.error.value().kind, Kind::Http);
        QVERIFY(response.sent);
        QCOMPARE(server.requests().size(), 2);
    }

    void aPermitIsForOneAddressAndOneRequest()
    {
        HostileServer server;
        server.on("/", HostileServer::redirect(server.url("/other"), "307 Temporary Redirect"));
        server.on("/other", HostileServer::answer("done"));
        security::ArmingGate gate(std::make_shared<test::HandClock>());
        gate.setEnvironments({{.name = u"lab"_s, .confirm = fleet::Environment::Confirm::Click}});
        QVERIFY(gate.arm(u"lab"_s, {ArmingConfirmation::How::Clicked, {}}));
        auto permit = gate.permit(u"lab"_s, u"a"_s);
        QCOMPARE(change({.url = server.url("/")}, "POST", *std::move(permit)).status, 307);
        QCOMPARE(change({.url = server.url("/other")}, "POST", *std::move(permit)).error.value().kind,
                 Kind::Unsupported);
        QCOMPARE(server.requests().size(), 1);
    }

    void sevenHungRequestsDelayNobody()
    {
        HostileServer hung;
        HostileServer healthy;
        healthy.on("/", HostileServer::answer("ok"));
        Transport transport;
        std::vector<test::Outcome<Response>> waiting;
        for (int i = 0; i < 7; ++i) {
            waiting.push_back(outcomeOf(transport.fetch({.url = hung.url("/"), .timeout = Duration{3000}})));
        }
        QElapsedTimer clock;
        clock.start();
        const auto other = outcomeOf(transport.fetch({.url = healthy.url("/")}));
        QTRY_VERIFY(*other);
        QVERIFY(!(*other)->error);
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(transport.active(), std::size_t{7});
    }

    void countsABodyThatIsNotKept()
    {
        HostileServer server;
        server.on("/fits", HostileServer::answer(QByteArray(1000, 'x')));
        server.on("/endless", {.send = chunked, .repeat = "400\r\n" + QByteArray(1024, 'x') + "\r\n"});
        const Response fits = fetch({.url = server.url("/fits"), .bodyLimit = 1000, .keepBody = false});
        QVERIFY(!fits.error);
        QCOMPARE(fits.status, 200);
        QVERIFY(fits.body.isEmpty());
        const Response tooMuch = fetch({.url = server.url("/fits"), .bodyLimit = 999, .keepBody = false});
        QCOMPARE(tooMuch.error.value().kind, Kind::TooLarge);
        const Response endless = fetch({.url = server.url("/endless"), .keepBody = false});
        QCOMPARE(endless.error.value().kind, Kind::TooLarge);
    }

    void keepsIdleConnections_data()
    {
        QTest::addColumn<long>("idle");
        QTest::addColumn<bool>("reused");
        QTest::newRow("as many as there are") << 300L << true;
        QTest::newRow("too few") << 100L << false;
    }
    void keepsIdleConnections()
    {
        QFETCH(long, idle);
        QFETCH(bool, reused);
        constexpr int atOnce = 300;
        HostileServer server;
        Behaviour slow = HostileServer::answer("ok");
        slow.after = std::chrono::milliseconds{300};
        server.on("/", slow);
        Transport transport({}, nullptr, idle);
        for (int round = 0; round < 2; ++round) {
            std::vector<test::Outcome<Response>> outcomes;
            for (int i = 0; i < atOnce; ++i) {
                outcomes.push_back(outcomeOf(transport.fetch({.url = server.url("/"), .timeout = Duration{20000}})));
            }
            for (const auto &outcome : outcomes) {
                QTRY_VERIFY_WITH_TIMEOUT(*outcome, 20000);
                QVERIFY(!(*outcome)->error);
            }
            QVERIFY(server.connections() >= atOnce);
        }
        QCOMPARE(server.connections() == atOnce, reused);
    }

    /// A descriptor may be closed by the peer and its number taken by another connection while others are busy.
    void manyConnectionsComeAndGo()
    {
        HostileServer server;
        Behaviour closing = HostileServer::answer("ok", "Connection: close\r\n");
        closing.close = true;
        server.on("/closes", closing);
        server.on("/stays", HostileServer::answer("ok"));
        Transport transport;
        for (int round = 0; round < 20; ++round) {
            std::vector<test::Outcome<Response>> outcomes;
            for (int i = 0; i < 50; ++i) {
                outcomes.push_back(outcomeOf(transport.fetch({.url = server.url(i % 2 ? "/closes" : "/stays")})));
            }
            std::stop_source stop;
            const auto withdrawn = outcomeOf(transport.fetch({.url = server.url("/hangs")}, stop.get_token()));
            stop.request_stop();
            for (const auto &outcome : outcomes) {
                QTRY_VERIFY(*outcome);
                QVERIFY2(!(*outcome)->error, qPrintable((*outcome)->error.value_or(Error{}).message));
            }
            QTRY_VERIFY(*withdrawn);
        }
        QCOMPARE(transport.active(), std::size_t{0});
    }

    void stopEndsAtOnce()
    {
        HostileServer server;
        Transport transport;
        std::stop_source stop;
        const auto outcome = outcomeOf(transport.fetch({.url = server.url("/")}, stop.get_token()));
        QTRY_COMPARE(server.requests().size(), 1);
        const std::unique_ptr<QThread> other(QThread::create([&] { stop.request_stop(); }));
        other->start();
        QTRY_VERIFY(*outcome);
        QCOMPARE((*outcome)->error.value().kind, Kind::Cancelled);
        QCOMPARE(transport.active(), std::size_t{0});
        other->wait();
    }

    void stopAfterTheAnswerChangesNothing()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("ok"));
        Transport transport;
        std::stop_source stop;
        const auto outcome = outcomeOf(transport.fetch({.url = server.url("/")}, stop.get_token()));
        QTRY_VERIFY(*outcome);
        stop.request_stop();
        QVERIFY(!(*outcome)->error);
    }

    void destroyedWithRequestsUnderWay()
    {
        HostileServer server;
        auto transport = std::make_unique<Transport>();
        const auto hung = outcomeOf(transport->fetch({.url = server.url("/")}));
        const auto started = outcomeOf(transport->fetch({.url = server.url("/")}));
        QTRY_COMPARE(server.requests().size(), 2);
        transport.reset();
        QTRY_VERIFY(*hung && *started);
        QCOMPARE((*hung)->error.value().kind, Kind::Cancelled);
        QCOMPARE((*started)->error.value().kind, Kind::Cancelled);
    }

    void cpuOfOneGet()
    {
        HostileServer server;
        server.on("/", HostileServer::answer(QByteArray(55 * 1024, 'm')));
        Transport transport;
        constexpr int count = 500;
        const double before = cpuSecondsOfThisThread();
        for (int i = 0; i < count; ++i) {
            const auto outcome = outcomeOf(transport.fetch({.url = server.url("/")}));
            while (!*outcome) {
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            }
            QCOMPARE((*outcome)->body.size(), qsizetype{55 * 1024});
        }
        const double each = (cpuSecondsOfThisThread() - before) / count;
        qInfo("a GET of 55 KiB costs %.1f us of CPU", each * 1e6);
        QVERIFY(each < 5e-3);
    }

private:
    static Response fetch(Request request)
    {
        const auto outcome = outcomeOf(shared().fetch(std::move(request)));
        return QTest::qWaitFor([&] { return outcome->has_value(); }, 20000) ? std::move(**outcome) : Response{};
    }
    static Response change(Request request, const QByteArray &method, security::Permit permit)
    {
        const auto outcome = outcomeOf(shared().change(std::move(request), method, std::move(permit)));
        return QTest::qWaitFor([&] { return outcome->has_value(); }, 20000) ? std::move(**outcome) : Response{};
    }
    static Transport &shared()
    {
        static auto *const transport = new Transport({}, QCoreApplication::instance());
        return *transport;
    }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
