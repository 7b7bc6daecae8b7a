// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/markdowntext.h"
#include "app/report/report.h"
#include "app/report/words.h"
#include "tests/app/report/hostiletexts.h"
#include "tests/support/sampleassessment.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;

namespace {

/// Bars that part cells: those that no backslash stands before.
qsizetype cellBars(const QString &line)
{
    qsizetype bars = 0;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'\\') {
            ++i;
        } else if (line[i] == u'|') {
            ++bars;
        }
    }
    return bars;
}

QStringList linesOf(const QByteArray &markdown)
{
    return QString::fromUtf8(markdown).split(u'\n');
}

} // namespace

class ReportMarkdownTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void escapes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("markdown");
        QTest::newRow("words") << u"Health endpoint answers within 50 ms, 1.3 and 87 d"_s
                               << u"Health endpoint answers within 50 ms, 1.3 and 87 d"_s;
        QTest::newRow("number first") << u"68.7"_s << u"68.7"_s;
        QTest::newRow("emphasis") << u"a*b*_c_"_s << u"a\\*b\\*\\_c\\_"_s;
        QTest::newRow("cell") << u"a|b"_s << u"a\\|b"_s;
        QTest::newRow("HTML and entities") << u"<b>&lt;"_s << u"\\<b\\>\\&lt;"_s;
        QTest::newRow("heading") << u"# x"_s << u"\\# x"_s;
        QTest::newRow("list") << u"- x"_s << u"\\- x"_s;
        QTest::newRow("ordered list") << u"12. x"_s << u"12\\. x"_s;
        QTest::newRow("ordered list with bracket") << u"1) x"_s << u"1\\) x"_s;
        QTest::newRow("underline of a heading") << u"==="_s << u"\\==="_s;
        QTest::newRow("address") << u"see https://evil.example/x"_s << u"see https\\://evil.example/x"_s;
        QTest::newRow("bare address") << u"www.evil.example"_s << u"www\\.evil.example"_s;
        QTest::newRow("mention") << u"ask @ops now"_s << u"ask @<!-- -->ops now"_s;
        QTest::newRow("issue") << u"see #12"_s << u"see #<!-- -->12"_s;
        QTest::newRow("lines") << u" a\n\nb "_s << u"a b"_s;
        QTest::newRow("backslash") << u"a\\"_s << u"a\\\\"_s;
        QTest::newRow("nothing") << QString() << QString();
    }

    void escapes()
    {
        QFETCH(QString, text);
        QFETCH(QString, markdown);
        QCOMPARE(report::escapedMarkdown(text), markdown);
    }

    void tablesKeepTheirColumns_data()
    {
        QTest::addColumn<QByteArray>("markdown");
        for (const char *name : {"latency-optimizer", "bagtrack", "learnify-api", "resilient-client", "cap-lab"}) {
            QTest::newRow(name) << report::markdown(fakes::builtInAssessment(QString::fromLatin1(name)), {});
        }
        QTest::newRow("hostile") << report::markdown(fakes::hostileAssessment(u"| a || b \\| c \\\\| `d|e` \n| f"_s),
                                                     {});
    }

    void tablesKeepTheirColumns()
    {
        QFETCH(QByteArray, markdown);
        qsizetype columns = 0;
        int tables = 0;
        for (const QString &line : linesOf(markdown)) {
            if (!line.startsWith(u'|')) {
                columns = 0;
                continue;
            }
            tables += columns == 0 ? 1 : 0;
            columns = columns == 0 ? cellBars(line) : columns;
            QVERIFY2(cellBars(line) == columns && line.endsWith(u'|'), qPrintable(line));
        }
        QVERIFY(tables >= 5);
    }

    void saysEverything()
    {
        const Assessment assessment = fakes::builtInAssessment(u"cap-lab"_s);
        const QString markdown = QString::fromUtf8(report::markdown(assessment, {.program = u"Readyroom 0.1.0"_s}));
        QVERIFY(markdown.startsWith(u"# "_s));
        QVERIFY(markdown.contains(u": CONDITIONAL\n"_s));
        QVERIFY(markdown.contains(u"**Score 69.1**"_s));
        for (const AssessedItem &item : assessment.items) {
            QVERIFY2(markdown.contains(report::escapedMarkdown(item.item->title)), qPrintable(item.item->title));
            QVERIFY2(markdown.contains(item.item->id), qPrintable(item.item->id));
        }
        for (const QString &condition : assessment.conditions) {
            QVERIFY2(markdown.contains(report::escapedMarkdown(condition)), qPrintable(condition));
        }
        for (const CheckedClaim &claim : assessment.claims) {
            if (const auto *conflict = std::get_if<ConflictClaim>(claim.claim)) {
                for (const QString &where : conflict->where) {
                    QVERIFY2(markdown.contains(report::escapedMarkdown(where)), qPrintable(where));
                }
            }
        }
    }

    void hostileTextMakesNoLineOfItsOwn_data() { hostileTexts(); }

    void hostileTextMakesNoLineOfItsOwn()
    {
        QFETCH(QString, text);
        const QStringList lines = linesOf(report::markdown(fakes::hostileAssessment(text), {}));
        const QStringList harmless = linesOf(report::markdown(fakes::hostileAssessment(u"x"_s), {}));
        QCOMPARE(lines.size(), harmless.size());
        for (qsizetype i = 0; i < lines.size(); ++i) {
            QCOMPARE(lines[i].left(1), harmless[i].left(1));
        }
    }
};

QTEST_GUILESS_MAIN(ReportMarkdownTest)
#include "tst_reportmarkdown.moc"
