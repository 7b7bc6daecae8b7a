// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnishadmin.h"
#include "tests/app/actions/actionstage.h"
#include "tests/app/actions/textserver.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::ActionStage;
using test::await;
using test::TextServer;
using Kind = Error::Kind;
using Then = TextServer::Reply::Then;

namespace {

QByteArray framed(int status, const QByteArray &body)
{
    return QByteArray::number(status).leftJustified(4) + QByteArray::number(body.size()).leftJustified(8) + '\n' + body
        + '\n';
}

const QByteArray challenge = "wwetvixmwrkezrliegehjcejdgfxoyec";
const QByteArray greeting = framed(107, challenge + "\n\nAuthentication required.\n");

/// Varnish with the secret `secret`, which answers any other line by `reply`.
TextServer::OnLine varnish(const QByteArray &secret, const TextServer::Reply &reply)
{
    const QByteArray expected =
        "auth " + *varnishAuthentication({.status = 107, .body = challenge + "\n\nAuthentication required."}, secret);
    return [expected, reply](const QByteArray &line) {
        if (!line.startsWith("auth ")) {
            return reply;
        }
        return line == expected ? TextServer::Reply{framed(200, "Varnish Cache CLI 1.0\n")}
                                : TextServer::Reply{{}, Then::Close};
    };
}

VarnishAdmin adminAt(const QString &at, const QByteArray &secret)
{
    return {*socketAddressFrom(at), secret, 300ms};
}

std::optional<Kind> kindOf(const VarnishAnswer &answer)
{
    return answer.error ? std::optional(answer.error->kind) : std::nullopt;
}

} // namespace

