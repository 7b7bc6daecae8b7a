// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/origin.h"
#include "app/http/redirect.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::http;
using namespace Qt::StringLiterals;

namespace {

Request secretRequest(const QString &url, const QByteArray &method = "GET")
{
    return {.url = QUrl(url),
            .method = method,
            .headers = {{"X-Key", "k"}, {"Accept", "text/plain"}},
            .credentials = {.bearer = "t"},
            .tls = {.cert = u"/c.pem"_s, .key = u"/k.pem"_s, .verify = false}};
}

} // namespace

class TestRedirect final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void targets_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("target"); // empty: refused
        QTest::addColumn<bool>("keepsSecrets");
        const auto row = [](const char *name, const QString &from, const QByteArray &to, const QString &target,
                            bool keeps) { QTest::newRow(name) << from << to << target << keeps; };
        row("relative", u"http://a/x/y"_s, "z", u"http://a/x/z"_s, true);
        row("explicit default port", u"http://a/"_s, "http://a:80/b", u"http://a:80/b"_s, true);
        row("other case", u"http://a/"_s, "HTTP://A/b", u"http://a/b"_s, true);
        row("other port", u"http://a/"_s, "http://a:81/", u"http://a:81/"_s, false);
        row("other host", u"http://a/"_s, "//b/", u"http://b/"_s, false);
        row("upgrade", u"http://a/"_s, "https://a/", u"https://a/"_s, false);
        row("downgrade", u"https://a/"_s, "http://a/", {}, false);
        row("user info is dropped", u"http://a/"_s, "http://u:p@b/", u"http://b/"_s, false);
        row("another scheme", u"http://a/"_s, "file:///etc/passwd", {}, false);
        row("script", u"http://a/"_s, "javascript:alert(1)", {}, false);
        row("empty", u"http://a/"_s, "", {}, false);
    }
    void targets()
    {
        QFETCH(QString, from);
        QFETCH(QByteArray, location);
        QFETCH(QString, target);
        QFETCH(bool, keepsSecrets);
        const Result<Request> next = redirected(secretRequest(from), 302, location);
        QCOMPARE(next.has_value(), !target.isEmpty());
        if (!next) {
            QCOMPARE(next.error().kind, Error::Kind::Http);
            return;
        }
        QCOMPARE(next->url, QUrl(target));
        QCOMPARE(next->credentials.isEmpty(), !keepsSecrets);
        QCOMPARE(next->tls.cert.isEmpty(), !keepsSecrets);
        QCOMPARE(next->headers.size(), keepsSecrets ? std::size_t{2} : std::size_t{1});
        QCOMPARE(next->tls.verify, QUrl(from).host() != QUrl(target).host());
    }

    void downgradeWithoutSecretsIsFollowed()
    {
        QVERIFY(redirected({.url = QUrl(u"https://a/"_s)}, 302, "http://a/").has_value());
    }

    void methods_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("next");
        QTest::newRow("POST 302") << QByteArray("POST") << 302 << QByteArray("GET");
        QTest::newRow("POST 303") << QByteArray("POST") << 303 << QByteArray("GET");
        QTest::newRow("POST 307") << QByteArray("POST") << 307 << QByteArray("POST");
        QTest::newRow("POST 308") << QByteArray("POST") << 308 << QByteArray("POST");
        QTest::newRow("PUT 303") << QByteArray("PUT") << 303 << QByteArray("GET");
        QTest::newRow("PUT 302") << QByteArray("PUT") << 302 << QByteArray("PUT");
        QTest::newRow("HEAD 303") << QByteArray("HEAD") << 303 << QByteArray("HEAD");
    }
    void methods()
    {
        QFETCH(QByteArray, method);
        QFETCH(int, status);
        Request request = secretRequest(u"http://a/"_s, method);
        request.body = "secret";
        const Result<Request> next = redirected(request, status, "/b");
        QTEST(next.value().method, "next");
        QCOMPARE(next->body.isEmpty(), next->method == "GET");
    }

    void bodiesStayAtTheirOrigin()
    {
        Request request = secretRequest(u"http://a/"_s, "POST");
        request.body = "secret";
        QVERIFY(!redirected(request, 307, "http://b/"));
        QVERIFY(redirected(request, 303, "http://b/").value().body.isEmpty());
    }

    void userInfoBecomesCredentials()
    {
        const Result<Request> request = checked({.url = QUrl(u"http://ann:p%40w@a/x#y"_s)});
        QCOMPARE(request.value().credentials.user, u"ann"_s);
        QCOMPARE(request->credentials.password, u"p@w"_s);
        QCOMPARE(request->url, QUrl(u"http://a/x"_s));
    }

    void hostPorts()
    {
        QCOMPARE(hostPort(QUrl(u"http://a/"_s)), u"a:80"_s);
        QCOMPARE(hostPort(QUrl(u"https://[::1]/"_s)), u"[::1]:443"_s);
        QVERIFY(isLoopback(QUrl(u"http://127.8.9.1/"_s)));
        QVERIFY(isLoopback(QUrl(u"http://[::1]:8080/"_s)));
        QVERIFY(!isLoopback(QUrl(u"http://127.0.0.1.example.org/"_s)));
    }
};

QTEST_GUILESS_MAIN(TestRedirect)
#include "tst_redirect.moc"
