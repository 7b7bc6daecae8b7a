// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/asyncscope.h"
#include "tests/app/load/stage.h"
#include "tests/support/hostileserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSet>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>
#include <thread>

using namespace readyroom;
using namespace readyroom::load;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::HostileServer;
using test::LoadStage;
using test::patientGet;

namespace {

constexpr qint64 atOnce = 200; ///< ms

/// 500 users, none of whom will ever get an answer.
struct Hanging {
    HostileServer server;
    LoadStage stage;
    std::stop_source stop;
    test::Outcome<Result<Report>> outcome;
    int told = 0;

    Hanging()
        : outcome(stage.start(
              {.requests = {patientGet(server.url("/hang"))}, .users = 500, .duration = 60s},
              [this](const Progress &) { ++told; }, stop.get_token()))
    {
    }
    [[nodiscard]] bool allWait() const { return server.requests().size() == 500; }
};

QCoro::Task<> keep(QCoro::Task<Result<Report>> task, test::Outcome<Result<Report>> outcome)
{
    outcome->emplace(co_await task);
}

/// Somebody who has a load run and does not wait for its end.
struct Owner {
    async::AsyncScope scope{u"owner of a load"_s};
    std::shared_ptr<int> told = std::make_shared<int>(0);

    test::Outcome<Result<Report>> begin(LoadStage &stage, const QUrl &url)
    {
        auto outcome = std::make_shared<std::optional<Result<Report>>>();
        scope.start(keep(load::run(
                             {.requests = {patientGet(url)}, .users = 20, .duration = 60s}, stage.permit(), {},
                             [told = told](const Progress &) { ++*told; }, scope.stopToken()),
                         outcome));
        return outcome;
    }
};

qsizetype threads()
{
    return QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
}

} // namespace

