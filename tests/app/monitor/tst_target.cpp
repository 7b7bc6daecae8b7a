// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/target.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::monitor;
using namespace Qt::StringLiterals;

class TestTarget final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void joinsPathsBelowTheBase_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("url");
        QTest::newRow("plain") << u"http://a:80"_s << u"/metrics"_s << u"http://a:80/metrics"_s;
        QTest::newRow("base with slash") << u"http://a/"_s << u"/metrics"_s << u"http://a/metrics"_s;
        QTest::newRow("base with path") << u"https://a/app/"_s << u"/health"_s << u"https://a/app/health"_s;
        QTest::newRow("query") << u"http://a"_s << u"/m?format=prometheus&x=1"_s
                               << u"http://a/m?format=prometheus&x=1"_s;
        QTest::newRow("escaped") << u"http://a"_s << u"/a%2Fb?q=%26"_s << u"http://a/a%2Fb?q=%26"_s;
        QTest::newRow("IPv6") << u"http://[::1]:8080"_s << u"/m"_s << u"http://[::1]:8080/m"_s;
    }
    void joinsPathsBelowTheBase()
    {
        QFETCH(QString, base);
        QFETCH(QString, path);
        QFETCH(QString, url);
        QCOMPARE(QString::fromLatin1(endpointUrl(QUrl(base), path).toEncoded()), url);
    }

    void listsEveryEndpointOfEveryInstance()
    {
        const fleet::Fleet fleet{
            .file = {},
            .environments = {},
            .services = {{.name = u"shop"_s,
                          .environment = u"production"_s,
                          .instances = {QUrl(u"http://a:8080"_s), QUrl(u"http://b:8080"_s)},
                          .endpoints = {{.kind = fleet::EndpointKind::Health, .path = u"/health"_s},
                                        {.kind = fleet::EndpointKind::Metrics, .path = u"/metrics"_s}},
                          .selector = {{u"job"_s, u"shop-job"_s}}},
                         {.name = u"bare"_s,
                          .instances = {QUrl(u"http://c"_s)},
                          .endpoints = {{.kind = fleet::EndpointKind::Health, .path = u"/"_s}}}},
            .ruleFiles = {}};
        const std::vector<Target> targets = targetsOf(fleet);
        QCOMPARE(targets.size(), std::size_t{5});
        QCOMPARE(targets[1].url, QUrl(u"http://a:8080/metrics"_s));
        QCOMPARE(targets[2].hostPort, u"b:8080"_s);
        QCOMPARE(targets[1].labels,
                 (series::Labels{
                     {"environment", "production"}, {"instance", "a:8080"}, {"job", "shop-job"}, {"service", "shop"}}));
        QCOMPARE(targets[4].service, std::size_t{1});
        // No environment: no label, rather than an empty one.
        QCOMPARE(targets[4].labels, (series::Labels{{"instance", "c:80"}, {"job", "bare"}, {"service", "bare"}}));

        const TargetIndex index(targets);
        for (std::size_t i = 0; i < targets.size(); ++i) {
            QCOMPARE(index.find(targets[i].id), std::optional(i));
        }
        fleet::EndpointId unknown = targets[0].id;
        unknown.instance = u"z:1"_s;
        QVERIFY(!index.find(unknown));
    }
};

QTEST_GUILESS_MAIN(TestTarget)
#include "tst_target.moc"
