// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/nearest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom::config;

class TestNearest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("expected");
        QTest::newRow("missing letter") << u"servics"_s << u"services"_s;
        QTest::newRow("extra letter") << u"metricss"_s << u"metrics"_s;
        QTest::newRow("wrong case") << u"Health"_s << u"health"_s;
        QTest::newRow("swapped") << u"haelth"_s << u"health"_s;
        QTest::newRow("short word") << u"nam"_s << u"name"_s;
        QTest::newRow("nothing near") << u"xyzzy"_s << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("endless") << QString(100'000, u'a') << QString();
    }
    void finds()
    {
        QFETCH(const QString, word);
        QFETCH(const QString, expected);
        QCOMPARE(nearest(word, {u"services"_s, u"metrics"_s, u"health"_s, u"name"_s}), expected);
    }

    void endsASentence()
    {
        QCOMPARE(suggestion(u"nmae"_s, {u"name"_s, u"owner"_s}), u"; did you mean \"name\"?"_s);
        QCOMPARE(suggestion(u"xyzzy"_s, {u"name"_s, u"owner"_s}), u"; there are name and owner."_s);
        QCOMPARE(suggestion(u"xyzzy"_s, {u"name"_s}), u"; there is only name."_s);
        QCOMPARE(suggestion(u"xyzzy"_s, {}), u"."_s);
    }
};

QTEST_APPLESS_MAIN(TestNearest)
#include "tst_nearest.moc"
