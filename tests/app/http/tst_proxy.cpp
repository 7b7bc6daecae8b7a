// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/transport.h"
#include "app/security/arminggate.h"
#include "tests/app/monitor/handclock.h"
#include "tests/support/await.h"
#include "tests/support/hostileserver.h"
#include "tests/support/testcertificates.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace readyroom::http;
using namespace Qt::StringLiterals;
using namespace std::chrono;
using test::await;
using test::HostileServer;
using test::TestCertificate;
using Kind = Error::Kind;

namespace {

/// Answers every head with the same bytes; behind a 2xx to CONNECT it lets everything through to a port of 127.0.0.1.
class Proxy final {
public:
    Proxy(QByteArray answer, quint16 behind)
        : m_answer(std::move(answer))
        , m_behind(behind)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { take(); });
    }
    [[nodiscard]] QByteArray url() const { return "http://127.0.0.1:" + QByteArray::number(m_server.serverPort()); }
    /// What was asked of the proxy itself.
    [[nodiscard]] const QList<QByteArray> &heads() const { return m_heads; }

private:
    void take()
    {
        QTcpSocket *const client = m_server.nextPendingConnection();
        QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        QObject::connect(client, &QTcpSocket::readyRead, client, [this, client] {
            if (auto *const target = client->findChild<QTcpSocket *>()) {
                target->write(client->readAll());
                return;
            }
            const QByteArray head = client->peek(client->bytesAvailable());
            if (!head.contains("\r\n\r\n")) {
                return;
            }
            m_heads += client->readAll();
            if (head.startsWith("CONNECT ") && m_answer.startsWith("HTTP/1.1 2")) {
                letThrough(client);
            } else {
                client->write(m_answer);
                client->disconnectFromHost();
            }
        });
    }
    void letThrough(QTcpSocket *client) const
    {
        auto *const target = new QTcpSocket(client);
        QObject::connect(target, &QTcpSocket::connected, client, [this, client] { client->write(m_answer); });
        QObject::connect(target, &QTcpSocket::readyRead, client,
                         [client, target] { client->write(target->readAll()); });
        QObject::connect(target, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        target->connectToHost(QHostAddress::LocalHost, m_behind);
    }

    QByteArray m_answer;
    quint16 m_behind;
    QList<QByteArray> m_heads;
    QTcpServer m_server;
};

} // namespace

