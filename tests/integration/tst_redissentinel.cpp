// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/redis.h"
#include "tests/integration/redisserver.h"
#include "tests/support/actionkit.h"

#include <QElapsedTimer>
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

/// Lets Debian's Sentinel promote a replica.
class RedisSentinelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_first = std::make_unique<RedisServer>();
        m_provider = std::make_unique<Redis>(m_kit.world());
        QString failed = m_first->start();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        m_sentinel = std::make_unique<RedisServer>(m_first.get());
        failed = m_sentinel->start();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
    }

    void refusesWithoutAReplica()
    {
        const Result<Preview> preview = m_kit.preview(*m_provider, failover());
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QCOMPARE(preview->refusals,
                 QStringList{u"Sentinel knows no replica of mymaster: this would leave no server."_s});
        // Nor does it help to do it all the same.
        Preview forced = *preview;
        forced.refusals.clear();
        const drills::Outcome outcome = m_kit.run(*m_provider, failover(), forced);
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Config);
        QCOMPARE(outcome.observed,
                 u"Sentinel at %1 has no replica that is good enough to be the master"_s.arg(m_sentinel->address()));
    }

    void refusesWrongNames()
    {
        const Result<Preview> unknown = m_kit.preview(*m_provider, failover(u"yourmaster"_s));
        QVERIFY(unknown);
        QCOMPARE(unknown->refusals,
                 QStringList{u"Sentinel at %1 knows no master “yourmaster”; those it watches are mymaster."_s.arg(
                     m_sentinel->address())});
        Act act = failover();
        act.target = m_first->address();
        const Result<Preview> none = m_kit.preview(*m_provider, act);
        QVERIFY(none);
        QCOMPARE(none->refusals, QStringList{u"%1 is the master, not a Sentinel."_s.arg(m_first->address())});
        const auto choices = await(m_provider->choices(failover(), u"master"_s, {}));
        QVERIFY(choices && choices->size() == 1);
        QCOMPARE(choices->front().value, u"mymaster"_s);
    }

    void promotesAReplicaAndTheFormerMasterAgain()
    {
        m_second = std::make_unique<RedisServer>(m_first->replicaOf());
        const QString failed = m_second->start();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        // Sentinel asks its master for replicas every ten seconds.
        QTRY_VERIFY_WITH_TIMEOUT(
            m_sentinel->cli({u"SENTINEL"_s, u"REPLICAS"_s, u"mymaster"_s}).contains("master-link-status\nok"_L1),
            30'000);
        const Result<Preview> preview = m_kit.preview(*m_provider, failover());
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QCOMPARE(preview->refusals, QStringList());
        QCOMPARE(preview->now, u"%1 is the master of mymaster; 1 of 1 replicas are well."_s.arg(m_first->address()));
        QCOMPARE(preview->effect, u"%1 is the master of mymaster."_s.arg(m_second->address()));
        QCOMPARE(preview->request, u"SENTINEL FAILOVER mymaster"_s);

        QCOMPARE(watched().value(u"status"_s), QJsonValue(u"ok"_s));
        QCOMPARE(watched().value(u"address"_s), QJsonValue(m_first->address()));
        QCOMPARE(watched().value(u"slaves"_s), QJsonValue(1));

        const drills::Outcome outcome = m_kit.run(*m_provider, failover(), *preview);
        QVERIFY2(!outcome.error, qPrintable(outcome.observed));
        // The second of two operators is told, and starts nothing.
        const drills::Outcome second = m_kit.run(*m_provider, failover(), *preview);
        QVERIFY(!second.sent);
        QCOMPARE(second.error.value().kind, Kind::Config);
        QCOMPARE(second.observed, u"A failover is under way already, says Sentinel at %1"_s.arg(m_sentinel->address()));

        // Too early to see more than that two masters answer.
        const Verification early = m_kit.verify(*m_provider, failover(), *preview, outcome, Duration{3000});
        QVERIFY2(early.confirmed == Confirmed::Yes, qPrintable(early.observed));
        QCOMPARE(early.observed,
                 u"%1 is the master, and Sentinel names it; %2 still answers as a master, too: for some seconds there "
                 "are two"_s.arg(m_second->address(), m_first->address()));
        QCOMPARE(m_second->role(), u"master"_s);
        QCOMPARE(m_first->role(), u"master"_s);
        QElapsedTimer clock;
        clock.start();
        const Verification late = m_kit.verify(*m_provider, failover(), *preview, outcome, Duration{30'000});
        QVERIFY2(late.confirmed == Confirmed::Yes, qPrintable(late.observed));
        QCOMPARE(late.observed,
                 u"%1 is the master, and Sentinel names it; %2 is a replica of %1"_s.arg(m_second->address(),
                                                                                         m_first->address()));
        QVERIFY(clock.elapsed() < 25'000);
        QCOMPARE(m_first->role(), u"slave"_s);
        QCOMPARE(watched().value(u"address"_s), QJsonValue(m_second->address()));

        // What was seen before is not true any more.
        const drills::Outcome stale = m_kit.run(*m_provider, failover(), *preview);
        QVERIFY(!stale.sent);
        QCOMPARE(stale.observed, u"%1 is the master meanwhile, so nothing was changed"_s.arg(m_second->address()));

        QVERIFY(preview->undo);
        const Acted undone = acted(m_kit, *m_provider, *preview->undo);
        QVERIFY2(undone.isConfirmed(), undone.story());
        QCOMPARE(m_first->role(), u"master"_s);
        QCOMPARE(m_sentinel->cli({u"SENTINEL"_s, u"GET-MASTER-ADDR-BY-NAME"_s, u"mymaster"_s}),
                 u"127.0.0.1\n%1"_s.arg(m_first->port()));
    }

    void sendsNothingUnarmed()
    {
        const Result<Preview> preview = m_kit.preview(*m_provider, failover());
        QVERIFY2(preview && preview->refusals.isEmpty(),
                 qPrintable(preview ? preview->refusals.join(u' ') : preview.error().message));
        security::Permit permit = m_kit.permit();
        m_kit.disarm();
        const drills::Outcome outcome = await(m_provider->run(failover(), *preview, std::move(permit), {}));
        m_kit.arm();
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Unsupported);
    }

    void theSentinelDiesBetweenActAndVerify()
    {
        const Result<Preview> preview = m_kit.preview(*m_provider, failover());
        QVERIFY(preview && preview->refusals.isEmpty());
        const drills::Outcome outcome = m_kit.run(*m_provider, failover(), *preview);
        QVERIFY2(!outcome.error, qPrintable(outcome.observed));
        m_sentinel.reset();
        const Verification seen = m_kit.verify(*m_provider, failover(), *preview, outcome, Duration{300});
        QCOMPARE(seen.confirmed, Confirmed::Unknown);
        QVERIFY2(seen.observed.contains("cannot be connected to"_L1), qPrintable(seen.observed));
    }

    void cleanupTestCase()
    {
        m_sentinel.reset();
        m_second.reset();
        m_first.reset();
    }

private:
    /// What a probe of the Sentinel reads of its master.
    [[nodiscard]] QJsonObject watched()
    {
        const auto output = await(m_provider->read({.provider = u"redis"_s,
                                                    .target = m_sentinel->address(),
                                                    .arguments = {{u"do"_s, u"role"_s}, {u"at"_s, u"/masters/0"_s}}},
                                                   {}));
        return output ? output->toObject() : QJsonObject{{u"problem"_s, output.error().message}};
    }

    [[nodiscard]] Act failover(const QString &master = u"mymaster"_s)
    {
        if (m_sentinel) {
            m_address = m_sentinel->address();
        }
        return {.provider = u"redis"_s,
                .target = m_address,
                .arguments = {{u"do"_s, u"sentinel-failover"_s}, {u"master"_s, master}}};
    }

    ActionKit m_kit;
    QString m_address; ///< of the Sentinel, also when it has gone
    std::unique_ptr<RedisServer> m_first;
    std::unique_ptr<RedisServer> m_second;
    std::unique_ptr<RedisServer> m_sentinel;
    std::unique_ptr<Redis> m_provider;
};

QTEST_GUILESS_MAIN(RedisSentinelTest)
#include "tst_redissentinel.moc"
