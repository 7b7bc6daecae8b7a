// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/probe.h"

#include "app/monitor/timesource.h"
#include "tests/app/runner/storequeries.h"
#include "tests/support/await.h"
#include "tests/support/hostileserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::test;
using drills::Activity;
using drills::Tolerance;
using runner::ProbeReading;

namespace {

QByteArray compact(const QJsonValue &value)
{
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

/// A service, what judges it, and the real providers; the environment "lab" is armed.
struct Scene {
    std::shared_ptr<const TimeSource> time = std::make_shared<const monitor::SystemTime>();
    QTemporaryDir folder;
    HostileServer service;
    HostileServer judge;
    security::ArmingGate gate{time};
    std::shared_ptr<runner::Stage> stage =
        std::make_shared<runner::Stage>(folder.filePath(u"runs"_s), security::Vault());

    Scene()
    {
        gate.setEnvironments({{.name = u"lab"_s, .confirm = fleet::Environment::Confirm::Click}});
        (void)gate.arm(u"lab"_s, {.how = ArmingConfirmation::How::Clicked});
        stage->time = time;
        stage->gate = &gate;
        stage->thread =
            std::make_unique<runner::ActionThread>(fleet::Fleet{}, QStringList{}, security::Vault(), time, nullptr);
        service.on("/health", HostileServer::answer("all ${is} well & fine"));
    }

    /// Of the service, judged by the probe `provider`.
    [[nodiscard]] ProbeReading reading(const QJsonObject &provider)
    {
        Activity probe{.type = Activity::Type::Probe,
                       .name = u"the shop answers"_s,
                       .provider = {{u"type"_s, u"http"_s}, {u"url"_s, service.url("/health").toString()}}};
        if (!provider.isEmpty()) {
            probe.tolerance = Tolerance{
                Tolerance::Probe{{{u"type"_s, u"probe"_s}, {u"name"_s, u"judge"_s}, {u"provider"_s, provider}}}};
        }
        const auto permits = [this](const QString &action) { return gate.permit(u"lab"_s, action); };
        return await(runner::readProbe(stage, probe, {{u"limit"_s, 7}}, {}, permits, {}));
    }
    /// A program that judges by `lines` of shell.
    [[nodiscard]] QString program(const QByteArray &lines) const
    {
        QFile file(folder.filePath(u"judge"_s));
        (void)file.open(QIODevice::WriteOnly);
        file.write("#!/bin/sh\n" + lines + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }
};

} // namespace

/// With the real providers.
class TestProbe final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void httpIsGivenTheValue_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<bool>("met");
        QTest::newRow("yes") << QByteArray("200 OK") << true;
        QTest::newRow("no") << QByteArray("422 Unprocessable Content") << false;
    }
    void httpIsGivenTheValue()
    {
        QFETCH(const QByteArray, status);
        QFETCH(const bool, met);

        Scene scene;
        const QJsonValue value = scene.reading({}).output;
        QCOMPARE(value.toObject().value("body"_L1).toString(), u"all ${is} well & fine"_s);
        const QByteArray query =
            "limit=7&value=" + QUrl::toPercentEncoding(QString::fromUtf8(compact(value))).replace("%20", "+");
        scene.judge.on("/judge?" + query, HostileServer::answer("", "", status));
        const ProbeReading reading = scene.reading({{u"type"_s, u"http"_s},
                                                    {u"url"_s, scene.judge.url("/judge").toString()},
                                                    {u"timeout"_s, 5},
                                                    {u"arguments"_s, QJsonObject{{u"limit"_s, u"${limit}"_s}}}});
        QVERIFY(!reading.error);
        QCOMPARE(reading.met, met);
        QCOMPARE(reading.observed, u"status 200"_s);
        QCOMPARE(scene.judge.requests().size(), 1);
    }

    void httpIsPostedTheValue()
    {
        Scene scene;
        scene.judge.on("/judge", HostileServer::answer("", "", "204 No Content"));
        const ProbeReading reading =
            scene.reading({{u"type"_s, u"http"_s},
                           {u"method"_s, u"POST"_s},
                           {u"url"_s, scene.judge.url("/judge").toString()},
                           {u"headers"_s, QJsonObject{{u"Content-Type"_s, u"application/json"_s}}}});
        QVERIFY(reading.met);
        QCOMPARE(scene.judge.bodies(), QList<QByteArray>{compact(QJsonObject{{u"value"_s, reading.output}})});
    }

