// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/fleetfile.h"
#include "tests/app/config/corpus.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::fleet;
using namespace std::chrono_literals;

namespace {

QString data(const QString &name)
{
    return QStringLiteral(READYROOM_TEST_DATA) + u"/fleet/"_s + name;
}

} // namespace

class TestFleetFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(u"tr_TR"_s)); }

    void corpus_data() { corpus::addRows(u"/fleet"_s); }
    void corpus()
    {
        QFETCH(const QString, path);
        corpus::check(path);
    }

    void readsEverything()
    {
        const auto fleet = config::loadFleet(data(u"whole.yaml"_s));
        QVERIFY(fleet);
        QCOMPARE(fleet->file, data(u"whole.yaml"_s));
        QVERIFY(fleet->store);
        QCOMPARE(*fleet->store,
                 (fleet::StoreAddress{.user = u"readyroom"_s, .host = u"db"_s, .database = u"readyroom"_s}));
        QCOMPARE(fleet->environments,
                 (std::vector<Environment>{{u"production"_s, Environment::Confirm::TypeName, 10min},
                                           {u"staging"_s, Environment::Confirm::Click, 10min}}));
        QCOMPARE(fleet->services.size(), 2U);
        const Service &checkout = fleet->services.front();
        QCOMPARE(checkout.name, u"checkout"_s);
        QCOMPARE(checkout.environment, u"production"_s);
        QCOMPARE(checkout.owner, u"payments"_s);
        QCOMPARE(checkout.dependsOn, QStringList{u"inventory"_s});
        QCOMPARE(checkout.instances, (std::vector{QUrl(u"http://10.0.0.1:8080"_s), QUrl(u"http://10.0.0.2:8080"_s)}));
        QCOMPARE(checkout.where, (SourcePosition{data(u"whole.yaml"_s), 6, 5}));
        QCOMPARE(checkout.signalMap, u"auto"_s);
        QCOMPARE(checkout.headers, (std::vector<std::pair<QByteArray, QByteArray>>{{"X-Team", "sre"}}));
        QCOMPARE(checkout.auth.bearer, (std::optional(SecretRef{SecretRef::From::Env, u"CHECKOUT_TOKEN"_s})));
        QCOMPARE(checkout.tls.ca, data(u"ca.pem"_s));
        QCOMPARE(checkout.tls.key, data(u"me.key"_s));
        QVERIFY(checkout.tls.verify);

        QCOMPARE(checkout.endpoints.size(), 4U);
        const Endpoint &health = checkout.endpoints[0];
        QCOMPARE(health.kind, EndpointKind::Health);
        QCOMPARE(health.format, Format::Actuator);
        QCOMPARE(health.every, Duration(2s));
        QCOMPARE(health.timeout, Duration(1500ms));
        QVERIFY(health.required);
        QCOMPARE(checkout.endpoints[1].format, Format::Prometheus);
        QCOMPARE(checkout.endpoints[1].every, Duration(5s));
        QCOMPARE(checkout.endpoints[1].timeout, Duration(3s));
        QCOMPARE(checkout.endpoints[1].bodyLimit, 16U * 1024 * 1024);
        QCOMPARE(checkout.endpoints[2].format, Format::Auto);
        QCOMPARE(checkout.endpoints[3].format, Format::Json);
        QCOMPARE(checkout.endpoints[3].json,
                 (JsonMapping{u"/caches"_s, u"/name"_s, {}, u"/hits"_s, u"/misses"_s, {}, {}}));

        QCOMPARE(checkout.profile, u"service-default"_s);

        const Service &inventory = fleet->services.back();
        QCOMPARE(inventory.profile, QString());
        QCOMPARE(inventory.instances.front().path(), QString());
        QCOMPARE(inventory.instances.back(), QUrl(u"https://inventory.example/app"_s));
        QCOMPARE(inventory.endpoints.size(), 1U);
        QCOMPARE(inventory.endpoints.front().path, u"/metrics"_s);
        QCOMPARE(inventory.auth.user, std::optional(u"reader"_s));
        QCOMPARE(inventory.auth.password,
                 (std::optional(SecretRef{SecretRef::From::File, data(u"secrets/inventory"_s)})));
        QCOMPARE(inventory.selector, (QMap<QString, QString>{{u"job"_s, u"inventory"_s}}));
        QCOMPARE(inventory.lab, QUrl(u"http://127.0.0.1:9000/"_s));
    }

    void aUrlIsEnough()
    {
        const auto fleet = config::loadFleet(data(u"smallest.yaml"_s));
        QVERIFY(fleet);
        const auto &endpoints = fleet->services.front().endpoints;
        QCOMPARE(endpoints.size(), 2U);
        QCOMPARE(endpoints[0].kind, EndpointKind::Health);
        QCOMPARE(endpoints[0].path, u"/health"_s);
        QCOMPARE(endpoints[1].kind, EndpointKind::Metrics);
        QCOMPARE(endpoints[1].path, u"/metrics"_s);
        QVERIFY(!endpoints[0].required && !endpoints[1].required);
        QVERIFY(fleet->environments.empty());
    }

    void aShortIntervalShortensTheTimeout()
    {
        const auto fleet = config::loadFleetText(
            "services: [{name: a, instances: [\"http://a:1\"], health: {path: /h, every: 1s}}]", u"f.yaml"_s);
        QVERIFY(fleet);
        QCOMPARE(fleet->services.front().endpoints.front().timeout, Duration(1s));
    }

    void environmentsNeedNotBeListed()
    {
        const auto fleet =
            config::loadFleetText("services: [{name: a, environment: prod, instances: [\"http://a:1\"]}]", u"f.yaml"_s);
        QVERIFY(fleet);
        QCOMPARE(fleet->environments, (std::vector<Environment>{{u"prod"_s}}));
    }

    void findsItsRuleFiles()
    {
        const auto fleet = config::loadFleetText(
            "rules: [\"../rules/go*.yaml\", ../rules/good.yaml]\nservices: [{name: a, instances: [\"http://a:1\"]}]",
            data(u"f.yaml"_s));
        QVERIFY(fleet);
        QCOMPARE(fleet->ruleFiles, QStringList{QStringLiteral(READYROOM_TEST_DATA) + u"/rules/good.yaml"_s});
    }

    void aProfileIsANameOrAPathBesideTheFile()
    {
        const auto fleet =
            config::loadFleetText("services: [{name: a, instances: [\"http://a:1\"], profile: bagtrack},"
                                  " {name: b, instances: [\"http://b:1\"], profile: ../profile/whole.yaml}]",
                                  data(u"f.yaml"_s));
        QVERIFY(fleet);
        QCOMPARE(fleet->services.front().profile, u"bagtrack"_s);
        QCOMPARE(fleet->services.back().profile, QStringLiteral(READYROOM_TEST_DATA) + u"/profile/whole.yaml"_s);
    }

    void noErrorRepeatsASecret()
    {
        for (const auto &name : {u"secrets.yaml"_s, u"instances.yaml"_s, u"headers.yaml"_s}) {
            const auto fleet = config::loadFleet(data(name));
            QVERIFY(!fleet);
            for (const QString &line : config::toText(fleet.error())) {
                QVERIFY2(!line.contains(u"s3cr3t") && !line.contains(u"hunter2") && !line.contains(u"Bearer abc"),
                         qUtf8Printable(line));
            }
        }
    }

    void aMissingFileIsAnIoError()
    {
        const auto fleet = config::loadFleet(u"/nonexistent/fleet.yaml"_s);
        QVERIFY(!fleet);
        QCOMPARE(fleet.error().front().kind, Error::Kind::Io);
        QVERIFY(config::loadFleet(QStringLiteral(READYROOM_TEST_DATA)).error().front().message.contains(u"folder"));
    }
};

QTEST_GUILESS_MAIN(TestFleetFile)
#include "tst_fleetfile.moc"
