// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/fleet/storeaddress.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::fleet;
using namespace Qt::StringLiterals;

class TestStoreAddress final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void good_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("shown");
        QTest::newRow("whole") << u"postgresql://ada@db.example:6432/ops"_s << u"ada"_s << u"db.example:6432/ops"_s;
        QTest::newRow("short") << u"postgres://db/ops"_s << u""_s << u"db:5432/ops"_s;
        QTest::newRow("IPv6") << u"postgresql://ada@[::1]/ops"_s << u"ada"_s << u"[::1]:5432/ops"_s;
        QTest::newRow("escaped") << u"postgresql://ada%40x@db/my%20ops"_s << u"ada@x"_s << u"db:5432/my ops"_s;
    }
    void good()
    {
        QFETCH(QString, url);
        QFETCH(QString, user);
        QFETCH(QString, shown);
        const auto address = storeAddressFromUrl(url);
        QVERIFY2(address, address ? "" : qPrintable(address.error().message));
        QCOMPARE(address->user, user);
        QCOMPARE(address->shown(), shown);
    }

    void parameters()
    {
        const auto address =
            storeAddressFromUrl(u"postgresql://db/ops?sslmode=verify-full&passfile=/home/ada/my%20pass"_s);
        QVERIFY(address);
        QCOMPARE(address->parameters,
                 (QMap<QString, QString>{{u"sslmode"_s, u"verify-full"_s}, {u"passfile"_s, u"/home/ada/my pass"_s}}));
    }

    void bad_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("says");
        QTest::newRow("another scheme") << u"mysql://db/ops"_s << u"looks like"_s;
        QTest::newRow("a path") << u"/var/lib/journal.sqlite"_s << u"looks like"_s;
        QTest::newRow("no database") << u"postgresql://ada@db"_s << u"name of one database"_s;
        QTest::newRow("no host") << u"postgresql:///ops"_s << u"needs a host"_s;
        QTest::newRow("two parts") << u"postgresql://db/ops/more"_s << u"one database"_s;
        QTest::newRow("password") << u"postgresql://ada:hunter2@db/ops"_s << u"must not stand"_s;
        QTest::newRow("empty password") << u"postgresql://ada:@db/ops"_s << u"must not stand"_s;
        QTest::newRow("password as parameter") << u"postgresql://db/ops?password=hunter2"_s << u"must not stand"_s;
        QTest::newRow("unknown parameter") << u"postgresql://db/ops?options=hunter2"_s << u"not a parameter"_s;
        QTest::newRow("semicolon") << u"postgresql://db/ops?passfile=/a;password=hunter2"_s << u"without semicolons"_s;
        QTest::newRow("no value") << u"postgresql://db/ops?sslmode="_s << u"needs a value"_s;
    }
    void bad()
    {
        QFETCH(QString, url);
        QFETCH(QString, says);
        const auto address = storeAddressFromUrl(url);
        QVERIFY(!address);
        QCOMPARE(address.error().kind, Error::Kind::Config);
        QVERIFY2(address.error().message.contains(says), qPrintable(address.error().message));
        QVERIFY(!address.error().message.contains("hunter2"_L1));
    }
};

QTEST_GUILESS_MAIN(TestStoreAddress)
#include "tst_storeaddress.moc"
