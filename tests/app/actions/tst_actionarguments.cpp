// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/arguments.h"

#include <QJsonArray>
#include <QProcess>
#include <QTest>

using namespace readyroom;
using namespace readyroom::actions;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestActionArguments final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timeouts_data()
    {
        QTest::addColumn<QJsonValue>("given");
        QTest::addColumn<int>("milliseconds"); // 0: refused
        QTest::newRow("absent") << QJsonValue(QJsonValue::Undefined) << 700;
        QTest::newRow("null") << QJsonValue() << 700;
        QTest::newRow("seconds") << QJsonValue(3) << 3000;
        QTest::newRow("parts of a second") << QJsonValue(0.25) << 250;
        QTest::newRow("seconds as text") << QJsonValue(u"3"_s) << 3000;
        QTest::newRow("duration") << QJsonValue(u"1m30s"_s) << 90'000;
        QTest::newRow("milliseconds") << QJsonValue(u"150ms"_s) << 150;
        QTest::newRow("the longest") << QJsonValue(u"10m"_s) << 600'000;
        QTest::newRow("zero") << QJsonValue(0) << 0;
        QTest::newRow("negative") << QJsonValue(-1) << 0;
        QTest::newRow("negative duration") << QJsonValue(u"-5s"_s) << 0;
        QTest::newRow("less than a millisecond") << QJsonValue(0.0001) << 0;
        QTest::newRow("too long") << QJsonValue(601) << 0;
        QTest::newRow("infinite") << QJsonValue(u"inf"_s) << 0;
        QTest::newRow("not a number") << QJsonValue(u"nan"_s) << 0;
        QTest::newRow("words") << QJsonValue(u"soon"_s) << 0;
        QTest::newRow("a list") << QJsonValue(QJsonArray{1}) << 0;
    }

    void timeouts()
    {
        QFETCH(QJsonValue, given);
        QFETCH(int, milliseconds);
        const Result<Duration> timeout = timeoutOf({{u"timeout"_s, given}}, 700ms);
        QCOMPARE(timeout.has_value(), milliseconds > 0);
        if (timeout) {
            QCOMPARE(timeout->count(), milliseconds);
        } else {
            QCOMPARE(timeout.error().kind, Error::Kind::Config);
        }
    }

    void texts_data()
    {
        QTest::addColumn<QJsonValue>("given");
        QTest::addColumn<QString>("read"); // empty: refused
        QTest::newRow("text") << QJsonValue(u"s1"_s) << u"s1"_s;
        QTest::newRow("number") << QJsonValue(25) << u"25"_s;
        QTest::newRow("beyond ASCII") << QJsonValue(u"clé €😀"_s) << u"clé €😀"_s;
        QTest::newRow("missing") << QJsonValue(QJsonValue::Undefined) << QString();
        QTest::newRow("empty") << QJsonValue(u""_s) << QString();
        QTest::newRow("line end") << QJsonValue(u"a\nb"_s) << QString();
        QTest::newRow("carriage return") << QJsonValue(u"a\rb"_s) << QString();
        QTest::newRow("zero byte") << QJsonValue(QString(u'a') + QChar(u'\0')) << QString();
        QTest::newRow("escape") << QJsonValue(u"\x1b[0m"_s) << QString();
        QTest::newRow("a list") << QJsonValue(QJsonArray{u"a"_s}) << QString();
    }

    void texts()
    {
        QFETCH(QJsonValue, given);
        QFETCH(QString, read);
        const Result<QString> text = textOf({{u"x"_s, given}}, u"x"_s);
        QCOMPARE(text.value_or(QString()), read);
        QVERIFY(text || text.error().message.contains(u"argument x"));
    }

    void aShellReadsBackItsWords_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"plain"_s, u""_s, u"two words"_s, u"it's"_s, u"a;b|c&d>e"_s, u"$HOME `id` $(id)"_s,
                                    u"back\\slash \"quoted\""_s, u"*?[a]~#!"_s, u"line\nend"_s, u"ä€"_s, u"'"_s}) {
            QTest::newRow(qPrintable(text)) << text;
        }
    }

    void aShellReadsBackItsWords()
    {
        QFETCH(QString, text);
        QProcess shell;
        shell.start(u"sh"_s, {u"-c"_s, u"printf %s "_s + shellWord(text)});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), text);
    }

    void leavesPlainWordsAlone()
    {
        QCOMPARE(shellWord(u"http://127.0.0.1:80/a_b-c.d"_s), u"http://127.0.0.1:80/a_b-c.d"_s);
    }
};

QTEST_GUILESS_MAIN(TestActionArguments)
#include "tst_actionarguments.moc"
