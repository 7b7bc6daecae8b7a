// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/entry.h"
#include "models/readiness/records.h"

#include <QJsonArray>
#include <QTest>

#include <limits>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using journal::EventKind;
using What = Decision::What;
using Says = AttestEvidence::Says;

namespace {

constexpr Timestamp now = std::chrono::sys_days{2026y / 11 / 21} + 2h;

Decision aboutHealth(What what, const QString &text = {})
{
    return {.what = what, .profile = u"shop"_s, .item = u"health"_s, .text = text};
}

Decision waived()
{
    Decision decision = aboutHealth(What::Waive);
    decision.waiver = {u"Ada"_s, u"until the move"_s, now + 24h};
    return decision;
}

Decision attested(Says says, const QString &text, const QString &link, std::optional<Timestamp> expires)
{
    Decision decision = aboutHealth(What::Attest, text);
    decision.says = says;
    decision.link = link;
    decision.expires = expires;
    return decision;
}

journal::Event decided(What what, Timestamp at = now)
{
    Decision decision = aboutHealth(what);
    if (what == What::Waive) {
        decision.waiver = {u"Ada"_s, u"Not before the move"_s, at + 24h};
    }
    if (what == What::NotApplicable || what == What::Note || what == What::Attest) {
        decision.text = u"Behind the mesh"_s;
    }
    journal::Event event = eventOf(decision, u"checkout"_s, u"production"_s, at);
    event.by = {u"ada"_s, u"ws1"_s};
    return event;
}

Recorded after(const std::vector<journal::Event> &events)
{
    Recorded recorded;
    for (const journal::Event &event : events) {
        recorded.apply(event, u"shop"_s, u"checkout"_s);
    }
    return recorded;
}

bool isNothing(const Recorded &recorded)
{
    return recorded.standings.isEmpty() && recorded.evidence.isEmpty();
}

std::shared_ptr<const Profile> profile()
{
    Profile made;
    made.name = u"shop"_s;
    made.categories = {{.name = u"Security"_s}, {.name = u"Empty"_s}};
    made.categories[0].items = {{.id = u"health"_s, .title = u"Health"_s}, {.id = u"tls"_s, .title = u"TLS"_s}};
    return std::make_shared<const Profile>(std::move(made));
}

Assessment assessment()
{
    Assessment made;
    made.profile = profile();
    made.service = u"checkout"_s;
    made.environment = u"production"_s;
    made.at = now;
    const std::vector<Item> &items = made.profile->categories[0].items;
    made.items = {{.item = &items[0], .result = ItemResult::Fail, .evidence = {.observed = u"404"_s}},
                  {.item = &items[1], .result = ItemResult::Pass, .evidence = {.observed = u"TLS 1.3"_s}}};
    made.categories = {{.score = 42.857142857142854}, {}};
    made.score = 42.857142857142854;
    made.verdict = Verdict::NoGo;
    made.applicable = 2;
    return made;
}

} // namespace

Q_DECLARE_METATYPE(readyroom::readiness::Decision)

