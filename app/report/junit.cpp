// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report.h"

#include "app/report/words.h"
#include "models/journal/timetext.h"

#include <QCoreApplication>
#include <QXmlStreamWriter>

#include <algorithm>

namespace readyroom::report {

using namespace Qt::StringLiterals;
using readiness::AssessedItem;
using readiness::Assessment;
using readiness::ItemResult;
using readiness::Verdict;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::report)
};

/// What a CI server makes of a case. `tag` is the element that says so; empty: it passed.
struct Outcome {
    QString tag = {};
    QString type = {};
    QString message = {};
    QString body = {};
};

struct Case {
    QString name;
    Outcome outcome;
};

struct Suite {
    QString name;
    std::vector<Case> cases;

    [[nodiscard]] qint64 count(QStringView tag) const
    {
        return std::ranges::count_if(cases, [tag](const Case &one) { return one.outcome.tag == tag; });
    }
};

/// "404 instead of 200"
QString observedText(const AssessedItem &item)
{
    const readiness::Evidence &evidence = item.evidence;
    if (!evidence.observed.isEmpty()) {
        return evidence.target.isEmpty() ? evidence.observed
                                         : Words::tr("%1 instead of %2").arg(evidence.observed, evidence.target);
    }
    return evidence.reason.isEmpty() ? resultWord(item.result) : evidence.reason;
}

QString details(const AssessedItem &item, Timestamp at)
{
    QStringList lines;
    const auto line = [&](const QString &what, const QString &text) {
        if (!text.isEmpty()) {
            lines += Words::tr("%1: %2").arg(what, plain(text));
        }
    };
    line(Words::tr("severity"), readiness::severityName(item.item->severity));
    line(Words::tr("blocker"), item.item->blocker ? Words::tr("yes") : QString());
    line(Words::tr("observed"), item.evidence.observed);
    line(Words::tr("target"), item.evidence.target);
    line(Words::tr("reason"), item.evidence.reason);
    line(Words::tr("age"), item.evidence.takenAt ? ageText(item.evidence.takenAt, at) : QString());
    line(Words::tr("owner"), item.item->owner);
    line(Words::tr("effort"), effortText(item.item->effectiveEffort()));
    line(Words::tr("to fix"), item.item->fix);
    return lines.join(u'\n');
}

Outcome outcomeOf(const AssessedItem &item, Timestamp at)
{
    const QString type = readiness::itemResultName(item.result);
    switch (item.result) {
    case ItemResult::Pass:
        return {};
    case ItemResult::NotApplicable:
        return {u"skipped"_s, {}, Words::tr("Not applicable: %1").arg(item.notApplicable->reason), {}};
    case ItemResult::Waived:
        return {u"skipped"_s,
                {},
                Words::tr("Waived by %1 until %2: %3")
                    .arg(item.waiver->owner, timeText(item.waiver->expires), item.waiver->reason),
                {}};
    case ItemResult::Unknown:
        return {u"error"_s, type, observedText(item), details(item, at)};
    case ItemResult::Partial:
    case ItemResult::Fail:
        break;
    }
    return {u"failure"_s, type, observedText(item), details(item, at)};
}

/// CONDITIONAL is neither a pass nor a failure, and exits with a code of its own.
Suite verdictSuite(const Assessment &assessment)
{
    const QString verdict = readiness::verdictName(assessment.verdict);
    const QString why = QStringList(assessment.why.begin(), assessment.why.end()).join(u' ');
    Outcome outcome;
    if (assessment.verdict == Verdict::NoGo) {
        outcome = {u"failure"_s, verdict, why, {}};
    } else if (assessment.verdict == Verdict::Conditional) {
        outcome = {u"skipped"_s, {}, why, {}};
    }
    return {Words::tr("Verdict"),
            {{Words::tr("%1, score %2, gate %3, %4")
                  .arg(verdict, scoreText(assessment.score), readiness::limitText(assessment.profile->gate),
                       unknownText(assessment.unknown, assessment.applicable)),
              outcome}}};
}

void writeCase(QXmlStreamWriter &xml, const QString &className, const Case &one)
{
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"classname"_s, className);
    xml.writeAttribute(u"name"_s, plain(one.name));
    xml.writeAttribute(u"time"_s, u"0"_s);
    if (const Outcome &outcome = one.outcome; !outcome.tag.isEmpty()) {
        xml.writeStartElement(outcome.tag);
        xml.writeAttribute(u"message"_s, plain(outcome.message));
        if (!outcome.type.isEmpty()) {
            xml.writeAttribute(u"type"_s, outcome.type);
        }
        xml.writeCharacters(outcome.body);
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

void writeCounts(QXmlStreamWriter &xml, const std::vector<Suite> &suites)
{
    qint64 tests = 0;
    for (const Suite &suite : suites) {
        tests += qint64(suite.cases.size());
    }
    xml.writeAttribute(u"tests"_s, QString::number(tests));
    for (const auto &[attribute, tag] :
         {std::pair(u"failures"_s, u"failure"_s), {u"errors"_s, u"error"_s}, {u"skipped"_s, u"skipped"_s}}) {
        qint64 count = 0;
        for (const Suite &suite : suites) {
            count += suite.count(tag);
        }
        xml.writeAttribute(attribute, QString::number(count));
    }
    xml.writeAttribute(u"time"_s, u"0"_s);
}

void writeSuite(QXmlStreamWriter &xml, const Assessment &assessment, const Suite &suite)
{
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, plain(suite.name));
    writeCounts(xml, {suite});
    if (const std::optional<QByteArray> at = journal::timeText(assessment.at)) {
        // The schema of Jenkins knows no fractions and no zone here.
        xml.writeAttribute(u"timestamp"_s, QString::fromLatin1(at->first(19)));
    }
    // Servers split class names at dots.
    const QString className = plain(assessment.profile->name) + u'.' + plain(suite.name).replace(u'.', u' ');
    for (const Case &one : suite.cases) {
        writeCase(xml, className, one);
    }
    xml.writeEndElement();
}

std::vector<Suite> suitesOf(const Assessment &assessment)
{
    std::vector<Suite> suites{verdictSuite(assessment)};
    for (const readiness::Category &category : assessment.profile->categories) {
        suites.push_back({category.name, {}});
    }
    for (const AssessedItem &item : assessment.items) {
        suites[item.category + 1].cases.push_back(
            {item.item->id + u": "_s + item.item->title, outcomeOf(item, assessment.at)});
    }
    return suites;
}

} // namespace

QByteArray junit(const Assessment &assessment)
{
    const std::vector<Suite> suites = suitesOf(assessment);
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    xml.writeAttribute(u"name"_s,
                       plain(Words::tr("Readiness of %1 by %2").arg(assessment.service, assessment.profile->name)));
    writeCounts(xml, suites);
    for (const Suite &suite : suites) {
        writeSuite(xml, assessment, suite);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return out;
}

} // namespace readyroom::report