class TestVarnishAdmin final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void frames_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status"); // 0: no reply
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("usual") << QByteArray("200 5       \nhello\n") << 200 << QByteArray("hello");
        QTest::newRow("empty") << QByteArray("200 0       \n\n") << 200 << QByteArray();
        QTest::newRow("lines in it") << framed(106, "a\n\n b\n") << 106 << QByteArray("a\n\n b");
        QTest::newRow("long") << framed(200, QByteArray("x").repeated(300'000)) << 200
                              << QByteArray("x").repeated(300'000);
        QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << 0 << QByteArray();
        QTest::newRow("no length") << QByteArray("200\nhello\n") << 0 << QByteArray();
        QTest::newRow("negative") << QByteArray("200 -5\nhello\n") << 0 << QByteArray();
        QTest::newRow("too long") << QByteArray("200 99999999999\n") << 0 << QByteArray();
        QTest::newRow("no end of the first line") << QByteArray("x").repeated(40) << 0 << QByteArray();
    }

    void frames()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QVERIFY(isWholeVarnishReply(bytes));
        const Result<VarnishReply> reply = varnishReplyFrom(bytes);
        QCOMPARE(reply.has_value(), status != 0);
        if (reply) {
            QCOMPARE(reply->status, status);
            QCOMPARE(reply->body, body);
            // Never whole before its last byte.
            const qsizetype step = std::max<qsizetype>(1, bytes.size() / 50);
            for (qsizetype size = 0; size < bytes.size(); size += step) {
                QVERIFY(!isWholeVarnishReply(QByteArrayView(bytes).first(size)));
            }
        }
    }

    /// The example of varnish-cli(7).
    void authenticatesAsDocumented()
    {
        const VarnishReply reply{.status = 107, .body = "ixslvvxrgkjptxmcgnnsdxsvdmvfympg\n\nAuthentication required."};
        QCOMPARE(*varnishAuthentication(reply, "foo\n"),
                 QByteArray("455ce847f0073c7ab3b1465f74507b75d3dc064c1e7de3b71e00de9092fdc89a"));
        QCOMPARE(varnishAuthentication({.status = 107, .body = "short"}, "foo\n").error().kind, Kind::Http);
    }

    void secrets_data()
    {
        QTest::addColumn<QByteArray>("theirs");
        QTest::addColumn<QByteArray>("ours");
        QTest::addColumn<std::optional<Kind>>("kind");
        QTest::newRow("with a line end") << QByteArray("s3cret\n") << QByteArray("s3cret") << std::optional<Kind>();
        QTest::newRow("without") << QByteArray("s3cret") << QByteArray("s3cret") << std::optional<Kind>();
        QTest::newRow("wrong") << QByteArray("other\n") << QByteArray("s3cret") << std::optional(Kind::Unsupported);
        QTest::newRow("none") << QByteArray("s3cret\n") << QByteArray() << std::optional(Kind::Config);
    }

    void secrets()
    {
        QFETCH(QByteArray, theirs);
        QFETCH(QByteArray, ours);
        QFETCH(std::optional<Kind>, kind);
        TextServer server(varnish(theirs, {framed(200, "pong\n")}), greeting);
        const VarnishAnswer answer = await(adminAt(server.tcp(), ours).ask("ping", {}));
        QCOMPARE(kindOf(answer), kind);
        QCOMPARE(answer.sent, !kind);
        QCOMPARE(answer.reply.body, kind ? QByteArray() : QByteArray("pong"));
        QVERIFY(!answer.error || !answer.error->message.contains(u"s3cret"));
    }

    void asksWithoutASecretWhereNoneIsWanted()
    {
        TextServer server([](const QByteArray &) { return TextServer::Reply{framed(200, "pong\n")}; },
                          framed(200, "Varnish Cache CLI 1.0\n"));
        QCOMPARE(await(adminAt(server.tcp(), {}).ask("ping", {})).reply.body, QByteArray("pong"));
    }

    void misbehaves_data()
    {
        QTest::addColumn<TextServer::Reply>("reply");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("says");
        QTest::newRow("refuses") << TextServer::Reply{framed(106, "No VCL named v9 known\n")} << Kind::Http
                                 << u"106: No VCL named v9 known"_s;
        QTest::newRow("hangs") << TextServer::Reply{} << Kind::Timeout << u"300 ms"_s;
        QTest::newRow("closes") << TextServer::Reply{{}, Then::Close} << Kind::Connect << u"closed"_s;
        QTest::newRow("resets") << TextServer::Reply{{}, Then::Reset} << Kind::Connect << QString();
        QTest::newRow("half a reply") << TextServer::Reply{"200 500  \nabc", Then::Close} << Kind::Connect
                                      << u"middle of its answer"_s;
        QTest::newRow("another protocol")
            << TextServer::Reply{"+PONG\r\n"} << Kind::Http << u"not the admin socket of Varnish"_s;
    }

    void misbehaves()
    {
        QFETCH(TextServer::Reply, reply);
        QFETCH(Kind, kind);
        QFETCH(QString, says);
        TextServer server(varnish("s\n", reply), greeting);
        ActionStage stage;
        const VarnishAnswer answer = await(adminAt(server.tcp(), "s").change("vcl.use v9", stage.permit(), {}));
        QCOMPARE(kindOf(answer), kind);
        QVERIFY(answer.sent);
        QVERIFY2(answer.error->message.contains(says), qPrintable(answer.error->message));
    }

    void hangsBeforeItGreets()
    {
        TextServer server([](const QByteArray &) { return TextServer::Reply{}; });
        const VarnishAnswer answer = await(adminAt(server.tcp(), "s").ask("ping", {}));
        QCOMPARE(kindOf(answer), Kind::Timeout);
        QVERIFY(!answer.sent);
    }

    void changesNothingWhenDisarmed()
    {
        TextServer server(varnish("s\n", {framed(200, {})}), greeting);
        ActionStage stage;
        security::Permit permit = stage.permit();
        stage.gate.disarm();
        const VarnishAnswer answer = await(adminAt(server.tcp(), "s").change("vcl.use v9", std::move(permit), {}));
        QCOMPARE(kindOf(answer), Kind::Unsupported);
        QVERIFY(!answer.sent);
        QVERIFY(!server.lines().contains("vcl.use v9"));
    }
};

QTEST_GUILESS_MAIN(TestVarnishAdmin)
#include "tst_varnishadmin.moc"
