// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/nearestword.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom::drills;

class NearestWordTest final : public QObject {
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
        QCOMPARE(nearestWord(word, {u"services"_s, u"metrics"_s, u"health"_s, u"name"_s}), expected);
    }

    void endsASentence()
    {
        QCOMPARE(nearestHint(u"nmae"_s, {u"name"_s, u"owner"_s}), u"; did you mean \"name\"?"_s);
        QCOMPARE(nearestHint(u"xyzzy"_s, {u"name"_s, u"owner"_s}), u"; there are name and owner."_s);
        QCOMPARE(nearestHint(u"xyzzy"_s, {u"name"_s}), u"; there is only name."_s);
        QCOMPARE(nearestHint(u"xyzzy"_s, {}), u"."_s);
        QVERIFY(nearestHint(u"xyzzy"_s, QStringList(24, u"name"_s)).endsWith(u" and name."_s));
        QCOMPARE(nearestHint(u"xyzzy"_s, QStringList(25, u"name"_s)), u"."_s);
    }
};

QTEST_APPLESS_MAIN(NearestWordTest)
#include "tst_nearestword.moc"
