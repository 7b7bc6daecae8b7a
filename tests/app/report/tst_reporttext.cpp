// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report.h"
#include "app/report/terminal.h"
#include "app/report/words.h"
#include "tests/app/report/hostiletexts.h"
#include "tests/support/sampleassessment.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;

namespace {

/// Without the breaks of lines, to look for a sentence.
QString flowing(const QString &text)
{
    return text.simplified();
}

} // namespace

class ReportTextTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fitsATerminal_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *name : {"latency-optimizer", "bagtrack", "learnify-api", "resilient-client", "cap-lab"}) {
            QTest::newRow(name) << report::text(fakes::builtInAssessment(QString::fromLatin1(name)));
        }
        QTest::newRow("large") << report::text(fakes::largeAssessment(300));
        QTest::newRow("ready") << report::text(fakes::readyAssessment());
        QTest::newRow("empty") << report::text(fakes::emptyAssessment());
        QTest::newRow("unbroken") << report::text(fakes::hostileAssessment(QString(700, u'W')));
    }

    void fitsATerminal()
    {
        QFETCH(QString, text);
        QVERIFY(text.endsWith(u'\n'));
        for (const QString &line : text.split(u'\n')) {
            QVERIFY2(report::cellsOf(line) <= report::terminalColumns, qPrintable(line));
            QVERIFY2(!line.endsWith(u' '), qPrintable(line));
        }
    }

    void saysWhatMatters()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const QString text = flowing(report::text(assessment));
        QVERIFY(text.startsWith(u"NO-GO · learnify-api"_s));
        QVERIFY(text.contains(u"Score 52.1 · F · gate 90"_s));
        QVERIFY(text.contains(u"2026-11-21 02:00:00 UTC"_s));
        for (const QString &why : assessment.why) {
            QVERIFY2(text.contains(why), qPrintable(why));
        }
        for (const Category &category : assessment.profile->categories) {
            QVERIFY2(text.contains(category.name), qPrintable(category.name));
        }
        for (const QString &condition : assessment.conditions) {
            QVERIFY2(text.contains(condition.simplified()), qPrintable(condition));
        }
        for (const PathStep &step : assessment.path.steps) {
            QVERIFY2(text.contains(step.id), qPrintable(step.id));
        }
        for (const AssessedItem &item : assessment.items) {
            if (isUnfinished(item.result)) {
                QVERIFY2(text.contains(item.item->title), qPrintable(item.item->title));
            }
            if (item.blocks) {
                QVERIFY2(text.contains(u'(' + item.item->id + u')'), qPrintable(item.item->id));
            }
        }
    }

    void tellsClaimsThatDoNotHold()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const QString text = flowing(report::text(assessment));
        for (const CheckedClaim &claim : assessment.claims) {
            if (const auto *value = std::get_if<ValueClaim>(claim.claim)) {
                QCOMPARE(text.contains(u'"' + value->says + u"\" does not hold"_s),
                         claim.result == ClaimResult::DoesNotHold);
            } else {
                for (const QString &says : std::get<ConflictClaim>(*claim.claim).says) {
                    QVERIFY2(text.contains(says), qPrintable(says));
                }
            }
        }
    }

    void aTerminalObeysNothingInIt_data() { hostileTexts(); }

    void aTerminalObeysNothingInIt()
    {
        QFETCH(QString, text);
        const Assessment assessment = fakes::hostileAssessment(text);
        const QString shown = report::text(assessment);
        for (const char32_t c : shown.toUcs4()) {
            QVERIFY(c == U'\n' || QChar::category(c) != QChar::Other_Control);
            QVERIFY(c != 0x202e && c != 0x2066 && c != 0x200f);
        }
        QVERIFY(flowing(shown).contains(report::plain(assessment.items[0].item->title).simplified()));
    }
};

QTEST_GUILESS_MAIN(ReportTextTest)
#include "tst_reporttext.moc"
