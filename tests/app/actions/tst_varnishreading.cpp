// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnishreading.h"

#include "app/actions/varnish.h"
#include "tests/app/actions/actionstage.h"
#include "tests/support/hostileserver.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using test::Acting;
using test::await;
using test::HostileServer;
using Kind = Error::Kind;

namespace {

const std::vector<VarnishBackend> backends{
    {.name = u"boot.origin"_s, .forced = u"probe"_s, .probed = true},
    {.name = u"boot.spare"_s, .forced = u"sick"_s, .probed = true},
    {.name = u"boot.cluster"_s, .forced = u"probe"_s, .isDirector = true},
    {.name = u"other.spare"_s, .forced = u"probe"_s, .probed = true, .probeSaysSick = true}};
const std::vector<VarnishVcl> vcls{{.name = u"boot"_s, .active = true, .state = u"auto"_s, .temperature = u"warm"_s},
                                   {.name = u"v2"_s, .state = u"cold"_s, .temperature = u"cold"_s}};

} // namespace

class TestVarnishReading final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsBackends()
    {
        const QJsonObject origin{{u"name"_s, u"boot.origin"_s},
                                 {u"healthy"_s, true},
                                 {u"health"_s, u"auto"_s},
                                 {u"probed"_s, true},
                                 {u"director"_s, false}};
        const Result<QJsonValue> all = varnishBackendsJson(backends, {});
        QVERIFY(all);
        QCOMPARE(all->toArray().size(), 4);
        QCOMPARE(all->toArray().first().toObject(), origin);
        QCOMPARE(varnishBackendsJson(backends, u"boot.origin"_s)->toObject(), origin);
        QCOMPARE(varnishBackendsJson(backends, u"origin"_s)->toObject(), origin);
        const QJsonObject sick = varnishBackendsJson(backends, u"boot.spare"_s)->toObject();
        QCOMPARE(sick.value("healthy"_L1), QJsonValue(false));
        QCOMPARE(sick.value("health"_L1), QJsonValue(u"sick"_s));
        QCOMPARE(varnishBackendsJson(backends, u"other.spare"_s)->toObject().value("healthy"_L1), QJsonValue(false));
    }

    void listsVcls()
    {
        QCOMPARE(varnishVclsJson(vcls, {})->toArray().size(), 2);
        QCOMPARE(
            varnishVclsJson(vcls, u"v2"_s)->toObject(),
            (QJsonObject{
                {u"name"_s, u"v2"_s}, {u"active"_s, false}, {u"state"_s, u"cold"_s}, {u"temperature"_s, u"cold"_s}}));
    }

    void tellsWhatIsWrong()
    {
        QCOMPARE(varnishBackendsJson(backends, u"orign"_s).error().message,
                 u"Varnish knows no backend \"orign\"; did you mean \"origin\"?"_s);
        QVERIFY(varnishBackendsJson(backends, u"spare"_s).error().message.contains("boot.origin, boot.spare"_L1));
        QCOMPARE(varnishVclsJson(vcls, u"v3"_s).error().message,
                 u"Varnish knows no VCL \"v3\"; did you mean \"v2\"?"_s);
        QCOMPARE(varnishVclsJson({}, u"v3"_s).error().kind, Kind::Config);
    }

    void looksUp_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QJsonValue>("hit"); // null: it is not known, and so an error
        QTest::newRow("a hit") << QByteArray("X-Varnish: 9 5\r\nAge: 30\r\n") << QJsonValue(true);
        QTest::newRow("a miss") << QByteArray("X-Varnish: 9\r\n") << QJsonValue(false);
        QTest::newRow("nothing of a cache") << QByteArray() << QJsonValue();
    }
    void looksUp()
    {
        QFETCH(QByteArray, headers);
        QFETCH(QJsonValue, hit);
        HostileServer server;
        server.on("/a", HostileServer::answer("a", headers));
        Acting<Varnish> acting;
        acting.stage.gate.disarm();
        const auto read = await(acting.provider.read({.provider = u"varnish"_s,
                                                      .target = server.url("").toString(),
                                                      .arguments = {{u"do"_s, u"lookup"_s},
                                                                    {u"path"_s, u"/a"_s},
                                                                    {u"host"_s, u"shop.example"_s},
                                                                    {u"at"_s, u"/hit"_s}}},
                                                     {}));
        QCOMPARE(read ? *read : QJsonValue(), hit);
        QCOMPARE(server.requests().size(), 1);
        QVERIFY(server.requests().first().startsWith("GET /a "));
        QVERIFY(server.requests().first().contains("Host: shop.example"));
    }

    void aPathThatIsNone()
    {
        Acting<Varnish> acting;
        for (const QJsonObject &arguments :
             {QJsonObject{{u"do"_s, u"lookup"_s}}, QJsonObject{{u"do"_s, u"lookup"_s}, {u"path"_s, u"a b"_s}}}) {
            QCOMPARE(await(acting.provider.read({u"varnish"_s, u"http://127.0.0.1:1"_s, arguments}, {})).error().kind,
                     Kind::Config);
        }
    }
};

QTEST_GUILESS_MAIN(TestVarnishReading)
#include "tst_varnishreading.moc"
