// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/content.h"
#include "tests/support/sampleassessment.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;
using namespace readyroom::report;

namespace {

const Section *sectionOf(const std::vector<Section> &sections, const QString &title)
{
    const auto found = std::ranges::find(sections, title, &Section::title);
    return found == sections.end() ? nullptr : &*found;
}

/// Everything that is written, whatever the zone and the locale of the machine.
QByteArray everything(const Assessment &assessment)
{
    const Context context{.signOff = SignedRecord{.file = u"/x/a.json"_s,
                                                  .sha256 = QString(64, u'b'),
                                                  .at = fakes::assessedAt(),
                                                  .score = 1234.5},
                          .drift = {{.id = u"a"_s, .title = u"A"_s, .since = fakes::assessedAt()}},
                          .program = u"Readyroom 0.1.0"_s};
    return json(assessment) + junit(assessment) + text(assessment).toUtf8() + markdown(assessment, context)
        + html(assessment, context);
}

} // namespace

class ReportContentTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tablesAreRectangular_data()
    {
        QTest::addColumn<QString>("profile");
        for (const char *name :
             {"latency-optimizer", "bagtrack", "learnify-api", "resilient-client", "cap-lab", "service-default"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }

    void tablesAreRectangular()
    {
        QFETCH(QString, profile);
        const Content content = contentOf(fakes::builtInAssessment(profile), {});
        for (const std::vector<Section> *sections : {&content.summary, &content.sections}) {
            for (const Section &section : *sections) {
                QVERIFY(!section.title.isEmpty());
                QVERIFY(!section.intro.isEmpty() || !section.list.isEmpty() || !section.tables.empty());
                for (const Table &table : section.tables) {
                    QVERIFY(!table.rows.empty());
                    for (const Row &row : table.rows) {
                        QCOMPARE(row.size(), table.columns.size());
                    }
                }
            }
        }
    }

    void aMarkNeverStandsWithoutAWord()
    {
        const Content content = contentOf(fakes::builtInAssessment(u"learnify-api"_s), {});
        int marks = 0;
        for (const Section &section : content.sections) {
            for (const Table &table : section.tables) {
                for (const Row &row : table.rows) {
                    for (const Cell &cell : row) {
                        marks += cell.mark ? 1 : 0;
                        QVERIFY(!cell.mark || !cell.text.isEmpty());
                    }
                }
            }
        }
        QVERIFY(marks > 120);
    }

    void thePathIsAPlan()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const Content content = contentOf(assessment, {});
        const Section *path = sectionOf(content.summary, u"Shortest path to GO"_s);
        QVERIFY(path);
        QCOMPARE(path->tables.size(), std::size_t(1));
        const std::vector<Row> &rows = path->tables[0].rows;
        QCOMPARE(rows.size(), assessment.path.steps.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].back().text, readiness::scoreText(assessment.path.steps[i].scoreAfter));
        }
    }

    void conditionsOfThePageAndAllOfThem()
    {
        const Assessment large = fakes::largeAssessment(200);
        const Content content = contentOf(large, {});
        const Section *some = sectionOf(content.summary, u"Conditions"_s);
        const Section *all = sectionOf(content.sections, u"All conditions"_s);
        QVERIFY(some && all);
        QCOMPARE(some->list.size(), 10);
        QCOMPARE(some->list.first(), u"The pilot has no more than 50 users"_s);
        QCOMPARE(all->list.size(), large.conditions.size());
        const Content ready = contentOf(fakes::readyAssessment(), {});
        QVERIFY(!sectionOf(ready.sections, u"All conditions"_s));
        QCOMPARE(sectionOf(ready.summary, u"Conditions"_s)->intro, u"None."_s);
        QCOMPARE(sectionOf(ready.summary, u"What blocks"_s)->intro, u"No open item blocks."_s);
        QCOMPARE(sectionOf(ready.summary, u"Shortest path to GO"_s)->intro, u"Nothing is left to do."_s);
    }

    void decisionsAreNamed()
    {
        const Content content = contentOf(fakes::builtInAssessment(u"learnify-api"_s), {});
        const Section *decisions = sectionOf(content.sections, u"Waivers and what does not apply"_s);
        QVERIFY(decisions);
        const std::vector<Row> &rows = decisions->tables[0].rows;
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[0][1].text, u"waived"_s);
        QCOMPARE(rows[0][4].text, u"2026-12-21"_s);
        QCOMPARE(rows[1][1].text, u"waiver has expired"_s);
        QVERIFY(rows[1][1].mark != ItemResult::Waived);
        QCOMPARE(rows[2][1].text, u"not applicable"_s);
        QVERIFY(!sectionOf(contentOf(fakes::emptyAssessment(), {}).sections, decisions->title));
    }

    void risksAreCounted()
    {
        const Content content = contentOf(fakes::builtInAssessment(u"latency-optimizer"_s), {});
        const Section *risks = sectionOf(content.sections, u"Risks"_s);
        QVERIFY(risks);
        QVERIFY2(risks->intro.startsWith(u"Before: 3 high, 3 medium, 2 low. Now: "_s), qPrintable(risks->intro));
    }

    void approvalsAndDrift()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const QString role = assessment.profile->approvals.front().name;
        const Content before = contentOf(assessment, {});
        const Section *open = sectionOf(before.sections, u"Approvals and sign-off"_s);
        QVERIFY(open);
        QVERIFY(open->intro.startsWith(u"Not signed."_s));
        QVERIFY(std::ranges::all_of(open->tables[0].rows, [](const Row &row) { return row[1].text == u"waiting"; }));
        const Content after = contentOf(
            assessment,
            {.signOff = SignedRecord{.file = u"/a/b.json"_s, .sha256 = u"c0ffee"_s, .signedBy = {role, u"auditor"_s}},
             .drift = {{.id = u"x"_s, .title = u"X"_s}, {.id = u"y"_s, .title = u"Y"_s}}});
        const Section *signedOff = sectionOf(after.sections, u"Approvals and sign-off"_s);
        QVERIFY(signedOff->intro.contains(u"b.json, SHA-256 c0ffee"_s));
        QVERIFY(!signedOff->intro.contains(u"/a/"_s));
        QVERIFY(signedOff->intro.contains(u"2 items drifted"_s));
        QCOMPARE(signedOff->tables[0].rows.size(), assessment.profile->approvals.size() + 1);
        QCOMPARE(signedOff->tables[0].rows.front()[1].text, u"signed"_s);
        QCOMPARE(signedOff->tables[0].rows.back()[0].text, u"auditor"_s);
        QCOMPARE(signedOff->tables[1].rows.size(), std::size_t(2));
    }

    void neitherLocaleNorTimeZoneChangeIt()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const QByteArray before = everything(assessment);
        const QByteArray zone = qgetenv("TZ");
        qputenv("TZ", "America/St_Johns");
        tzset();
        QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
        const QByteArray after = everything(assessment);
        QLocale::setDefault(QLocale::c());
        qputenv("TZ", zone);
        tzset();
        QCOMPARE(after, before);
        QVERIFY(before.contains("2026-11-21 02:00:00 UTC"));
    }
};

QTEST_GUILESS_MAIN(ReportContentTest)
#include "tst_reportcontent.moc"