class TestReadinessRecords final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decisionsSurviveTheJournal_data()
    {
        QTest::addColumn<Decision>("decision");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const Decision &decision, const QString &text) {
            QTest::newRow(name) << decision << text;
        };
        row("waive", waived(), u"health of shop is waived by Ada until 2026-11-22: until the move"_s);
        row("lift", aboutHealth(What::LiftWaiver), u"The waiver of health of shop was lifted"_s);
        row("not applicable", aboutHealth(What::NotApplicable, u"no HTTP"_s),
            u"health of shop does not apply: no HTTP"_s);
        row("applicable", aboutHealth(What::Applicable), u"health of shop applies again"_s);
        row("note", aboutHealth(What::Note, u"seen “once”"_s), u"Note on health of shop: seen “once”"_s);
        row("attest", attested(Says::Partial, u"read the plan"_s, {}, {}),
            u"health of shop is attested as partial: read the plan"_s);
        row("attest until", attested(Says::Fail, u"audited"_s, u"WIKI-7"_s, now + 1h),
            u"health of shop is attested as fail: audited"_s);
    }

    void decisionsSurviveTheJournal()
    {
        QFETCH(Decision, decision);
        const journal::Event event = eventOf(decision, u"checkout"_s, u"production"_s, now);
        QCOMPARE(event.kind, EventKind::ReadinessDecision);
        QCOMPARE(event.service, u"checkout"_s);
        QCOMPARE(event.environment, u"production"_s);
        QTEST(event.text, "text");
        const auto sealed =
            journal::sealed(event, {u"0d6f6f0e-3a55-4b8e-9a51-4d3f0b7c2f10"_s, 1}, journal::chainStart());
        QVERIFY(sealed);
        const auto opened = journal::opened(sealed->bytes);
        QVERIFY(opened);
        QVERIFY(decisionFrom(opened->event) == decision);
    }

    void evidenceSurvivesTheJournal()
    {
        const Evidence measured{.outcome = Outcome::Partial,
                                .observed = u"412 ms"_s,
                                .target = u"≤ 200 ms"_s,
                                .reason = u"p95 of 3,120 requests"_s,
                                .value = 0.412,
                                .takenAt = now,
                                .expires = now + 24h,
                                .raw = "{\"p95\":0.412}",
                                .sha256 = QByteArray(64, 'a')};
        const journal::Event event = eventOf(measured, u"shop"_s, u"load"_s, u"checkout"_s, u"production"_s);
        QCOMPARE(event.kind, EventKind::Evidence);
        QCOMPARE(event.text, u"load of shop was measured, partial: 412 ms"_s);
        const Recorded recorded = after({event});
        Evidence expected = measured;
        expected.raw.clear(); // too large for a journal; its SHA-256 stays
        QVERIFY(recorded.evidence.value(u"load"_s) == expected);
    }

    void numbersThatAreNoneAreLeftOut()
    {
        const Evidence measured{.value = std::numeric_limits<double>::quiet_NaN(), .takenAt = now};
        const journal::Event event = eventOf(measured, u"shop"_s, u"load"_s, u"checkout"_s, {});
        QVERIFY(!event.detail.contains("value"_L1));
        QVERIFY(!after({event}).evidence.value(u"load"_s).value);
    }

    void theLastWordCounts_data()
    {
        QTest::addColumn<QList<int>>("decisions");
        QTest::addColumn<bool>("waived");
        QTest::addColumn<bool>("notApplicable");
        QTest::addColumn<bool>("attested");
        const auto row = [](const char *name, std::initializer_list<What> decisions, bool waived, bool notApplicable,
                            bool attested) {
            QList<int> list;
            for (const What what : decisions) {
                list += static_cast<int>(what);
            }
            QTest::newRow(name) << list << waived << notApplicable << attested;
        };
        row("waived", {What::Waive}, true, false, false);
        row("lifted", {What::Waive, What::LiftWaiver}, false, false, false);
        row("waived again", {What::Waive, What::LiftWaiver, What::Waive}, true, false, false);
        row("lifted what was not", {What::LiftWaiver}, false, false, false);
        row("not applicable", {What::NotApplicable}, false, true, false);
        row("applicable again", {What::NotApplicable, What::Applicable}, false, false, false);
        row("both", {What::Waive, What::NotApplicable}, true, true, false);
        row("a note changes nothing", {What::Waive, What::Note}, true, false, false);
        row("attested", {What::Attest, What::Waive}, true, false, true);
    }

    void theLastWordCounts()
    {
        QFETCH(QList<int>, decisions);
        QFETCH(bool, waived);
        QFETCH(bool, notApplicable);
        QFETCH(bool, attested);
        std::vector<journal::Event> events;
        for (const int what : decisions) {
            events.push_back(decided(static_cast<What>(what), now + 1min * static_cast<int>(events.size())));
        }
        const Recorded recorded = after(events);
        const Standing standing = recorded.standings.value(u"health"_s);
        QCOMPARE(standing.waiver.has_value(), waived);
        QCOMPARE(standing.notApplicable.has_value(), notApplicable);
        QCOMPARE(recorded.evidence.contains(u"health"_s), attested);
    }

    void anAttestationNamesWhoSaidIt()
    {
        const Evidence evidence = after({decided(What::Attest)}).evidence.value(u"health"_s);
        QCOMPARE(evidence.outcome, Outcome::Pass);
        QCOMPARE(evidence.observed, u"attested"_s);
        QCOMPARE(evidence.reason, u"ada: Behind the mesh"_s);
        QCOMPARE(evidence.takenAt, std::optional(now));
        QVERIFY(!evidence.expires);
        QCOMPARE(after({decided(What::NotApplicable)}).standings.value(u"health"_s).notApplicable,
                 (std::optional(NotApplicable{u"Behind the mesh"_s, u"ada"_s})));
    }

    void foreignEventsAreIgnored()
    {
        journal::Event other = decided(What::Waive);
        other.service = u"catalogue"_s;
        QVERIFY(isNothing(after({other})));
        other = decided(What::Waive);
        other.detail.insert(u"profile"_s, u"other"_s);
        QVERIFY(isNothing(after({other})));
        other = decided(What::Waive);
        other.kind = EventKind::Note;
        QVERIFY(isNothing(after({other})));
        QVERIFY(isNothing(after({eventOf(assessment())})));
    }

    void badDetailsAreIgnored_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        const auto row = [](const char *name, What what, const QString &member, const QJsonValue &value) {
            QTest::newRow(name) << static_cast<int>(what) << member << value;
        };
        row("no item", What::Waive, u"item"_s, u""_s);
        row("the item is a number", What::Waive, u"item"_s, 7);
        row("unknown word", What::Waive, u"what"_s, u"forgive"_s);
        row("no owner", What::Waive, u"owner"_s, QJsonValue());
        row("no reason", What::Waive, u"reason"_s, u""_s);
        row("no such day", What::Waive, u"expires"_s, u"2026-13-01T00:00:00.000Z"_s);
        row("no day", What::Waive, u"expires"_s, QJsonValue());
        row("does not apply without reason", What::NotApplicable, u"text"_s, u""_s);
        row("attested without statement", What::Attest, u"text"_s, QJsonArray{u"x"_s});
        row("attested as what", What::Attest, u"says"_s, u"maybe"_s);
    }

    void badDetailsAreIgnored()
    {
        QFETCH(int, what);
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        journal::Event event = decided(static_cast<What>(what));
        QVERIFY(!isNothing(after({event})));
        event.detail.insert(member, value);
        QVERIFY(isNothing(after({event})));
        event.detail.remove(member);
        QVERIFY(isNothing(after({event})));
    }

    void badEvidenceIsIgnored()
    {
        const Evidence measured{.outcome = Outcome::Pass, .takenAt = now, .expires = now + 1h};
        journal::Event event = eventOf(measured, u"shop"_s, u"load"_s, u"checkout"_s, {});
        event.detail.insert(u"expires"_s, u"soon"_s);
        QVERIFY(isNothing(after({event})));
        event.detail.insert(u"expires"_s, u"2026-11-22T00:00:00.000Z"_s);
        event.detail.insert(u"outcome"_s, u"splendid"_s);
        QVERIFY(isNothing(after({event})));
    }

    void assessmentsCanBeComparedLater()
    {
        const journal::Event event = eventOf(assessment());
        QCOMPARE(event.kind, EventKind::Assessment);
        QCOMPARE(event.text, u"checkout is NO-GO by shop: score 42.8, 0 of 2 unknown"_s);
        const std::optional<Document> document = recordedDocument(event);
        QVERIFY(document);
        QCOMPARE(document->verdict, Verdict::NoGo);
        QCOMPARE(document->score, std::optional(42.857142857142854));
        QCOMPARE(document->applicable, 2);
        QCOMPARE(document->categories.size(), std::size_t{1}); // the other one has no score
        QCOMPARE(document->items.size(), std::size_t{2});
        QCOMPARE(document->items[0].id, u"health"_s);
        QCOMPARE(document->items[0].result, ItemResult::Fail);
        QCOMPARE(document->items[0].observed, u"404"_s);
        QCOMPARE(document->items[1].observed, QString()); // what passes needs no reason

        journal::Event bad = event;
        bad.detail.insert(u"verdict"_s, u"PERHAPS"_s);
        QVERIFY(!recordedDocument(bad));
        bad = event;
        bad.detail.insert(u"items"_s, QJsonObject{{u"health"_s, u"green"_s}});
        QVERIFY(!recordedDocument(bad));
        QVERIFY(!recordedDocument(decided(What::Note)));
    }

    void nothingToScoreIsNoZero()
    {
        Assessment made = assessment();
        made.score.reset();
        const journal::Event event = eventOf(made);
        QVERIFY(!event.detail.contains("score"_L1));
        QVERIFY(!recordedDocument(event)->score);
        QCOMPARE(event.text, u"checkout is NO-GO by shop: nothing to score, 0 of 2 unknown"_s);
    }
};

QTEST_GUILESS_MAIN(TestReadinessRecords)
#include "tst_readinessrecords.moc"
