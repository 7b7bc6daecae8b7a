// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxy.h"
#include "tests/app/actions/actionstage.h"
#include "tests/integration/haproxyprocess.h"
#include "tests/integration/journaledrun.h"
#include "tests/support/hostileserver.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Act;
using drills::Confirmed;
using test::Acting;
using test::ActionStage;
using test::await;
using test::HaproxyProcess;
using test::HostileServer;
using Kind = Error::Kind;

namespace {

/// What stands behind HAProxy: answers with its name.
struct Origin {
    HostileServer server;

    explicit Origin(const QByteArray &name)
    {
        server.on("/", HostileServer::answer(name));
        server.on("/health", HostileServer::answer("ok"));
    }
};

Act actAt(const QString &target, const QJsonObject &arguments)
{
    return {.provider = u"haproxy"_s, .target = target, .arguments = arguments};
}

QJsonObject setState(const QString &state, const QString &server = u"s1"_s, const QString &backend = u"be"_s)
{
    return {{u"do"_s, u"state"_s}, {u"backend"_s, backend}, {u"server"_s, server}, {u"state"_s, state}};
}

QJsonObject setWeight(const QJsonValue &weight, const QString &server = u"s1"_s, const QString &backend = u"be"_s)
{
    return {{u"do"_s, u"weight"_s}, {u"backend"_s, backend}, {u"server"_s, server}, {u"weight"_s, weight}};
}

QCoro::Task<> failOver(Haproxy &provider, ActionStage &stage, Act act, drills::Verification &verification,
                       QEventLoop &loop)
{
    const Result<drills::Preview> preview = co_await provider.preview(act, {});
    if (preview) {
        const drills::Outcome outcome = co_await provider.run(act, *preview, stage.permit(), {});
        verification = co_await provider.verify(act, *preview, outcome, 5s, {});
    }
    loop.quit();
}

QString problemOf(const Acting<Haproxy>::Story &story)
{
    return story.preview ? story.preview->refusals.join(u'\n') + story.outcome.observed + story.verification.observed
                         : story.preview.error().message;
}

} // namespace

