// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pdf.h"
#include "app/report/words.h"
#include "tests/app/report/hostiletexts.h"
#include "tests/support/sampleassessment.h"
#include "ui/paint/theme.h"

#include <QImage>
#include <QLocale>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>
#include <ctime>
#include <vector>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;

namespace {

constexpr double paperWidth = 595.28; ///< points
constexpr double paperHeight = 841.89;

QByteArray pdfOf(const Assessment &assessment)
{
    const Result<QByteArray> pdf = report::pdf(assessment, {.program = u"Readyroom 0.1.0"_s});
    return pdf ? *pdf : QByteArray();
}

/// What a tool of poppler says about a report; empty when it complains.
QByteArray asked(const QString &program, const QStringList &arguments, const QByteArray &pdf)
{
    QProcess tool;
    tool.start(program, arguments);
    tool.write(pdf);
    tool.closeWriteChannel();
    if (!tool.waitForFinished() || tool.exitCode() != 0) {
        return {};
    }
    return tool.readAllStandardOutput();
}

/// The text of each page, in the order in which it was drawn.
QStringList pagesOf(const QByteArray &pdf)
{
    QStringList pages =
        QString::fromUtf8(asked(u"pdftotext"_s, {u"-raw"_s, u"-enc"_s, u"UTF-8"_s, u"-"_s, u"-"_s}, pdf)).split(u'\f');
    pages.removeLast(); // each page ends with a form feed
    return pages;
}

/// Lines are broken where the paper ends, so text is compared without white space.
QString packed(QString text)
{
    return text.remove(u' ').remove(u'\n').remove(QChar(0xa0));
}

struct Word {
    int page = 0;
    double left = 0.0, right = 0.0, bottom = 0.0;
    QString text = {};
};

std::vector<Word> wordsOf(const QByteArray &pdf)
{
    std::vector<Word> words;
    QXmlStreamReader xml(asked(u"pdftotext"_s, {u"-bbox"_s, u"-"_s, u"-"_s}, pdf));
    int page = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == u"page"_s) {
            ++page;
        } else if (xml.name() == u"word"_s) {
            const QXmlStreamAttributes a = xml.attributes();
            words.push_back({page, a.value(u"xMin"_s).toDouble(), a.value(u"xMax"_s).toDouble(),
                             a.value(u"yMax"_s).toDouble(), xml.readElementText()});
        }
    }
    return words;
}

int countOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixel(x, y) == colour.rgba() ? 1 : 0;
        }
    }
    return count;
}

QImage firstPage(const QByteArray &pdf)
{
    return QImage::fromData(
        asked(u"pdftoppm"_s, {u"-r"_s, u"72"_s, u"-f"_s, u"1"_s, u"-l"_s, u"1"_s, u"-png"_s, u"-"_s}, pdf));
}

void everyAssessment()
{
    QTest::addColumn<Assessment>("assessment");
    for (const char *name :
         {"latency-optimizer", "bagtrack", "learnify-api", "resilient-client", "cap-lab", "service-default"}) {
        QTest::newRow(name) << fakes::builtInAssessment(QString::fromLatin1(name));
    }
    QTest::newRow("large") << fakes::largeAssessment(300);
    QTest::newRow("ready") << fakes::readyAssessment();
    QTest::newRow("empty") << fakes::emptyAssessment();
}

} // namespace

Q_DECLARE_METATYPE(readyroom::readiness::Assessment)

class ReportPdfTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysEverything_data() { everyAssessment(); }

    void saysEverything()
    {
        QFETCH(Assessment, assessment);
        const QByteArray pdf = pdfOf(assessment);
        QVERIFY(pdf.startsWith("%PDF-"));
        const QStringList pages = pagesOf(pdf);
        QVERIFY(!pages.isEmpty());
        const QString text = packed(pages.join(QString()));
        for (const AssessedItem &item : assessment.items) {
            QVERIFY2(text.contains(packed(item.item->title)), qPrintable(item.item->title));
            QVERIFY2(text.contains(packed(item.item->id)), qPrintable(item.item->id));
            if (item.waiver) {
                QVERIFY2(text.contains(packed(item.waiver->reason)), qPrintable(item.waiver->reason));
            }
        }
        for (const CheckedClaim &claim : assessment.claims) {
            if (const auto *conflict = std::get_if<ConflictClaim>(claim.claim)) {
                for (const QString &said : conflict->says + conflict->where) {
                    QVERIFY2(text.contains(packed(said)), qPrintable(said));
                }
            } else {
                QVERIFY(text.contains(packed(std::get<ValueClaim>(*claim.claim).says)));
            }
        }
        for (const PathStep &step : assessment.path.steps) {
            QVERIFY(text.contains(packed(assessment.items[step.item].item->title)));
        }
        for (const QString &condition : assessment.conditions) {
            QVERIFY2(text.contains(packed(condition)), qPrintable(condition));
        }
    }

    void theFirstPageAnswersTheQuestion_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("NO-GO") << u"learnify-api"_s
                               << QStringList{u"NO-GO"_s,
                                              u"52.1"_s,
                                              u"7 blockers are open"_s,
                                              u"Categories"_s,
                                              u"What blocks"_s,
                                              u"Shortest path to GO"_s,
                                              u"2026-11-21 02:00:00 UTC"_s,
                                              u"Score after"_s,
                                              u"gate 90"_s};
        QTest::newRow("CONDITIONAL") << u"bagtrack"_s
                                     << QStringList{u"CONDITIONAL"_s, u"68.7"_s, u"Conditions"_s,
                                                    u"Hotfix ready: optimisation patches"_s, u"There is none"_s};
    }

    void theFirstPageAnswersTheQuestion()
    {
        QFETCH(QString, profile);
        QFETCH(QStringList, says);
        const QString page = packed(pagesOf(pdfOf(fakes::builtInAssessment(profile))).value(0));
        for (const QString &said : says) {
            QVERIFY2(page.contains(packed(said)), qPrintable(said));
        }
    }

    void pagesAreNumberedAndNamed()
    {
        const QStringList pages = pagesOf(pdfOf(fakes::largeAssessment(300)));
        QVERIFY(pages.size() > 20);
        for (qsizetype i = 0; i < pages.size(); ++i) {
            QVERIFY(pages[i].contains(u"Page %1 of %2"_s.arg(i + 1).arg(pages.size())));
            QVERIFY(pages[i].contains(u"Readyroom 0.1.0"_s));
            QCOMPARE(pages[i].contains(u"large · checkout · 2026-11-21 02:00:00 UTC"_s), i > 0);
        }
    }

    /// The line with the id stands under the title, in the same row.
    void noRowIsParted()
    {
        const Assessment assessment = fakes::largeAssessment(300);
        const QStringList pages = pagesOf(pdfOf(assessment));
        for (const AssessedItem &item : assessment.items) {
            const QString row = packed(item.item->title + item.item->id + u'·' + severityName(item.item->severity));
            const auto whole =
                std::ranges::count_if(pages, [&](const QString &page) { return packed(page).contains(row); });
            QVERIFY2(whole == 1, qPrintable(row));
        }
    }

    void tablesHaveTheirHeadOnEachPage()
    {
        const QStringList pages = pagesOf(pdfOf(fakes::largeAssessment(300)));
        int continued = 0;
        for (const QString &page : pages) {
            continued += page.contains(u", continued"_s) ? 1 : 0;
            QVERIFY(!page.contains(u", continued"_s) || page.contains(u"Observed"_s));
        }
        QVERIFY(continued > 5);
    }

    void nothingRunsOffThePaper_data()
    {
        everyAssessment();
        QTest::newRow("unbroken") << fakes::hostileAssessment(QString(900, u'W'));
    }

    void nothingRunsOffThePaper()
    {
        QFETCH(Assessment, assessment);
        constexpr double margin = 45.0; // 16 mm, and a little less
        constexpr double foot = paperHeight - 51.0; // 18 mm
        const std::vector<Word> words = wordsOf(pdfOf(assessment));
        QVERIFY(words.size() > 20);
        for (const Word &word : words) {
            QVERIFY2(word.left >= margin && word.right <= paperWidth - margin + 2.0, qPrintable(word.text));
            QVERIFY2(word.bottom <= paperHeight - 20.0, qPrintable(word.text));
            const bool isFooter = word.bottom > foot + 4.0;
            QVERIFY2(!isFooter || QString(u"Readyroom0.1.0Pageof"_s).contains(word.text) || word.text.toInt() > 0,
                     qPrintable(word.text));
        }
    }

    void hostileTextIsOnlyText_data() { hostileTexts(); }

    void hostileTextIsOnlyText()
    {
        QFETCH(QString, text);
        const Assessment assessment = fakes::hostileAssessment(text);
        const QByteArray pdf = pdfOf(assessment);
        const QByteArray info = asked(u"pdfinfo"_s, {u"-"_s}, pdf);
        QVERIFY2(info.contains("(A4)") && info.contains("JavaScript:      no"), info.constData());
        const QString all = packed(pagesOf(pdf).join(QString()));
        QVERIFY(all.contains(u"NO-GO"_s));
        if (QStringView(text).trimmed().toString().toLatin1()
            == text.toUtf8()) { // others depend on the fonts there are
            QVERIFY2(all.contains(packed(report::plain(assessment.items[0].item->title))), qPrintable(all));
        }
    }

    void theVerdictHasItsColour_data()
    {
        QTest::addColumn<Assessment>("assessment");
        QTest::addColumn<int>("tone");
        QTest::newRow("NO-GO") << fakes::builtInAssessment(u"learnify-api"_s) << int(paint::Tone::Critical);
        QTest::newRow("CONDITIONAL") << fakes::builtInAssessment(u"resilient-client"_s) << int(paint::Tone::Warning);
        QTest::newRow("GO") << fakes::readyAssessment() << int(paint::Tone::Ok);
    }

    void theVerdictHasItsColour()
    {
        QFETCH(Assessment, assessment);
        QFETCH(int, tone);
        const QImage page = firstPage(pdfOf(assessment));
        QVERIFY(qAbs(page.width() - 595) <= 1 && qAbs(page.height() - 842) <= 1);
        // The upper right quarter holds nothing but the dial.
        const QImage dial = page.copy(page.width() / 2, 0, page.width() / 2, page.height() / 4);
        for (const paint::Tone one : {paint::Tone::Ok, paint::Tone::Warning, paint::Tone::Critical}) {
            QCOMPARE(countOf(dial, paint::Theme::light().fill(one)) > 100, int(one) == tone);
        }
    }

    void neitherLocaleNorTimeZoneChangeIt()
    {
        const Assessment assessment = fakes::builtInAssessment(u"cap-lab"_s);
        const QStringList before = pagesOf(pdfOf(assessment));
        const QByteArray zone = qgetenv("TZ");
        qputenv("TZ", "America/St_Johns");
        tzset();
        QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
        const QStringList after = pagesOf(pdfOf(assessment));
        QLocale::setDefault(QLocale::c());
        qputenv("TZ", zone);
        tzset();
        QVERIFY(!before.isEmpty());
        QCOMPARE(after, before);
    }
};

QTEST_MAIN(ReportPdfTest)
#include "tst_reportpdf.moc"
