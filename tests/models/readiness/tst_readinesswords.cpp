// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/words.h"

#include "tests/models/readiness/readinessfixture.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Blockers named "Title of 0", "Title of 1", …, and one item that is none.
Profile blockers(int count)
{
    std::vector<Item> items;
    for (int i = 0; i < count; ++i) {
        items.push_back(fixture::item(QString::number(i), Severity::High, true));
    }
    items.push_back(fixture::item(u"other"_s, Severity::Critical));
    return fixture::profile({fixture::category(u"A"_s, std::move(items))});
}

QStringList why(const Profile &profile, QByteArrayView letters)
{
    const Assessment assessment = fixture::assessed(profile, letters);
    return {assessment.why.begin(), assessment.why.end()};
}

} // namespace

class ReadinessWordsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void conditions_data()
    {
        QTest::addColumn<char>("letter");
        QTest::addColumn<QStringList>("evidence"); // observed, target, reason
        QTest::addColumn<QString>("condition");
        const auto row = [](const char *name, char letter, const QStringList &evidence, const QString &condition) {
            QTest::newRow(name) << letter << evidence << condition;
        };
        row("a fail", 'f', {u"404"_s, u"200"_s, u""_s}, u"Health answers: 404 instead of 200"_s);
        row("only observed", 'f', {u"0 of 3 headers"_s, u""_s, u"None is there"_s},
            u"Health answers: 0 of 3 headers"_s);
        row("only a reason", 'f', {u""_s, u""_s, u"The drill deviated"_s}, u"Health answers: The drill deviated"_s);
        row("nothing", 'f', {u""_s, u""_s, u""_s}, u"Health answers: not fulfilled"_s);
        row("partly", 't', {u"445 ms"_s, u"≤ 200 ms"_s, u""_s},
            u"Health answers: only partly, 445 ms instead of ≤ 200 ms"_s);
        row("partly, observed", 't', {u"1 of 2"_s, u""_s, u""_s}, u"Health answers: only partly, 1 of 2"_s);
        row("partly, nothing", 't', {u""_s, u""_s, u""_s}, u"Health answers: only partly fulfilled"_s);
        row("unknown", 'u', {u""_s, u"200"_s, u""_s}, u"Health answers: unknown"_s);
        row("unknown with a reason", 'u', {u"404"_s, u"200"_s, u"No instance answers"_s},
            u"Health answers: unknown (No instance answers)"_s);
        row("waived", 'w', {u"404"_s, u"200"_s, u""_s},
            u"Health answers is waived by ada until 2026-11-22 02:00:00 UTC: a migration is under way"_s);
        row("what looks like a place for an argument", 'f', {u"%3 and %1"_s, u"%2"_s, u""_s},
            u"Health answers: %3 and %1 instead of %2"_s);
    }

    void conditions()
    {
        QFETCH(char, letter);
        QFETCH(QStringList, evidence);
        QFETCH(QString, condition);
        Item item = fixture::item(u"health"_s);
        item.title = u"Health answers"_s;
        ItemFacts facts = fixture::facts(QByteArray(1, letter)).front();
        facts.evidence.observed = evidence[0];
        facts.evidence.target = evidence[1];
        facts.evidence.reason = evidence[2];
        Profile profile = fixture::profile({fixture::category(u"A"_s, {item})});
        const Assessment assessment = assess(fixture::shared(std::move(profile)), {facts}, {}, {}, fixture::now);
        QCOMPARE(assessment.conditions, QStringList{condition});
        QCOMPARE(conditionOf(assessment.items[0]), condition);
    }

    void aDayIsADay()
    {
        Item item = fixture::item(u"a"_s);
        item.waiver = Waiver{u"grace"_s, u"the vendor mends it"_s, fixture::now + 22h};
        Profile profile = fixture::profile({fixture::category(u"A"_s, {item})});
        QCOMPARE(fixture::assessed(std::move(profile), "f").conditions,
                 QStringList{u"Title of a is waived by grace until 2026-11-22: the vendor mends it"_s});
    }

    void verdicts_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArray>("letters");
        QTest::addColumn<QStringList>("said");
        const auto row = [](const char *name, int count, const char *letters, const QStringList &said) {
            QTest::newRow(name) << count << QByteArray(letters) << said;
        };
        row("GO", 1, "pp", {u"No blocker is open and the score of 100.0 reaches the gate of 90."_s});
        row("one blocker", 3, "fppp",
            {u"One blocker is open: Title of 0."_s, u"The score of 76.9 is below the gate of 90."_s});
        row("several blockers", 3, "ftpp",
            {u"2 blockers are open: Title of 0, Title of 1."_s, u"The score of 65.3 is below the gate of 90."_s});
        row("below the floor", 1, "pf", {u"The score of 42.8 is below the floor of 60."_s});
        row("a waived blocker", 3, "ppwp",
            {u"The score of 76.9 is below the gate of 90."_s, u"One blocker is waived: Title of 2."_s});
        row("two waived", 5, "ppwwpp",
            {u"The score of 68.4 is below the gate of 90."_s, u"2 blockers are waived: Title of 2, Title of 3."_s});
        row("one unknown", 1, "pu",
            {u"The score of 42.8 is below the floor of 60."_s, u"One of 2 items is unknown."_s});
        row("several unknown", 3, "unuu",
            {u"2 blockers are open: Title of 0, Title of 2."_s, u"The score of 0.0 is below the floor of 60."_s,
             u"3 of 3 items are unknown."_s});
        row("nothing scores", 1, "nn", {u"Nothing scores, so there is no score to judge by."_s});
        row("many", 12, "ffffffffffffp",
            {u"12 blockers are open: Title of 0, Title of 1, Title of 2, Title of 3, Title of 4, Title of 5, Title of "
             u"6, "
             "Title of 7, and 4 more."_s,
             u"The score of 10.0 is below the floor of 60."_s});
        row("not so many", 9, "fffffffffp",
            {u"9 blockers are open: Title of 0, Title of 1, Title of 2, Title of 3, Title of 4, Title of 5, Title of "
             u"6, "
             "Title of 7, Title of 8."_s,
             u"The score of 12.9 is below the floor of 60."_s});
    }

    void verdicts()
    {
        QFETCH(int, count);
        QFETCH(QByteArray, letters);
        QFETCH(QStringList, said);
        QCOMPARE(why(blockers(count), letters), said);
    }

    void conditionsOfTheProfile()
    {
        Profile profile = blockers(1);
        profile.gate = 92.5;
        profile.conditions = QStringList{u"One region only"_s};
        QCOMPARE(why(profile, "pp"), QStringList{u"The profile states one condition."_s});
        profile.conditions += u"No traffic from partners"_s;
        QCOMPARE(why(profile, "pp"), QStringList{u"The profile states 2 conditions."_s});
        profile.conditions.clear();
        QCOMPARE(why(profile, "pp"),
                 QStringList{u"No blocker is open and the score of 100.0 reaches the gate of 92.5."_s});
    }
};

QTEST_APPLESS_MAIN(ReadinessWordsTest)
#include "tst_readinesswords.moc"
