// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

const QString sourceDir = QStringLiteral(READYROOM_SOURCE_DIR);

struct SourceLine {
    QString file; ///< relative to the root of the project
    int number = 0;
    QString text;
};

QString atLine(const SourceLine &line)
{
    return line.file + u':' + QString::number(line.number) + u": "_s + line.text;
}

std::vector<SourceLine> linesBelow(const QString &folder)
{
    std::vector<SourceLine> lines;
    QDirIterator it(sourceDir + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QString relative = QDir(sourceDir).relativeFilePath(file.fileName());
        int number = 0;
        while (!file.atEnd()) {
            lines.push_back({relative, ++number, QString::fromUtf8(file.readLine()).trimmed()});
        }
    }
    return lines;
}

/// Lines below `folder` that `forbidden` matches, apart from files that `except` matches.
QStringList offences(const QString &folder, const QString &forbidden, const QString &except = {})
{
    const QRegularExpression pattern(forbidden);
    const QRegularExpression exception(except.isEmpty() ? u"^$a"_s : except);
    QStringList found;
    for (const SourceLine &line : linesBelow(folder)) {
        if (pattern.match(line.text).hasMatch() && !exception.match(line.file).hasMatch()) {
            found += atLine(line);
        }
    }
    return found;
}

constexpr auto widgetsHeader =
    "#include *<(QtWidgets|QWidget|QApplication|QMainWindow|QLabel|QPushButton|QAbstractItemView|QGraphics|QStyle)";
constexpr auto chartsHeader = "#include *<(QtCharts|QChart|QAbstractAxis|QValueAxis|QDateTimeAxis|Q[A-Za-z]*Series\\b)";

} // namespace

class StructureTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linkDirections_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("forbidden");
        QTest::addColumn<QString>("except");
        const auto row = [](const char *name, const QString &folder, const QString &forbidden,
                            const QString &except = {}) { QTest::newRow(name) << folder << forbidden << except; };
        row("models knows neither app nor ui", u"models"_s, u"#include *\"(app|ui)/"_s);
        row("ui never includes app", u"ui"_s, u"#include *\"app/"_s);
        row("app includes ui only in desktop, and paint in report", u"app"_s, u"#include *\"ui/"_s,
            u"^app/(desktop|report)/"_s);
        row("paint knows no other part of ui", u"ui/paint"_s, u"#include *\"ui/(?!paint/)"_s);
        row("models without Widgets", u"models"_s, QString::fromLatin1(widgetsHeader));
        row("models without colours", u"models"_s, u"#include *<(QColor|QPainter|QPalette|QFont|QPixmap|QImage)"_s);
        row("app without Widgets", u"app"_s, QString::fromLatin1(widgetsHeader), u"^app/desktop/"_s);
        row("paint without Widgets", u"ui/paint"_s, QString::fromLatin1(widgetsHeader));
        row("Charts only in ui/charts", u"ui"_s, QString::fromLatin1(chartsHeader), u"^ui/charts/"_s);
        row("no Charts in app", u"app"_s, QString::fromLatin1(chartsHeader));
        row("no Charts in models", u"models"_s, QString::fromLatin1(chartsHeader));
        row("models without the world", u"models"_s,
            u"#include *<(QFile|QDir|QTcp|QUdp|QNetwork|QSsl|QThread|QMutex|QTimer|QSql|QProcess|thread|mutex|fstream|curl/)"_s);
        row("models without clocks", u"models"_s,
            u"(system_clock::now|steady_clock::now|currentDateTime|currentMSecs|QElapsedTimer|time\\(nullptr\\))"_s);
        row("only async touches raw awaitables", u"app"_s, u"\\bawait_(ready|suspend|resume)\\b"_s, u"^app/async/"_s);
        row("no raw awaitables in ui", u"ui"_s, u"\\bawait_(ready|suspend|resume)\\b"_s);
        row("libcurl only in app/http", u"app"_s, u"\\bcurl_(easy|multi)_"_s, u"^app/http/"_s);
        row("no throw in models", u"models"_s, u"^(.*[ ;{(])?throw [A-Za-z:]+[({]"_s);
        row("no throw in app", u"app"_s, u"^(.*[ ;{(])?throw [A-Za-z:]+[({]"_s);
        row("no throw in ui", u"ui"_s, u"^(.*[ ;{(])?throw [A-Za-z:]+[({]"_s);
        row("no skipped test", u"tests"_s, u"\\b(QSKIP|QEXPECT_FAIL)\\("_s, u"^tests/structure/"_s);
        row("no bare sleep in tests", u"tests"_s, u"\\b(QTest::qWait|QThread::m?sleep)\\("_s, u"^tests/structure/"_s);
    }

    void linkDirections()
    {
        QFETCH(QString, folder);
        QFETCH(QString, forbidden);
        QFETCH(QString, except);
        const QStringList found = offences(folder, forbidden, except);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    /// There is one way to an endpoint that changes something: http::Transport::change, which takes a permit that only
    /// the arming gate makes. The lab is the demo fleet itself, not a part of what watches it.
    void oneWayToChangeSomething_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("forbidden");
        QTest::addColumn<QString>("except");
        const auto row = [](const char *name, const QString &forbidden, const QString &except) {
            for (const QString &folder : {u"app"_s, u"ui"_s, u"models"_s}) {
                QTest::addRow("%s: %s", qPrintable(folder), name) << folder << forbidden << except;
            }
        };
        const QString lab = u"^app/lab/"_s;
        const QString http = u"^app/http/"_s;
        row("no QNetworkAccessManager", u"QNetwork(AccessManager|Request|Reply)"_s, {});
        row("no sockets",
            u"(#include *<(QTcpSocket|QSslSocket|QUdpSocket|QLocalSocket|QAbstractSocket|sys/socket.h)|(^|[ (!=])::connect\\()"_s,
            // The guard only ends a call of libpq; the other takes a permit for what changes something.
            u"^app/(lab/|storage/socketguard\\.cpp|actions/socketclient\\.cpp)"_s);
        row("no other HTTP client", u"#include *<httplib"_s, lab);
        row("no programs",
            u"(#include *<(QProcess|spawn.h)|(?<!Generator::)\\b(popen|system|execvp?e?|posix_spawn)\\()"_s,
            // One signs and verifies files, and asks no service; the other takes a permit for what may change
            // something.
            u"^app/(lab/|security/sshprogram\\.cpp|process/program\\.(cpp|h))"_s);
        row("no method but those that read", u"\"(POST|PUT|DELETE|PATCH|PURGE|BAN|MOVE|COPY|CONNECT|OPTIONS)\""_s,
            // What acts hands its method to Transport::change(), with a permit.
            u"^app/(lab/|http/(hop\\.cpp|redirect\\.cpp|request\\.h)|actions/[a-z]+\\.cpp)"_s);
        row("no hop but by the transport", u"\\b(make_unique<Hop>|Hop\\()"_s,
            u"^app/http/(hop\\.(h|cpp)|transport\\.cpp)"_s);
        row("no permit but by the gate", u"\\bfriend\\b.*\\bArmingGate\\b|[ (]Permit\\(m?_?span"_s,
            u"^app/security/(permit\\.h|arminggate\\.cpp|rollbackright\\.(h|cpp))"_s);
        row("no permit made by a trick", u"(reinterpret_cast|bit_cast|memcpy).*Permit"_s, {});
    }

    void oneWayToChangeSomething() { linkDirections(); }

    void rulesFindWhatTheyForbid()
    {
        // The patterns above must be able to fail: this file and the folders that may do so contain what they look for.
        QVERIFY(!offences(u"tests"_s, u"\\bQSKIP\\b"_s).isEmpty());
        QVERIFY(!offences(u"ui/charts"_s, QString::fromLatin1(chartsHeader)).isEmpty());
        QVERIFY(!offences(u"app/desktop"_s, QString::fromLatin1(widgetsHeader)).isEmpty());
        QVERIFY(!offences(u"app/async"_s, u"\\bawait_(ready|suspend|resume)\\b"_s).isEmpty());
        QVERIFY(!offences(u"app/http"_s, u"\\bcurl_(easy|multi)_"_s).isEmpty());
        QVERIFY(!offences(u"app/http"_s, u"\\b(make_unique<Hop>|Hop\\()"_s).isEmpty());
        QVERIFY(!offences(u"app/http"_s, u"\"(POST|PUT)\""_s).isEmpty());
        QVERIFY(!offences(u"app/security"_s, u"\\bfriend\\b.*\\bArmingGate\\b|[ (]Permit\\(m?_?span"_s).isEmpty());
        QVERIFY(!offences(u"app/lab"_s, u"#include *<(QProcess|spawn.h)"_s).isEmpty());
    }

    void everyFileIsLicensedAndOfReadableSize()
    {
        QStringList found;
        for (const QString &folder : {u"models"_s, u"app"_s, u"ui"_s, u"tests"_s}) {
            QString file;
            int length = 0;
            const auto finish = [&] {
                if (length > 800) {
                    found += file + u" has "_s + QString::number(length) + u" lines; split it."_s;
                }
            };
            for (const SourceLine &line : linesBelow(folder)) {
                if (line.file != file) {
                    finish();
                    file = line.file;
                    if (line.text != "// SPDX-License-Identifier: GPL-3.0-or-later"_L1) {
                        found += file + u" does not begin with the licence line."_s;
                    }
                }
                length = line.number;
            }
            finish();
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void everyTestFileIsBuilt()
    {
        QStringList found;
        QDirIterator it(sourceDir + u"/tests"_s, {u"tst_*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QFileInfo test(it.next());
            QFile list(test.dir().filePath(u"CMakeLists.txt"_s));
            const QString name = test.completeBaseName().mid(4);
            if (!list.open(QIODevice::ReadOnly)
                || !QString::fromUtf8(list.readAll()).contains(QRegularExpression(u"\\b"_s + name + u"\\b"_s))) {
                found += QDir(sourceDir).relativeFilePath(test.filePath());
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(u"not in a CMakeLists.txt: "_s + found.join(u", "_s)));
    }
};

QTEST_GUILESS_MAIN(StructureTest)
#include "tst_structure.moc"
