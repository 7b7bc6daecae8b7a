// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/claimsections.h"
#include "app/report/terminal.h"
#include "app/report/words.h"
#include "tests/app/report/hostiletexts.h"

#include <QTest>
#include <QXmlStreamReader>

#include <limits>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;
using namespace readyroom::report;

class ReportWordsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainTextIsHarmless_data() { hostileTexts(); }

    void plainTextIsHarmless()
    {
        QFETCH(QString, text);
        const QString shown = plain(text);
        for (const char32_t c : shown.toUcs4()) {
            const QChar::Category category = QChar::category(c);
            QVERIFY(category != QChar::Other_Control && category != QChar::Other_Surrogate);
            QVERIFY(category != QChar::Separator_Line && category != QChar::Separator_Paragraph);
            QVERIFY(category != QChar::Other_Format || c == 0x200c || c == 0x200d);
            QVERIFY(!QChar::isNonCharacter(c));
        }
        QCOMPARE(plain(shown), shown);
    }

    void plainTextStaysReadable()
    {
        QCOMPARE(plain(u"a\nb\tc"), u"a b c"_s);
        QCOMPARE(plain(u"\x1b[31mred"), u"\xfffd[31mred"_s);
        QCOMPARE(plain(u"Grüße, 你好, 👩\x200d🚒"), u"Grüße, 你好, 👩\x200d🚒"_s);
        QCOMPARE(plain(QString(QChar(0xd83d))), u"\xfffd"_s);
    }

    void timesAreUtc()
    {
        QCOMPARE(timeText(fromMillis(1'795'226'400'000)), u"2026-11-21 02:00:00 UTC"_s);
        QCOMPARE(dateText(fromMillis(1'795'226'400'000)), u"2026-11-21"_s);
        QCOMPARE(timeText(fromMillis(std::numeric_limits<std::int64_t>::max())), u"–"_s);
        QCOMPARE(ageText({}, fromMillis(5000)), u"–"_s);
        QCOMPARE(ageText(fromMillis(2000), fromMillis(5000)), u"3 s"_s);
    }

    void scoresAreCut()
    {
        QCOMPARE(report::scoreText(89.96), u"89.9"_s);
        QCOMPARE(report::scoreText(std::nullopt), u"–"_s);
        QCOMPARE(letterText(89.96), u"A−"_s);
        QCOMPARE(letterText(std::nullopt), u"–"_s);
        QCOMPARE(effortText(5), u"2.5 h"_s);
        QCOMPARE(effortText(16), u"8 h"_s);
    }

    void whatFollowsFromAClaim_data()
    {
        QTest::addColumn<double>("computed");
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<QString>("text");
        QTest::newRow("a score is cut") << 52.142857142857146 << 0.05 << u"52.1"_s;
        QTest::newRow("never rounded up") << 89.96 << 0.05 << u"89.9"_s;
        QTest::newRow("as many digits as the claim") << 93.691588 << 0.005 << u"93.69"_s;
        QTest::newRow("at least one decimal") << 78.3333 << 0.5 << u"78.3"_s;
        QTest::newRow("a count") << 12.0 << 0.5 << u"12"_s;
        QTest::newRow("noise of binary fractions") << 66.99999999999999 << 0.05 << u"67"_s;
        QTest::newRow("negative") << -1.25 << 0.05 << u"-1.2"_s;
        QTest::newRow("nothing") << std::numeric_limits<double>::quiet_NaN() << 0.05 << u"–"_s;
    }

    void whatFollowsFromAClaim()
    {
        QFETCH(double, computed);
        QFETCH(double, tolerance);
        QFETCH(QString, text);
        const Claim claim = ValueClaim{.says = {}, .claimed = 1.0, .tolerance = tolerance, .expr = {}, .parsed = {}};
        QCOMPARE(computedText({.claim = &claim, .computed = computed}), text);
    }

    void aClaimThatHoldsByRoundingShowsWhy()
    {
        const Claim claim = ValueClaim{.says = {}, .claimed = 8.4, .tolerance = 0.05, .expr = {}, .parsed = {}};
        QCOMPARE(computedText({.claim = &claim, .result = ClaimResult::Holds, .computed = 8.375}), u"8.37"_s);
        QCOMPARE(computedText({.claim = &claim, .result = ClaimResult::WithinRounding, .computed = 8.46}), u"8.46"_s);
        QCOMPARE(computedText({.claim = &claim, .result = ClaimResult::Holds, .computed = 8.4}), u"8.4"_s);
        QCOMPARE(computedText({.claim = &claim, .result = ClaimResult::DoesNotHold, .computed = 8.275}), u"8.2"_s);
    }

    void categoriesAreMarkedUnrounded()
    {
        const auto mark = [](std::optional<double> score, bool blocks) {
            return markOf(CategoryScore{.score = score, .blocks = blocks}, 90.0, 60.0);
        };
        QCOMPARE(mark(90.0, false), ItemResult::Pass);
        QCOMPARE(mark(89.999, false), ItemResult::Partial);
        QCOMPARE(mark(59.999, false), ItemResult::Fail);
        QCOMPARE(mark(100.0, true), ItemResult::Fail);
        QCOMPARE(mark({}, false), ItemResult::NotApplicable);
    }

    void linesAreWrapped()
    {
        const QString words = u"word "_s.repeated(80);
        const QString text = wrapped(u"  - "_s, words + QString(250, u'x') + u" end"_s);
        QVERIFY(text.startsWith(u"  - word"_s));
        QVERIFY(text.endsWith(u'\n'));
        for (const QString &line : text.split(u'\n')) {
            QVERIFY2(cellsOf(line) <= terminalColumns, qPrintable(line));
        }
        QString together = text;
        QCOMPARE(together.remove(u' ').remove(u'\n').remove(u'-').size(), 4 * 80 + 250 + 3);
        QCOMPARE(wrapped(u"a "_s, {}), u"a \n"_s);
    }

    void nothingIsCutInsideACharacter()
    {
        const QString emoji = u"🚒"_s.repeated(250);
        const QString text = wrapped({}, emoji);
        QVERIFY(text.isValidUtf16());
        QCOMPARE(fitted(emoji, 5), QString(u"🚒"_s.repeated(4) + u'…'));
        QCOMPARE(fitted(u"ab"_s, 4), u"ab  "_s);
    }

    void barsAreAsLongAsTheScore()
    {
        QCOMPARE(textBar(std::nullopt, 4), u"░░░░"_s);
        QCOMPARE(textBar(50.0, 4), u"██░░"_s);
        QCOMPARE(textBar(74.9, 4), u"██░░"_s);
        QCOMPARE(textBar(100.0, 4), u"████"_s);
    }
};

QTEST_GUILESS_MAIN(ReportWordsTest)
#include "tst_reportwords.moc"
