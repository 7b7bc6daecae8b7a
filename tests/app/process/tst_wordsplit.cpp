// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/wordsplit.h"

#include <QProcess>
#include <QTest>

using namespace readyroom;
using namespace readyroom::process;
using namespace Qt::StringLiterals;

class TestWordSplit final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asAShellDoes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char *name, const QString &line, const QStringList &words) {
            QTest::newRow(name) << line << words;
        };
        row("nothing", u""_s, {});
        row("blanks", u"  \t "_s, {});
        row("words", u" rollout  undo deployment/x --to-revision=3 "_s,
            {u"rollout"_s, u"undo"_s, u"deployment/x"_s, u"--to-revision=3"_s});
        row("single quotes", u"-p '{\"a\": \"$b|c\"}' x"_s, {u"-p"_s, u"{\"a\": \"$b|c\"}"_s, u"x"_s});
        row("double quotes", u"\"a b\" \"c'd\" \"e;f\" \"*\""_s, {u"a b"_s, u"c'd"_s, u"e;f"_s, u"*"_s});
        row("joined", u"a'b c'\"d e\"f"_s, {u"ab cd ef"_s});
        row("an empty word", u"a '' \"\""_s, {u"a"_s, u""_s, u""_s});
        row("escaped", u"a\\ b \\' \\$x \\\\"_s, {u"a b"_s, u"'"_s, u"$x"_s, u"\\"_s});
        row("escaped in double quotes", u"\"\\\"\\\\\\$\\`\\n\""_s, {u"\"\\$`\\n"_s});
        row("no escape in single quotes", u"'a\\'"_s, {u"a\\"_s});
        row("a hash and a tilde inside", u"a#b a~b"_s, {u"a#b"_s, u"a~b"_s});
        row("quoted at the start", u"'#a' \"~\""_s, {u"#a"_s, u"~"_s});
        row("letters of all kinds", u"ünï 'çödé 漢' 😀"_s, {u"ünï"_s, u"çödé 漢"_s, u"😀"_s});
    }

    void asAShellDoes()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, words);
        const Result<QStringList> split = splitWords(line);
        QVERIFY2(split, qPrintable(split ? QString() : split.error().message));
        QCOMPARE(*split, words);
        // The shell itself says the same.
        QProcess shell;
        shell.start(u"/bin/sh"_s, {u"-c"_s, u"for w in "_s + line + u"; do printf '%s\\n' \"$w\"; done"_s});
        QVERIFY(shell.waitForFinished(10'000));
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()),
                 words.isEmpty() ? QString() : QString(words.join(u'\n') + u'\n'));
    }

    void refusesWhatOnlyAShellUnderstands_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("says");
        for (const QString &line :
             {u"a | b"_s, u"a > f"_s, u"a; b"_s, u"a && b"_s, u"a $HOME"_s, u"a \"$HOME\""_s, u"a `b`"_s,
              u"a \"`b`\""_s, u"$(a)"_s, u"*.txt"_s, u"a?"_s, u"a[1]"_s, u"a\nb"_s, u"~/x"_s, u"# a"_s}) {
            QTest::newRow(qPrintable(line)) << line << u"only a shell understands"_s;
        }
        QTest::newRow("an open quote") << u"a 'b"_s << u"has no end"_s;
        QTest::newRow("an open double quote") << u"a \"b\\\""_s << u"has no end"_s;
        QTest::newRow("a last backslash") << u"a \\"_s << u"end with a backslash"_s;
    }

    void refusesWhatOnlyAShellUnderstands()
    {
        QFETCH(QString, line);
        QFETCH(QString, says);
        const Result<QStringList> split = splitWords(line);
        QVERIFY(!split);
        QCOMPARE(split.error().kind, Error::Kind::Config);
        QVERIFY2(split.error().message.contains(says), qPrintable(split.error().message));
    }
};

QTEST_GUILESS_MAIN(TestWordSplit)
#include "tst_wordsplit.moc"
