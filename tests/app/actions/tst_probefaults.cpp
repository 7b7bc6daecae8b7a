// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/registry.h"
#include "models/drills/providerarguments.h"
#include "tests/app/actions/actionstage.h"
#include "tests/app/actions/textserver.h"
#include "tests/support/hostileserver.h"

#include <QJsonDocument>
#include <QTest>

#include <optional>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using test::ActionStage;
using test::await;
using test::Behaviour;
using test::HostileServer;
using test::TextServer;
using Kind = Error::Kind;
using Then = TextServer::Reply::Then;

namespace {

struct Probe {
    const char *name;
    QString provider;
    QByteArray arguments;
    bool isHttp;
    QByteArray path = {}; ///< of the target
};

const std::vector<Probe> probes{
    {"actuator-breaker", u"actuator-breaker"_s, "{'do':'read','breaker':'a'}", true},
    {"actuator-cache", u"actuator-cache"_s, "{'do':'read'}", true},
    {"caddy", u"caddy"_s, "{'do':'health'}", true},
    {"etcd", u"etcd"_s, "{'do':'leader'}", true},
    {"haproxy's socket", u"haproxy"_s, "{'do':'servers'}", false},
    {"haproxy's page", u"haproxy"_s, "{'do':'servers'}", true, "/haproxy?stats"},
    {"lab", u"lab"_s, "{'do':'overview'}", true},
    {"redis", u"redis"_s, "{'do':'role'}", false},
    {"varnish's path", u"varnish"_s, "{'do':'lookup','path':'/'}", true},
    {"varnish's backends", u"varnish"_s, "{'do':'backends'}", false},
    {"varnish's VCLs", u"varnish"_s, "{'do':'vcls'}", false},
};

enum class Fault { Refuses, Hangs, Closes, HalfAnAnswer, SomethingElse, Denies };

Behaviour httpFault(Fault fault)
{
    switch (fault) {
    case Fault::Closes:
        return {.close = true};
    case Fault::HalfAnAnswer:
        return {.send = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"a\":", .close = true};
    case Fault::SomethingElse:
        return HostileServer::answer("<html>Welcome</html>", "Content-Type: text/html\r\n");
    case Fault::Denies:
        return HostileServer::answer("no", "", "403 Forbidden");
    case Fault::Refuses:
    case Fault::Hangs:
        break;
    }
    return {};
}

TextServer::Reply textFault(Fault fault)
{
    switch (fault) {
    case Fault::Closes:
        return {{}, Then::Reset};
    case Fault::HalfAnAnswer:
        return {"1\n# be_id be_name", Then::Close};
    case Fault::SomethingElse:
        return {"HTTP/1.1 400 Bad Request\r\n\r\n", Then::Close};
    case Fault::Denies:
        return {"Permission denied\n\n", Then::Close};
    case Fault::Refuses:
    case Fault::Hangs:
        break;
    }
    return {};
}

/// The paths that any of the probes asks for.
const QByteArrayList paths{"/actuator/circuitbreakers",
                           "/actuator/caches",
                           "/actuator/metrics/cache.size",
                           "/reverse_proxy/upstreams",
                           "/metrics",
                           "/v3/cluster/member/list",
                           "/",
                           "/haproxy?stats;csv"};

} // namespace

/// A target that misbehaves is an error, whatever is read of it, and in time: never something that a tolerance could be
/// held against.
class TestProbeFaults final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyReadingIsHere()
    {
        QStringList here;
        for (const Probe &probe : probes) {
            here += probe.provider + u' '
                + QJsonDocument::fromJson(QByteArray(probe.arguments).replace('\'', '"'))
                      .object()
                      .value("do"_L1)
                      .toString();
        }
        for (const drills::ProviderArguments &one : drills::allProviderArguments()) {
            for (const QString &doing : one.reads) {
                const QString what = one.type + u' ' + doing;
                QVERIFY2(here.contains(what), qPrintable(what));
            }
        }
    }

    void isAnError_data()
    {
        QTest::addColumn<int>("probe");
        QTest::addColumn<Fault>("fault");
        const std::initializer_list<std::pair<Fault, const char *>> faults{{Fault::Refuses, "refuses"},
                                                                           {Fault::Hangs, "hangs"},
                                                                           {Fault::Closes, "resets"},
                                                                           {Fault::HalfAnAnswer, "half an answer"},
                                                                           {Fault::SomethingElse, "is another"},
                                                                           {Fault::Denies, "denies"}};
        for (std::size_t i = 0; i < probes.size(); ++i) {
            for (const auto &[fault, name] : faults) {
                QTest::addRow("%s %s", probes[i].name, name) << int(i) << fault;
            }
        }
    }

    void isAnError()
    {
        QFETCH(int, probe);
        QFETCH(Fault, fault);
        const Probe &one = probes.at(std::size_t(probe));
        HostileServer http;
        for (const QByteArray &path : paths) {
            http.on(path, httpFault(fault));
        }
        // Varnish speaks first; of one that hangs not even that is heard.
        const bool greets = one.provider == "varnish"_L1 && fault != Fault::Hangs;
        TextServer text([fault](const QByteArray &) { return textFault(fault); },
                        greets ? "200 7       \nVarnish\n" : "");
        const QString target = one.isHttp ? http.url(one.path).toString() : text.tcp();
        if (fault == Fault::Refuses) {
            http.goAway();
            text.stopListening();
        }
        ActionStage stage;
        stage.gate.disarm();
        const Registry registry(stage.world);
        QJsonObject arguments = QJsonDocument::fromJson(QByteArray(one.arguments).replace('\'', '"')).object();
        arguments.insert("timeout"_L1, u"200ms"_s);
        const auto read = await(registry.find(one.provider)->read({one.provider, target, arguments}, {}));
        QVERIFY2(!read, "it was read");
        QVERIFY(!read.error().message.isEmpty());
        if (fault == Fault::Refuses) {
            QCOMPARE(read.error().kind, Kind::Connect);
        } else if (fault == Fault::Hangs) {
            QCOMPARE(read.error().kind, Kind::Timeout);
        }
    }

    void aStopEndsIt_data()
    {
        QTest::addColumn<int>("probe");
        for (std::size_t i = 0; i < probes.size(); ++i) {
            QTest::newRow(probes[i].name) << int(i);
        }
    }
    void aStopEndsIt()
    {
        QFETCH(int, probe);
        const Probe &one = probes.at(std::size_t(probe));
        const HostileServer http;
        TextServer text([](const QByteArray &) { return TextServer::Reply(); });
        ActionStage stage;
        const Registry registry(stage.world);
        const QJsonObject arguments = QJsonDocument::fromJson(QByteArray(one.arguments).replace('\'', '"')).object();
        std::stop_source stop;
        const auto reading = test::outcomeOf(
            registry.find(one.provider)
                ->read({one.provider, one.isHttp ? http.url(one.path).toString() : text.tcp(), arguments},
                       stop.get_token()));
        QTRY_VERIFY(one.isHttp ? http.connections() > 0 : text.connections() > 0);
        stop.request_stop();
        QTRY_VERIFY_WITH_TIMEOUT(reading->has_value(), 1000);
        QVERIFY(!reading->value().has_value());
        QCOMPARE(reading->value().error().kind, Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestProbeFaults)
#include "tst_probefaults.moc"