/// A load that is ended before its time, from all sides.
class LoadLifetimeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isAbortedAtOnceWhateverHangs()
    {
        Hanging load;
        QTRY_VERIFY_WITH_TIMEOUT(load.allWait(), 20000);
        QElapsedTimer since;
        since.start();
        load.stop.request_stop();
        QTRY_VERIFY(*load.outcome);
        QVERIFY2(since.elapsed() < atOnce, qPrintable(QString::number(since.elapsed())));
        QCOMPARE((*load.outcome)->error().kind, Error::Kind::Cancelled);
        QVERIFY(load.told > 0);
    }

    void isAbortedFromAnotherThread()
    {
        Hanging load;
        QTRY_VERIFY_WITH_TIMEOUT(load.allWait(), 20000);
        const std::jthread other([&load] { load.stop.request_stop(); });
        QTRY_VERIFY(*load.outcome);
        QCOMPARE((*load.outcome)->error().kind, Error::Kind::Cancelled);
    }

    void isEndedByDisarmingWhateverHangs()
    {
        Hanging load;
        QTRY_VERIFY_WITH_TIMEOUT(load.allWait(), 20000);
        QElapsedTimer since;
        since.start();
        load.stage.gate.disarm();
        QTRY_VERIFY(*load.outcome);
        QVERIFY2(since.elapsed() < atOnce, qPrintable(QString::number(since.elapsed())));
        QCOMPARE((*load.outcome)->error().kind, Error::Kind::Unsupported);
    }

    void asksNothingMoreOnceDisarmed()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("done"));
        LoadStage stage;
        const auto outcome = stage.start({.requests = {patientGet(server.url("/"))}, .users = 5, .duration = 60s});
        QTRY_VERIFY(server.requests().size() > 100);
        stage.gate.disarm();
        QTRY_VERIFY(*outcome);
        QCOMPARE((*outcome)->error().kind, Error::Kind::Unsupported);
        const qsizetype asked = server.requests().size();
        LoadStage later;
        constexpr int more = 50;
        QVERIFY(
            later.run({.requests = {patientGet(server.url("/"))}, .users = 5, .duration = 60s, .maxRequests = more}));
        QCOMPARE(server.requests().size(), asked + more);
    }

    void asksNothingWithoutLeave_data()
    {
        QTest::addColumn<bool>("armed");
        QTest::addColumn<bool>("stopped");
        QTest::addColumn<int>("kind");
        QTest::newRow("disarmed before") << false << false << int(Error::Kind::Unsupported);
        QTest::newRow("stopped before") << true << true << int(Error::Kind::Cancelled);
    }

    void asksNothingWithoutLeave()
    {
        QFETCH(bool, armed);
        QFETCH(bool, stopped);
        HostileServer server;
        server.on("/", HostileServer::answer("done"));
        LoadStage stage;
        security::Permit permit = stage.permit();
        if (!armed) {
            stage.gate.disarm();
        }
        std::stop_source stop;
        if (stopped) {
            stop.request_stop();
        }
        const auto report = test::await(load::run({.requests = {patientGet(server.url("/"))}, .duration = 300ms},
                                                  std::move(permit), {}, {}, stop.get_token()));
        QVERIFY(!report.has_value());
        QTEST(int(report.error().kind), "kind");
        QCOMPARE(server.connections(), 0);
    }

    void outlivesWhoStartedIt()
    {
        HostileServer server;
        test::Behaviour slow = HostileServer::answer("done");
        slow.after = 20ms;
        server.on("/", slow);
        LoadStage stage;
        auto owner = std::make_unique<Owner>();
        const auto outcome = owner->begin(stage, server.url("/"));
        const std::shared_ptr<int> told = owner->told;
        QTRY_VERIFY(*told > 1);
        owner.reset();
        QTRY_VERIFY(*outcome);
        QCOMPARE((*outcome)->error().kind, Error::Kind::Cancelled);
    }

    void isSilentOnceItHasCompleted()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("done"));
        LoadStage stage;
        auto told = std::make_shared<int>(0);
        QVERIFY(stage.run({.requests = {patientGet(server.url("/"))}, .users = 2, .duration = 500ms},
                          [told](const Progress &) { ++*told; }));
        const int before = *told;
        QVERIFY(before > 0);
        QCOMPARE(told.use_count(), 1L);
        int others = 0;
        QVERIFY(stage.run({.requests = {patientGet(server.url("/"))}, .users = 2, .duration = 500ms},
                          [&others](const Progress &) { ++others; }));
        QVERIFY(others > 0);
        QCOMPARE(*told, before);
    }

    void canBeEndedByWhoHearsOfIt()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("done"));
        LoadStage stage;
        std::stop_source stop;
        const auto report = stage.run(
            {.requests = {patientGet(server.url("/"))}, .users = 2, .duration = 60s},
            [&stop](const Progress &) { stop.request_stop(); }, stop.get_token());
        QCOMPARE(report.error().kind, Error::Kind::Cancelled);
    }

    void twoAtOnceDoNotMeddle()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("done"));
        LoadStage stage;
        const Plan plan{.requests = {patientGet(server.url("/"))},
                        .users = 3,
                        .duration = 60s,
                        .clientHeader = "x-client",
                        .maxRequests = 150};
        const auto first = stage.start(plan);
        const auto second = stage.start(plan);
        QTRY_VERIFY(*first && *second);
        QCOMPARE((*first)->value().requests, std::size_t{150});
        QCOMPARE((*second)->value().requests, std::size_t{150});
        QSet<QByteArray> keys;
        for (const QByteArray &head : server.requests()) {
            const qsizetype at = head.indexOf("x-client: ");
            QVERIFY(at > 0);
            keys.insert(head.mid(at, head.indexOf('\r', at) - at));
        }
        QCOMPARE(keys.size(), 6);
    }

    void leavesNoThreadBehind()
    {
        HostileServer server;
        server.on("/", HostileServer::answer("done"));
        LoadStage stage;
        const Plan plan{.requests = {patientGet(server.url("/"))}, .users = 3, .duration = 200ms};
        QVERIFY(stage.run(plan));
        const qsizetype before = threads();
        QVERIFY(stage.run(plan));
        QVERIFY(stage.run(plan));
        QTRY_COMPARE(threads(), before);
    }
};

QTEST_GUILESS_MAIN(LoadLifetimeTest)
#include "tst_loadlifetime.moc"
