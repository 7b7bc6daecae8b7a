// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/redis.h"
#include "app/actions/respparser.h"
#include "tests/app/actions/fakeredis.h"
#include "tests/support/actionkit.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

using namespace readyroom;
using namespace readyroom::test;
using namespace Qt::StringLiterals;
using actions::Redis;
using actions::respCommand;
using drills::Act;
using drills::Confirmed;
using drills::Preview;
using drills::Verification;
using Kind = Error::Kind;
using Reply = TextServer::Reply;

namespace {

/// Texts as an array of bulk strings; a list of texts has the form of a command.
QByteArray texts(const QByteArrayList &words)
{
    return respCommand(words);
}

QByteArray masterRole(const QByteArray &followers = "*0\r\n")
{
    return "*3\r\n$6\r\nmaster\r\n:100\r\n" + followers;
}

QByteArray bulk(const QByteArray &text)
{
    return '$' + QByteArray::number(text.size()) + "\r\n" + text + "\r\n";
}

/// A master with two keys, which stay whatever is asked.
Reply unmoved(const QByteArrayList &words)
{
    const QByteArray &word = words.first();
    if (word == "ROLE") {
        return {masterRole()};
    }
    if (word == "PTTL") {
        return {":-1\r\n"};
    }
    if (word == "SCAN") {
        return {"*2\r\n$1\r\n0\r\n" + texts({"k1", "k2"})};
    }
    return {':' + QByteArray::number(words.size() - 1) + "\r\n"};
}

} // namespace

