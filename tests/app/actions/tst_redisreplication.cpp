// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/redisreplication.h"

#include "app/actions/redis.h"
#include "tests/app/actions/actionstage.h"
#include "tests/app/actions/fakeredis.h"

#include <QJsonArray>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using test::Acting;
using test::await;
using test::FakeRedis;
using Kind = Error::Kind;

namespace {

// Recorded from Redis 7.0.
const QByteArray ofMaster = "# Replication\r\nrole:master\r\nconnected_slaves:2\r\n"
                            "slave0:ip=127.0.0.1,port=7001,state=online,offset=98,lag=1\r\n"
                            "slave1:ip=::1,port=7002,state=wait_bgsave,offset=0,lag=0\r\n"
                            "master_failover_state:no-failover\r\nmaster_repl_offset:112\r\n";
const QByteArray ofReplica = "# Replication\r\nrole:slave\r\nmaster_host:10.0.0.1\r\nmaster_port:6379\r\n"
                             "master_link_status:down\r\nmaster_last_io_seconds_ago:-1\r\n"
                             "master_sync_in_progress:1\r\nslave_repl_offset:98\r\nconnected_slaves:0\r\n";
const QByteArray ofSentinel = "# Sentinel\r\nsentinel_masters:1\r\nsentinel_tilt:0\r\n"
                              "master0:name=shop,status=ok,address=127.0.0.1:6379,slaves=1,sentinels=3\r\n";

QByteArray bulk(const QByteArray &text)
{
    return '$' + QByteArray::number(text.size()) + "\r\n" + text + "\r\n";
}

} // namespace

class TestRedisReplication final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMaster()
    {
        const QJsonObject json = redis::replicationJson(ofMaster);
        QCOMPARE(json.value("role"_L1), QJsonValue(u"master"_s));
        QCOMPARE(json.value("connected_slaves"_L1), QJsonValue(2));
        QCOMPARE(json.value("master_repl_offset"_L1), QJsonValue(112));
        const QJsonArray replicas = json.value("replicas"_L1).toArray();
        QCOMPARE(replicas.size(), 2);
        QCOMPARE(
            replicas.first().toObject(),
            (QJsonObject{
                {u"address"_s, u"127.0.0.1:7001"_s}, {u"state"_s, u"online"_s}, {u"offset"_s, 98}, {u"lag"_s, 1}}));
        QVERIFY(replicas.last().toObject().value("address"_L1).toString().endsWith("7002"_L1));
    }

    void aReplica()
    {
        QCOMPARE(redis::replicationJson(ofReplica),
                 (QJsonObject{{u"role"_s, u"slave"_s},
                              {u"master"_s, u"10.0.0.1:6379"_s},
                              {u"master_link_status"_s, u"down"_s},
                              {u"master_sync_in_progress"_s, true},
                              {u"slave_repl_offset"_s, 98},
                              {u"connected_slaves"_s, 0}}));
    }

    void aSentinel()
    {
        const QJsonObject json = redis::sentinelJson(ofSentinel);
        QCOMPARE(json.value("role"_L1), QJsonValue(u"sentinel"_s));
        QCOMPARE(json.value("masters"_L1).toArray().first().toObject(),
                 (QJsonObject{{u"name"_s, u"shop"_s},
                              {u"status"_s, u"ok"_s},
                              {u"address"_s, u"127.0.0.1:6379"_s},
                              {u"slaves"_s, 1},
                              {u"sentinels"_s, 3}}));
        QVERIFY(redis::sentinelJson(ofMaster).isEmpty());
        QVERIFY(redis::replicationJson(ofSentinel).isEmpty());
        QVERIFY(redis::replicationJson("no colon, and \nnothing: else").isEmpty());
    }

    void isRead_data()
    {
        QTest::addColumn<QByteArray>("replication");
        QTest::addColumn<QByteArray>("sentinel");
        QTest::addColumn<QString>("role"); // empty: none
        QTest::newRow("master") << bulk(ofMaster) << QByteArray("-ERR not asked\r\n") << u"master"_s;
        QTest::newRow("replica") << bulk(ofReplica) << QByteArray("-ERR not asked\r\n") << u"slave"_s;
        QTest::newRow("sentinel") << bulk({}) << bulk(ofSentinel) << u"sentinel"_s;
        QTest::newRow("neither") << bulk({}) << bulk({}) << QString();
        QTest::newRow("no bulk") << QByteArray("+OK\r\n") << QByteArray(":1\r\n") << QString();
        QTest::newRow("not allowed") << QByteArray("-NOPERM no\r\n") << QByteArray() << QString();
        QTest::newRow("wants a password")
            << QByteArray("-NOAUTH Authentication required.\r\n") << QByteArray() << QString();
        QTest::newRow("is loading") << QByteArray("-LOADING Redis is loading the dataset\r\n") << QByteArray()
                                    << QString();
        QTest::newRow("no RESP") << QByteArray("hello\r\n") << QByteArray() << QString();
    }
    void isRead()
    {
        QFETCH(QByteArray, replication);
        QFETCH(QByteArray, sentinel);
        QFETCH(QString, role);
        FakeRedis server([&](const QByteArrayList &words) {
            return FakeRedis::Reply{words.value(1) == "replication" ? replication : sentinel};
        });
        Acting<Redis> acting;
        acting.stage.gate.disarm();
        const auto read = await(acting.provider.read(
            {.provider = u"redis"_s,
             .target = server.address(),
             .arguments = {{u"do"_s, u"role"_s}, {u"at"_s, u"/role"_s}, {u"timeout"_s, u"300ms"_s}}},
            {}));
        QCOMPARE(read.has_value(), !role.isEmpty());
        QCOMPARE(read ? *read : QJsonValue(u""_s), QJsonValue(role));
        for (const QByteArrayList &words : server.commands()) {
            QCOMPARE(words.first(), QByteArray("INFO"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRedisReplication)
#include "tst_redisreplication.moc"
