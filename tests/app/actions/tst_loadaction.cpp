// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/load.h"
#include "tests/app/actions/actionstage.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using test::Acting;
using test::ActionStage;
using test::await;
using test::HostileServer;
using Kind = Error::Kind;

namespace {

fleet::Fleet fleetAt(const std::vector<QUrl> &instances, fleet::Environment::Confirm confirm)
{
    fleet::Fleet fleet;
    fleet.environments = {{.name = u"lab"_s, .confirm = confirm}};
    fleet.services = {{.name = u"checkout"_s, .environment = u"lab"_s, .instances = instances}};
    return fleet;
}

Act act(const std::vector<QUrl> &instances, QJsonObject arguments = {})
{
    QJsonArray targets;
    for (const QUrl &instance : instances) {
        targets.append(instance.toString());
    }
    arguments.insert("targets"_L1, targets);
    const auto orElse = [&arguments](const QString &name, const QJsonValue &value) {
        if (!arguments.contains(name)) {
            arguments.insert(name, value);
        }
    };
    orElse(u"path"_s, u"/p"_s);
    orElse(u"users"_s, 4);
    orElse(u"duration"_s, u"1s"_s);
    return {.provider = u"load"_s, .target = targets.first().toString(), .arguments = arguments};
}

constexpr auto click = fleet::Environment::Confirm::Click;
constexpr auto typeName = fleet::Environment::Confirm::TypeName;

} // namespace

