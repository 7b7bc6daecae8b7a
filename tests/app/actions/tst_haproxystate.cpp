// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxystate.h"

#include <QFile>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;

namespace {

/// Recorded from HAProxy 2.6.12: backends be (s1 ready, s2 in maintenance, b1 a drained backup), st and ro.
QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(READYROOM_TEST_DATA) + u"/haproxy/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestHaproxyState final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheSocket()
    {
        const Result<HaproxyState> state = haproxyStateFromReply(recorded(u"state.txt"_s));
        QVERIFY2(state, qPrintable(state ? QString() : state.error().message));
        QCOMPARE(state->backendNames(), (QStringList{u"be"_s, u"st"_s, u"ro"_s}));
        const HaproxyBackend *const be = state->backend(u"be"_s);
        QVERIFY(be);
        QCOMPARE(be->algorithm, u"roundrobin"_s);
        QCOMPARE(be->serverNames(), (QStringList{u"s1"_s, u"s2"_s, u"b1"_s}));
        const HaproxyServer s1 = *be->server(u"s1"_s);
        QCOMPARE(s1.mode(), HaproxyMode::Ready);
        QCOMPARE(s1.weight, 50);
        QCOMPARE(s1.initialWeight, 100);
        QCOMPARE(s1.operation, 2);
        QVERIFY(s1.isUsable() && !s1.backup);
        QCOMPARE(be->server(u"s2"_s)->mode(), HaproxyMode::Maint);
        QVERIFY(!be->server(u"s2"_s)->isUsable());
        QCOMPARE(be->server(u"b1"_s)->mode(), HaproxyMode::Drain);
        QVERIFY(be->server(u"b1"_s)->backup);
        QCOMPARE(state->backend(u"ro"_s)->algorithm, u"static-rr"_s);
        QVERIFY(state->backend(u"ro"_s)->server(u"t1"_s)->isUsable()); // not checked counts as up
        QVERIFY(!state->backend(u"nope"_s) && !be->server(u"nope"_s));
    }

    void readsThePage()
    {
        const Result<HaproxyState> state = haproxyStateFromCsv(recorded(u"stats.csv"_s));
        QVERIFY(state);
        const HaproxyBackend *const be = state->backend(u"be"_s);
        QVERIFY(be);
        QCOMPARE(be->server(u"s1"_s)->weight, 50);
        QVERIFY(!be->server(u"s1"_s)->initialWeight);
        QCOMPARE(be->server(u"s2"_s)->mode(), HaproxyMode::Maint);
        QCOMPARE(be->server(u"b1"_s)->mode(), HaproxyMode::Drain);
        QVERIFY(be->server(u"b1"_s)->backup);
    }

    void refusesAllElse_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("says");
        const QByteArray whole = recorded(u"state.txt"_s);
        QTest::newRow("nothing") << QByteArray() << u"without an answer"_s;
        QTest::newRow("an empty line") << QByteArray("\n") << u"without an answer"_s;
        QTest::newRow("not allowed") << QByteArray("Permission denied\n\n") << u"Permission denied"_s;
        QTest::newRow("another server") << QByteArray("-ERR unknown command `show`\r\n") << u"-ERR unknown"_s;
        QTest::newRow("another version") << QByteArray("2\n# be_id\n\n# pxname,svname\n\n") << u"said: 2"_s;
        QTest::newRow("cut in the statistics") << whole.left(whole.size() - 20) << u"did not tell"_s;
        QTest::newRow("cut in the states") << whole.left(whole.indexOf("\n\n")) << u"did not tell"_s;
        QTest::newRow("a column is missing") << QByteArray(whole).replace("srv_admin_state", "x") << u"did not tell"_s;
    }

    void refusesAllElse()
    {
        QFETCH(QByteArray, reply);
        QFETCH(QString, says);
        const Result<HaproxyState> state = haproxyStateFromReply(reply);
        QVERIFY(!state);
        QCOMPARE(state.error().kind, Error::Kind::Http);
        QVERIFY2(state.error().message.contains(says), qPrintable(state.error().message));
    }

    void readsFieldsInQuotes()
    {
        const Result<HaproxyState> state =
            haproxyStateFromCsv("# pxname,svname,last_chk,status,weight,bck,type,\n"
                                "be,s1,\"Layer7 wrong status: \"\"a,\nb\"\"\",DOWN 1/2,7,0,2,\r\n"
                                "be,BACKEND,,UP,7,0,1,\n");
        QVERIFY(state);
        const HaproxyServer *const server = state->backend(u"be"_s)->server(u"s1"_s);
        QVERIFY(server);
        QCOMPARE(server->status, u"DOWN 1/2"_s);
        QCOMPARE(server->weight, 7);
        QVERIFY(!server->isUsable());
    }

    void usable_data()
    {
        QTest::addColumn<HaproxyServer>("server");
        QTest::addColumn<bool>("usable");
        QTest::addColumn<HaproxyMode>("mode");
        const auto row = [](const char *name, std::uint32_t admin, std::optional<int> operation, int weight,
                            const QString &status, bool usable, HaproxyMode mode) {
            QTest::newRow(name) << HaproxyServer{.backend = u"be"_s,
                                                 .name = u"s1"_s,
                                                 .admin = admin,
                                                 .operation = operation,
                                                 .weight = weight,
                                                 .status = status}
                                << usable << mode;
        };
        using enum HaproxyMode;
        row("running", 0, 2, 1, u"UP"_s, true, Ready);
        row("starting slowly", 0, 1, 1, u"UP"_s, true, Ready);
        row("stopped", 0, 0, 1, u"DOWN"_s, false, Ready);
        row("stopping", 0, 3, 1, u"NOLB"_s, false, Ready);
        row("no weight", 0, 2, 0, u"UP"_s, false, Ready);
        row("maintenance", 0x01, 0, 1, u"MAINT"_s, false, Maint);
        row("maintenance by configuration", 0x04, 0, 1, u"MAINT"_s, false, Maint);
        row("maintenance of a tracked server", 0x02, 0, 1, u"MAINT (via be/s1)"_s, false, Ready);
        row("unresolved", 0x20, 0, 1, u"MAINT (resolution)"_s, false, Ready);
        row("drained", 0x08, 2, 1, u"DRAIN"_s, false, Drain);
        row("drained with a tracked server", 0x10, 2, 1, u"DRAIN"_s, false, Ready);
        row("drained, then maintenance", 0x09, 0, 1, u"MAINT"_s, false, Maint);
        row("another name of the server was set", 0x40, 2, 1, u"UP"_s, true, Ready);
        row("page: not checked", 0, std::nullopt, 1, u"no check"_s, true, Ready);
        row("page: on its way up", 0, std::nullopt, 1, u"DOWN 1/2"_s, false, Ready);
        row("page: NOLB", 0, std::nullopt, 1, u"NOLB"_s, false, Ready);
    }

    void usable()
    {
        QFETCH(HaproxyServer, server);
        QFETCH(bool, usable);
        QFETCH(HaproxyMode, mode);
        QCOMPARE(server.isUsable(), usable);
        QCOMPARE(server.mode(), mode);
    }

    void modes()
    {
        for (const HaproxyMode mode : {HaproxyMode::Ready, HaproxyMode::Drain, HaproxyMode::Maint}) {
            QCOMPARE(haproxyModeFromName(haproxyModeName(mode)), mode);
        }
        QVERIFY(!haproxyModeFromName(u"READY"));
    }
};

QTEST_GUILESS_MAIN(TestHaproxyState)
#include "tst_haproxystate.moc"
