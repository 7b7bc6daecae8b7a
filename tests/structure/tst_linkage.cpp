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
        QTest::addColumn<bool>("mayHaveFonts");
#ifdef READYROOM_HAS_WINDOW
        QTest::newRow("readyroomctl, which makes PDF") << u"readyroomctl"_s << true;
#else
        QTest::newRow("readyroomctl without the window") << u"readyroomctl"_s << false;
#endif
        QTest::newRow("readyroom-lab") << u"readyroom-lab"_s << false;
    }

    void headlessProgramsLoadNoWidgets()
    {
        QFETCH(QString, program);
        QFETCH(bool, mayHaveFonts);
        QProcess ldd;
        ldd.start(u"ldd"_s, {QStringLiteral(READYROOM_BIN_DIR) + u'/' + program});
        QVERIFY(ldd.waitForFinished());
        const QString libraries = QString::fromUtf8(ldd.readAllStandardOutput());
        QVERIFY2(libraries.contains(u"libQt6Core"_s), qPrintable(libraries));
        for (const QString &library : {u"libQt6Widgets"_s, u"libQt6Charts"_s}) {
            QVERIFY2(!libraries.contains(library), qPrintable(libraries));
        }
        QVERIFY2(mayHaveFonts || !libraries.contains(u"libQt6Gui"_s), qPrintable(libraries));
    }
};

QTEST_GUILESS_MAIN(LinkageTest)
#include "tst_linkage.moc"
