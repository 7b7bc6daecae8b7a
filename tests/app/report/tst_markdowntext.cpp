// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/markdowntext.h"
#include "app/report/words.h"
#include "tests/app/report/hostiletexts.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>

using namespace Qt::StringLiterals;
using namespace readyroom;

namespace {

/// What a reader of GitHub-flavoured Markdown shows: md4c, which Qt brings along, has never seen our code.
QString shown(const QString &markdown)
{
    QTextDocument document;
    document.setMarkdown(markdown, QTextDocument::MarkdownDialectGitHub);
    return document.toPlainText();
}

bool isPlainParagraph(const QString &markdown)
{
    QTextDocument document;
    document.setMarkdown(markdown, QTextDocument::MarkdownDialectGitHub);
    if (document.blockCount() != 1) {
        return false;
    }
    const QTextBlock block = document.firstBlock();
    if (block.blockFormat().headingLevel() != 0 || block.textList() != nullptr) {
        return false;
    }
    for (auto it = block.begin(); it != block.end(); ++it) {
        const QTextCharFormat format = it.fragment().charFormat();
        if (format.isAnchor() || format.fontItalic() || format.fontWeight() > QFont::Normal || format.fontFixedPitch()
            || format.fontStrikeOut()) {
            return false;
        }
    }
    return true;
}

/// The comments that keep people from being called are invisible to readers of HTML, but Qt's shows none of what
/// follows them in the paragraph.
QString withoutComments(QString markdown)
{
    return markdown.remove(u"<!-- -->"_s);
}

QString randomText(QRandomGenerator &random)
{
    static const QString alphabet = u"ab 1.)-+=#*_`~|\\<>&;!:/[](){}\"'@$%w"_s;
    QString text;
    const int length = 1 + int(random.bounded(24));
    for (int i = 0; i < length; ++i) {
        text += alphabet[random.bounded(int(alphabet.size()))];
    }
    return text;
}

} // namespace

class MarkdownTextTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readersShowTheText_data() { hostileTexts(); }

    void readersShowTheText()
    {
        QFETCH(QString, text);
        const QString said = report::plain(text).simplified();
        const QString markdown = withoutComments(report::escapedMarkdown(said));
        QCOMPARE(shown(markdown), said);
        QVERIFY2(isPlainParagraph(markdown), qPrintable(markdown));
    }

    void readersShowRandomText()
    {
        QRandomGenerator random(20261121);
        for (int i = 0; i < 5000; ++i) {
            const QString said = randomText(random).simplified();
            const QString markdown = withoutComments(report::escapedMarkdown(said));
            if (!said.isEmpty()) {
                QCOMPARE(shown(markdown), said);
                QVERIFY2(isPlainParagraph(markdown), qPrintable(markdown));
            }
        }
    }

    void unescapedTextIsOtherwise()
    {
        // The oracle must be able to say no.
        QVERIFY(shown(u"a *b* c"_s) != u"a *b* c"_s);
        QVERIFY(!isPlainParagraph(u"# a"_s));
        QVERIFY(!isPlainParagraph(u"see https://evil.example"_s));
    }
};

QTEST_MAIN(MarkdownTextTest)
#include "tst_markdowntext.moc"
