// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/redis.h"
#include "tests/integration/journaledrun.h"
#include "tests/integration/redisserver.h"
#include "tests/support/actionkit.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

#include <memory>

using namespace readyroom;
using namespace readyroom::test;
using namespace Qt::StringLiterals;
using actions::Redis;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using drills::Verification;
using Kind = Error::Kind;

/// Deletes keys of Debian's Redis and lets replicas take over.
class RedisTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_master = std::make_unique<RedisServer>();
        const QString failed = m_master->start();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        m_kit = std::make_unique<ActionKit>();
        m_provider = std::make_unique<Redis>(m_kit->world());
    }

    void deletesAKey()
    {
        QCOMPARE(m_master->cli({u"SET"_s, u"a b"_s, u"1"_s}), u"OK"_s);
        QCOMPARE(m_master->cli({u"SET"_s, u"other"_s, u"1"_s}), u"OK"_s);
        const Acted done = acted(*m_kit, *m_provider, deletion(u"a b"_s));
        QVERIFY2(done.isConfirmed(), done.story());
        QCOMPARE(done.preview.request, u"UNLINK \"a b\""_s);
        QCOMPARE(done.preview.command, u"redis-cli -h 127.0.0.1 -p %1 UNLINK 'a b'"_s.arg(m_master->port()));
        QCOMPARE(done.preview.now, u"The key \"a b\" is there and never expires."_s);
        QVERIFY(!done.preview.undo);
        QCOMPARE(done.preview.warnings, QStringList{u"A deleted key cannot be brought back from here."_s});
        QCOMPARE(done.outcome.count.value(), 1);
        QCOMPARE(done.verification.observed, u"the key is not there"_s);
        QCOMPARE(m_master->cli({u"EXISTS"_s, u"a b"_s}), u"0"_s);
        QCOMPARE(m_master->cli({u"EXISTS"_s, u"other"_s}), u"1"_s);

        const Acted again = acted(*m_kit, *m_provider, deletion(u"a b"_s));
        QVERIFY2(again.isConfirmed(), again.story());
        QCOMPARE(again.outcome.count.value(), 0);
        QVERIFY(again.preview.warnings.contains(u"The key is not there, so nothing would be deleted."_s));
    }

    void deletesInItsDatabaseOnly()
    {
        for (const QString &database : {u"0"_s, u"3"_s}) {
            QCOMPARE(m_master->cli({u"-n"_s, database, u"SET"_s, u"k"_s, u"1"_s}), u"OK"_s);
        }
        Act act = deletion(u"k"_s);
        act.arguments.insert(u"database"_s, 3);
        const Acted done = acted(*m_kit, *m_provider, act);
        QVERIFY2(done.isConfirmed(), done.story());
        QCOMPARE(m_master->cli({u"-n"_s, u"3"_s, u"EXISTS"_s, u"k"_s}), u"0"_s);
        QCOMPARE(m_master->cli({u"EXISTS"_s, u"k"_s}), u"1"_s);
    }

    void aKeyThatIsWrittenAgain_data()
    {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("again");
        QTest::addColumn<int>("confirmed");
        QTest::newRow("lives longer") << QStringList{u"EX"_s, u"50"_s} << QStringList{u"EX"_s, u"60"_s}
                                      << int(Confirmed::Yes);
        QTest::newRow("for ever now") << QStringList{u"EX"_s, u"50"_s} << QStringList() << int(Confirmed::Yes);
        QTest::newRow("nobody can tell") << QStringList() << QStringList() << int(Confirmed::Unknown);
    }

    void aKeyThatIsWrittenAgain()
    {
        QFETCH(QStringList, before);
        QFETCH(QStringList, again);
        const QStringList set{u"SET"_s, u"k"_s, u"1"_s};
        QCOMPARE(m_master->cli(set + before), u"OK"_s);
        const Result<Preview> preview = m_kit->preview(*m_provider, deletion(u"k"_s));
        QVERIFY(preview);
        const drills::Outcome outcome = m_kit->run(*m_provider, deletion(u"k"_s), *preview);
        QCOMPARE(outcome.count.value(), 1);
        QCOMPARE(m_master->cli(set + again), u"OK"_s);
        const Verification seen = m_kit->verify(*m_provider, deletion(u"k"_s), *preview, outcome, Duration{100});
        QTEST(int(seen.confirmed), "confirmed");
        // Had nothing been deleted, it would not be believed.
        drills::Outcome lost = outcome;
        lost.error = Error{Kind::Timeout, u"it never answered"_s, {}, {}};
        QCOMPARE(m_kit->verify(*m_provider, deletion(u"k"_s), *preview, lost, Duration{100}).confirmed, Confirmed::No);
    }

    void deletesByPatternInBatches()
    {
        fill(u"session:"_s, 2500);
        fill(u"user:"_s, 300);
        const Act act = pattern(u"session:*"_s, {{u"batch"_s, 100}});
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QCOMPARE(preview->now,
                 u"2500 keys match session:*: session:1, session:10, session:100, session:1000, session:1001, …."_s);
        QCOMPARE(preview->effect, u"2500 keys are gone."_s);
        QVERIFY(preview->request.startsWith("SCAN 0 MATCH session:* COUNT 100\nUNLINK"_L1));
        const drills::Outcome outcome = m_kit->run(*m_provider, act, *preview);
        QVERIFY2(!outcome.error, qPrintable(outcome.observed));
        QCOMPARE(outcome.count.value(), 2500);
        QVERIFY(outcome.output.toObject().value("batches"_L1).toInt() >= 25);
        QCOMPARE(m_kit->verify(*m_provider, act, *preview, outcome).confirmed, Confirmed::Yes);
        QCOMPARE(m_master->cli({u"DBSIZE"_s}), u"300"_s);
        // Never KEYS, which holds up the server.
        QVERIFY(!m_master->cli({u"INFO"_s, u"commandstats"_s}).contains("cmdstat_keys:"_L1));
        QVERIFY(!m_master->cli({u"INFO"_s, u"commandstats"_s}).contains("cmdstat_del:"_L1));
    }

    void theCommandOfThePreviewDoesTheSame()
    {
        fill(u"it's:"_s, 250);
        fill(u"user:"_s, 10);
        const Result<Preview> preview = m_kit->preview(*m_provider, pattern(u"it's:*"_s, {{u"batch"_s, 100}}));
        QVERIFY(preview);
        QProcess shell;
        shell.start(u"sh"_s, {u"-c"_s, preview->command});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(m_master->cli({u"DBSIZE"_s}), u"10"_s);
    }

    void patterns_data()
    {
        QTest::addColumn<QString>("glob");
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("says"); // of the refusal or error
        QTest::newRow("too many") << u"user:*"_s << QJsonObject{{u"limit"_s, 9}}
                                  << u"More than 9 keys match user:*: a greater `limit` would allow it."_s;
        QTest::newRow("as many as allowed") << u"user:*"_s << QJsonObject{{u"limit"_s, 10}} << QString();
        QTest::newRow("no pattern") << QString() << QJsonObject() << u"redis needs `pattern`"_s;
        QTest::newRow("unclosed") << u"user:[12"_s << QJsonObject() << u"has a “[” without its “]”"_s;
        QTest::newRow("closed") << u"user:[12]"_s << QJsonObject() << QString();
        QTest::newRow("escaped") << u"user:\\[12"_s << QJsonObject() << QString();
        QTest::newRow("backslash") << u"user:\\"_s << QJsonObject() << u"ends with a backslash"_s;
        QTest::newRow("no batch") << u"user:*"_s << QJsonObject{{u"batch"_s, 0}} << u"batch must be a whole number"_s;
        QTest::newRow("batch too large") << u"user:*"_s << QJsonObject{{u"batch"_s, 10'001}} << u"from 1 to 10000"_s;
        QTest::newRow("no limit") << u"user:*"_s << QJsonObject{{u"limit"_s, u"all"_s}} << u"limit must be"_s;
    }

    void patterns()
    {
        QFETCH(QString, glob);
        QFETCH(QJsonObject, more);
        QFETCH(QString, says);
        fill(u"user:"_s, 10);
        const Act act = pattern(glob, more);
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        const QString said = preview ? preview->refusals.join(u' ') : preview.error().message;
        QCOMPARE(said.isEmpty(), says.isEmpty());
        QVERIFY2(said.contains(says), qPrintable(said));
        if (!said.isEmpty()) {
            const drills::Outcome outcome = m_kit->run(*m_provider, act, preview.value_or(Preview{}));
            QCOMPARE(outcome.error.value().kind, Kind::Config);
            QVERIFY(!outcome.sent);
        }
        QCOMPARE(m_master->cli({u"DBSIZE"_s}), u"10"_s);
    }

    void aStopEndsBetweenBatches()
    {
        fill(u"k:"_s, 5000);
        const Act act = pattern(u"k:*"_s, {{u"batch"_s, 100}});
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY(preview);
        std::stop_source stop;
        const auto running = outcomeOf(m_provider->run(act, *preview, m_kit->permit(), stop.get_token()));
        QTRY_VERIFY(m_master->cli({u"DBSIZE"_s}).toInt() < 5000);
        stop.request_stop();
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY(*running);
        QVERIFY(clock.elapsed() < 1000);
        const drills::Outcome outcome = **running;
        QCOMPARE(outcome.error.value().kind, Kind::Cancelled);
        QVERIFY(outcome.sent);
        QVERIFY(outcome.count.value() > 0);
        QVERIFY(m_master->cli({u"DBSIZE"_s}).toInt() > 0);
        // What was taken back and what was counted agree, but for the batch under way.
        QVERIFY(5000 - m_master->cli({u"DBSIZE"_s}).toInt() - outcome.count.value() <= 110);
        QCOMPARE(m_kit->verify(*m_provider, act, *preview, outcome, Duration{3000}).confirmed, Confirmed::No);
    }

    void disarmedDuringTheRun()
    {
        fill(u"k:"_s, 5000);
        const Act act = pattern(u"k:*"_s, {{u"batch"_s, 100}});
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY(preview);
        const auto running = outcomeOf(m_provider->run(act, *preview, m_kit->permit(), {}));
        QTRY_VERIFY(m_master->cli({u"DBSIZE"_s}).toInt() < 5000);
        m_kit->disarm();
        const int left = m_master->cli({u"DBSIZE"_s}).toInt();
        QTRY_VERIFY(*running);
        QCOMPARE((*running)->error.value().kind, Kind::Unsupported);
        QVERIFY(left - m_master->cli({u"DBSIZE"_s}).toInt() <= 110);
    }

    void sendsNothingUnarmed()
    {
        fill(u"k:"_s, 10);
        for (const Act &act : {deletion(u"k:1"_s), pattern(u"k:*"_s)}) {
            const Result<Preview> preview = m_kit->preview(*m_provider, act);
            QVERIFY(preview && preview->refusals.isEmpty());
            security::Permit permit = m_kit->permit();
            m_kit->disarm();
            const drills::Outcome outcome = await(m_provider->run(act, *preview, std::move(permit), {}));
            m_kit->arm();
            QVERIFY(!outcome.sent);
            QCOMPARE(outcome.error.value().kind, Kind::Unsupported);
        }
        QCOMPARE(m_master->cli({u"DBSIZE"_s}), u"10"_s);
    }

    void logsIn()
    {
        const QByteArray secret = "hunter2-of-redis";
        qputenv("READYROOM_TEST_REDIS", secret);
        QCOMPARE(m_master->cli({u"SET"_s, u"k"_s, u"1"_s}), u"OK"_s);
        QCOMPARE(m_master->cli({u"ACL"_s, u"SETUSER"_s, u"ops"_s, u"on"_s, u">"_s + QString::fromLatin1(secret),
                                u"~k*"_s, u"+unlink"_s, u"+role"_s, u"+pttl"_s}),
                 u"OK"_s);
        QCOMPARE(m_master->cli({u"CONFIG"_s, u"SET"_s, u"requirepass"_s, QString::fromLatin1(secret)}), u"OK"_s);

        const Result<Preview> none = m_kit->preview(*m_provider, deletion(u"k"_s));
        QCOMPARE(none.error().message, u"Redis at %1 wants a password"_s.arg(m_master->address()));
        Act act = deletion(u"k"_s);
        act.arguments.insert(u"user"_s, u"nobody"_s);
        act.arguments.insert(u"password"_s, QJsonObject{{u"env"_s, u"READYROOM_TEST_REDIS"_s}});
        const Result<Preview> wrong = m_kit->preview(*m_provider, act);
        QCOMPARE(wrong.error().message,
                 u"Redis at %1 does not accept the user and the password"_s.arg(m_master->address()));
        act.arguments.insert(u"user"_s, u"ops"_s);
        const Acted done = acted(*m_kit, *m_provider, act);
        QVERIFY2(done.isConfirmed(), done.story());
        QCOMPARE(done.preview.command,
                 u"REDISCLI_AUTH=\"$READYROOM_TEST_REDIS\" redis-cli -h 127.0.0.1 -p %1 --user ops UNLINK k"_s.arg(
                     m_master->port()));
        act.arguments.insert(u"key"_s, u"other"_s);
        const Result<Preview> forbidden = m_kit->preview(*m_provider, act);
        QCOMPARE(forbidden.error().message, u"The user may not do that at Redis at %1"_s.arg(m_master->address()));
        act.arguments.remove(u"user"_s);
        QVERIFY(m_kit->preview(*m_provider, act));
        qunsetenv("READYROOM_TEST_REDIS");
    }

    void diesBetweenActAndVerify()
    {
        QCOMPARE(m_master->cli({u"SET"_s, u"k"_s, u"1"_s}), u"OK"_s);
        const Act act = deletion(u"k"_s);
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY(preview);
        const drills::Outcome outcome = m_kit->run(*m_provider, act, *preview);
        QVERIFY(!outcome.error);
        const QString address = m_master->address();
        m_master.reset();
        const Verification seen = m_kit->verify(*m_provider, act, *preview, outcome, Duration{300});
        QCOMPARE(seen.confirmed, Confirmed::Unknown);
        QVERIFY2(seen.observed.contains(address), qPrintable(seen.observed));
        const drills::Outcome refused = m_kit->run(*m_provider, act, *preview);
        QVERIFY(!refused.sent);
        QCOMPARE(refused.error.value().kind, Kind::Connect);
    }

    void failsOverAndBack()
    {
        const auto replica = startedReplica();
        QVERIFY(replica);
        QCOMPARE(m_master->cli({u"SET"_s, u"k"_s, u"1"_s}), u"OK"_s);
        const Act act = failover(replica->address());
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QCOMPARE(preview->refusals, QStringList());
        QCOMPARE(preview->now, u"%1 is the master of %2."_s.arg(m_master->address(), replica->address()));
        QCOMPARE(preview->request, u"FAILOVER TO 127.0.0.1 %1 TIMEOUT 3000"_s.arg(replica->port()));
        const drills::Outcome outcome = m_kit->run(*m_provider, act, *preview);
        QVERIFY2(!outcome.error, qPrintable(outcome.observed));
        const Verification seen = m_kit->verify(*m_provider, act, *preview, outcome);
        QVERIFY2(seen.confirmed == Confirmed::Yes, qPrintable(seen.observed));
        QCOMPARE(seen.observed,
                 u"%1 is the master, %2 is a replica of %1"_s.arg(replica->address(), m_master->address()));
        QCOMPARE(replica->role(), u"master"_s);
        QCOMPARE(m_master->role(), u"slave"_s);

        // Neither may be asked again what only a master can do.
        for (const Act &wrong : {failover(replica->address()), deletion(u"k"_s), pattern(u"k*"_s)}) {
            const Result<Preview> refused = m_kit->preview(*m_provider, wrong);
            QVERIFY(refused);
            QVERIFY2(refused->refusals.join(u' ').contains(u"is a replica of %1"_s.arg(replica->address())),
                     qPrintable(refused->refusals.join(u' ')));
        }

        QVERIFY(preview->undo);
        QCOMPARE(preview->undo->target, replica->address());
        QTRY_VERIFY(replica->cli({u"INFO"_s, u"replication"_s}).contains("state=online"_L1));
        const Acted undone = acted(*m_kit, *m_provider, *preview->undo);
        QVERIFY2(undone.isConfirmed(), undone.story());
        QCOMPARE(m_master->role(), u"master"_s);
        QCOMPARE(replica->role(), u"slave"_s);
        QCOMPARE(m_master->cli({u"GET"_s, u"k"_s}), u"1"_s);
    }

    void probes()
    {
        const auto roleOf = [this](const QString &address) {
            const auto output = await(
                m_provider->read({.provider = u"redis"_s, .target = address, .arguments = {{u"do"_s, u"role"_s}}}, {}));
            return output ? output->toObject() : QJsonObject{{u"problem"_s, output.error().message}};
        };
        QCOMPARE(roleOf(m_master->address()).value(u"role"_s), QJsonValue(u"master"_s));
        QCOMPARE(roleOf(m_master->address()).value(u"connected_slaves"_s), QJsonValue(0));
        const auto replica = startedReplica();
        QVERIFY(replica);
        const QJsonObject master = roleOf(m_master->address());
        QCOMPARE(master.value(u"connected_slaves"_s), QJsonValue(1));
        QCOMPARE(master.value(u"replicas"_s).toArray().first().toObject().value(u"address"_s),
                 QJsonValue(replica->address()));
        QCOMPARE(roleOf(replica->address()).value(u"role"_s), QJsonValue(u"slave"_s));
        QCOMPARE(roleOf(replica->address()).value(u"master"_s), QJsonValue(m_master->address()));
        QCOMPARE(roleOf(replica->address()).value(u"master_link_status"_s), QJsonValue(u"up"_s));

        const Acted moved = acted(*m_kit, *m_provider, failover(replica->address()));
        QVERIFY2(moved.isConfirmed(), moved.story());
        QCOMPARE(roleOf(replica->address()).value(u"role"_s), QJsonValue(u"master"_s));
        QCOMPARE(roleOf(m_master->address()).value(u"master"_s), QJsonValue(replica->address()));
    }

    void refusesAFailoverThatLeavesNoServer()
    {
        const Result<Preview> alone = m_kit->preview(*m_provider, failover());
        QVERIFY(alone);
        QCOMPARE(alone->refusals,
                 QStringList{u"No replica is connected to %1: this would leave no server."_s.arg(m_master->address())});
        const auto replica = startedReplica();
        QVERIFY(replica);
        const Result<Preview> stranger = m_kit->preview(*m_provider, failover(u"127.0.0.1:1"_s));
        QVERIFY(stranger);
        QCOMPARE(stranger->refusals,
                 QStringList{u"127.0.0.1:1 is not a replica that is connected to %1; those are %2."_s.arg(
                     m_master->address(), replica->address())});
        QCOMPARE(m_kit->run(*m_provider, failover(u"127.0.0.1:1"_s), *stranger).error.value().kind, Kind::Config);

        const auto choices = await(m_provider->choices(failover(), u"to"_s, {}));
        QVERIFY(choices && choices->size() == 1);
        QCOMPARE(choices->front().value, replica->address());

        // A replica that leaves between the preview and the act.
        const Result<Preview> preview = m_kit->preview(*m_provider, failover());
        QVERIFY(preview && preview->refusals.isEmpty());
        QCOMPARE(replica->cli({u"REPLICAOF"_s, u"NO"_s, u"ONE"_s}), u"OK"_s);
        QTRY_VERIFY(m_master->cli({u"INFO"_s, u"replication"_s}).contains("connected_slaves:0"_L1));
        const drills::Outcome outcome = m_kit->run(*m_provider, failover(), *preview);
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Config);
        QCOMPARE(m_master->role(), u"master"_s);
    }

    void aReplicaThatDiesIsNotTakenForTheMaster()
    {
        auto replica = startedReplica();
        QVERIFY(replica);
        Act act = failover(replica->address());
        const Result<Preview> preview = m_kit->preview(*m_provider, act);
        QVERIFY(preview);
        const drills::Outcome outcome = m_kit->run(*m_provider, act, *preview);
        QVERIFY2(!outcome.error, qPrintable(outcome.observed));
        QTRY_COMPARE(replica->role(), u"master"_s);
        replica.reset();
        const Verification seen = m_kit->verify(*m_provider, act, *preview, outcome, Duration{500});
        QVERIFY(seen.confirmed != Confirmed::Yes);
        QVERIFY2(seen.observed.contains("does not answer"_L1), qPrintable(seen.observed));
    }

    void cleanup()
    {
        m_provider.reset();
        m_kit.reset();
        m_master.reset();
    }

    void theRunnerTellsTheWholeStory()
    {
        QCOMPARE(m_master->cli({u"SET"_s, u"k"_s, u"1"_s}), u"OK"_s);
        const JournaledRun deleted(deletion(u"k"_s));
        QCOMPARE(deleted.problem(false), QString());
        QCOMPARE(m_master->cli({u"EXISTS"_s, u"k"_s}), u"0"_s);

        const auto replica = startedReplica();
        QVERIFY(replica);
        const JournaledRun failedOver(failover());
        QCOMPARE(failedOver.problem(true), QString());
        QVERIFY(m_master->cli({u"ROLE"_s}).startsWith(u"master"_s));
        QVERIFY(replica->cli({u"ROLE"_s}).startsWith(u"slave"_s));
    }

private:
    [[nodiscard]] Act actOf(QJsonObject arguments) const
    {
        return {.provider = u"redis"_s, .target = m_master->address(), .arguments = std::move(arguments)};
    }
    [[nodiscard]] Act deletion(const QString &key) const { return actOf({{u"do"_s, u"delete"_s}, {u"key"_s, key}}); }
    [[nodiscard]] Act pattern(const QString &glob, QJsonObject more = {}) const
    {
        more.insert(u"do"_s, u"delete-pattern"_s);
        more.insert(u"pattern"_s, glob);
        return actOf(more);
    }
    [[nodiscard]] Act failover(const QString &to = {}) const
    {
        QJsonObject arguments{{u"do"_s, u"failover"_s}};
        if (!to.isEmpty()) {
            arguments.insert(u"to"_s, to);
        }
        return actOf(arguments);
    }

    /// `count` keys: prefix1, prefix2, …
    void fill(const QString &prefix, int count) const
    {
        const QString script = u"for i=1,tonumber(ARGV[2]) do redis.call('SET', ARGV[1]..i, i) end return 1"_s;
        QCOMPARE(m_master->cli({u"EVAL"_s, script, u"0"_s, prefix, QString::number(count)}), u"1"_s);
    }

    [[nodiscard]] std::unique_ptr<RedisServer> startedReplica() const
    {
        auto replica = std::make_unique<RedisServer>(m_master->replicaOf());
        const bool online =
            replica->start().isEmpty()
            && QTest::qWaitFor(
                [this] { return m_master->cli({u"INFO"_s, u"replication"_s}).contains("state=online"_L1); }, 20'000);
        return online ? std::move(replica) : nullptr;
    }

    std::unique_ptr<RedisServer> m_master;
    std::unique_ptr<ActionKit> m_kit;
    std::unique_ptr<Redis> m_provider;
};

QTEST_GUILESS_MAIN(RedisTest)
#include "tst_redis.moc"