/// The real HAProxy of Debian, with servers of the test behind it. What an act did is asked of the servers.
class TestHaproxy final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_s1 = std::make_unique<Origin>("s1");
        m_s2 = std::make_unique<Origin>("s2");
        m_b1 = std::make_unique<Origin>("b1");
        m_haproxy = std::make_unique<HaproxyProcess>(std::vector<HaproxyProcess::Backend>{
            {u"be"_s,
             {{u"s1"_s, m_s1->server.port()},
              {u"s2"_s, m_s2->server.port()},
              {u"b1"_s, m_b1->server.port(), 100, true}}},
            {u"pair"_s, {{u"p1"_s, m_s1->server.port()}, {u"p2"_s, m_s2->server.port(), 1}}},
            {u"turns"_s, {{u"t1"_s, m_s1->server.port()}, {u"t2"_s, m_s2->server.port()}}, u"static-rr"_s},
            {u"hash"_s, {{u"h1"_s, m_s1->server.port()}, {u"h2"_s, m_s2->server.port()}}, u"source"_s}});
        const QString problem = m_haproxy->start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        for (const QString &server : {u"s1"_s, u"s2"_s, u"b1"_s}) {
            QTRY_COMPARE(m_haproxy->stateOf(u"be"_s, server), u"2 0 100"_s);
        }
    }

    void cleanup()
    {
        m_haproxy.reset();
        m_s1.reset();
        m_s2.reset();
        m_b1.reset();
    }

    void movesTraffic_data()
    {
        QTest::addColumn<QString>("by");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("shown");
        for (const QString &by : {u"TCP"_s, u"Unix socket"_s, u"page"_s}) {
            QTest::addRow("drain by %s", qPrintable(by)) << by << u"drain"_s << u"2 8 100"_s;
            QTest::addRow("maintenance by %s", qPrintable(by)) << by << u"maint"_s << u"0 1 100"_s;
        }
    }

    /// Away from s1, and back by the undo.
    void movesTraffic()
    {
        QFETCH(QString, by);
        QFETCH(QString, state);
        QFETCH(QString, shown);
        const QString target = by == "TCP"_L1 ? m_haproxy->tcpSocket()
            : by == "page"_L1                 ? m_haproxy->page()
                                              : m_haproxy->unixSocket();
        Acting<Haproxy> acting;
        QCOMPARE(answering(), (QSet<QByteArray>{"s1", "s2"}));

        const auto story = acting.act(actAt(target, setState(state)));
        QVERIFY2(story.preview, qPrintable(problemOf(story)));
        QCOMPARE(story.verification.confirmed, Confirmed::Yes);
        QVERIFY2(story.verification.observed.contains(state == "drain"_L1 ? u"is drained"_s : u"is in maintenance"_s),
                 qPrintable(story.verification.observed));
        QCOMPARE(m_haproxy->stateOf(u"be"_s, u"s1"_s), shown);
        QCOMPARE(answering(), QSet<QByteArray>{"s2"});

        QVERIFY(story.preview->undo);
        const auto undo = acting.act(*story.preview->undo);
        QVERIFY2(undo.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(undo)));
        QCOMPARE(m_haproxy->stateOf(u"be"_s, u"s1"_s), u"2 0 100"_s);
        QTRY_COMPARE(answering(), (QSet<QByteArray>{"s1", "s2"}));
    }

    void theShownCommandDoesTheSame_data()
    {
        QTest::addColumn<bool>("page");
        QTest::newRow("socat") << false;
        QTest::newRow("curl") << true;
    }

    void theShownCommandDoesTheSame()
    {
        QFETCH(bool, page);
        Acting<Haproxy> acting;
        const auto preview =
            acting.preview(actAt(page ? m_haproxy->page() : m_haproxy->unixSocket(), setState(u"drain"_s)));
        QVERIFY(preview);
        QCOMPARE(m_haproxy->stateOf(u"be"_s, u"s1"_s), u"2 0 100"_s); // a preview changes nothing
        QCOMPARE(preview->tool, page ? u"curl"_s : u"socat"_s);
        QProcess shell;
        shell.start(u"sh"_s, {u"-c"_s, preview->command});
        QVERIFY(shell.waitForFinished() && shell.exitCode() == 0);
        QCOMPARE(m_haproxy->stateOf(u"be"_s, u"s1"_s), u"2 8 100"_s);
    }

    void theBackupTakesOver()
    {
        Acting<Haproxy> acting;
        QCOMPARE(acting.act(actAt(m_haproxy->tcpSocket(), setState(u"maint"_s, u"s2"_s))).verification.confirmed,
                 Confirmed::Yes);
        const auto second = acting.act(actAt(m_haproxy->tcpSocket(), setState(u"drain"_s)));
        QCOMPARE(second.preview->warnings,
                 QStringList{u"Only backup servers of backend be are left to take traffic: b1 (backup)"_s});
        QCOMPARE(second.verification.confirmed, Confirmed::Yes);
        QCOMPARE(answering(), QSet<QByteArray>{"b1"});
        const auto last = acting.act(actAt(m_haproxy->tcpSocket(), setState(u"maint"_s, u"b1"_s)));
        QCOMPARE(last.preview->refusals,
                 QStringList{u"This would leave no server: b1 is the last one of backend be that takes traffic"_s});
        QCOMPARE(answering(), QSet<QByteArray>{"b1"});
    }

    void refusesWhatWouldLeaveNoServer_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("drained") << u"drain"_s;
        QTest::newRow("in maintenance") << u"maint"_s;
        QTest::newRow("no weight") << u"weight"_s;
        QTest::newRow("dead") << u"dead"_s;
    }

    /// p2 is out of service in some way; p1 is the last one.
    void refusesWhatWouldLeaveNoServer()
    {
        QFETCH(QString, how);
        Acting<Haproxy> acting;
        const QString target = m_haproxy->tcpSocket();
        if (how == "dead"_L1) {
            m_s2->server.goAway();
            QTRY_VERIFY(m_haproxy->stateOf(u"pair"_s, u"p2"_s).startsWith(u'0'));
        } else {
            const QJsonObject out =
                how == "weight"_L1 ? setWeight(0, u"p2"_s, u"pair"_s) : setState(how, u"p2"_s, u"pair"_s);
            QCOMPARE(acting.act(actAt(target, out)).verification.confirmed, Confirmed::Yes);
        }
        const QString before = m_haproxy->stateOf(u"pair"_s, u"p1"_s);
        for (const QJsonObject &last : {setState(u"drain"_s, u"p1"_s, u"pair"_s),
                                        setState(u"maint"_s, u"p1"_s, u"pair"_s), setWeight(0, u"p1"_s, u"pair"_s)}) {
            const auto preview = acting.preview(actAt(target, last));
            QVERIFY(preview);
            QCOMPARE(
                preview->refusals,
                QStringList{u"This would leave no server: p1 is the last one of backend pair that takes traffic"_s});
            const drills::Outcome outcome = acting.run(actAt(target, last), *preview);
            QVERIFY(outcome.error && outcome.error->kind == Kind::Config && !outcome.sent);
            QCOMPARE(m_haproxy->stateOf(u"pair"_s, u"p1"_s), before);
        }
    }

    /// It was not the last one when it was looked at.
    void refusesWhatBecameTheLastOne()
    {
        Acting<Haproxy> acting;
        const Act drain = actAt(m_haproxy->tcpSocket(), setState(u"drain"_s, u"p1"_s, u"pair"_s));
        const auto preview = acting.preview(drain);
        QVERIFY(preview && preview->refusals.isEmpty());
        (void)m_haproxy->ask(u"set server pair/p2 state maint"_s);
        const drills::Outcome outcome = acting.run(drain, *preview);
        QVERIFY(outcome.error && outcome.error->kind == Kind::Config && !outcome.sent);
        QVERIFY(outcome.observed.startsWith(u"This would leave no server"));
        QCOMPARE(m_haproxy->stateOf(u"pair"_s, u"p1"_s), u"2 0 100"_s);
    }

    void twoOperatorsAtOnce()
    {
        Acting<Haproxy> ann;
        Acting<Haproxy> bob;
        const Act drain = actAt(m_haproxy->tcpSocket(), setState(u"drain"_s));
        const Act maint = actAt(m_haproxy->tcpSocket(), setState(u"maint"_s));
        const auto seenByAnn = ann.preview(drain);
        const auto seenByBob = bob.preview(maint);
        QVERIFY(seenByAnn && seenByBob);
        QVERIFY(!ann.run(drain, *seenByAnn).error);
        const drills::Outcome outcome = bob.run(maint, *seenByBob);
        QVERIFY(outcome.error && outcome.error->kind == Kind::Config && !outcome.sent);
        QVERIFY2(outcome.observed.startsWith(u"Somebody changed it since it was looked at: be/s1 is drained"),
                 qPrintable(outcome.observed));
        QCOMPARE(m_haproxy->stateOf(u"be"_s, u"s1"_s), u"2 8 100"_s);
    }

    void weights_data()
    {
        QTest::addColumn<QJsonValue>("weight");
        QTest::addColumn<QString>("shown");
        QTest::newRow("absolute") << QJsonValue(25) << u"2 0 25"_s;
        QTest::newRow("percent") << QJsonValue(u"75%"_s) << u"2 0 75"_s;
        QTest::newRow("none") << QJsonValue(0) << u"2 0 0"_s;
        QTest::newRow("more than configured") << QJsonValue(u"200%"_s) << u"2 0 200"_s;
        QTest::newRow("largest") << QJsonValue(256) << u"2 0 256"_s;
    }

    void weights()
    {
        QFETCH(QJsonValue, weight);
        QFETCH(QString, shown);
        Acting<Haproxy> acting;
        const auto story = acting.act(actAt(m_haproxy->tcpSocket(), setWeight(weight)));
        QVERIFY2(story.preview, qPrintable(problemOf(story)));
        QVERIFY2(story.verification.confirmed == Confirmed::Yes, qPrintable(problemOf(story)));
        QCOMPARE(m_haproxy->stateOf(u"be"_s, u"s1"_s), shown);
        QCOMPARE(acting.act(*story.preview->undo).verification.confirmed, Confirmed::Yes);
        QCOMPARE(m_haproxy->stateOf(u"be"_s, u"s1"_s), u"2 0 100"_s);
    }

    /// Steps of a gradual failover, with the traffic that follows them.
    void trafficFollowsWeights()
    {
        Acting<Haproxy> acting;
        for (const int weight : {50, 0}) {
            QCOMPARE(acting.act(actAt(m_haproxy->tcpSocket(), setWeight(weight))).verification.confirmed,
                     Confirmed::Yes);
            int byS1 = 0;
            for (int i = 0; i < 60; ++i) {
                byS1 += get() == "s1" ? 1 : 0;
            }
            const int expected = weight * 60 / (weight + 100);
            QVERIFY2(qAbs(byS1 - expected) <= 1, qPrintable(u"%1 of 60 by s1 at weight %2"_s.arg(byS1).arg(weight)));
        }
    }

    void refusedWeights_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("rounds to zero") << setWeight(u"50%"_s, u"p2"_s, u"pair"_s)
                                        << u"Weight 50% of the initial weight 1 rounds to 0"_s;
        QTest::newRow("static-rr") << setWeight(u"50%"_s, u"t1"_s, u"turns"_s)
                                   << u"takes only the weights 0% and 100%"_s;
        QTest::newRow("wrong server") << setWeight(10, u"s3"_s)
                                      << u"There is no server s3 in backend be; known are s1, s2, b1"_s;
        QTest::newRow("wrong backend") << setWeight(10, u"s1"_s, u"bf"_s)
                                       << u"There is no backend bf with servers; known are be, pair, turns, hash"_s;
    }

    void refusedWeights()
    {
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, says);
        Acting<Haproxy> acting;
        const QString before = m_haproxy->ask(u"show servers state"_s);
        const auto preview = acting.preview(actAt(m_haproxy->tcpSocket(), arguments));
        QVERIFY(preview);
        QCOMPARE(preview->refusals.size(), 1);
        QVERIFY2(preview->refusals.front().contains(says), qPrintable(preview->refusals.front()));
        const drills::Outcome outcome = acting.run(actAt(m_haproxy->tcpSocket(), arguments), *preview);
        QVERIFY(outcome.error && !outcome.sent);
    }

    /// Seen only when it is tried: a hash that takes no weights between.
    void tellsWhatHaproxyRefuses()
    {
        Acting<Haproxy> acting;
        const auto story = acting.act(actAt(m_haproxy->tcpSocket(), setWeight(u"50%"_s, u"h1"_s, u"hash"_s)), 200ms);
        QCOMPARE(story.preview->warnings.size(), 1);
        QVERIFY2(story.outcome.observed.contains(u"static LB algorithm"), qPrintable(story.outcome.observed));
        QVERIFY(story.outcome.error && story.outcome.error->kind == Kind::Http);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
    }

    void theSocketIsOnlyForLooking()
    {
        Acting<Haproxy> acting;
        const auto story = acting.act(actAt(m_haproxy->userSocket(), setState(u"drain"_s)), 200ms);
        QVERIFY2(story.preview, qPrintable(problemOf(story)));
        QVERIFY2(story.outcome.observed.contains(u"Permission denied"), qPrintable(story.outcome.observed));
        QCOMPARE(story.verification.confirmed, Confirmed::No);
    }

    void thePageIsOnlyForLooking()
    {
        Acting<Haproxy> acting;
        const auto story = acting.act(actAt(m_haproxy->readOnlyPage(), setState(u"drain"_s)), 200ms);
        QVERIFY2(story.preview, qPrintable(problemOf(story)));
        QVERIFY(story.outcome.error && story.outcome.error->kind == Kind::Http);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
    }

    void thePageHasNoWeights()
    {
        Acting<Haproxy> acting;
        const auto preview = acting.preview(actAt(m_haproxy->page(), setWeight(25)));
        QVERIFY(preview);
        QVERIFY(preview->refusals.join(u' ').contains(u"cannot change weights"));
    }

    /// s1 has died; being let in again does not make it serve.
    void readyIsNotUp()
    {
        Acting<Haproxy> acting;
        QCOMPARE(acting.act(actAt(m_haproxy->tcpSocket(), setState(u"maint"_s))).verification.confirmed,
                 Confirmed::Yes);
        m_s1->server.goAway();
        const auto story = acting.act(actAt(m_haproxy->tcpSocket(), setState(u"ready"_s)), 3s);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QVERIFY2(story.verification.observed.contains(u"DOWN"), qPrintable(story.verification.observed));
    }

    void diesInTheMiddle()
    {
        Acting<Haproxy> acting;
        const Act drain = actAt(m_haproxy->tcpSocket(), setState(u"drain"_s));
        const auto preview = acting.preview(drain);
        QVERIFY(acting.run(drain, *preview).sent);
        m_haproxy->stop();
        const drills::Verification verification = acting.verify(drain, *preview, 200ms);
        QCOMPARE(verification.confirmed, Confirmed::Unknown);
        // It starts again with nothing forced, and the verdict says so.
        const QString problem = m_haproxy->start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QCOMPARE(acting.verify(drain, *preview, 200ms).confirmed, Confirmed::No);
    }

    void choices()
    {
        Acting<Haproxy> acting;
        const auto valuesOf = [&](const QJsonObject &arguments, const QString &argument) {
            const auto choices = await(acting.provider.choices(actAt(m_haproxy->tcpSocket(), arguments), argument, {}));
            QStringList values;
            for (const drills::Choice &choice : choices.value_or(std::vector<drills::Choice>{})) {
                values += choice.value + (choice.current ? u"*"_s : QString());
            }
            return values;
        };
        QCOMPARE(valuesOf({}, u"backend"_s), (QStringList{u"be"_s, u"pair"_s, u"turns"_s, u"hash"_s}));
        QCOMPARE(valuesOf(setState({}), u"server"_s), (QStringList{u"s1"_s, u"s2"_s, u"b1"_s}));
        (void)m_haproxy->ask(u"set server be/s1 state drain"_s);
        QCOMPARE(valuesOf(setState({}), u"state"_s), (QStringList{u"ready"_s, u"drain*"_s, u"maint"_s}));
        QCOMPARE(valuesOf({{u"backend"_s, u"nope"_s}}, u"server"_s), QStringList());
        QCOMPARE(await(acting.provider.choices(actAt(m_haproxy->tcpSocket(), {}), u"weight"_s, {})).error().kind,
                 Kind::Unsupported);
    }

    /// What a probe reads is what HAProxy says, before and after somebody changed it.
    void probes_data()
    {
        QTest::addColumn<bool>("page");
        QTest::newRow("socket") << false;
        QTest::newRow("page") << true;
    }

    void probes()
    {
        QFETCH(bool, page);
        Acting<Haproxy> acting;
        acting.stage.gate.disarm();
        const auto read = [&](QJsonObject more) {
            more.insert(u"do"_s, u"servers"_s);
            return await(acting.provider.read(actAt(page ? m_haproxy->page() : m_haproxy->tcpSocket(), more), {}));
        };
        const QJsonObject s1{{u"backend"_s, u"be"_s}, {u"server"_s, u"s1"_s}};
        const Result<QJsonValue> before = read(s1);
        QVERIFY2(before, qPrintable(before ? QString() : before.error().message));
        QCOMPARE(before->toObject().value(u"state"_s), QJsonValue(u"ready"_s));
        QVERIFY(before->toObject().value(u"status"_s).toString().startsWith("UP"_L1));
        QCOMPARE(before->toObject().value(u"weight"_s), QJsonValue(100));
        QCOMPARE(before->toObject().value(u"usable"_s), QJsonValue(true));
        if (!page) {
            QCOMPARE(before->toObject().value(u"address"_s), QJsonValue(u"127.0.0.1:%1"_s.arg(m_s1->server.port())));
            QCOMPARE(before->toObject().value(u"operational"_s), QJsonValue(u"running"_s));
        }
        QCOMPARE(read({{u"backend"_s, u"be"_s}})->toArray().size(), 3);
        QCOMPARE(*read({{u"backend"_s, u"be"_s}, {u"server"_s, u"b1"_s}, {u"at"_s, u"/backup"_s}}), QJsonValue(true));

        (void)m_haproxy->ask(u"set server be/s1 weight 25"_s);
        (void)m_haproxy->ask(u"set server be/s1 state drain"_s);
        const Result<QJsonValue> after = read(s1);
        QVERIFY(after);
        QCOMPARE(after->toObject().value(u"state"_s), QJsonValue(u"drain"_s));
        QCOMPARE(after->toObject().value(u"weight"_s), QJsonValue(25));
        QCOMPARE(after->toObject().value(u"usable"_s), QJsonValue(false));
        // Its health checks find it gone.
        (void)m_haproxy->ask(u"set server be/s1 state ready"_s);
        m_s1->server.goAway();
        const QJsonObject status{{u"backend"_s, u"be"_s}, {u"server"_s, u"s1"_s}, {u"at"_s, u"/status"_s}};
        QTRY_COMPARE_WITH_TIMEOUT(*read(status), QJsonValue(u"DOWN"_s), 10'000);

        const Result<QJsonValue> unknown = read({{u"backend"_s, u"be"_s}, {u"server"_s, u"s9"_s}});
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().message, u"The backend be knows no server \"s9\"; did you mean \"s1\"?"_s);
        m_haproxy->stop();
        QCOMPARE(read(s1).error().kind, Kind::Connect);
    }

    /// From the click to the verdict, in a plain event loop.
    void isFast()
    {
        ActionStage stage;
        Haproxy provider(stage.world);
        std::vector<qint64> took;
        for (const QString &state : {u"drain"_s, u"ready"_s, u"maint"_s, u"drain"_s, u"ready"_s}) {
            QEventLoop loop;
            QElapsedTimer time;
            drills::Verification verification;
            time.start();
            const QCoro::Task<> task =
                failOver(provider, stage, actAt(m_haproxy->tcpSocket(), setState(state)), verification, loop);
            loop.exec();
            took.push_back(time.nsecsElapsed() / 1000);
            QCOMPARE(verification.confirmed, Confirmed::Yes);
            QVERIFY2(took.back() < 1'000'000, qPrintable(QString::number(took.back())));
        }
        qInfo("preview, run and re-read: drain %lld, ready %lld, maintenance %lld us",
              static_cast<long long>(took.at(0)), static_cast<long long>(took.at(1)),
              static_cast<long long>(took.at(2)));
    }

    void theRunnerTellsTheWholeStory()
    {
        const test::JournaledRun drained(actAt(m_haproxy->unixSocket(), setState(u"drain"_s)));
        QCOMPARE(drained.problem(true), QString());
        QVERIFY(!drained.problem(false).isEmpty());
        QCOMPARE(m_haproxy->stateOf(u"be"_s, u"s1"_s), u"2 0 100"_s);
        QVERIFY(answering().contains("s1"));
    }

private:
    [[nodiscard]] QByteArray get()
    {
        return await(m_transport.fetch({.url = QUrl(u"http://127.0.0.1:%1/"_s.arg(m_haproxy->port()))})).body;
    }
    /// Who answers through HAProxy.
    [[nodiscard]] QSet<QByteArray> answering()
    {
        QSet<QByteArray> names;
        for (int i = 0; i < 8; ++i) {
            names += get();
        }
        return names;
    }

    http::Transport m_transport;
    std::unique_ptr<Origin> m_s1;
    std::unique_ptr<Origin> m_s2;
    std::unique_ptr<Origin> m_b1;
    std::unique_ptr<HaproxyProcess> m_haproxy;
};

QTEST_GUILESS_MAIN(TestHaproxy)
#include "tst_haproxy.moc"
