// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/origin.h"
#include "app/http/redirect.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::http;
using namespace Qt::StringLiterals;

namespace {

Request secretRequest(const QString &url, Reading reading = Reading::Get)
{
    return {.url = QUrl(url),
            .reading = reading,
            .headers = {{"X-Key", "k"}, {"Accept", "text/plain"}},
            .credentials = {.bearer = "t", .clientKey = "k"},
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
        QCOMPARE(next->credentials.clientKey.isEmpty(), !keepsSecrets);
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
        QTest::addColumn<int>("reading");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("next");
        const auto row = [](const char *name, Reading reading, int status, Reading next) {
            QTest::newRow(name) << static_cast<int>(reading) << status << static_cast<int>(next);
        };
        row("POST 302", Reading::Query, 302, Reading::Get);
        row("POST 303", Reading::Query, 303, Reading::Get);
        row("POST 307", Reading::Query, 307, Reading::Query);
        row("POST 308", Reading::Query, 308, Reading::Query);
        row("status 302", Reading::Status, 302, Reading::Get);
        row("HEAD 303", Reading::Head, 303, Reading::Head);
    }
    void methods()
    {
        QFETCH(int, reading);
        QFETCH(int, status);
        QFETCH(int, next);
        Request request = secretRequest(u"http://a/"_s, static_cast<Reading>(reading));
        request.body = "secret";
        const Result<Request> followed = redirected(request, status, "/b");
        QCOMPARE(static_cast<int>(followed.value().reading), next);
        QCOMPARE(followed->body.isEmpty(), reading >= static_cast<int>(Reading::Query) && next != reading);
    }

    void bodiesStayAtTheirOrigin()
    {
        Request request = secretRequest(u"http://a/"_s, Reading::Query);
        request.body = "secret";
        QVERIFY(!redirected(request, 307, "http://b/"));
        QVERIFY(redirected(request, 303, "http://b/").value().body.isEmpty());
    }

    void theRequestIdIsNoSecretButStays()
    {
        Request request{.url = QUrl(u"https://a/"_s), .headers = {{"X-Request-ID", "1"}}};
        QCOMPARE(redirected(request, 302, "/b").value().headers.size(), std::size_t{1});
        QVERIFY(redirected(request, 302, "http://a/").value().headers.empty());
    }

    void whatReadsOnly_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("reading");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("reads");
        const auto row = [](const char *name, const QString &url, Reading reading, const QByteArray &header,
                            const QByteArray &body, bool reads) {
            QTest::newRow(name) << url << static_cast<int>(reading) << header << body << reads;
        };
        const QByteArray form = "Content-Type: application/x-www-form-urlencoded";
        row("GET", u"http://a/metrics"_s, Reading::Get, {}, {}, true);
        row("HEAD", u"http://a/metrics"_s, Reading::Head, {}, {}, true);
        row("GET with a body", u"http://a/"_s, Reading::Get, {}, "x", false);
        row("query", u"http://a/prom/api/v1/query"_s, Reading::Query, form, "query=up", true);
        row("range", u"http://a/api/v1/query_range"_s, Reading::Query, form, "query=up", true);
        row("another path", u"http://a/api/v1/admin/tsdb/delete_series"_s, Reading::Query, form, "match=up", false);
        row("path in the query", u"http://a/delete?/api/v1/query"_s, Reading::Query, form, "query=up", false);
        row("no form", u"http://a/api/v1/query"_s, Reading::Query, "Content-Type: application/json", "{}", false);
        const QByteArray type = "Content-Type: application/json";
        row("status", u"http://a/v3/maintenance/status"_s, Reading::Status, type, "{}", true);
        row("members", u"http://a/etcd/v3/cluster/member/list"_s, Reading::Status, type, "{}", true);
        row("no JSON", u"http://a/v3/maintenance/status"_s, Reading::Status, form, "{}", false);
        row("more than a status", u"http://a/v3/maintenance/status"_s, Reading::Status, type, "{\"a\":1}", false);
        row("a transfer", u"http://a/v3/maintenance/transfer-leadership"_s, Reading::Status, type, "{}", false);
        row("members changed", u"http://a/v3/cluster/member/remove"_s, Reading::Status, type, "{}", false);
        row("a status as a query", u"http://a/v3/maintenance/status"_s, Reading::Query, form, "{}", false);
        row("a query as a status", u"http://a/api/v1/query"_s, Reading::Status, type, "{}", false);
        row("override", u"http://a/"_s, Reading::Get, "X-HTTP-Method-Override: DELETE", {}, false);
        row("override in another case", u"http://a/"_s, Reading::Get, "x-method-OVERRIDE: PUT", {}, false);
    }
    void whatReadsOnly()
    {
        QFETCH(QString, url);
        QFETCH(int, reading);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, body);
        QFETCH(bool, reads);
        Request request{.url = QUrl(url), .reading = static_cast<Reading>(reading), .body = body};
        if (const qsizetype colon = header.indexOf(':'); colon > 0) {
            request.headers = {{header.left(colon), header.mid(colon + 2)}};
        }
        const bool isStatus = request.reading == Reading::Status;
        if (isStatus) {
            QVERIFY(!checkReadsOnly(request)); // a redirect might lead to what changes something
            request.maxRedirects = 0;
        }
        QCOMPARE(checkReadsOnly(request).has_value(), reads);
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
