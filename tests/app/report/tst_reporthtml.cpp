// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/htmlstyle.h"
#include "app/report/report.h"
#include "app/report/words.h"
#include "tests/app/report/hostiletexts.h"
#include "tests/support/sampleassessment.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::readiness;

namespace {

/// What a reader of XML finds in the report.
struct Page {
    QString error = {};
    QString text = {}; ///< of the body, elements parted by spaces
    QStringList elements = {};
    std::vector<std::pair<QString, QString>> attributes = {};
    QStringList ids = {};
    QStringList anchors = {}; ///< of links inside the page
};

Page read(const QByteArray &html)
{
    Page page;
    QXmlStreamReader xml(html);
    bool inStyle = false;
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement:
            inStyle = xml.name() == u"style"_s;
            page.elements += xml.name().toString();
            for (const QXmlStreamAttribute &a : xml.attributes()) {
                page.attributes.emplace_back(a.name().toString(), a.value().toString());
                if (a.name() == u"id"_s) {
                    page.ids += a.value().toString();
                } else if (a.name() == u"href"_s) {
                    page.anchors += a.value().toString();
                }
            }
            break;
        case QXmlStreamReader::Characters:
            page.text += inStyle ? QString() : xml.text() + u' ';
            break;
        case QXmlStreamReader::EndElement:
            inStyle = false;
            break;
        default:
            break;
        }
    }
    page.error = xml.hasError() ? xml.errorString() : QString();
    page.text = page.text.simplified();
    return page;
}

report::Context signedContext()
{
    return {.signOff = SignedRecord{.file = u"/home/ada/sign-offs/learnify-api.json"_s,
                                    .sha256 = QString(64, u'a'),
                                    .at = fakes::assessedAt() - std::chrono::days(20),
                                    .verdict = Verdict::Conditional,
                                    .score = 91.26,
                                    .signedBy = {u"architecture"_s},
                                    .missing = {u"security"_s}},
            .drift = {{.id = u"health-endpoint"_s,
                       .title = u"Health check endpoints answer"_s,
                       .signedAs = ItemResult::Pass,
                       .now = ItemResult::Fail,
                       .since = fakes::assessedAt() - std::chrono::hours(3),
                       .observed = u"503"_s}},
            .program = u"Readyroom 0.1.0"_s};
}

} // namespace

class ReportHtmlTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isWellFormed_data()
    {
        QTest::addColumn<QByteArray>("html");
        for (const char *name : {"latency-optimizer", "bagtrack", "learnify-api", "resilient-client", "cap-lab"}) {
            QTest::newRow(name) << report::html(fakes::builtInAssessment(QString::fromLatin1(name)), signedContext());
        }
        QTest::newRow("large") << report::html(fakes::largeAssessment(300), {});
        QTest::newRow("ready") << report::html(fakes::readyAssessment(), {});
        QTest::newRow("empty") << report::html(fakes::emptyAssessment(), {});
    }

    void isWellFormed()
    {
        QFETCH(QByteArray, html);
        QVERIFY(html.startsWith("<!DOCTYPE html>"));
        const Page page = read(html);
        QCOMPARE(page.error, QString());
        QCOMPARE(QSet<QString>(page.ids.begin(), page.ids.end()).size(), page.ids.size());
        for (const QString &anchor : page.anchors) {
            QVERIFY2(anchor.startsWith(u'#') && page.ids.contains(anchor.sliced(1)), qPrintable(anchor));
        }
    }

    /// HTML ends "<p/>" at the end of the page, so only elements without content may be written so.
    void onlyEmptyElementsCloseThemselves()
    {
        const QString html =
            QString::fromUtf8(report::html(fakes::builtInAssessment(u"learnify-api"_s), signedContext()));
        static const QRegularExpression selfClosed(u"<([a-z0-9]+)[^<>]*/>"_s);
        const QSet<QString> allowed{u"meta"_s, u"col"_s, u"path"_s, u"circle"_s, u"line"_s, u"rect"_s, u"use"_s};
        for (auto it = selfClosed.globalMatch(html); it.hasNext();) {
            const QString tag = it.next().captured(1);
            QVERIFY2(allowed.contains(tag), qPrintable(tag));
        }
        static const QRegularExpression closed(u"</(meta|col|br|hr|img|input|link)>"_s);
        QVERIFY(!closed.match(html).hasMatch());
    }

    void loadsNothingAndRunsNothing()
    {
        const Page page = read(report::html(fakes::builtInAssessment(u"learnify-api"_s), signedContext()));
        for (const QString &element : {u"script"_s, u"img"_s, u"link"_s, u"iframe"_s, u"object"_s, u"form"_s}) {
            QVERIFY2(!page.elements.contains(element), qPrintable(element));
        }
        for (const auto &[name, value] : page.attributes) {
            QVERIFY2(!name.startsWith(u"on"_s) && name != u"src"_s, qPrintable(name));
            QVERIFY2(name == u"xmlns"_s || !value.contains(u"//"_s), qPrintable(value));
        }
        const QString style = report::htmlStyle();
        QVERIFY(!style.contains(u"url("_s) && !style.contains(u"@import"_s));
        for (const QChar c : u"<>&\""_s) {
            QVERIFY2(!style.contains(c), qPrintable(QString(c)));
        }
        QVERIFY(style.contains(u"prefers-color-scheme:dark"_s));
        QVERIFY(style.contains(u"@media print"_s));
    }

    void saysEverything()
    {
        const Assessment assessment = fakes::builtInAssessment(u"learnify-api"_s);
        const QString text = read(report::html(assessment, signedContext())).text;
        QVERIFY(text.contains(u"NO-GO"_s));
        QVERIFY(text.contains(u"52.1"_s));
        QVERIFY(text.contains(u"2026-11-21 02:00:00 UTC"_s));
        for (const AssessedItem &item : assessment.items) {
            QVERIFY2(text.contains(item.item->title.simplified()), qPrintable(item.item->title));
            QVERIFY2(text.contains(item.item->id), qPrintable(item.item->id));
        }
        for (const QString &condition : assessment.conditions) {
            QVERIFY2(text.contains(condition.simplified()), qPrintable(condition));
        }
        QVERIFY(text.contains(u"signed: learnify-api.json, SHA-256 "_s + QString(64, u'a')));
        QVERIFY(text.contains(u"score 91.2"_s));
        QVERIFY(text.contains(u"1 item drifted"_s));
        QVERIFY(text.contains(u"2026-11-20 23:00:00 UTC"_s));
    }

    void hostileTextIsOnlyText_data() { hostileTexts(); }

    void hostileTextIsOnlyText()
    {
        QFETCH(QString, text);
        const Assessment assessment = fakes::hostileAssessment(text);
        const Page page = read(report::html(assessment, {.program = text}));
        const Page harmless = read(report::html(fakes::hostileAssessment(u"x"_s), {.program = u"x"_s}));
        QCOMPARE(page.error, QString());
        // Not one element or attribute more than with harmless text.
        QCOMPARE(page.elements, harmless.elements);
        QCOMPARE(page.attributes.size(), harmless.attributes.size());
        for (const QString &said : {assessment.items[0].item->title, assessment.items[1].waiver->reason,
                                    assessment.items[2].notApplicable->reason, assessment.service}) {
            QVERIFY2(page.text.contains(report::plain(said).simplified()), qPrintable(said));
        }
    }
};

QTEST_GUILESS_MAIN(ReportHtmlTest)
#include "tst_reporthtml.moc"
