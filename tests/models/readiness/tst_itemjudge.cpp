// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/itemjudge.h"

#include "tests/models/readiness/readinessfixture.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using fixture::now;

std::optional<Waiver> waiverUntil(std::optional<Timestamp> expires)
{
    return expires ? std::optional(Waiver{u"ada"_s, u"it moves to the new pool"_s, *expires}) : std::nullopt;
}

std::optional<NotApplicable> notApplicable(bool is)
{
    return is ? std::optional(NotApplicable{u"it has no cache"_s}) : std::nullopt;
}

} // namespace

class ItemJudgeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesResults()
    {
        const QStringList names{u"not_applicable"_s, u"pass"_s, u"waived"_s, u"partial"_s, u"fail"_s, u"unknown"_s};
        QCOMPARE(names.size(), qsizetype(itemResultCount));
        for (int i = 0; i < itemResultCount; ++i) {
            QCOMPARE(itemResultName(static_cast<ItemResult>(i)), names[i]);
            QCOMPARE(itemResultFromName(names[i]), std::optional(static_cast<ItemResult>(i)));
        }
        QVERIFY(!itemResultFromName(u"Pass"));
        QVERIFY(!itemResultFromName(u""));
    }

    void knowsWhatIsOpen()
    {
        for (const ItemResult open : {ItemResult::Partial, ItemResult::Fail, ItemResult::Unknown}) {
            QVERIFY(isOpen(open) && isUnfinished(open));
        }
        for (const ItemResult closed : {ItemResult::NotApplicable, ItemResult::Pass, ItemResult::Waived}) {
            QVERIFY(!isOpen(closed));
            QCOMPARE(isUnfinished(closed), closed == ItemResult::Waived);
        }
    }

    void precedence_data()
    {
        QTest::addColumn<Outcome>("live");
        QTest::addColumn<bool>("waived");
        QTest::addColumn<bool>("notApplies");
        QTest::addColumn<ItemResult>("result");
        QTest::newRow("pass") << Outcome::Pass << false << false << ItemResult::Pass;
        QTest::newRow("partial") << Outcome::Partial << false << false << ItemResult::Partial;
        QTest::newRow("fail") << Outcome::Fail << false << false << ItemResult::Fail;
        QTest::newRow("unknown") << Outcome::Unknown << false << false << ItemResult::Unknown;
        QTest::newRow("a pass needs no waiver") << Outcome::Pass << true << false << ItemResult::Pass;
        QTest::newRow("waived partial") << Outcome::Partial << true << false << ItemResult::Waived;
        QTest::newRow("waived fail") << Outcome::Fail << true << false << ItemResult::Waived;
        QTest::newRow("waived unknown") << Outcome::Unknown << true << false << ItemResult::Waived;
        QTest::newRow("a pass that does not apply") << Outcome::Pass << false << true << ItemResult::NotApplicable;
        QTest::newRow("a fail that does not apply") << Outcome::Fail << false << true << ItemResult::NotApplicable;
        QTest::newRow("waived, does not apply") << Outcome::Fail << true << true << ItemResult::NotApplicable;
    }

    /// It makes no difference whether the profile says so or somebody decided it.
    void precedence()
    {
        QFETCH(Outcome, live);
        QFETCH(bool, waived);
        QFETCH(bool, notApplies);
        QFETCH(ItemResult, result);
        const Standing standing{.waiver = waiverUntil(waived ? std::optional(now + 1h) : std::nullopt),
                                .notApplicable = notApplicable(notApplies)};
        Item item = fixture::item(u"a"_s, Severity::High, true);
        ItemFacts facts = fixture::found(live);
        facts.standing = standing;
        const AssessedItem decided = judged(item, 3, facts, now);
        facts.standing = {};
        item.waiver = standing.waiver;
        item.notApplicable = standing.notApplicable;
        const AssessedItem stated = judged(item, 3, facts, now);
        for (const AssessedItem &assessed : {decided, stated}) {
            QCOMPARE(assessed.result, result);
            QCOMPARE(assessed.live, live);
            QCOMPARE(assessed.item, &item);
            QCOMPARE(assessed.category, std::size_t{3});
            QCOMPARE(assessed.blocks, isOpen(result));
            QCOMPARE(assessed.waiver.has_value(), waived);
            QVERIFY(!assessed.waiverExpired);
        }
    }

    void onlyBlockersBlock()
    {
        const Item item = fixture::item(u"a"_s, Severity::Critical);
        QVERIFY(!judged(item, 0, fixture::found(Outcome::Fail), now).blocks);
    }

    void whatWasDecidedStandsFirst()
    {
        Item item = fixture::item(u"a"_s);
        item.waiver = waiverUntil(now - 1h);
        item.notApplicable = NotApplicable{u"says the profile"_s};
        ItemFacts facts = fixture::found(Outcome::Fail);
        facts.standing.waiver = waiverUntil(now + 1h);
        const AssessedItem assessed = judged(item, 0, facts, now);
        QCOMPARE(assessed.waiver, facts.standing.waiver);
        QVERIFY(!assessed.waiverExpired);
        QCOMPARE(assessed.notApplicable, item.notApplicable);

        facts.standing.notApplicable = NotApplicable{u"says ada"_s, u"ada"_s};
        QCOMPARE(judged(item, 0, facts, now).notApplicable, facts.standing.notApplicable);
    }

    void evidenceExpires_data()
    {
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<Duration>("left");
        QTest::addColumn<Outcome>("live");
        QTest::newRow("in time") << Outcome::Pass << Duration(1) << Outcome::Pass;
        QTest::newRow("at the very moment") << Outcome::Pass << Duration(0) << Outcome::Unknown;
        QTest::newRow("after it") << Outcome::Pass << Duration(-1) << Outcome::Unknown;
        QTest::newRow("a fail expires, too") << Outcome::Fail << Duration(-1) << Outcome::Unknown;
        QTest::newRow("partial") << Outcome::Partial << Duration(-1) << Outcome::Unknown;
    }

    void evidenceExpires()
    {
        QFETCH(Outcome, outcome);
        QFETCH(Duration, left);
        QFETCH(Outcome, live);
        const Item item = fixture::item(u"a"_s);
        ItemFacts facts = fixture::found(outcome);
        facts.evidence.observed = u"404"_s;
        facts.evidence.takenAt = now + left - 5min;
        facts.evidence.expires = now + left;
        const AssessedItem assessed = judged(item, 0, facts, now);
        QCOMPARE(assessed.live, live);
        QCOMPARE(assessed.evidence.outcome, live);
        QCOMPARE(assessed.evidence.observed, u"404"_s);
        QCOMPARE(assessed.evidence.reason.isEmpty(), live != Outcome::Unknown);
    }

    void theReasonNamesTheMoment()
    {
        const Item item = fixture::item(u"a"_s);
        ItemFacts facts = fixture::found(Outcome::Pass);
        facts.evidence.takenAt = now - 5min;
        facts.evidence.expires = now;
        QCOMPARE(judged(item, 0, facts, now).evidence.reason,
                 u"What was found at 2026-11-21 01:55:00 UTC expired at 2026-11-21 02:00:00 UTC"_s);
        facts.evidence.takenAt.reset();
        QCOMPARE(judged(item, 0, facts, now).evidence.reason, u"The evidence expired at 2026-11-21 02:00:00 UTC"_s);
        facts.evidence.outcome = Outcome::Unknown;
        facts.evidence.reason = u"The endpoint does not answer"_s;
        QCOMPARE(judged(item, 0, facts, now).evidence.reason, u"The endpoint does not answer"_s);
    }

    void evidenceWithoutExpiryStays()
    {
        const Item item = fixture::item(u"a"_s);
        QCOMPARE(judged(item, 0, fixture::found(Outcome::Pass), now + 24h * 36500).live, Outcome::Pass);
    }

    void waiversExpire_data()
    {
        QTest::addColumn<Duration>("left");
        QTest::addColumn<ItemResult>("result");
        QTest::newRow("in time") << Duration(1) << ItemResult::Waived;
        QTest::newRow("at the very moment") << Duration(0) << ItemResult::Fail;
        QTest::newRow("after it") << Duration(-1) << ItemResult::Fail;
    }

    void waiversExpire()
    {
        QFETCH(Duration, left);
        QFETCH(ItemResult, result);
        Item item = fixture::item(u"a"_s, Severity::High, true);
        item.waiver = waiverUntil(now + left);
        const AssessedItem assessed = judged(item, 0, fixture::found(Outcome::Fail), now);
        QCOMPARE(assessed.result, result);
        QCOMPARE(assessed.waiverExpired, result == ItemResult::Fail);
        QCOMPARE(assessed.waiver, item.waiver);
        QCOMPARE(assessed.blocks, result == ItemResult::Fail);
    }

    void saysWhenItMayChange_data()
    {
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<int>("evidenceLeft"); // ms; 0: does not expire
        QTest::addColumn<int>("waiverLeft"); // ms; 0: no waiver
        QTest::addColumn<int>("change"); // ms; 0: never
        QTest::newRow("never") << Outcome::Pass << 0 << 0 << 0;
        QTest::newRow("the evidence") << Outcome::Pass << 500 << 0 << 500;
        QTest::newRow("the waiver") << Outcome::Fail << 0 << 700 << 700;
        QTest::newRow("the evidence first") << Outcome::Fail << 500 << 700 << 500;
        QTest::newRow("the waiver first") << Outcome::Fail << 900 << 700 << 700;
        QTest::newRow("expired evidence") << Outcome::Pass << -500 << 0 << 0;
        QTest::newRow("expired evidence, waived") << Outcome::Pass << -500 << 700 << 700;
        QTest::newRow("unknown stays unknown") << Outcome::Unknown << 500 << 0 << 0;
        QTest::newRow("an expired waiver") << Outcome::Fail << 0 << -700 << 0;
    }

    void saysWhenItMayChange()
    {
        QFETCH(Outcome, outcome);
        QFETCH(int, evidenceLeft);
        QFETCH(int, waiverLeft);
        QFETCH(int, change);
        const Item item = fixture::item(u"a"_s);
        ItemFacts facts = fixture::found(outcome);
        if (evidenceLeft != 0) {
            facts.evidence.expires = now + Duration(evidenceLeft);
        }
        facts.standing.waiver = waiverUntil(waiverLeft != 0 ? std::optional(now + Duration(waiverLeft)) : std::nullopt);
        const std::optional<Timestamp> at = changesAt(judged(item, 0, facts, now), now);
        QCOMPARE(at, change != 0 ? std::optional(now + Duration(change)) : std::nullopt);
    }
};

QTEST_APPLESS_MAIN(ItemJudgeTest)
#include "tst_itemjudge.moc"
