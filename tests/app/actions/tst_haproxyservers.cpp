// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/haproxyservers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using Kind = Error::Kind;

namespace {

/// Recorded from HAProxy 2.6.12: backends be (s1 ready, s2 in maintenance, b1 a drained backup), st and ro.
QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(READYROOM_TEST_DATA) + u"/haproxy/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList namesIn(const Result<QJsonValue> &servers)
{
    QStringList names;
    for (const QJsonValue &one : servers ? servers->toArray() : QJsonArray()) {
        names += one.toObject().value("backend"_L1).toString() + u'/' + one.toObject().value("server"_L1).toString();
    }
    return names;
}

} // namespace

class TestHaproxyServers final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_state = haproxyStateFromReply(recorded(u"state.txt"_s));
        QVERIFY(m_state);
    }

    void oneServer()
    {
        const Result<QJsonValue> one = haproxyServers(*m_state, u"be"_s, u"s1"_s);
        QVERIFY(one);
        QCOMPARE(one->toObject(),
                 (QJsonObject{{u"backend"_s, u"be"_s},
                              {u"server"_s, u"s1"_s},
                              {u"address"_s, u"127.0.0.1:29301"_s},
                              {u"state"_s, u"ready"_s},
                              {u"status"_s, u"UP"_s},
                              {u"operational"_s, u"running"_s},
                              {u"weight"_s, 50},
                              {u"initial"_s, 100},
                              {u"sessions"_s, 0},
                              {u"usable"_s, true},
                              {u"backup"_s, false}}));
        const Result<QJsonValue> held = haproxyServers(*m_state, u"be"_s, u"s2"_s);
        QCOMPARE(held->toObject().value("state"_L1), QJsonValue(u"maint"_s));
        QCOMPARE(held->toObject().value("operational"_L1), QJsonValue(u"stopped"_s));
        QCOMPARE(held->toObject().value("usable"_L1), QJsonValue(false));
        QCOMPARE(haproxyServers(*m_state, u"be"_s, u"b1"_s)->toObject().value("state"_L1), QJsonValue(u"drain"_s));
    }

    void severalServers()
    {
        QCOMPARE(namesIn(haproxyServers(*m_state, u"be"_s, {})), (QStringList{u"be/s1"_s, u"be/s2"_s, u"be/b1"_s}));
        QCOMPARE(namesIn(haproxyServers(*m_state, {}, u"t1"_s)), (QStringList{u"st/t1"_s, u"ro/t1"_s}));
        QVERIFY(namesIn(haproxyServers(*m_state, {}, {})).size() > 4);
        QCOMPARE(namesIn(haproxyServers(HaproxyState(), {}, {})), QStringList());
    }

    /// What only the socket tells is left out.
    void ofThePage()
    {
        const Result<HaproxyState> page = haproxyStateFromCsv(recorded(u"stats.csv"_s));
        QVERIFY(page);
        const QJsonObject one = haproxyServers(*page, u"be"_s, u"s1"_s)->toObject();
        QCOMPARE(one.value("status"_L1), QJsonValue(u"UP"_s));
        QVERIFY(!one.contains("initial"_L1) && !one.contains("operational"_L1));
    }

    void unknownNames_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("says");
        QTest::newRow("backend") << u"bee"_s << u"s1"_s << u"HAProxy knows no backend \"bee\"; did you mean \"be\"?"_s;
        QTest::newRow("server") << u"be"_s << u"s9"_s
                                << u"The backend be knows no server \"s9\"; did you mean \"s1\"?"_s;
        QTest::newRow("server of another backend")
            << u"be"_s << u"t1"_s << u"The backend be knows no server \"t1\"; did you mean \"s1\"?"_s;
        QTest::newRow("server of none") << QString() << u"zebra"_s
                                        << u"HAProxy knows no server \"zebra\"; known are s1, s2, b1, t1, t2"_s;
    }
    void unknownNames()
    {
        QFETCH(QString, backend);
        QFETCH(QString, server);
        QFETCH(QString, says);
        const Result<QJsonValue> servers = haproxyServers(*m_state, backend, server);
        QVERIFY(!servers);
        QCOMPARE(servers.error().kind, Kind::Config);
        QCOMPARE(servers.error().message, says);
    }

private:
    Result<HaproxyState> m_state;
};

QTEST_APPLESS_MAIN(TestHaproxyServers)
#include "tst_haproxyservers.moc"
