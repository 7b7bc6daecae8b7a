// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/caddyconfig.h"
#include "tests/support/quotedjson.h"

#include <QJsonDocument>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions::caddy;
using namespace Qt::StringLiterals;
using readyroom::test::json;

namespace {

const QByteArray proxy =
    "{'admin':{'listen':'127.0.0.1:1'},'apps':{'http':{'servers':{'web':{'listen':[':80'],'routes':["
    "{'handle':[{'@id':'rp','handler':'reverse_proxy','upstreams':[{'dial':'a:1'},{'dial':'b:2'}]}]}]}}}}}";

QJsonObject proxyWith(const QByteArray &from, const QByteArray &to)
{
    return json(QByteArray(proxy).replace(from, to)).toObject();
}

} // namespace

class TestCaddyConfig final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void upstreams_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("sent"); // empty: refused
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QByteArray &argument, const QByteArray &sent,
                            const QString &says = {}) { QTest::newRow(name) << argument << sent << says; };
        row("a list", "['c:3']", "[{'dial':'c:3'}]");
        row("known ones keep what is said of them", "['b:2','a:1']",
            "[{'dial':'b:2','max_requests':5},{'dial':'a:1'}]");
        row("a text", "'c:3, d:4'", "[{'dial':'c:3'},{'dial':'d:4'}]");
        row("as Caddy has them", "[{'dial':'c:3','max_requests':1}]", "[{'dial':'c:3','max_requests':1}]");
        row("a socket", "['unix//run/a.sock']", "[{'dial':'unix//run/a.sock'}]");
        row("a placeholder", "['{http.request.host}:80']", "[{'dial':'{http.request.host}:80'}]");
        row("IPv6", "['[::1]:80']", "[{'dial':'[::1]:80'}]");
        row("none", "[]", {}, u"The list of upstreams is empty: this would leave no server"_s);
        row("absent", "null", {}, u"this would leave no server"_s);
        row("an empty text", "['']", {}, u"is not an address"_s);
        row("a comma too many", "'a:1,'", {}, u"is not an address"_s);
        row("no port", "['a']", {}, u"“a” is not an address"_s);
        row("port 0", "['a:0']", {}, u"is not an address"_s);
        row("port too large", "['a:65536']", {}, u"is not an address"_s);
        row("two words", "['x y:1']", {}, u"is not an address"_s);
        row("a line end", "['a:1\\n']", "[{'dial':'a:1'}]");
        row("a number", "[8080]", {}, u"is not an address"_s);
        row("no dial", "[{'max_requests':1}]", {}, u"is not an address"_s);
    }

    void upstreams()
    {
        QFETCH(QByteArray, argument);
        QFETCH(QByteArray, sent);
        QFETCH(QString, says);
        const QJsonArray present = json("[{'dial':'a:1'},{'dial':'b:2','max_requests':5}]").toArray();
        const Result<QJsonArray> wanted = upstreamsFrom(json(argument), present);
        QCOMPARE(wanted.has_value(), !sent.isEmpty());
        if (wanted) {
            QCOMPARE(*wanted, json(sent).toArray());
            // What is taken back must come out as it was.
            QCOMPARE(*upstreamsFrom(argumentFrom(*wanted), {}), *wanted);
        } else {
            QVERIFY2(wanted.error().message.contains(says), qPrintable(wanted.error().message));
        }
    }

    void refusals_data()
    {
        QTest::addColumn<QJsonObject>("wanted");
        QTest::addColumn<QString>("says"); // empty: none
        QTest::newRow("the same") << proxyWith("a:1", "a:1") << QString();
        QTest::newRow("empty") << QJsonObject() << u"is empty: this would leave no server"_s;
        QTest::newRow("no server") << QJsonObject{{u"admin"_s, QJsonObject{{u"listen"_s, u"127.0.0.1:1"_s}}}}
                                   << u"has no HTTP server: this would leave no server"_s;
        QTest::newRow("no upstream") << proxyWith("{'dial':'a:1'},{'dial':'b:2'}", "")
                                     << u"of rp is empty: this would leave no server"_s;
        QTest::newRow("admin moves") << proxyWith("127.0.0.1:1", "127.0.0.1:2") << u"from 127.0.0.1:1 to 127.0.0.1:2"_s;
        QTest::newRow("admin as usual") << proxyWith("'admin':{'listen':'127.0.0.1:1'},", "") << u"to localhost:2019"_s;
        QTest::newRow("admin off") << proxyWith("{'listen':'127.0.0.1:1'}", "{'disabled':true}")
                                   << u"disables the admin endpoint"_s;
    }

    void refusals()
    {
        QFETCH(QJsonObject, wanted);
        QFETCH(QString, says);
        const QStringList refusals = refusalsOf(wanted, proxyWith("a:1", "a:1"));
        QCOMPARE(refusals.isEmpty(), says.isEmpty());
        QVERIFY2(refusals.join(u' ').contains(says), qPrintable(refusals.join(u' ')));
    }

    void differ_data()
    {
        QTest::addColumn<QJsonObject>("wanted");
        QTest::addColumn<QStringList>("different");
        QTest::newRow("the same") << proxyWith("a:1", "a:1") << QStringList();
        QTest::newRow("upstreams") << proxyWith("b:2", "c:3") << QStringList{u"upstreams of rp: a:1, b:2 → a:1, c:3"_s};
        QTest::newRow("listens") << proxyWith(":80", ":81") << QStringList{u"server web listens on :80 → :81"_s};
        QTest::newRow("another server") << proxyWith("'web'", "'api'")
                                        << QStringList{u"server web (:80) goes"_s, u"server api (:80) comes"_s};
        QTest::newRow("no id") << proxyWith("'@id':'rp',", "")
                               << QStringList{u"upstreams of reverse proxy 1: none → a:1, b:2"_s,
                                              u"upstreams of rp: a:1, b:2 → none"_s};
    }

    void differ()
    {
        QFETCH(QJsonObject, wanted);
        QTEST(differences(proxyWith("a:1", "a:1"), wanted), "different");
    }

    void deepNestingEndsSomewhere()
    {
        // Parsed by hand, because QJsonDocument refuses such depths itself.
        QJsonValue value = QJsonObject{{u"upstreams"_s, QJsonArray{QJsonObject{{u"dial"_s, u"a:1"_s}}}}};
        for (int i = 0; i < 100; ++i) {
            value = QJsonArray{value};
        }
        QVERIFY(poolsOf(value).empty());
        QCOMPARE(poolsOf(json(proxy)).size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestCaddyConfig)
#include "tst_caddyconfig.moc"
