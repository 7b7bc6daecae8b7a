// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/document.h"

#include "models/readiness/difference.h"
#include "models/readiness/drift.h"
#include "tests/models/journal/randomjson.h"
#include "tests/models/readiness/someassessment.h"
#include "tests/models/readiness/somedocument.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::hexOf;
using test::someAssessment;
using test::someDocument;
using test::someTime;

namespace {

QByteArray bytesOf(const Document &document)
{
    const Result<QByteArray> bytes = documentBytes(document);
    if (!bytes) {
        qWarning("%s", qPrintable(bytes.error().message));
    }
    return bytes.value_or(QByteArray());
}

Document randomDocument(RandomJson &random)
{
    const auto maybe = [&random](auto value) { return random.below(2) == 0 ? std::optional(value) : std::nullopt; };
    const auto time = [&random] { return someTime() + Duration{random.below(2'000'000'000)}; };
    const auto hex = [&random] { return random.below(2) == 0 ? QByteArray() : hexOf(random.text().toUtf8()); };
    Document document{.profile = u"p"_s + random.text(),
                      .title = random.text(),
                      .profileSha256 = hex(),
                      .service = random.text(),
                      .environment = random.text(),
                      .at = time(),
                      .verdict = static_cast<Verdict>(random.below(3)),
                      .score = maybe(random.number()),
                      .gate = random.number(),
                      .floor = random.finite(),
                      .applicable = random.below(1000),
                      .unknown = random.below(1000),
                      .reason = random.text()};
    for (int i = random.below(4); i > 0; --i) {
        document.conditions += random.text();
        document.why += random.text();
        document.roles += u"role-%1"_s.arg(i);
        document.categories.push_back({.name = random.text() + QString::number(i),
                                       .score = maybe(random.number()),
                                       .weight = random.number(),
                                       .assessed = maybe(random.finite()),
                                       .blocks = random.below(2) == 0});
    }
    for (int i = random.below(6); i > 0; --i) {
        Document::ItemRecord item{.id = random.text() + QString::number(i),
                                  .title = random.text(),
                                  .category = random.text(),
                                  .severity = severityName(static_cast<Severity>(random.below(4))),
                                  .blocker = random.below(2) == 0,
                                  .weight = random.number(),
                                  .result = static_cast<ItemResult>(random.below(6)),
                                  .kind = random.text(),
                                  .statement = random.text(),
                                  .observed = random.text(),
                                  .target = random.text(),
                                  .reason = random.text(),
                                  .value = maybe(random.finite()),
                                  .takenAt = maybe(time()),
                                  .expires = maybe(time()),
                                  .rawSha256 = hex(),
                                  .keptSha256 = hex(),
                                  .effortHours = random.below(100) / 2.0,
                                  .effortAssumed = random.below(2) == 0,
                                  .owner = random.text(),
                                  .fix = random.text(),
                                  .description = random.text()};
        item.waiver = maybe(Waiver{random.text(), random.text(), time()});
        item.notApplicable = maybe(NotApplicable{random.text(), random.text()});
        document.items.push_back(item);
    }
    return document;
}

} // namespace

class DocumentTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingIsRecorded()
    {
        const Assessment assessment = someAssessment();
        const Document document = documentOf(assessment);
        QCOMPARE(document.profile, u"checkout"_s);
        QCOMPARE(document.title, u"Checkout"_s);
        QCOMPARE(document.profileSha256, hexOf("yaml"));
        QCOMPARE(document.service, u"checkout"_s);
        QCOMPARE(document.environment, u"staging"_s);
        QCOMPARE(document.at, someTime());
        QCOMPARE(document.verdict, Verdict::NoGo);
        QVERIFY(document.score.has_value());
        QCOMPARE(document.score, assessment.score);
        QCOMPARE(document.gate, 92.5);
        QCOMPARE(document.floor, 55.0);
        QCOMPARE(document.applicable, 2);
        QCOMPARE(document.unknown, 1);
        QCOMPARE(document.conditions, assessment.conditions);
        QCOMPARE(document.conditions.size(), 2);
        QCOMPARE(document.roles, (QStringList{u"architecture"_s, u"security"_s}));
        QCOMPARE(document.why, QStringList(assessment.why.begin(), assessment.why.end()));
        QVERIFY(!document.why.isEmpty());
        QVERIFY(document.reason.isEmpty());
        const std::vector<Document::CategoryRecord> categories{
            {.name = u"Performance"_s, .score = 0.0, .weight = 2, .blocks = true},
            {.name = u"Process"_s, .score = 40.0, .weight = 1, .assessed = 40.0}};
        QCOMPARE(document.categories, categories);
        QCOMPARE(documentFrom(bytesOf(document)), document);
    }

    void everyItemIsRecorded()
    {
        const Document document = documentOf(someAssessment());
        QCOMPARE(document.items.size(), 3U);
        const Document::ItemRecord latency{.id = u"latency"_s,
                                           .title = u"Fast enough"_s,
                                           .category = u"Performance"_s,
                                           .severity = u"high"_s,
                                           .blocker = true,
                                           .weight = 7.5,
                                           .result = ItemResult::Fail,
                                           .kind = u"query"_s,
                                           .statement = u"p95 is < 0.2 in seconds"_s,
                                           .observed = u"412 ms"_s,
                                           .target = u"≤ 200 ms"_s,
                                           .reason = u"on both instances"_s,
                                           .value = 0.412,
                                           .takenAt = someTime() - 2s,
                                           .expires = someTime() + 5min,
                                           .rawSha256 = hexOf("[0.412]"),
                                           .keptSha256 = hexOf("[0.412]"),
                                           .effortHours = 2.5,
                                           .effortAssumed = false,
                                           .owner = u"Payments"_s,
                                           .fix = u"Cache the prices."_s,
                                           .description = u"As promised to the shop."_s};
        QCOMPARE(document.items[0], latency);
        const Document::ItemRecord &runbook = document.items[1];
        QCOMPARE(runbook.result, ItemResult::Unknown);
        QVERIFY(runbook.kind.isEmpty() && runbook.statement.isEmpty() && runbook.rawSha256.isEmpty()
                && runbook.keptSha256.isEmpty() && !runbook.value && !runbook.takenAt);
        QVERIFY(runbook.effortAssumed);
        QCOMPARE(runbook.effortHours, 2.0);
        QCOMPARE(runbook.waiver, (Waiver{u"Ana"_s, u"later"_s, someTime() - 1h}));
        const Document::ItemRecord &cache = document.items[2];
        QCOMPARE(cache.result, ItemResult::NotApplicable);
        QCOMPARE(cache.notApplicable, (NotApplicable{u"there is no cache"_s, u"Ben"_s}));
    }

    void theSameAssessmentYieldsTheSameBytes()
    {
        QCOMPARE(bytesOf(documentOf(someAssessment())), bytesOf(documentOf(someAssessment())));
    }

    void numbersThatAreNoneAreMissing()
    {
        Assessment assessment = someAssessment();
        assessment.score = std::numeric_limits<double>::quiet_NaN();
        assessment.items[0].evidence.value = std::numeric_limits<double>::infinity();
        const Document document = documentOf(assessment);
        QVERIFY(!document.score);
        QVERIFY(!document.items[0].value);
        QVERIFY(documentBytes(document));
    }

    void keptIsWhatTheBundleCanHold_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("sha256");
        QTest::addColumn<bool>("kept");
        QTest::addColumn<QByteArray>("keptSha256");
        const QByteArray whole(maxRawBytes + 10, 'x');
        const QByteArray capped = whole.first(maxRawBytes);
        QTest::newRow("whole") << QByteArray("abc") << hexOf("abc") << true << hexOf("abc");
        QTest::newRow("empty answer") << QByteArray() << hexOf("") << true << hexOf("");
        QTest::newRow("no answer") << QByteArray() << QByteArray() << false << QByteArray();
        QTest::newRow("only its digest, from the journal") << QByteArray() << hexOf("abc") << false << QByteArray();
        QTest::newRow("capped by the collector") << capped << hexOf(whole) << true << hexOf(capped);
        QTest::newRow("not capped by the collector") << whole << hexOf(whole) << true << hexOf(capped);
    }

    void keptIsWhatTheBundleCanHold()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, sha256);
        QFETCH(bool, kept);
        Assessment assessment = someAssessment();
        assessment.items[0].evidence.raw = raw;
        assessment.items[0].evidence.sha256 = sha256;
        QCOMPARE(keptAnswer(assessment.items[0].evidence).has_value(), kept);
        const Document document = documentOf(assessment);
        QCOMPARE(document.items[0].rawSha256, sha256);
        QTEST(document.items[0].keptSha256, "keptSha256");
    }

    void isCanonicalJson()
    {
        const QByteArray bytes = bytesOf(someDocument());
        QVERIFY(bytes.endsWith("}\n"));
        QVERIFY(bytes.startsWith("{\"applicable\":3,\"at\":\"2026-11-21T02:00:00.007Z\",\"categories\":[{"));
        const QJsonObject record = QJsonDocument::fromJson(bytes).object();
        QCOMPARE(record["format"_L1].toString(), u"readyroom-assessment/1"_s);
        QCOMPARE(record["verdict"_L1].toString(), u"CONDITIONAL"_s);
        QCOMPARE(record["score"_L1].toDouble(), 89.96428571428571);
        const QJsonObject tracing = record["items"_L1][1].toObject();
        for (const QString &missing : {u"value"_s, u"taken_at"_s, u"expires"_s, u"raw_sha256"_s, u"kept_sha256"_s,
                                       u"waiver"_s, u"not_applicable"_s, u"owner"_s, u"kind"_s}) {
            QVERIFY2(tracing.contains(missing) && tracing[missing].isNull(), qPrintable(missing));
        }
        QVERIFY(!record["digests"_L1]["items"_L1]["tracing"_L1].toObject().contains("waiver"_L1));
        QCOMPARE(record["digests"_L1]["parts"_L1]["verdict"_L1].toString().toLatin1(), hexOf("\"CONDITIONAL\""));
    }

    /// The bytes are signed and kept for years: what is written of a document never changes within a format.
    void bytesAreStable()
    {
        QFile file(QStringLiteral(READYROOM_TEST_DATA "/signoff/document.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(bytesOf(someDocument()), file.readAll());
    }

    void whatIsWrittenIsReadAgain()
    {
        const Document document = someDocument();
        QCOMPARE(documentFrom(bytesOf(document)), document);
        RandomJson random(7);
        for (int i = 0; i < 300; ++i) {
            const Document one = randomDocument(random);
            const QByteArray bytes = bytesOf(one);
            QVERIFY(!bytes.isEmpty());
            const Result<Document> read = documentFrom(bytes);
            QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
            QVERIFY(*read == one);
            QCOMPARE(bytesOf(*read), bytes);
        }
    }

    /// What assess() makes of any evidence and any decisions can be recorded, and drifts from itself in nothing.
    void everyAssessmentCanBeRecorded()
    {
        RandomJson random(11);
        for (int i = 0; i < 200; ++i) {
            const Assessment assessment = test::randomAssessment(random);
            const Document document = documentOf(assessment);
            const QByteArray bytes = bytesOf(document);
            QVERIFY(!bytes.isEmpty());
            QVERIFY(documentFrom(bytes) == document);
            QCOMPARE(document.items.size(), assessment.items.size());
            QVERIFY(driftOf(document, assessment).empty());
            QVERIFY(differenceOf(document, document).items.empty());
        }
    }

    void cannotBeWritten_data()
    {
        QTest::addColumn<Document>("document");
        const auto row = [](const char *name, auto change) {
            Document document = someDocument();
            change(document);
            QTest::newRow(name) << document;
        };
        static constexpr double infinity = std::numeric_limits<double>::infinity();
        row("half a surrogate pair", [](Document &d) { d.title = QChar(0xd800); });
        row("no number", [](Document &d) { d.score = infinity; });
        row("no number in an item", [](Document &d) { d.items[0].value = -infinity; });
        row("far future", [](Document &d) { d.at = Timestamp{std::chrono::hours(24) * 365 * 8100}; });
        row("far future of a waiver",
            [](Document &d) { d.items[0].waiver->expires = Timestamp{std::chrono::hours(24) * 365 * 8100}; });
        row("an item twice", [](Document &d) { d.items[1].id = d.items[0].id; });
        row("an item without id", [](Document &d) { d.items[1].id.clear(); });
        row("a category twice", [](Document &d) { d.categories[1].name = d.categories[0].name; });
        row("a role twice", [](Document &d) { d.roles += u"security"_s; });
        row("a role that is a path", [](Document &d) { d.roles += u"../../etc/x"_s; });
        row("an option as a role", [](Document &d) { d.roles += u"-f"_s; });
        row("no severity", [](Document &d) { d.items[0].severity.clear(); });
        row("no digest", [](Document &d) { d.items[0].rawSha256 = "ABCD"; });
        row("no digest of the profile", [](Document &d) { d.profileSha256 = "x"; });
        row("no profile", [](Document &d) { d.profile.clear(); });
        row("a negative count", [](Document &d) { d.unknown = -1; });
    }

    void cannotBeWritten()
    {
        QFETCH(Document, document);
        const Result<QByteArray> bytes = documentBytes(document);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, Error::Kind::Parse);
        QVERIFY(bytes.error().message.endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "tst_document.moc"
