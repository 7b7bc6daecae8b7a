// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/transport.h"
#include "tests/support/await.h"
#include "tests/support/hostileserver.h"
#include "tests/support/testcertificates.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace readyroom;
using namespace readyroom::http;
using namespace Qt::StringLiterals;
using namespace std::chrono;
using test::HostileServer;
using test::outcomeOf;
using test::TestCertificate;
using Kind = Error::Kind;

namespace {

sys_seconds fromNow(hours time)
{
    return floor<seconds>(system_clock::now()) + time;
}

} // namespace

class TestTls final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_dir.isValid());
        m_caFile = write(u"ca.pem"_s, m_authority.certificatePem());
    }

    void trustedAuthority()
    {
        const auto end = fromNow(hours{48});
        HostileServer server(TestCertificate::leaf(m_authority, "IP:127.0.0.1", end).serverSide());
        server.on("/", HostileServer::answer("ok"));
        Transport transport;
        for (int i = 0; i < 2; ++i) {
            const Response response = fetch(transport, {.url = server.url("/"), .tls = {.ca = m_caFile}});
            QVERIFY2(!response.error, qPrintable(response.error.value_or(Error{}).detail));
            QCOMPARE(response.body, QByteArray("ok"));
            // The second answer comes over the kept connection, without a handshake to look at.
            QVERIFY(response.tlsExpiry == Timestamp{end});
            QCOMPARE(response.tlsVersion, 13);
            QVERIFY(!response.certificateRefused);
        }
        QCOMPARE(server.connections(), 1);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("hoursLeft");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<QString>("says");
        QTest::newRow("expired") << QByteArray("IP:127.0.0.1") << -1 << true << u"%1 has expired"_s;
        QTest::newRow("unknown authority")
            << QByteArray("IP:127.0.0.1") << 48 << false << u"%1 was issued by an authority that is not trusted here"_s;
        QTest::newRow("wrong name") << QByteArray("DNS:other.test") << 48 << true
                                    << u"%1 is for another name than 127.0.0.1"_s;
    }
    void refusals()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, hoursLeft);
        QFETCH(bool, trusted);
        QFETCH(QString, says);
        HostileServer server(TestCertificate::leaf(m_authority, name, fromNow(hours{hoursLeft})).serverSide());
        server.on("/", HostileServer::answer("ok"));
        Transport transport;
        const QString other = write(u"other.pem"_s, TestCertificate::authority("other").certificatePem());
        const Response refused = fetch(transport, {.url = server.url("/"), .tls = {.ca = trusted ? m_caFile : other}});
        QCOMPARE(refused.error.value().kind, Kind::Tls);
        QCOMPARE(refused.error->message,
                 u"The certificate of %1"_s.arg(says.arg(u"127.0.0.1:%1"_s.arg(server.port()))));
        QVERIFY(refused.certificateRefused);
        QVERIFY(server.requests().isEmpty());

        const Response unverified = fetch(transport, {.url = server.url("/"), .tls = {.verify = false}});
        QVERIFY(!unverified.error);
        QVERIFY(unverified.tlsExpiry.has_value());
    }

    void clientCertificate()
    {
        // Qt's server drops a client without a certificate; OpenSSL's says why, as servers in the field do.
        const auto identity = TestCertificate::leaf(m_authority, "IP:127.0.0.1", fromNow(hours{48}));
        QProcess server;
        server.start(u"openssl"_s,
                     {u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-www"_s, u"-Verify"_s, u"1"_s,
                      u"-verify_return_error"_s, u"-CAfile"_s, m_caFile, u"-cert"_s,
                      write(u"server.pem"_s, identity.certificatePem()), u"-key"_s,
                      write(u"server.key"_s, identity.keyPem())});
        QVERIFY(server.waitForStarted());
        static const QRegularExpression accepts(u"ACCEPT \\S*:(\\d+)"_s);
        QByteArray said;
        QTRY_VERIFY((said += server.readAllStandardOutput()).contains("ACCEPT ") && said.endsWith('\n'));
        const QUrl url(u"https://127.0.0.1:%1/"_s.arg(accepts.match(QString::fromLatin1(said)).captured(1)));
        Transport transport;
        const Response missing = fetch(transport, {.url = url, .tls = {.ca = m_caFile}});
        QCOMPARE(missing.error.value().kind, Kind::Tls);
        QVERIFY2(missing.error->message.endsWith(u"asks for a client certificate, and none is configured"_s),
                 qPrintable(missing.error->message + u" / "_s + missing.error->detail));

        const auto client = TestCertificate::leaf(m_authority, "DNS:client", fromNow(hours{48}));
        const QString cert = write(u"client.pem"_s, client.certificatePem());
        const QString key = write(u"client.key"_s, client.keyPem());
        const Response known = fetch(transport, {.url = url, .tls = {.ca = m_caFile, .cert = cert, .key = key}});
        QVERIFY2(!known.error, qPrintable(known.error.value_or(Error{}).detail));
        QCOMPARE(known.status, 200);

        // The key from a keychain, never in a file: a transport of its own, which has no connection yet.
        Transport other;
        const Response byKey = fetch(
            other, {.url = url, .credentials = {.clientKey = client.keyPem()}, .tls = {.ca = m_caFile, .cert = cert}});
        QVERIFY2(!byKey.error, qPrintable(byKey.error.value_or(Error{}).detail));
        QCOMPARE(byKey.status, 200);
        const QByteArray foreign = TestCertificate::leaf(m_authority, "DNS:client", fromNow(hours{48})).keyPem();
        Transport third;
        const Response wrongKey =
            fetch(third, {.url = url, .credentials = {.clientKey = foreign}, .tls = {.ca = m_caFile, .cert = cert}});
        QCOMPARE(wrongKey.error.value().kind, Kind::Tls);
        server.kill();
        QVERIFY(server.waitForFinished());
    }

    void probing_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("answersOthers");
        QTest::newRow("TLS 1.3") << u"-tls1_3"_s << 13 << true;
        QTest::newRow("TLS 1.2") << u"-tls1_2"_s << 12 << true;
        QTest::newRow("TLS 1.1, too old for ordinary requests") << u"-tls1_1"_s << 11 << false;
        QTest::newRow("TLS 1.0, too old for ordinary requests") << u"-tls1"_s << 10 << false;
    }

    /// What looks at the handshake must see what is not good enough any more, too.
    void probing()
    {
        QFETCH(QString, option);
        QFETCH(int, version);
        QFETCH(bool, answersOthers);
        const auto end = fromNow(hours{48});
        const auto identity = TestCertificate::leaf(m_authority, "IP:127.0.0.1", end);
        QProcess server;
        server.start(u"openssl"_s,
                     {u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-www"_s, option, u"-cipher"_s,
                      u"DEFAULT:@SECLEVEL=0"_s, u"-cert"_s, write(u"probed.pem"_s, identity.certificatePem()),
                      u"-key"_s, write(u"probed.key"_s, identity.keyPem())});
        QVERIFY(server.waitForStarted());
        static const QRegularExpression accepts(u"ACCEPT \\S*:(\\d+)"_s);
        QByteArray said;
        QTRY_VERIFY((said += server.readAllStandardOutput()).contains("ACCEPT ") && said.endsWith('\n'));
        const QUrl url(u"https://127.0.0.1:%1/"_s.arg(accepts.match(QString::fromLatin1(said)).captured(1)));
        Transport transport;
        const Response probed = fetch(transport, {.url = url, .tls = {.ca = m_caFile}, .probesTls = true});
        QVERIFY2(!probed.error, qPrintable(probed.error.value_or(Error{}).detail));
        QCOMPARE(probed.tlsVersion, version);
        QVERIFY(probed.tlsExpiry == Timestamp{end});
        QCOMPARE(!fetch(transport, {.url = url, .tls = {.ca = m_caFile}}).error.has_value(), answersOthers);
        server.kill();
        QVERIFY(server.waitForFinished());
    }

    void probingMakesAConnectionOfItsOwn()
    {
        HostileServer server(TestCertificate::leaf(m_authority, "IP:127.0.0.1", fromNow(hours{48})).serverSide());
        server.on("/", HostileServer::answer("ok"));
        Transport transport;
        const Request request{.url = server.url("/"), .tls = {.ca = m_caFile}, .probesTls = true};
        QVERIFY(!fetch(transport, request).error);
        QVERIFY(!fetch(transport, request).error);
        QCOMPARE(server.connections(), 2);
    }

    void probingCarriesNoSecrets()
    {
        HostileServer server(TestCertificate::leaf(m_authority, "IP:127.0.0.1", fromNow(hours{48})).serverSide());
        server.on("/", HostileServer::answer("ok"));
        Transport transport;
        QUrl withUser = server.url("/");
        withUser.setUserName(u"ops"_s);
        const std::vector<Request> requests{
            {.url = server.url("/"), .credentials = {.bearer = "t0ken"}, .probesTls = true},
            {.url = server.url("/"), .headers = {{"X-Team", "sre"}}, .probesTls = true},
            {.url = withUser, .probesTls = true}};
        for (const Request &request : requests) {
            QCOMPARE(fetch(transport, request).error.value().kind, Kind::Config);
        }
        QCOMPARE(server.connections(), 0);
    }

    void unusableFiles()
    {
        HostileServer server(TestCertificate::leaf(m_authority, "IP:127.0.0.1", fromNow(hours{48})).serverSide());
        Transport transport;
        const QString broken = write(u"broken.pem"_s, "no certificate");
        const Response ca = fetch(transport, {.url = server.url("/"), .tls = {.ca = broken}});
        QCOMPARE(ca.error.value().kind, Kind::Tls);
        QVERIFY2(ca.error->message.contains(broken), qPrintable(ca.error->message + ca.error->detail));
        const Response cert = fetch(transport, {.url = server.url("/"), .tls = {.ca = m_caFile, .cert = broken}});
        QCOMPARE(cert.error.value().kind, Kind::Tls);
        QVERIFY2(cert.error->message.contains(broken), qPrintable(cert.error->message + cert.error->detail));
    }

    void plainServerBehindHttps()
    {
        HostileServer server;
        QUrl url = server.url("/");
        url.setScheme(u"https"_s);
        Transport transport;
        const Response response = fetch(transport, {.url = url, .timeout = Duration{500}});
        QVERIFY(response.error.has_value());
        QCOMPARE(response.error->message,
                 u"No answer within 500 ms (connecting to 127.0.0.1:%1, TLS handshake included)"_s.arg(server.port()));
    }

private:
    static Response fetch(Transport &transport, Request request)
    {
        const auto outcome = outcomeOf(transport.fetch(std::move(request)));
        return QTest::qWaitFor([&] { return outcome->has_value(); }, 10000) ? std::move(**outcome) : Response{};
    }

    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            return {};
        }
        file.write(bytes);
        return file.fileName();
    }

    QTemporaryDir m_dir;
    TestCertificate m_authority = TestCertificate::authority("Readyroom test authority");
    QString m_caFile;
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
