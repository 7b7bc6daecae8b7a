// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/respclient.h"
#include "tests/app/actions/textserver.h"
#include "tests/support/actionkit.h"

#include <QElapsedTimer>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace readyroom::test;
using namespace Qt::StringLiterals;
using Kind = Error::Kind;

class TestRespClient final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void arguments_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QString>("cli"); // empty: refused
        const auto row = [](const char *name, const QString &target, const QJsonObject &arguments, const QString &cli) {
            QTest::newRow(name) << target << arguments << cli;
        };
        row("plain", u"10.0.0.1:7000"_s, {}, u"redis-cli -h 10.0.0.1 -p 7000"_s);
        row("usual port", u"cache"_s, {}, u"redis-cli -h cache -p 6379"_s);
        row("socket", u"/run/redis.sock"_s, {}, u"redis-cli -s /run/redis.sock"_s);
        row("database", u"a:1"_s, {{u"database"_s, 3}}, u"redis-cli -h a -p 1 -n 3"_s);
        row("user", u"a:1"_s, {{u"user"_s, u"o'ps"_s}, {u"password"_s, QJsonObject{{u"env"_s, u"REDIS_PW"_s}}}},
            u"REDISCLI_AUTH=\"$REDIS_PW\" redis-cli -h a -p 1 --user 'o'\\''ps'"_s);
        row("keychain", u"a:1"_s, {{u"password"_s, QJsonObject{{u"keychain"_s, u"x"_s}}}},
            u"redis-cli -h a -p 1 --askpass"_s);
        row("no target", {}, {}, {});
        row("a URL", u"redis://a:1"_s, {}, {});
        row("a password", u"a:1"_s, {{u"password"_s, u"hunter2"_s}}, {});
        row("two places", u"a:1"_s, {{u"password"_s, QJsonObject{{u"env"_s, u"A"_s}, {u"file"_s, u"/b"_s}}}}, {});
        row("no database", u"a:1"_s, {{u"database"_s, u"x"_s}}, {});
        row("a database below zero", u"a:1"_s, {{u"database"_s, -1}}, {});
        row("no time", u"a:1"_s, {{u"timeout"_s, 0}}, {});
    }

    void arguments()
    {
        QFETCH(QString, target);
        QFETCH(QJsonObject, arguments);
        QFETCH(QString, cli);
        const Result<RedisAccess> access = redisAccessOf({.provider = {}, .target = target, .arguments = arguments});
        QCOMPARE(access.has_value(), !cli.isEmpty());
        if (access) {
            QCOMPARE(access->cli(), cli);
        } else {
            QCOMPARE(access.error().kind, Kind::Config);
            QVERIFY(!access.error().message.contains("hunter2"_L1));
        }
    }

    void whatReads_data()
    {
        QTest::addColumn<QByteArrayList>("command");
        QTest::addColumn<bool>("reads");
        const auto row = [](const QByteArrayList &command, bool reads) {
            QTest::newRow(command.join(' ').constData()) << command << reads;
        };
        row({"ROLE"}, true);
        row({"scan", "0"}, true);
        row({"SENTINEL", "get-master-addr-by-name", "m"}, true);
        for (const char *word :
             {"DEL", "UNLINK", "FLUSHALL", "KEYS", "SET", "CONFIG", "EVAL", "FAILOVER", "DEBUG", ""}) {
            row({word, "a"}, false);
        }
        row({"SENTINEL", "FAILOVER", "m"}, false);
        row({"SENTINEL", "RESET", "*"}, false);
        row({"SENTINEL"}, false);
        row({}, false);
    }

    void whatReads()
    {
        QFETCH(QByteArrayList, command);
        QTEST(readsOnly(command), "reads");
    }

    void asksNothingThatChangesSomething()
    {
        TextServer server([](const QByteArray &) { return TextServer::Reply{"+OK\r\n"}; });
        ActionKit kit;
        RespClient client(kit.world(), {.address = addressOf(server), .timeout = Duration{1000}});
        const RespReply reply = await(client.ask({"FLUSHALL"}, {}));
        QCOMPARE(reply.error.value().kind, Kind::Config);
        QVERIFY(!reply.sent);
        QCOMPARE(server.connections(), 0);
    }

    void changesNothingWithoutAPermit()
    {
        TextServer server([](const QByteArray &line) {
            return TextServer::Reply{line == "k" ? QByteArray(":1\r\n") : QByteArray()};
        });
        ActionKit kit;
        RespClient client(kit.world(), {.address = addressOf(server), .timeout = Duration{1000}});
        const auto permit = std::make_shared<const security::Permit>(kit.permit());
        // One act may take several commands.
        QCOMPARE(await(client.change({"UNLINK", "k"}, permit, {})).value.integer, 1);
        QCOMPARE(await(client.change({"UNLINK", "k"}, permit, {})).value.integer, 1);
        const qsizetype lines = server.lines().size();
        kit.disarm();
        const RespReply refused = await(client.change({"UNLINK", "k"}, permit, {}));
        QCOMPARE(refused.error.value().kind, Kind::Unsupported);
        QVERIFY(!refused.sent);
        QCOMPARE(server.lines().size(), lines);
    }

    void errorsAreSentences_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        const auto row = [](const QByteArray &text, Kind kind, const QString &says) {
            QTest::newRow(text.constData()) << text << int(kind) << says;
        };
        row("NOAUTH Authentication required.", Kind::Config, u"wants a password"_s);
        row("WRONGPASS invalid username-password pair or user is disabled.", Kind::Config, u"does not accept"_s);
        row("ERR AUTH <password> called without any password configured for the default user. Are you sure?",
            Kind::Config, u"asks for no password"_s);
        row("NOPERM this user has no permissions to run the 'unlink' command", Kind::Config, u"may not do that"_s);
        row("READONLY You can't write against a read only replica.", Kind::Config, u"is a replica"_s);
        row("LOADING Redis is loading the dataset in memory", Kind::Http, u"still loading"_s);
        row("MASTERDOWN Link with MASTER is down", Kind::Http, u"has lost its master"_s);
        row("INPROG Failover already in progress", Kind::Config, u"under way already"_s);
        row("NOGOODSLAVE No suitable replica to promote", Kind::Config, u"no replica that is good enough"_s);
        row("ERR No such master with that name", Kind::Config, u"knows no master of that name"_s);
        row("ERR something new", Kind::Http, u"answered: ERR something new"_s);
    }

    void errorsAreSentences()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        TextServer server([text](const QByteArray &line) {
            return TextServer::Reply{line == "ROLE" ? '-' + text + "\r\n" : QByteArray()};
        });
        ActionKit kit;
        RespClient client(kit.world(), {.address = addressOf(server), .timeout = Duration{1000}});
        const RespReply reply = await(client.ask({"ROLE"}, {}));
        QVERIFY(reply.error);
        QTEST(int(reply.error->kind), "kind");
        QVERIFY2(reply.error->message.contains(says), qPrintable(reply.error->message));
        QVERIFY2(reply.error->message.contains(server.tcp()), qPrintable(reply.error->message));
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<int>("kind");
        QTest::newRow("nothing") << QByteArray() << false << int(Kind::Timeout);
        QTest::newRow("half a value") << QByteArray("*2\r\n+a\r\n") << false << int(Kind::Timeout);
        QTest::newRow("breaks off") << QByteArray("$10\r\nabc") << true << int(Kind::Connect);
        QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << false << int(Kind::Http);
        QTest::newRow("huge") << QByteArray("*1000000000\r\n") << false << int(Kind::TooLarge);
        QTest::newRow("two values") << QByteArray("+OK\r\n+OK\r\n") << false << int(Kind::Http);
    }

    void hostile()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, closes);
        using Then = TextServer::Reply::Then;
        TextServer server([bytes, closes](const QByteArray &line) {
            return line == "ROLE" ? TextServer::Reply{bytes, closes ? Then::Close : Then::Stay} : TextServer::Reply{};
        });
        ActionKit kit;
        RespClient client(kit.world(), {.address = addressOf(server), .timeout = Duration{300}});
        QElapsedTimer clock;
        clock.start();
        const RespReply reply = await(client.ask({"ROLE"}, {}));
        QVERIFY(reply.error);
        QTEST(int(reply.error->kind), "kind");
        QVERIFY(reply.sent);
        QVERIFY(clock.elapsed() < 2000);
    }

    void logsInAndTellsNobody()
    {
        const QByteArray secret = "s3cr3t-of-redis";
        qputenv("READYROOM_TEST_REDIS", secret);
        TextServer server([secret](const QByteArray &line) {
            if (line == secret) {
                return TextServer::Reply{"-WRONGPASS you said " + secret + "\r\n"};
            }
            return TextServer::Reply{};
        });
        ActionKit kit;
        const RedisAccess access{.address = addressOf(server),
                                 .user = u"ops"_s,
                                 .password = fleet::SecretRef{fleet::SecretRef::From::Env, u"READYROOM_TEST_REDIS"_s}};
        RespClient client(kit.world(), access);
        const RespReply reply = await(client.ask({"ROLE"}, {}));
        QVERIFY(!reply.sent);
        QCOMPARE(reply.error.value().message,
                 u"Redis at %1 does not accept the user and the password"_s.arg(server.tcp()));
        QCOMPARE(reply.error->detail, u"WRONGPASS you said •••"_s);
        QCOMPARE(server.lines(), (QList<QByteArray>{"*3", "$4", "AUTH", "$3", "ops", "$15", secret}));
        qunsetenv("READYROOM_TEST_REDIS");
    }

private:
    [[nodiscard]] static SocketAddress addressOf(const TextServer &server) { return *socketAddressFrom(server.tcp()); }
};

QTEST_GUILESS_MAIN(TestRespClient)
#include "tst_respclient.moc"
