// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/statusjson.h"
#include "app/ctl/statustable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::fleet;

namespace {

FleetSnapshot example()
{
    EndpointStatus metrics;
    metrics.id = {u"production"_s, u"checkout"_s, u"10.0.0.1:8080"_s, EndpointKind::Metrics, u"/metrics"_s};
    metrics.state = EndpointState::Ok;
    metrics.status = 200;
    metrics.lastAnswer = fromMillis(1'700'000'000'000);
    metrics.seconds = 0.004;
    metrics.samples = 812;
    EndpointStatus health = metrics;
    health.id.kind = EndpointKind::Health;
    health.id.path = u"/health"_s;
    health.state = EndpointState::Failed;
    health.status = 0;
    health.lastAnswer.reset();
    health.seconds = -1;
    health.error = u"No answer within 3 s"_s;
    ServiceStatus service;
    service.name = u"checkout"_s;
    service.environment = u"production"_s;
    service.state = ServiceState::Critical;
    service.reasons = {
        {u"BreakerOpen"_s, ServiceState::Critical, u"breaker \"payments\" is open on 1 of 2 instances"_s, {}}};
    service.instances = {{u"10.0.0.1:8080"_s, true, {metrics, health}}};
    service.signals_.requestRate = 41.25;
    service.signals_.errorRatio = std::numeric_limits<double>::quiet_NaN();
    service.signals_.latencySeconds = {{u"0.95"_s, 0.12}};
    service.signals_.cacheHitRatio = {{u"users"_s, 0.98}};
    service.signals_.breakers = {{u"payments"_s, u"10.0.0.1:8080"_s, BreakerState::HalfOpen, {}}};
    return {fromMillis(1'700'000'001'250), {service}, {}, true};
}

} // namespace

class StatusOutputTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jsonIsStable()
    {
        const QByteArray expected =
            "{\"at\":\"2023-11-14T22:13:21.250Z\",\"services\":[{\"name\":\"checkout\",\"environment\":\"production\","
            "\"state\":\"critical\",\"reasons\":[\"breaker \\\"payments\\\" is open on 1 of 2 instances\"],"
            "\"instances\":[{\"instance\":\"10.0.0.1:8080\",\"up\":true,\"endpoints\":["
            "{\"kind\":\"metrics\",\"path\":\"/metrics\",\"state\":\"ok\",\"status\":200,\"error\":null,\"age_s\":1.25,"
            "\"seconds\":0.004,\"samples\":812},"
            "{\"kind\":\"health\",\"path\":\"/health\",\"state\":\"failed\",\"status\":null,\"error\":\"No answer "
            "within 3 s\","
            "\"age_s\":null,\"seconds\":null,\"samples\":812}]}],"
            "\"signals\":{\"request_rate\":41.25,\"error_ratio\":null,\"latency_mean_seconds\":null,"
            "\"latency_seconds\":{\"0.5\":null,\"0.95\":0.12,\"0.99\":null},\"cache_hit_ratio\":{\"users\":0.98},"
            "\"breakers\":[{\"breaker\":\"payments\",\"instance\":\"10.0.0.1:8080\",\"state\":\"half_open\"}]}}]}";
        QCOMPARE(ctl::statusJson(example()), expected);
    }

    void jsonOfAnEmptyFleetIsValid()
    {
        const QJsonDocument document = QJsonDocument::fromJson(ctl::statusJson({}));
        QVERIFY(document.object().value(u"services"_s).toArray().isEmpty());
    }

    void tableSaysWhatIsWrong()
    {
        const QStringList lines = ctl::statusTable(example()).split(u'\n');
        QVERIFY(lines.at(0).startsWith(u"STATE"_s));
        QVERIFY2(lines.at(1).startsWith(u"critical  checkout"_s), qPrintable(lines.at(1)));
        for (const QString &figure : {u"120 ms"_s, u"41.3"_s, u"98.0 %"_s}) {
            QVERIFY2(lines.at(1).contains(figure), qPrintable(lines.at(1)));
        }
        QVERIFY(lines.contains(u"  breaker \"payments\" is open on 1 of 2 instances"_s));
        QVERIFY(lines.contains(u"  10.0.0.1:8080/health: No answer within 3 s"_s));
    }

    void tableKeepsRemoteTextFromTheTerminal()
    {
        FleetSnapshot snapshot = example();
        snapshot.services[0].instances[0].endpoints[1].error = u"\x1b[2Jgone\nNEXT"_s;
        const QString table = ctl::statusTable(snapshot);
        QVERIFY(!table.contains(u'\x1b'));
        QVERIFY(!table.split(u'\n').contains(u"NEXT"_s));
    }
};

QTEST_GUILESS_MAIN(StatusOutputTest)
#include "tst_statusoutput.moc"