/// https through an http proxy: what the proxy says is not what the target says.
class TestProxy final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_dir.filePath(u"ca.pem"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_authority.certificatePem());
        m_caFile = file.fileName();
        qunsetenv("NO_PROXY");
        qputenv("no_proxy", "");
        m_gate.setEnvironments({{.name = u"lab"_s, .confirm = fleet::Environment::Confirm::Click}});
        (void)m_gate.arm(u"lab"_s, {.how = ArmingConfirmation::How::Clicked});
    }
    void cleanupTestCase()
    {
        qunsetenv("https_proxy");
        qunsetenv("http_proxy");
    }

    void whatTheTargetSays_data()
    {
        QTest::addColumn<QByteArray>("proxy");
        QTest::newRow("established") << QByteArray("HTTP/1.1 200 Connection established\r\n\r\n");
        QTest::newRow("odd headers") << QByteArray("HTTP/1.1 200 Fine\r\nContent-Type: text/html\r\nX-Odd: 1\r\n"
                                                   "Content-Length: 99999999\r\nContent-Encoding: gzip\r\n\r\n");
        QTest::newRow("another 2xx") << QByteArray("HTTP/1.1 204 No Content\r\nRetry-After: 5\r\n\r\n");
        QTest::newRow("more headers than the target may have")
            << QByteArray("HTTP/1.1 200 OK\r\n" + QByteArray("X-Filler: 1\r\n").repeated(300) + "\r\n");
    }
    void whatTheTargetSays()
    {
        QFETCH(const QByteArray, proxy);
        HostileServer server(identity("DNS:shop.test"));
        server.on("/", HostileServer::answer("down", "Content-Type: text/plain\r\n", "503 Service Unavailable"));
        const Proxy between(proxy, server.port());
        qputenv("https_proxy", between.url());
        Transport transport;
        for (int i = 0; i < 2; ++i) { // the second through the tunnel that is there
            const Response response = await(transport.fetch(to(server)));
            QVERIFY2(!response.error, qPrintable(response.error.value_or(Error{}).detail));
            QCOMPARE(response.status, 503);
            QCOMPARE(response.reason, QByteArray("Service Unavailable"));
            QCOMPARE(response.header("content-type").toByteArray(), QByteArray("text/plain"));
            QVERIFY(response.header("x-odd").isNull() && response.header("retry-after").isNull());
            QVERIFY(response.trailers.empty());
            QCOMPARE(response.body, QByteArray("down"));
        }
        QCOMPARE(between.heads().size(), 1);
    }

    void theProxySeesNothingOfTheRequest()
    {
        HostileServer server(identity("DNS:shop.test"));
        server.on("/", HostileServer::answer("ok"));
        const Proxy between("HTTP/1.1 200 OK\r\n\r\n", server.port());
        qputenv("https_proxy", between.url());
        Transport transport;
        Request request = to(server);
        request.credentials.bearer = "t0ken";
        request.headers = {{"X-Team", "sre"}};
        QVERIFY(!await(transport.fetch(request)).error);
        QVERIFY(server.requests().value(0).contains("t0ken"));
        const QByteArray head = between.heads().value(0);
        QVERIFY(head.startsWith("CONNECT shop.test:"));
        QVERIFY2(!head.contains("t0ken") && !head.contains("X-Team"), head.constData());
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("proxy");
        QTest::addColumn<QString>("says");
        QTest::newRow("407") << QByteArray("HTTP/1.1 407 Proxy Authentication Required\r\n"
                                           "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 4\r\n\r\nnope")
                             << u"The proxy for %1 wants a name and a password (it answered 407)"_s;
        QTest::newRow("403") << QByteArray("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                             << u"The proxy for %1 makes no connection to it (it answered 403)"_s;
        QTest::newRow("502") << QByteArray("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>")
                             << u"The proxy for %1 makes no connection to it (it answered 502)"_s;
        QTest::newRow("a redirect") << QByteArray("HTTP/1.1 302 Found\r\nLocation: http://login.test/\r\n\r\n")
                                    << u"The proxy for %1 makes no connection to it (it answered 302)"_s;
        QTest::newRow("nothing") << QByteArray() << u"The proxy for %1 broke the connection before it answered"_s;
    }
    void refusals()
    {
        QFETCH(const QByteArray, proxy);
        QFETCH(const QString, says);
        HostileServer server(identity("DNS:shop.test"));
        const Proxy between(proxy, server.port());
        qputenv("https_proxy", between.url());
        Transport transport;
        const QString target = u"shop.test:%1"_s.arg(server.port());
        const Response read = await(transport.fetch(to(server)));
        QCOMPARE(read.error.value_or(Error{}).message, says.arg(target));
        QCOMPARE(read.error->kind, Kind::Connect);
        QCOMPARE(read.status, 0);
        QVERIFY(read.headers.empty());
        QVERIFY(!read.sent);

        auto permit = m_gate.permit(u"lab"_s, u"act"_s);
        QVERIFY(permit);
        const Response changed = await(transport.change(to(server), "POST", *std::move(permit), {}));
        QCOMPARE(changed.error.value_or(Error{}).message, says.arg(target));
        QVERIFY(!changed.sent);
        QCOMPARE(server.connections(), 0);
    }

    /// CONNECT was sent, and of the request nothing.
    void nothingIsSentToAnotherName()
    {
        HostileServer server(identity("DNS:other.test"));
        const Proxy between("HTTP/1.1 200 OK\r\n\r\n", server.port());
        qputenv("https_proxy", between.url());
        Transport transport;
        auto permit = m_gate.permit(u"lab"_s, u"act"_s);
        QVERIFY(permit);
        const Response refused = await(transport.change(to(server), "POST", *std::move(permit), {}));
        QCOMPARE(refused.error.value_or(Error{}).kind, Kind::Tls);
        QVERIFY(refused.certificateRefused);
        QVERIFY(!refused.sent);
        QVERIFY(server.requests().isEmpty());
    }

    /// Without TLS there is no tunnel, and nothing tells whose answer it is.
    void withoutTls()
    {
        const Proxy between("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", 0);
        qputenv("http_proxy", between.url());
        Transport transport;
        const Response response = await(transport.fetch({.url = QUrl(u"http://shop.test/"_s)}));
        QVERIFY(between.heads().value(0).startsWith("GET http://shop.test/ "));
        QVERIFY(!response.error);
        QCOMPARE(response.status, 407);
        QVERIFY(response.sent);
    }

private:
    [[nodiscard]] QSslConfiguration identity(const QByteArray &name) const
    {
        return TestCertificate::leaf(m_authority, name, floor<seconds>(system_clock::now()) + hours{48}).serverSide();
    }
    [[nodiscard]] Request to(const HostileServer &server) const
    {
        return {.url = server.url("/", "shop.test"), .tls = {.ca = m_caFile}};
    }

    QTemporaryDir m_dir;
    TestCertificate m_authority = TestCertificate::authority("Readyroom test authority");
    QString m_caFile;
    security::ArmingGate m_gate{std::make_shared<test::HandClock>()};
};

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
