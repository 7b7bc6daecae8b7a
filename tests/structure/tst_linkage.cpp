// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

class LinkageTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void headlessProgramsLoadNoWidgets_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("readyroomctl") << u"readyroomctl"_s;
        QTest::newRow("readyroom-lab") << u"readyroom-lab"_s;
    }

    void headlessProgramsLoadNoWidgets()
    {
        QFETCH(QString, program);
        QProcess ldd;
        ldd.start(u"ldd"_s, {QStringLiteral(READYROOM_BIN_DIR) + u'/' + program});
        QVERIFY(ldd.waitForFinished());
        const QString libraries = QString::fromUtf8(ldd.readAllStandardOutput());
        QVERIFY2(libraries.contains(u"libQt6Core"_s), qPrintable(libraries));
        for (const QString &library : {u"libQt6Widgets"_s, u"libQt6Charts"_s, u"libQt6Gui"_s}) {
            QVERIFY2(!libraries.contains(library), qPrintable(libraries));
        }
    }
};

QTEST_GUILESS_MAIN(LinkageTest)
#include "tst_linkage.moc"