class TestLoadAction final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void measuresAllInstancesAtOnce()
    {
        HostileServer one;
        HostileServer two;
        one.on("/p", HostileServer::answer("ok"));
        two.on("/p", HostileServer::answer("ok"));
        const std::vector<QUrl> instances{one.url(""), two.url("")};
        Acting<Load> acting{.stage = ActionStage(fleetAt(instances, click))};
        const auto story =
            acting.act(act(instances, {{u"limits"_s, QJsonObject{{u"p95"_s, u"< 5"_s}, {u"success"_s, u">= 1"_s}}}}));
        QVERIFY(story.preview);
        QCOMPARE(story.preview->refusals, QStringList());
        QVERIFY2(story.preview->command.startsWith("hey -z 1s -c 2 -H 'Accept: */*' http://127.0.0.1:"_L1),
                 qPrintable(story.preview->command));
        QVERIFY2(!story.outcome.error, qPrintable(story.outcome.observed));
        const QJsonObject figures = story.outcome.output.toObject();
        QVERIFY(figures.value("requests"_L1).toInt() > 8);
        QCOMPARE(figures.value("failed"_L1).toInt(), 0);
        QVERIFY(figures.value("p95"_L1).isDouble() && figures.value("throughput"_L1).isDouble());
        QCOMPARE(story.verification.confirmed, Confirmed::Yes);
        QVERIFY(!one.requests().isEmpty() && !two.requests().isEmpty());
    }

    void tellsHowItGoes()
    {
        HostileServer server;
        server.on("/p", HostileServer::answer("ok"));
        Acting<Load> acting{.stage = ActionStage(fleetAt({server.url("")}, click))};
        const Act load = act({server.url("")});
        const Result<Preview> preview = acting.preview(load);
        QVERIFY(preview);
        std::vector<drills::Progress> told;
        const drills::Outcome outcome =
            await(acting.provider.runTelling(load, *preview, acting.stage.permit(),
                                             [&told](drills::Progress progress) { told.push_back(progress); }, {}));
        QVERIFY(!outcome.error);
        QVERIFY(told.size() >= 3);
        QVERIFY(std::ranges::is_sorted(told, {}, &drills::Progress::done));
        const drills::Progress &last = told.back();
        QVERIFY(last.done > 0.5 && last.done <= 1);
        QVERIFY2(last.observed.contains(u" requests, p95 "_s), qPrintable(last.observed));
        QCOMPARE(last.figures.size(), 3U);
        QCOMPARE(last.figures[0].name, u"p95"_s);
        QVERIFY(last.figures[0].value > 0 && last.figures[0].unit == readiness::Unit::Seconds);
        QCOMPARE(last.figures[1].name, u"throughput"_s);
        QVERIFY(last.figures[1].value > 0);
        QCOMPARE(last.figures[2].name, u"success"_s);
        QCOMPARE(last.figures[2].value, 1.0);
    }

    void tellsOfFailures()
    {
        HostileServer server;
        server.on("/p", HostileServer::answer("", "", "500 No"));
        Acting<Load> acting{.stage = ActionStage(fleetAt({server.url("")}, click))};
        const Act load = act({server.url("")});
        const Result<Preview> preview = acting.preview(load);
        QVERIFY(preview);
        drills::Progress last;
        (void)await(acting.provider.runTelling(load, *preview, acting.stage.permit(),
                                               [&last](drills::Progress progress) { last = std::move(progress); }, {}));
        QVERIFY2(last.observed.contains(u" failed"_s), qPrintable(last.observed));
        QCOMPARE(last.figures.at(2).value, 0.0);
        QCOMPARE(last.figures.at(1).value, 0.0);
    }

    void limitsAreJudged()
    {
        HostileServer server;
        server.on("/p", HostileServer::answer("", "", "500 No"));
        const std::vector<QUrl> instances{server.url("")};
        Acting<Load> acting{.stage = ActionStage(fleetAt(instances, click))};
        const auto story = acting.act(act(instances, {{u"limits"_s, QJsonObject{{u"success"_s, u">= 0.9"_s}}}}));
        QCOMPARE(story.outcome.error.value().kind, Kind::Http);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QCOMPARE(story.verification.observed, u"success is 0, and not >= 0.9"_s);
    }

    void nobodyAnswers()
    {
        HostileServer server;
        const std::vector<QUrl> instances{server.url("")};
        server.goAway();
        Acting<Load> acting{.stage = ActionStage(fleetAt(instances, click))};
        const auto story = acting.act(act(instances, {{u"limits"_s, QJsonObject{{u"p95"_s, u"< 1"_s}}}}));
        QCOMPARE(story.outcome.error.value().kind, Kind::Http);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QCOMPARE(story.verification.observed, u"p95 is unknown, and not < 1"_s);
    }

    void productionIsSpared_data()
    {
        QTest::addColumn<bool>("isProduction");
        QTest::addColumn<bool>("isAllowed");
        QTest::addColumn<bool>("isOfTheFleet");
        QTest::addColumn<QString>("says"); // empty: it may be done
        QTest::newRow("a lab") << false << false << true << QString();
        QTest::newRow("production") << true << false << true
                                    << u"lab is production, where the fleet file allows no load."_s;
        QTest::newRow("allowed") << true << true << true << QString();
        QTest::newRow("a stranger") << false << false << false
                                    << u"is no instance of the fleet, so that nobody knows whether it is production."_s;
    }

    void productionIsSpared()
    {
        QFETCH(bool, isProduction);
        QFETCH(bool, isAllowed);
        QFETCH(bool, isOfTheFleet);
        QFETCH(QString, says);
        HostileServer server;
        server.on("/p", HostileServer::answer("ok"));
        const std::vector<QUrl> instances{server.url("")};
        const std::vector<QUrl> known = isOfTheFleet ? instances : std::vector<QUrl>{};
        Acting<Load> acting{.stage = ActionStage(fleetAt(known, isProduction ? typeName : click))};
        acting.stage.world.loadAllowed = isAllowed ? QStringList{u"lab"_s} : QStringList();
        const Result<Preview> preview = acting.preview(act(instances));
        QVERIFY(preview);
        QCOMPARE(preview->refusals.isEmpty(), says.isEmpty());
        QVERIFY2(preview->refusals.join(u' ').endsWith(says), qPrintable(preview->refusals.join(u' ')));
        if (!says.isEmpty()) {
            // Nor does it help to do it all the same.
            for (const Preview &heeded : {*preview, Preview()}) {
                const drills::Outcome outcome = acting.run(act(instances), heeded);
                QCOMPARE(outcome.error.value().kind, Kind::Config);
                QVERIFY(!outcome.sent);
            }
            QCOMPARE(server.connections(), 0);
        }
    }

    void endsWhenDisarmedOrStopped_data()
    {
        QTest::addColumn<bool>("stops");
        QTest::newRow("disarmed") << false;
        QTest::newRow("stopped") << true;
    }

    void endsWhenDisarmedOrStopped()
    {
        QFETCH(bool, stops);
        HostileServer server;
        server.on("/p", HostileServer::answer("ok"));
        const std::vector<QUrl> instances{server.url("")};
        Acting<Load> acting{.stage = ActionStage(fleetAt(instances, click))};
        std::stop_source stop;
        const Act minute = act(instances, {{u"duration"_s, u"1m"_s}});
        const auto outcome = test::outcomeOf(acting.provider.run(minute, {}, acting.stage.permit(), stop.get_token()));
        QTRY_VERIFY(server.requests().size() > 4);
        QElapsedTimer clock;
        clock.start();
        if (stops) {
            stop.request_stop();
        } else {
            acting.stage.gate.disarm();
        }
        QTRY_VERIFY(outcome->has_value());
        QVERIFY(clock.elapsed() < 500);
        QCOMPARE((*outcome)->error.value().kind, stops ? Kind::Cancelled : Kind::Unsupported);
        QVERIFY((*outcome)->sent);
    }

    void nonsenseIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("path") << QJsonObject{{u"path"_s, u"p"_s}};
        QTest::newRow("no path") << QJsonObject{{u"path"_s, u""_s}};
        QTest::newRow("too short") << QJsonObject{{u"duration"_s, 0.5}};
        QTest::newRow("too long") << QJsonObject{{u"duration"_s, u"1h"_s}};
        QTest::newRow("a figure") << QJsonObject{{u"limits"_s, QJsonObject{{u"p42"_s, u"< 1"_s}}}};
    }

    void nonsenseIsRefused()
    {
        QFETCH(QJsonObject, arguments);
        HostileServer server;
        const std::vector<QUrl> instances{server.url("")};
        Acting<Load> acting{.stage = ActionStage(fleetAt(instances, click))};
        QCOMPARE(acting.preview(act(instances, arguments)).error().kind, Kind::Config);
        QVERIFY(!acting.run(act(instances, arguments), {}).sent);
        QCOMPARE(await(acting.provider.read(act(instances), {})).error().kind, Kind::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestLoadAction)
#include "tst_loadaction.moc"
