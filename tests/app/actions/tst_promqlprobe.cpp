// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/promql.h"
#include "tests/app/actions/actionstage.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

#include <functional>
#include <limits>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using drills::Act;
using test::ActionStage;
using test::await;
using Kind = Error::Kind;

namespace {

/// Answers by a function, and remembers what it was asked.
class ScriptedQueries final : public QuerySource {
public:
    std::function<Result<promql::QueryResult>()> answer;
    QStringList asked;

    QCoro::Task<Result<promql::QueryResult>> instant(QString expr, Timestamp, std::stop_token) override
    {
        asked += expr;
        co_return answer();
    }
    QCoro::Task<Result<promql::QueryResult>> range(QString, Timestamp, Timestamp, Duration, std::stop_token) override
    {
        co_return failure(Kind::Unsupported, u"no ranges here"_s);
    }
};

promql::QueryResult vectorOf(const std::vector<double> &values)
{
    promql::Vector vector;
    for (const double value : values) {
        vector.push_back({.labels = {}, .t = 0, .v = value});
    }
    return {vector, {}};
}

struct Scene {
    Scene() { stage.world.queries = &queries; }
    Result<QJsonValue> read(const QJsonObject &arguments)
    {
        return await(provider.read({.provider = u"promql"_s, .arguments = arguments}, {}));
    }
    static fleet::Fleet fleet()
    {
        fleet::Fleet fleet;
        fleet.services = {{.name = u"checkout"_s, .environment = u"staging"_s, .instances = {}}};
        return fleet;
    }
    ActionStage stage{fleet()};
    ScriptedQueries queries;
    Promql provider{stage.world};
};

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

} // namespace

class TestPromqlProbe final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void outputs_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<QString>("pass");
        QTest::addColumn<QJsonValue>("output"); // undefined: an error
        const QJsonValue none(QJsonValue::Undefined);
        const auto row = [](const char *name, const std::vector<double> &values, const QString &pass,
                            const QJsonValue &output) { QTest::newRow(name) << values << pass << output; };
        row("a number", {0.3}, {}, 0.3);
        row("several", {0.3, 0.5}, {}, QJsonArray{0.3, 0.5});
        row("nothing", {}, {}, none);
        row("NaN", {notANumber}, {}, none);
        row("infinity", {inf}, {}, none);
        row("holds", {0.3}, u"< 0.4"_s, true);
        row("does not hold", {0.5}, u"< 0.4"_s, false);
        row("the worst counts", {0.1, 0.5, 0.2}, u"< 0.4"_s, false);
        row("all hold", {0.1, 0.3}, u"< 0.4"_s, true);
        row("nothing to judge", {}, u"< 0.4"_s, none);
        row("NaN among others", {0.1, notANumber}, u"< 0.4"_s, none);
        row("infinity does not hold", {inf}, u"< 0.4"_s, false);
        row("infinity holds", {inf}, u"> 1"_s, true);
    }

    void outputs()
    {
        QFETCH(std::vector<double>, values);
        QFETCH(QString, pass);
        QFETCH(QJsonValue, output);
        Scene scene;
        scene.queries.answer = [&] { return vectorOf(values); };
        const Result<QJsonValue> read = scene.read({{u"expr"_s, u"up"_s}, {u"pass"_s, pass}});
        QCOMPARE(read.has_value(), !output.isUndefined());
        if (read) {
            QCOMPARE(*read, output);
        }
    }

    void isNarrowedToItsService()
    {
        Scene scene;
        scene.queries.answer = [] { return vectorOf({1}); };
        const QString expr = u"sum(rate(http_requests_total[1m])) / up"_s;
        QVERIFY(scene.read({{u"expr"_s, expr}, {u"service"_s, u"checkout"_s}}));
        QVERIFY(scene.read({{u"expr"_s, expr}, {u"service"_s, u"checkout"_s}, {u"scope"_s, u"fleet"_s}}));
        QVERIFY(scene.read({{u"expr"_s, expr}}));
        QCOMPARE(scene.read({{u"expr"_s, expr}, {u"service"_s, u"nobody"_s}}).error().kind, Kind::Config);
        QCOMPARE(scene.queries.asked.size(), 3);
        QCOMPARE(scene.queries.asked[0].count("service=\"checkout\""_L1), 2);
        QCOMPARE(scene.queries.asked[0].count("environment=\"staging\""_L1), 2);
        QVERIFY(!scene.queries.asked[1].contains("checkout"_L1));
        QCOMPARE(scene.queries.asked[1], scene.queries.asked[2]);
    }

    void isAskedAgainUntilItHolds()
    {
        Scene scene;
        scene.queries.answer = [&]() -> Result<promql::QueryResult> {
            return scene.queries.asked.size() < 2 ? vectorOf({}) : vectorOf({double(scene.queries.asked.size())});
        };
        QElapsedTimer clock;
        clock.start();
        const Result<QJsonValue> read =
            scene.read({{u"expr"_s, u"up"_s}, {u"pass"_s, u">= 3"_s}, {u"within"_s, u"10s"_s}});
        QVERIFY(read);
        QCOMPARE(*read, QJsonValue(true));
        QCOMPARE(scene.queries.asked.size(), 3);
        QVERIFY(clock.elapsed() >= 1000);
        // What never holds is what it is at the end.
        const Result<QJsonValue> never = scene.read({{u"expr"_s, u"up"_s}, {u"pass"_s, u"< 0"_s}, {u"within"_s, 0.2}});
        QVERIFY(never);
        QCOMPARE(*never, QJsonValue(false));
    }

    void aStopEndsTheWaiting()
    {
        Scene scene;
        scene.queries.answer = [] { return vectorOf({1}); };
        std::stop_source stop;
        const Act act{.provider = u"promql"_s,
                      .arguments = {{u"expr"_s, u"up"_s}, {u"pass"_s, u"< 0"_s}, {u"within"_s, u"1m"_s}}};
        const auto read = test::outcomeOf(scene.provider.read(act, stop.get_token()));
        QTRY_VERIFY(!scene.queries.asked.isEmpty());
        QElapsedTimer clock;
        clock.start();
        stop.request_stop();
        QTRY_VERIFY(read->has_value());
        QVERIFY(clock.elapsed() < 100);
        QCOMPARE((*read)->error().kind, Kind::Cancelled);
    }

    void errorsAreTold()
    {
        Scene scene;
        scene.queries.answer = []() -> Result<promql::QueryResult> { return failure(Kind::Timeout, u"too slow"_s); };
        QCOMPARE(scene.read({{u"expr"_s, u"up"_s}}).error().message, u"too slow"_s);
        QCOMPARE(scene.read({{u"expr"_s, u"up{"_s}}).error().kind, Kind::Parse);
        QCOMPARE(scene.read({{u"expr"_s, u"up"_s}, {u"pass"_s, u"much"_s}}).error().kind, Kind::Parse);
        scene.stage.world.queries = nullptr;
        QCOMPARE(scene.read({{u"expr"_s, u"up"_s}}).error().kind, Kind::Unsupported);
    }

    void doesNothing()
    {
        Scene scene;
        const Act act{.provider = u"promql"_s, .arguments = {{u"expr"_s, u"up"_s}}};
        QCOMPARE(await(scene.provider.preview(act, {})).error().kind, Kind::Unsupported);
        const drills::Outcome outcome = await(scene.provider.run(act, {}, scene.stage.permit(), {}));
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestPromqlProbe)
#include "tst_promqlprobe.moc"
