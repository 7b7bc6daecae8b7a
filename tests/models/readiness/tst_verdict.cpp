// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/verdict.h"

#include "tests/models/readiness/readinessfixture.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;

namespace {

using Indices = std::vector<std::size_t>;

Item tagged(const QString &id, const QStringList &tags, bool blocker = false)
{
    Item item = fixture::item(id, Severity::Medium, blocker);
    item.tags = tags;
    return item;
}

} // namespace

class VerdictTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesVerdicts()
    {
        QCOMPARE(verdictName(Verdict::Go), u"GO"_s);
        QCOMPARE(verdictName(Verdict::Conditional), u"CONDITIONAL"_s);
        QCOMPARE(verdictName(Verdict::NoGo), u"NO-GO"_s);
        for (const Verdict verdict : {Verdict::Go, Verdict::Conditional, Verdict::NoGo}) {
            QCOMPARE(verdictFromName(verdictName(verdict)), std::optional(verdict));
        }
        QVERIFY(!verdictFromName(u"NOGO"));
    }

    void rules_data()
    {
        QTest::addColumn<std::optional<double>>("score");
        QTest::addColumn<int>("open");
        QTest::addColumn<int>("waived");
        QTest::addColumn<int>("conditions");
        QTest::addColumn<Verdict>("verdict");
        const auto row = [](const char *name, std::optional<double> score, int open, int waived, int conditions,
                            Verdict verdict) {
            QTest::newRow(name) << score << open << waived << conditions << verdict;
        };
        row("all well", 95.0, 0, 0, 0, Verdict::Go);
        row("at the gate", 90.0, 0, 0, 0, Verdict::Go);
        row("89.96 is not 90", 89.96, 0, 0, 0, Verdict::Conditional);
        row("at the floor", 60.0, 0, 0, 0, Verdict::Conditional);
        row("below the floor", 59.99, 0, 0, 0, Verdict::NoGo);
        row("an open blocker", 100.0, 1, 0, 0, Verdict::NoGo);
        row("a waived blocker", 100.0, 0, 1, 0, Verdict::Conditional);
        row("one open, one waived", 100.0, 1, 1, 0, Verdict::NoGo);
        row("a waived blocker below the floor", 10.0, 0, 1, 0, Verdict::NoGo);
        row("conditions", 100.0, 0, 0, 2, Verdict::Conditional);
        row("conditions below the floor", 59.0, 0, 0, 2, Verdict::NoGo);
        row("no score", std::nullopt, 0, 0, 0, Verdict::NoGo);
    }

    void rules()
    {
        QFETCH(std::optional<double>, score);
        QFETCH(int, open);
        QFETCH(int, waived);
        QFETCH(int, conditions);
        QFETCH(Verdict, verdict);
        const Grounds grounds{.score = score,
                              .openBlockers = Indices(std::size_t(open)),
                              .waivedBlockers = Indices(std::size_t(waived)),
                              .conditions = conditions};
        QCOMPARE(verdictOf(grounds), verdict);
    }

    void countsBlockersOfTheProfile()
    {
        Profile profile = fixture::profile(
            {fixture::category(u"A"_s, {tagged(u"a"_s, {}, true), tagged(u"b"_s, {}), tagged(u"c"_s, {}, true)}),
             fixture::category(u"B"_s,
                               {tagged(u"d"_s, {}, true), tagged(u"e"_s, {}, true), tagged(u"f"_s, {}, true)})});
        profile.conditions = QStringList{u"It runs in one region only"_s};
        profile.floor = 50;
        profile.gate = 80;
        const Grounds grounds = groundsOf(profile, fixture::results("ffwput"), 70.0);
        QCOMPARE(grounds.openBlockers, (Indices{0, 4, 5}));
        QCOMPARE(grounds.waivedBlockers, Indices{2});
        QCOMPARE(grounds.conditions, qsizetype{1});
        QCOMPARE(grounds.score, std::optional(70.0));
        QCOMPARE(grounds.floor, 50.0);
        QCOMPARE(grounds.gate, 80.0);
        QVERIFY(groundsOf(profile, fixture::results("nfpnpn"), 70.0).openBlockers.empty());
    }

    void aScenarioAsksForMore()
    {
        const Profile profile = fixture::profile(
            {fixture::category(u"A"_s,
                               {tagged(u"a"_s, {u"must"_s}), tagged(u"b"_s, {u"nice"_s}),
                                tagged(u"c"_s, {u"public"_s, u"should"_s}), tagged(u"d"_s, {}, true)})});
        const Scenario scenario{.name = u"Public"_s, .floor = 70.0, .requires_ = QStringList{u"must"_s, u"should"_s}};
        const Grounds grounds = groundsOf(profile, fixture::results("fftf"), 65.0, &scenario);
        QCOMPARE(grounds.openBlockers, (Indices{0, 2, 3}));
        QCOMPARE(grounds.floor, 70.0);
        QCOMPARE(grounds.gate, 90.0);
        QCOMPARE(groundsOf(profile, fixture::results("wfpp"), 65.0, &scenario).waivedBlockers, Indices{0});
        const Scenario nothing{.name = u"Inside"_s, .gate = 60.0};
        QCOMPARE(groundsOf(profile, fixture::results("fftf"), 65.0, &nothing).openBlockers, Indices{3});
        QCOMPARE(verdictOf(groundsOf(profile, fixture::results("fftp"), 65.0, &nothing)), Verdict::Go);
    }
};

QTEST_APPLESS_MAIN(VerdictTest)
#include "tst_verdict.moc"
