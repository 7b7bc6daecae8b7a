// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/actuatorbreaker.h"
#include "tests/app/actions/actionstage.h"
#include "tests/app/actions/fakeactuator.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using test::Acting;
using test::await;
using test::FakeActuator;
using test::HostileServer;
using Kind = Error::Kind;

namespace {

Act act(const HostileServer &server, const QString &state, const QString &breaker = u"backendA"_s)
{
    return {.provider = u"actuator-breaker"_s,
            .target = server.url("").toString(),
            .arguments = {{u"breaker"_s, breaker}, {u"state"_s, state}, {u"timeout"_s, u"300ms"_s}}};
}

std::optional<Kind> kindOf(const drills::Outcome &outcome)
{
    return outcome.error ? std::optional(outcome.error->kind) : std::nullopt;
}

} // namespace

class TestActuatorBreaker final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void forcesAndTakesItBack_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("undo"); // empty: none
        QTest::addColumn<QByteArray>("undone");
        const auto row = [](const QByteArray &before, const QString &asked, const QByteArray &after,
                            const QString &undo, const QByteArray &undone) {
            QTest::addRow("%s, %s", before.constData(), qPrintable(asked))
                << before << asked << after << undo << undone;
        };
        row("CLOSED", u"FORCE_OPEN"_s, "FORCED_OPEN", u"CLOSE"_s, "CLOSED");
        row("OPEN", u"FORCE_OPEN"_s, "FORCED_OPEN", u"CLOSE"_s, "CLOSED");
        row("HALF_OPEN", u"DISABLE"_s, "DISABLED", u"CLOSE"_s, "CLOSED");
        row("METRICS_ONLY", u"DISABLE"_s, "DISABLED", u"CLOSE"_s, "CLOSED");
        row("FORCED_OPEN", u"CLOSE"_s, "CLOSED", u"FORCE_OPEN"_s, "FORCED_OPEN");
        row("DISABLED", u"FORCE_OPEN"_s, "FORCED_OPEN", u"DISABLE"_s, "DISABLED");
        row("OPEN", u"CLOSE"_s, "CLOSED", {}, {});
        row("FORCED_OPEN", u"FORCE_OPEN"_s, "FORCED_OPEN", {}, {});
    }

    void forcesAndTakesItBack()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, asked);
        QFETCH(QByteArray, after);
        QFETCH(QString, undo);
        QFETCH(QByteArray, undone);
        FakeActuator actuator({{"backendA", before}, {"backendB", "CLOSED"}});
        Acting<ActuatorBreaker> acting;
        const auto story = acting.act(act(actuator.server, asked));
        QVERIFY(story.preview);
        QCOMPARE(story.preview->now,
                 QString(u"backendA is "_s + QString::fromUtf8(before) + u", 37.5% of its calls fail."_s));
        QCOMPARE(kindOf(story.outcome), std::optional<Kind>());
        QCOMPARE(story.outcome.observed, QString(u"200, "_s + QString::fromUtf8(after)));
        QCOMPARE(story.verification.confirmed, Confirmed::Yes);
        QCOMPARE(actuator.breakers().at("backendA"), after);
        QCOMPARE(actuator.breakers().at("backendB"), QByteArray("CLOSED"));
        QCOMPARE(story.preview->undo.has_value(), !undo.isEmpty());
        QCOMPARE(story.preview->undoEffect.isEmpty(), undo.isEmpty());
        if (story.preview->undo) {
            QCOMPARE(story.preview->undo->arguments.value("state"_L1).toString(), undo);
            QCOMPARE(acting.act(*story.preview->undo).verification.confirmed, Confirmed::Yes);
            QCOMPARE(actuator.breakers().at("backendA"), undone);
        }
        const bool isSo = before == after;
        QCOMPARE(story.preview->warnings.join(u' ').contains("already"_L1), isSo);
    }

    void aMisspeltNameCreatesNone()
    {
        FakeActuator actuator({{"backendA", "CLOSED"}});
        Acting<ActuatorBreaker> acting;
        const Act wrong = act(actuator.server, u"FORCE_OPEN"_s, u"bakcendA"_s);
        const Result<Preview> preview = acting.preview(wrong);
        QVERIFY(preview);
        QCOMPARE(preview->refusals,
                 QStringList{u"127.0.0.1:%1 knows no circuit breaker bakcendA; known are: backendA."_s.arg(
                     actuator.server.port())});
        // Nor does it help to do it all the same.
        for (const Preview &heeded : {*preview, Preview()}) {
            const drills::Outcome outcome = acting.run(wrong, heeded);
            QCOMPARE(kindOf(outcome), std::optional(Kind::Config));
            QVERIFY(!outcome.sent);
        }
        QCOMPARE(acting.verify(wrong, {}, 100ms).confirmed, Confirmed::No);
        QCOMPARE(actuator.posts(), 0);
        QCOMPARE(actuator.breakers().size(), 1U);
    }

    void oneThatIsGoneMeanwhileIsNotCreated()
    {
        FakeActuator actuator({{"backendA", "CLOSED"}, {"backendB", "CLOSED"}});
        Acting<ActuatorBreaker> acting;
        const Act force = act(actuator.server, u"FORCE_OPEN"_s);
        const Result<Preview> preview = acting.preview(force);
        QVERIFY(preview);
        actuator.forget("backendA");
        const drills::Outcome outcome = acting.run(force, *preview);
        QCOMPARE(kindOf(outcome), std::optional(Kind::Config));
        QVERIFY(!outcome.sent);
        QCOMPARE(actuator.posts(), 0);
    }

    void anotherOperatorWasFaster()
    {
        FakeActuator actuator({{"backendA", "CLOSED"}});
        Acting<ActuatorBreaker> acting;
        const Act force = act(actuator.server, u"FORCE_OPEN"_s);
        const Result<Preview> preview = acting.preview(force);
        QVERIFY(preview);
        actuator.set("backendA", "DISABLED");
        QCOMPARE(kindOf(acting.run(force, *preview)), std::optional(Kind::Config));
        QCOMPARE(actuator.posts(), 0);
        // What it does by itself is no other operator.
        actuator.set("backendA", "HALF_OPEN");
        QCOMPARE(kindOf(acting.run(force, *preview)), std::optional<Kind>());
        QCOMPARE(actuator.posts(), 1);
    }

    void aLiarIsFoundOut()
    {
        FakeActuator actuator({{"backendA", "CLOSED"}});
        actuator.obeys = false;
        Acting<ActuatorBreaker> acting;
        const auto story = acting.act(act(actuator.server, u"FORCE_OPEN"_s), 200ms);
        QVERIFY(!story.outcome.error);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QCOMPARE(story.verification.observed, u"backendA is CLOSED, 37.5% of its calls fail"_s);
    }

    void diesBetweenActAndVerify()
    {
        FakeActuator actuator({{"backendA", "CLOSED"}});
        Acting<ActuatorBreaker> acting;
        const Act force = act(actuator.server, u"FORCE_OPEN"_s);
        const Result<Preview> preview = acting.preview(force);
        QVERIFY(preview);
        QVERIFY(!acting.run(force, *preview).error);
        actuator.server.goAway();
        QCOMPARE(acting.verify(force, *preview, 200ms).confirmed, Confirmed::Unknown);
    }

    void theTargetMisbehaves_data()
    {
        QTest::addColumn<test::Behaviour>("behaviour");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("not exposed") << HostileServer::answer("", "", "404 No") << Kind::NotExposed;
        QTest::newRow("not allowed") << HostileServer::answer("", "", "403 No") << Kind::Http;
        QTest::newRow("another server") << HostileServer::answer("<html>") << Kind::Parse;
        QTest::newRow("another answer") << HostileServer::answer("{}") << Kind::Parse;
        QTest::newRow("a list") << HostileServer::answer("[]") << Kind::Parse;
        QTest::newRow("hangs") << test::Behaviour{} << Kind::Timeout;
    }

    void theTargetMisbehaves()
    {
        QFETCH(test::Behaviour, behaviour);
        QFETCH(Kind, kind);
        HostileServer server;
        server.on("/actuator/circuitbreakers", behaviour);
        Acting<ActuatorBreaker> acting;
        const Act force = act(server, u"FORCE_OPEN"_s);
        const Result<Preview> preview = acting.preview(force);
        QVERIFY(!preview);
        QCOMPARE(preview.error().kind, kind);
        const drills::Outcome outcome = acting.run(force, {});
        QCOMPARE(kindOf(outcome), std::optional(kind));
        QVERIFY(!outcome.sent);
    }

    void theAnswerNeverComes()
    {
        HostileServer server;
        server.on("/actuator/circuitbreakers",
                  HostileServer::answer("{\"circuitBreakers\":{\"backendA\":{\"state\":\"CLOSED\"}}}"));
        Acting<ActuatorBreaker> acting;
        const auto story = acting.act(act(server, u"FORCE_OPEN"_s), 100ms);
        QCOMPARE(kindOf(story.outcome), std::optional(Kind::Timeout));
        QVERIFY(story.outcome.sent);
        QCOMPARE(story.verification.confirmed, Confirmed::No);
        QCOMPARE(story.verification.observed, u"backendA is CLOSED"_s);
    }

    void onlyNamesAreExposed()
    {
        HostileServer server;
        server.on("/actuator/circuitbreakers", HostileServer::answer("{\"circuitBreakers\":[\"backendA\"]}"));
        server.on("/actuator/circuitbreakers/backendA", HostileServer::answer("{}"));
        Acting<ActuatorBreaker> acting;
        const auto story = acting.act(act(server, u"FORCE_OPEN"_s), 100ms);
        QCOMPARE(kindOf(story.outcome), std::optional<Kind>());
        QVERIFY(!story.preview->undo);
        QCOMPARE(story.verification.confirmed, Confirmed::Unknown);
        QCOMPARE(acting.preview(act(server, u"FORCE_OPEN"_s, u"b"_s))->refusals.size(), 1);
    }

    void aNameIsOneSegment()
    {
        FakeActuator actuator({{"a/b", "CLOSED"}}, "/manage");
        Acting<ActuatorBreaker> acting;
        Act force = act(actuator.server, u"FORCE_OPEN"_s, u"a/b"_s);
        force.arguments.insert("path"_L1, u"/manage/"_s);
        const auto story = acting.act(force);
        QCOMPARE(story.verification.confirmed, Confirmed::Yes);
        QVERIFY2(story.preview->command.contains("/manage/circuitbreakers/a%2Fb"_L1),
                 qPrintable(story.preview->command));
        QCOMPARE(actuator.breakers().size(), 1U);
    }

    void whatMayBeChosenIsRead()
    {
        FakeActuator actuator({{"backendA", "FORCED_OPEN"}, {"backendB", "CLOSED"}});
        Acting<ActuatorBreaker> acting;
        const Act force = act(actuator.server, u"CLOSE"_s);
        const auto breakers = await(acting.provider.choices(force, u"breaker"_s, {}));
        QVERIFY(breakers && breakers->size() == 2);
        QCOMPARE(breakers->front().label, u"backendA is FORCED_OPEN, 37.5% of its calls fail"_s);
        const auto states = await(acting.provider.choices(force, u"state"_s, {}));
        QVERIFY(states && states->size() == 3);
        QVERIFY((*states)[1].current && !(*states)[0].current);
        QCOMPARE(await(acting.provider.choices(force, u"path"_s, {})).error().kind, Kind::Unsupported);
    }

    void isRead()
    {
        FakeActuator actuator({{"backendA", "FORCED_OPEN"}, {"backendB", "CLOSED"}});
        Acting<ActuatorBreaker> acting;
        acting.stage.gate.disarm();
        const auto read = [&](const QJsonObject &more) {
            QJsonObject arguments = more;
            arguments.insert("do"_L1, u"read"_s);
            return await(acting.provider.read({.provider = u"actuator-breaker"_s,
                                               .target = actuator.server.url("").toString(),
                                               .arguments = arguments},
                                              {}));
        };
        QCOMPARE(*read({{u"breaker"_s, u"backendA"_s}, {u"at"_s, u"/state"_s}}), QJsonValue(u"FORCED_OPEN"_s));
        QCOMPARE(*read({{u"at"_s, u"/backendB/state"_s}}), QJsonValue(u"CLOSED"_s));
        actuator.set("backendB", "HALF_OPEN");
        QCOMPARE(read({{u"breaker"_s, u"backendB"_s}})->toObject().value("state"_L1), QJsonValue(u"HALF_OPEN"_s));
        const auto unknown = read({{u"breaker"_s, u"bakcendB"_s}});
        QCOMPARE(unknown.error().kind, Kind::Config);
        QCOMPARE(unknown.error().message,
                 u"127.0.0.1:%1 knows no circuit breaker \"bakcendB\"; did you mean \"backendB\"?"_s.arg(
                     actuator.server.port()));
        QCOMPARE(read({{u"breaker"_s, u"backendB"_s}, {u"at"_s, u"/colour"_s}}).error().kind, Kind::Config);
        QCOMPARE(
            await(acting.provider.read(act(actuator.server, u"CLOSE"_s), {})).error().message,
            u"actuator-breaker without `do` changes something, so it is no probe; what only reads is `do: read`"_s);
        QCOMPARE(actuator.posts(), 0);
        QCOMPARE(actuator.breakers().size(), 2U);
    }
};

QTEST_GUILESS_MAIN(TestActuatorBreaker)
#include "tst_actuatorbreaker.moc"
