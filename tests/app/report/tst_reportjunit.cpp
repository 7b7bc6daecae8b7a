// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report.h"
#include "app/report/words.h"
#include "tests/app/report/hostiletexts.h"
#include "tests/support/sampleassessment.h"

#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;

namespace {

struct Case {
    QString name;
    QString className;
    QString outcome = {}; ///< failure, error, skipped; empty: passed
    QString type = {};
    QString message = {};
};

struct Suite {
    QString name;
    QMap<QString, int> counts;
    std::vector<Case> cases = {};
};

QMap<QString, int> countsOf(const QXmlStreamAttributes &attributes)
{
    QMap<QString, int> counts;
    for (const QString &name : {u"tests"_s, u"failures"_s, u"errors"_s, u"skipped"_s}) {
        counts[name] = attributes.value(name).toInt();
    }
    return counts;
}

/// As a CI server reads it. The first suite is the sum of all. Empty when it is no XML.
std::vector<Suite> read(const QByteArray &bytes)
{
    std::vector<Suite> suites;
    QXmlStreamReader xml(bytes);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        const QXmlStreamAttributes a = xml.attributes();
        if (xml.name() == u"testsuites"_s || xml.name() == u"testsuite"_s) {
            suites.push_back({a.value(u"name"_s).toString(), countsOf(a)});
        } else if (xml.name() == u"testcase"_s) {
            suites.back().cases.push_back({a.value(u"name"_s).toString(), a.value(u"classname"_s).toString()});
        } else {
            Case &one = suites.back().cases.back();
            one.outcome = xml.name().toString();
            one.type = a.value(u"type"_s).toString();
            one.message = a.value(u"message"_s).toString();
        }
    }
    return xml.hasError() ? std::vector<Suite>() : suites;
}

QMap<QString, int> counted(const std::vector<Case> &cases)
{
    QMap<QString, int> counts{{u"tests"_s, int(cases.size())}, {u"failures"_s, 0}, {u"errors"_s, 0}, {u"skipped"_s, 0}};
    for (const Case &one : cases) {
        if (!one.outcome.isEmpty()) {
            ++counts[one.outcome == u"skipped" ? one.outcome : QString(one.outcome + u's')];
        }
    }
    return counts;
}

QString expectedOutcome(ItemResult result)
{
    switch (result) {
    case ItemResult::Pass:
        return {};
    case ItemResult::NotApplicable:
    case ItemResult::Waived:
        return u"skipped"_s;
    case ItemResult::Unknown:
        return u"error"_s;
    case ItemResult::Partial:
    case ItemResult::Fail:
        break;
    }
    return u"failure"_s;
}

} // namespace

class ReportJUnitTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCaseForEachItem_data()
    {
        QTest::addColumn<QString>("profile");
        for (const char *name : {"latency-optimizer", "bagtrack", "learnify-api", "resilient-client", "cap-lab"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }

    void aCaseForEachItem()
    {
        QFETCH(QString, profile);
        const Assessment assessment = fakes::builtInAssessment(profile);
        const std::vector<Suite> suites = read(report::junit(assessment));
        QCOMPARE(suites.size(), assessment.profile->categories.size() + 2);
        std::vector<Case> all;
        for (std::size_t i = 1; i < suites.size(); ++i) {
            QCOMPARE(suites[i].counts, counted(suites[i].cases));
            all.insert(all.end(), suites[i].cases.begin(), suites[i].cases.end());
        }
        QCOMPARE(suites[0].counts, counted(all));
        QCOMPARE(all.size(), assessment.items.size() + 1);
        for (std::size_t i = 0; i < assessment.items.size(); ++i) {
            const AssessedItem &item = assessment.items[i];
            QVERIFY(all[i + 1].name.startsWith(item.item->id + u": "_s));
            QVERIFY(all[i + 1].name.contains(item.item->title));
            QCOMPARE(all[i + 1].outcome, expectedOutcome(item.result));
        }
    }

    void reasonsAreGiven()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const std::vector<Suite> suites = read(report::junit(assessment));
        int waived = 0;
        int notApplicable = 0;
        std::size_t index = 0;
        for (std::size_t i = 2; i < suites.size(); ++i) {
            for (const Case &one : suites[i].cases) {
                const AssessedItem &item = assessment.items[index++];
                if (item.result == ItemResult::Waived) {
                    ++waived;
                    QVERIFY2(one.message.contains(item.waiver->owner) && one.message.contains(item.waiver->reason)
                                 && one.message.contains(u"UTC"_s),
                             qPrintable(one.message));
                } else if (item.result == ItemResult::NotApplicable) {
                    ++notApplicable;
                    QVERIFY(one.message.contains(item.notApplicable->reason));
                } else if (isOpen(item.result)) {
                    QVERIFY(!one.message.isEmpty());
                    QCOMPARE(one.type, itemResultName(item.result));
                }
            }
        }
        QVERIFY(waived > 0);
        QVERIFY(notApplicable > 0);
    }

    void theVerdictIsASuiteOfItsOwn_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("name");
        QTest::newRow("NO-GO") << u"learnify-api"_s << u"failure"_s << u"NO-GO, score 52.1"_s;
        QTest::newRow("CONDITIONAL") << u"resilient-client"_s << u"skipped"_s << u"CONDITIONAL, score 87.0"_s;
        QTest::newRow("GO") << QString() << QString() << u"GO, score 100.0"_s;
    }

    void theVerdictIsASuiteOfItsOwn()
    {
        QFETCH(QString, profile);
        QFETCH(QString, outcome);
        QFETCH(QString, name);
        const Assessment assessment = profile.isEmpty() ? fakes::readyAssessment() : fakes::builtInAssessment(profile);
        const Suite verdict = read(report::junit(assessment)).at(1);
        QCOMPARE(verdict.name, u"Verdict"_s);
        QCOMPARE(verdict.cases.size(), std::size_t(1));
        QVERIFY2(verdict.cases[0].name.startsWith(name), qPrintable(verdict.cases[0].name));
        QCOMPARE(verdict.cases[0].outcome, outcome);
        QCOMPARE(verdict.cases[0].message.isEmpty(), outcome.isEmpty());
    }

    void hostileTextIsValidXml_data() { hostileTexts(); }

    void hostileTextIsValidXml()
    {
        QFETCH(QString, text);
        const Assessment assessment = fakes::hostileAssessment(text);
        const QByteArray xml = report::junit(assessment);
        const std::vector<Suite> suites = read(xml);
        QCOMPARE(suites.size(), std::size_t(6));
        QVERIFY(std::ranges::none_of(QString::fromUtf8(xml), [](QChar c) {
            return (c < u' ' && c != u'\n') || c == QChar(0xfffe) || c == QChar(0xffff);
        }));
        QVERIFY2(suites[2].cases[0].name.contains(report::plain(assessment.items[0].item->title)),
                 qPrintable(suites[2].cases[0].name));
    }

    void nothingToTestIsAReport() { QCOMPARE(read(report::junit(fakes::emptyAssessment())).size(), std::size_t(2)); }
};

QTEST_GUILESS_MAIN(ReportJUnitTest)
#include "tst_reportjunit.moc"