class TestRedisFaults final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysDoneAndDoesNothing_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("a key") << QJsonObject{{u"do"_s, u"delete"_s}, {u"key"_s, u"k1"_s}};
        QTest::newRow("a pattern") << QJsonObject{{u"do"_s, u"delete-pattern"_s}, {u"pattern"_s, u"k*"_s}};
    }
    void saysDoneAndDoesNothing()
    {
        QFETCH(QJsonObject, arguments);
        FakeRedis server(&unmoved);
        const Act act = actAt(server, arguments);
        const Result<Preview> preview = m_kit.preview(m_provider, act);
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        const drills::Outcome outcome = m_kit.run(m_provider, act, *preview);
        QVERIFY(!outcome.error);
        // It could have been written again; that it is done is not believed.
        QCOMPARE(m_kit.verify(m_provider, act, *preview, outcome, Duration{100}).confirmed, Confirmed::Unknown);
    }

    void whatBecomesOfAnUnlink_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("then");
        QTest::addColumn<int>("kind");
        using Then = Reply::Then;
        QTest::newRow("hangs") << QByteArray() << int(Then::Stay) << int(Kind::Timeout);
        QTest::newRow("closes") << QByteArray() << int(Then::Close) << int(Kind::Connect);
        QTest::newRow("resets in the middle") << QByteArray(":") << int(Then::Reset) << int(Kind::Connect);
        QTest::newRow("READONLY") << QByteArray("-READONLY You can't write against a read only replica.\r\n")
                                  << int(Then::Stay) << int(Kind::Config);
        QTest::newRow("not RESP") << QByteArray("HTTP/1.1 200 OK\r\n") << int(Then::Stay) << int(Kind::Http);
    }
    void whatBecomesOfAnUnlink()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, then);
        FakeRedis server([bytes, then](const QByteArrayList &words) {
            return words.first() == "UNLINK" ? Reply{bytes, Reply::Then(then)} : unmoved(words);
        });
        for (const QJsonObject &arguments : {QJsonObject{{u"do"_s, u"delete"_s}, {u"key"_s, u"k1"_s}},
                                             QJsonObject{{u"do"_s, u"delete-pattern"_s}, {u"pattern"_s, u"k*"_s}}}) {
            const Act act = actAt(server, arguments);
            const Result<Preview> preview = m_kit.preview(m_provider, act);
            QVERIFY(preview);
            QElapsedTimer clock;
            clock.start();
            const drills::Outcome outcome = m_kit.run(m_provider, act, *preview);
            QVERIFY(clock.elapsed() < 2000);
            QVERIFY(outcome.sent);
            QTEST(int(outcome.error.value().kind), "kind");
            QCOMPARE(m_kit.verify(m_provider, act, *preview, outcome, Duration{100}).confirmed, Confirmed::No);
        }
    }

    void aScanThatGoesRoundEnds()
    {
        FakeRedis server([](const QByteArrayList &words) {
            return words.first() == "SCAN" ? Reply{"*2\r\n$1\r\n7\r\n*0\r\n"} : unmoved(words);
        });
        const Act act = actAt(server, {{u"do"_s, u"delete-pattern"_s}, {u"pattern"_s, u"k*"_s}});
        QCOMPARE(m_kit.preview(m_provider, act).error().kind, Kind::Parse);
        QCOMPARE(m_kit.run(m_provider, act, {}).error.value().kind, Kind::Parse);
        QCOMPARE(server.asked("SCAN"), 4);
        QCOMPARE(server.asked("UNLINK"), 0);
    }

    void saysThatItFailsOverAndDoesNot()
    {
        FakeRedis replica([](const QByteArrayList &) {
            return Reply{"*5\r\n" + bulk("slave") + bulk("127.0.0.1") + ":1\r\n" + bulk("connected") + ":100\r\n"};
        });
        const QByteArray port = replica.address().section(u':', 1).toLatin1();
        FakeRedis master([&port](const QByteArrayList &words) {
            if (words.first() == "ROLE") {
                return Reply{masterRole("*1\r\n" + texts({"127.0.0.1", port, "100"}))};
            }
            return words.first() == "INFO"
                ? Reply{bulk("role:master\r\nslave0:ip=127.0.0.1,port=" + port
                             + ",state=online,offset=100,lag=0\r\nmaster_failover_state:no-failover\r\n")}
                : Reply{"+OK\r\n"};
        });
        const Act act = actAt(master, {{u"do"_s, u"failover"_s}});
        const Result<Preview> preview = m_kit.preview(m_provider, act);
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QCOMPARE(preview->refusals, QStringList());
        const drills::Outcome outcome = m_kit.run(m_provider, act, *preview);
        QVERIFY2(!outcome.error, qPrintable(outcome.observed));
        const Verification seen = m_kit.verify(m_provider, act, *preview, outcome, Duration{200});
        QCOMPARE(seen.confirmed, Confirmed::No);
        QCOMPARE(seen.observed,
                 u"%1 is a replica of 127.0.0.1:1, %2 is the master"_s.arg(replica.address(), master.address()));
    }

    void refusesAReplicaThatIsStillBeingFilled()
    {
        FakeRedis master([](const QByteArrayList &words) {
            return words.first() == "ROLE" ? Reply{masterRole("*1\r\n" + texts({"127.0.0.1", "1", "0"}))}
                                           : Reply{bulk("slave0:ip=127.0.0.1,port=1,state=send_bulk,offset=0,lag=0\r\n"
                                                        "master_failover_state:waiting-for-sync\r\n")};
        });
        const Result<Preview> preview =
            m_kit.preview(m_provider, actAt(master, {{u"do"_s, u"failover"_s}, {u"to"_s, u"127.0.0.1:1"_s}}));
        QVERIFY(preview);
        QCOMPARE(preview->refusals,
                 (QStringList{u"A failover is under way at %1 already."_s.arg(master.address()),
                              u"127.0.0.1:1 has not the whole data of the master yet: this would leave no server."_s}));
    }

    void nobodyThere()
    {
        Act act;
        {
            FakeRedis server(&unmoved);
            act = actAt(server, {{u"do"_s, u"delete"_s}, {u"key"_s, u"k"_s}});
        }
        QCOMPARE(m_kit.preview(m_provider, act).error().kind, Kind::Connect);
        const drills::Outcome outcome = m_kit.run(m_provider, act, {});
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Connect);
    }

    void senselessArguments_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::newRow("nothing") << QJsonObject();
        QTest::newRow("unknown") << QJsonObject{{u"do"_s, u"flushall"_s}};
        QTest::newRow("no key") << QJsonObject{{u"do"_s, u"delete"_s}};
        QTest::newRow("no pattern") << QJsonObject{{u"do"_s, u"delete-pattern"_s}};
        QTest::newRow("no master") << QJsonObject{{u"do"_s, u"sentinel-failover"_s}};
    }
    void senselessArguments()
    {
        QFETCH(QJsonObject, arguments);
        FakeRedis server(&unmoved);
        const Act act = actAt(server, arguments);
        QCOMPARE(m_kit.preview(m_provider, act).error().kind, Kind::Config);
        const drills::Outcome outcome = m_kit.run(m_provider, act, {});
        QVERIFY(!outcome.sent);
        QCOMPARE(outcome.error.value().kind, Kind::Config);
        QCOMPARE(m_kit.verify(m_provider, act, {}, outcome, Duration{10}).confirmed, Confirmed::Unknown);
    }

    void aStopEndsItAtOnce()
    {
        FakeRedis server(
            [](const QByteArrayList &words) { return words.first() == "UNLINK" ? Reply{} : unmoved(words); });
        Act act = actAt(server, {{u"do"_s, u"delete"_s}, {u"key"_s, u"k"_s}});
        act.arguments.insert(u"timeout"_s, 60);
        std::stop_source stop;
        const auto running = outcomeOf(m_provider.run(act, {}, m_kit.permit(), stop.get_token()));
        QTRY_COMPARE(server.asked("UNLINK"), 1);
        QElapsedTimer clock;
        clock.start();
        stop.request_stop();
        QTRY_VERIFY(*running);
        QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
        QVERIFY((*running)->sent);
        QCOMPARE((*running)->error.value().kind, Kind::Cancelled);
    }

private:
    [[nodiscard]] static Act actAt(const FakeRedis &server, QJsonObject arguments)
    {
        if (!arguments.contains("timeout"_L1)) {
            arguments.insert(u"timeout"_s, u"300ms"_s);
        }
        return {.provider = u"redis"_s, .target = server.address(), .arguments = arguments};
    }

    ActionKit m_kit;
    Redis m_provider{m_kit.world()};
};

QTEST_GUILESS_MAIN(TestRedisFaults)
#include "tst_redisfaults.moc"
