// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/difference.h"

#include "tests/models/readiness/somedocument.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using ItemRecord = Document::ItemRecord;
using enum ItemResult;

namespace {

ItemRecord item(const QString &id, ItemResult result, const QString &observed = {})
{
    return {.id = id,
            .title = u"Title of "_s + id,
            .category = u"c"_s,
            .severity = u"high"_s,
            .weight = 7.5,
            .result = result,
            .observed = observed,
            .target = u"≤ 200 ms"_s};
}

Document documentOf(std::vector<ItemRecord> items, Timestamp at = test::someTime())
{
    return {.profile = u"p"_s, .service = u"s"_s, .at = at, .items = std::move(items)};
}

Difference between(const ItemRecord &before, const ItemRecord &after)
{
    return differenceOf(documentOf({before}), documentOf({after}, test::someTime() + 1h));
}

QStringList idsOf(const Difference &difference)
{
    QStringList ids;
    for (const ItemChange &change : difference.items) {
        ids += change.id;
    }
    return ids;
}

} // namespace

class DifferenceTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sameDocumentHasNone()
    {
        const Document document = test::someDocument();
        const Difference difference = differenceOf(document, document);
        QVERIFY(difference.items.empty() && difference.categories.empty());
        QCOMPARE(difference.scoreBefore, difference.scoreAfter);
    }

    void saysWhatChangedOfScoresAndVerdict()
    {
        const Document before = test::someDocument();
        Document after = before;
        after.score = 91.0;
        after.verdict = Verdict::Go;
        after.categories[0].score = 98.0;
        after.categories[1].name = u"Safety"_s;
        const Difference difference = differenceOf(before, after);
        QCOMPARE(difference.verdictBefore, Verdict::Conditional);
        QCOMPARE(difference.verdictAfter, Verdict::Go);
        QCOMPARE(difference.scoreBefore, before.score);
        QCOMPARE(difference.scoreAfter, std::optional(91.0));
        const std::vector<Difference::CategoryChange> expected{
            {u"Observability"_s, 95.0, 98.0}, {u"Safety"_s, {}, 79.1}, {u"Security"_s, 79.1, {}}};
        QCOMPARE(difference.categories, expected);
    }

    void figuresThatLeadToTheSameResultAreNoChange()
    {
        QVERIFY(between(item(u"a"_s, Pass, u"140 ms"_s), item(u"a"_s, Pass, u"142 ms"_s)).items.empty());
    }

    void saysWhy_data()
    {
        QTest::addColumn<ItemRecord>("before");
        QTest::addColumn<ItemRecord>("after");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, const ItemRecord &before, const ItemRecord &after, const QString &why) {
            QTest::newRow(name) << before << after << why;
        };
        const Timestamp day = std::chrono::sys_days(std::chrono::year(2026) / 12 / 24);
        const auto with = [](ItemRecord record, auto change) {
            change(record);
            return record;
        };
        const auto waived = [&](Timestamp until) {
            return with(item(u"a"_s, Waived),
                        [&](ItemRecord &r) { r.waiver = Waiver{u"Ana"_s, u"Vault in Q1"_s, until}; });
        };
        const ItemRecord pass = item(u"a"_s, Pass, u"142 ms"_s);
        const ItemRecord fail = item(u"a"_s, Fail, u"412 ms"_s);
        const ItemRecord unknown =
            with(item(u"a"_s, Unknown), [](ItemRecord &r) { r.reason = u"no series has come"_s; });
        const ItemRecord absent = with(item(u"a"_s, ItemResult::NotApplicable), [](ItemRecord &r) {
            r.notApplicable = readiness::NotApplicable{u"There is no cache."_s, u"Ana"_s};
        });
        row("observed", pass, fail, u"412 ms was observed after 142 ms; the target is ≤ 200 ms."_s);
        row("observed for the first time", unknown, fail, u"412 ms was observed; the target is ≤ 200 ms."_s);
        row("observed without a target", pass, with(fail, [](ItemRecord &r) { r.target.clear(); }),
            u"412 ms was observed after 142 ms."_s);
        row("unknown", pass, unknown, u"no series has come."_s);
        row("unknown without a reason", pass, item(u"a"_s, Unknown), u"Nothing was observed any more."_s);
        row("waived", fail, waived(day), u"Ana answers for it until 2026-12-24: Vault in Q1."_s);
        row("waiver expired", waived(test::someTime() + 30min),
            with(fail, [](ItemRecord &r) { r.waiver = Waiver{u"Ana"_s, u"Vault in Q1"_s, test::someTime() + 30min}; }),
            u"The waiver of Ana expired on 2026-11-21."_s);
        row("waiver lifted", waived(day), fail, u"The waiver of Ana was lifted."_s);
        row("done while waived", waived(day), pass, u"142 ms was observed; the target is ≤ 200 ms."_s);
        row("waiver prolonged", waived(day), waived(day + 24h), u"Ana answers for it until 2026-12-25: Vault in Q1."_s);
        row("waiver expired on something unknown",
            with(unknown, [&](ItemRecord &r) { r.waiver = Waiver{u"Ana"_s, u"x"_s, day}; }), unknown,
            u"The waiver of Ana was lifted."_s);
        row("not applicable", fail, absent, u"It does not concern this service: There is no cache."_s);
        row("applicable again", absent, fail, u"It concerns this service again."_s);
        row("another reason why not applicable", absent,
            with(absent, [](ItemRecord &r) { r.notApplicable->reason = u"It sleeps"_s; }),
            u"It does not concern this service: It sleeps."_s);
        row("reworded", pass,
            with(pass,
                 [](ItemRecord &r) {
                     r.title = u"Other"_s;
                     r.statement = u"p99"_s;
                 }),
            u"The profile changed its title, the evidence it asks for."_s);
        row("weighs more", pass,
            with(pass,
                 [](ItemRecord &r) {
                     r.severity = u"critical"_s;
                     r.weight = 10;
                     r.blocker = true;
                 }),
            u"The profile changed its severity, whether it is a blocker, its weight."_s);
        row("explained otherwise", pass, with(pass, [](ItemRecord &r) { r.fix = u"Turn it on"_s; }),
            u"The profile describes it in other words."_s);
    }

    void saysWhy()
    {
        QFETCH(ItemRecord, before);
        QFETCH(ItemRecord, after);
        const Difference difference = between(before, after);
        QCOMPARE(difference.items.size(), 1U);
        const ItemChange &change = difference.items.front();
        QTEST(change.why, "why");
        QCOMPARE(change.title, after.title);
        QCOMPARE(change.before, std::optional(before.result));
        QCOMPARE(change.after, std::optional(after.result));
        QCOMPARE(change.observedBefore, before.observed);
        QCOMPARE(change.observedAfter, after.observed);
        QCOMPARE(change.textChanged,
                 before.title != after.title || before.fix != after.fix || before.severity != after.severity);
    }

    void itemsComeAndGo()
    {
        const Difference difference =
            differenceOf(documentOf({item(u"old"_s, Fail)}), documentOf({item(u"new"_s, Unknown)}));
        QCOMPARE(idsOf(difference), (QStringList{u"new"_s, u"old"_s}));
        QVERIFY(!difference.items[0].before);
        QCOMPARE(difference.items[0].why, u"The profile did not have this item."_s);
        QVERIFY(!difference.items[1].after);
        QCOMPARE(difference.items[1].why, u"The profile no longer has this item."_s);
    }

    void worstTurnComesFirst()
    {
        ItemRecord blocker = item(u"blocker"_s, Fail);
        blocker.blocker = true;
        const Document before = documentOf({item(u"better"_s, Fail), item(u"reworded"_s, Pass), item(u"half"_s, Pass),
                                            item(u"unknown"_s, Pass), item(u"fail"_s, Pass), item(u"fail2"_s, Pass),
                                            item(u"blocker"_s, Pass), item(u"best"_s, Fail)});
        ItemRecord reworded = item(u"reworded"_s, Pass);
        reworded.title = u"x"_s;
        const Document after =
            documentOf({item(u"better"_s, Partial), reworded, item(u"half"_s, Partial), item(u"unknown"_s, Unknown),
                        item(u"fail"_s, Fail), item(u"fail2"_s, Fail), blocker, item(u"best"_s, Pass)});
        QCOMPARE(idsOf(differenceOf(before, after)),
                 (QStringList{u"blocker"_s, u"fail"_s, u"fail2"_s, u"unknown"_s, u"half"_s, u"reworded"_s, u"better"_s,
                              u"best"_s}));
    }
};

QTEST_GUILESS_MAIN(DifferenceTest)
#include "tst_difference.moc"