    void httpThatCannotBeAsked()
    {
        Scene scene;
        scene.judge.goAway();
        QVERIFY(!scene.reading({{u"type"_s, u"http"_s}, {u"url"_s, scene.judge.url("/judge").toString()}}).met);
    }

    void processIsGivenTheValue()
    {
        Scene scene;
        const QString told = scene.folder.filePath(u"told"_s);
        const QString path = scene.program("printf '%s\\n%s' \"$1\" \"$2\" > '" + told.toUtf8() + "'");
        const ProbeReading reading = scene.reading({{u"type"_s, u"process"_s}, {u"path"_s, path}});
        QVERIFY(reading.met);
        QFile file(told);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("value\n" + compact(reading.output)));
    }

    void processSaysNo()
    {
        Scene scene;
        const QString path = scene.program("case $2 in *'\"status\":200'*) exit 1;; esac");
        const ProbeReading reading = scene.reading({{u"type"_s, u"process"_s}, {u"path"_s, path}});
        QVERIFY(!reading.error);
        QVERIFY(!reading.met);
    }

    void whatPromqlYieldsHasItsUnit_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<QString>("pass");
        QTest::addColumn<QString>("observed");
        QTest::newRow("seconds") << u"service:latency_seconds"_s << QString() << u"519 ms"_s;
        QTest::newRow("ratio") << u"service:error_ratio"_s << QString() << u"2.5 %"_s;
        QTest::newRow("number") << u"service:request_rate"_s << QString() << u"12.3"_s;
        QTest::newRow("nobody knows") << u"service:latency_seconds / service:request_rate > 0"_s << QString()
                                      << u"0.0421"_s;
        QTest::newRow("holds") << u"service:latency_seconds"_s << u"< 1"_s << u"true (< 1)"_s;
        QTest::newRow("does not hold") << u"service:latency_seconds"_s << u"< 0.1"_s << u"false (< 0.1)"_s;
    }
    void whatPromqlYieldsHasItsUnit()
    {
        QFETCH(const QString, expr);
        QFETCH(const QString, pass);
        QFETCH(const QString, observed);
        Scene scene;
        StoreQueries queries;
        const auto put = [&](const char *name, double value) {
            queries.store.append({{"__name__", name}}, toMillis(scene.time->now()), value);
        };
        put("service:latency_seconds", 0.5187);
        put("service:error_ratio", 0.025);
        put("service:request_rate", 12.31);
        scene.stage->queries = &queries;
        scene.stage->thread = std::make_unique<runner::ActionThread>(fleet::Fleet{}, QStringList{}, security::Vault(),
                                                                     scene.time, &queries);
        Activity probe{.type = Activity::Type::Probe,
                       .name = u"number"_s,
                       .provider = {{u"type"_s, u"promql"_s}, {u"expr"_s, expr}, {u"scope"_s, u"fleet"_s}}};
        if (!pass.isEmpty()) {
            probe.provider.insert(u"pass"_s, pass);
        }
        const auto permits = [&scene](const QString &action) { return scene.gate.permit(u"lab"_s, action); };
        const ProbeReading reading = await(runner::readProbe(scene.stage, probe, {}, {}, permits, {}));
        QVERIFY2(!reading.error, qPrintable(reading.observed));
        QCOMPARE(QString(reading.observed).replace(QChar(0x00a0), u' '), observed);
    }

    void processNeedsAnArmedEnvironment()
    {
        Scene scene;
        scene.gate.disarm();
        const QString ran = scene.folder.filePath(u"ran"_s);
        const QString path = scene.program("touch '" + ran.toUtf8() + "'");
        QVERIFY(!scene.reading({{u"type"_s, u"process"_s}, {u"path"_s, path}}).met);
        QVERIFY(!QFile::exists(ran));
    }
};

QTEST_GUILESS_MAIN(TestProbe)
#include "tst_probe.moc"
