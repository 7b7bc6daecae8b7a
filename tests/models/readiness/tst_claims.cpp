// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/claims.h"

#include "models/promql/parser.h"
#include "tests/models/readiness/readinessfixture.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;

namespace {

using Inputs = QMap<QString, ValueClaim::Input>;

ValueClaim valueClaim(const QString &expr, double claimed, double tolerance = 0.5, const Inputs &inputs = {})
{
    ValueClaim claim{.says = u"…"_s, .claimed = claimed, .tolerance = tolerance, .expr = expr, .parsed = {}};
    claim.parsed = promql::parse(expr).value_or(nullptr);
    claim.inputs = inputs;
    return claim;
}

/// The lines of factsOf() that begin so, sorted.
QStringList lines(const Assessment &assessment, const QString &metric)
{
    QStringList found;
    for (const Fact &fact : factsOf(assessment)) {
        const QString labels = QString::fromUtf8(fact.labels.toText()).replace(u", "_s, u","_s);
        const QString line = labels + u' ' + QString::number(fact.value);
        if (line.startsWith(metric)) {
            found += line;
        }
    }
    found.sort();
    return found;
}

Profile learnify()
{
    Profile profile = fixture::profile({});
    const std::vector<std::pair<QString, double>> assessed{
        {u"Architecture"_s, 90.0}, {u"Performance"_s, 75.0},   {u"Security"_s, 65.0}, {u"Scalability"_s, 60.0},
        {u"Operations"_s, 40.0},   {u"Observability"_s, 20.0}, {u"Testing"_s, 15.0}};
    for (const auto &[name, score] : assessed) {
        Category category = fixture::category(name, {});
        category.assessed = score;
        profile.categories.push_back(category);
    }
    return profile;
}

Profile withItems()
{
    Profile profile = fixture::profile({fixture::category(
        u"Security"_s, {fixture::item(u"tls"_s, Severity::Critical, true), fixture::item(u"hsts"_s, Severity::Low)})});
    profile.categories[0].items[0].tags = QStringList{u"must"_s, u"phase-1"_s};
    profile.categories[0].items[1].effort = 3;
    return profile;
}

} // namespace

class ClaimsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scoresAreFacts()
    {
        Profile profile = learnify();
        profile.categories.push_back(fixture::category(u"Empty"_s, {}));
        profile.phases = {{.name = u"Phase 1"_s}};
        profile.scenarios = {{.name = u"Public API"_s}};
        const Assessment assessment = fixture::assessed(std::move(profile), "");
        QCOMPARE(lines(assessment, u"readiness:category_score"_s).size(), qsizetype{7});
        QVERIFY(lines(assessment, u"readiness:category"_s)
                    .contains(u"readiness:category_score{category=\"Testing\"} 15"_s));
        QCOMPARE(lines(assessment, u"readiness:overall_score"_s), QStringList{u"readiness:overall_score 52.1429"_s});
        QCOMPARE(lines(assessment, u"readiness:phase"_s),
                 QStringList{u"readiness:phase_score{phase=\"Phase 1\"} 52.1429"_s});
        QCOMPARE(lines(assessment, u"readiness:scenario"_s),
                 QStringList{u"readiness:scenario_score{scenario=\"Public API\"} 52.1429"_s});
        QVERIFY(lines(assessment, u"readiness:items"_s).isEmpty());
        QVERIFY(lines(assessment, u"readiness:risks"_s).isEmpty());
        QVERIFY(lines(fixture::assessed(fixture::profile({}), ""), u"readiness:overall_score"_s).isEmpty());
    }

    void itemsAreFacts()
    {
        const Assessment assessment = fixture::assessed(withItems(), "fp");
        QCOMPARE(
            lines(assessment, u"readiness:item_effort_hours"_s),
            (QStringList{
                u"readiness:item_effort_hours{blocker=\"false\",category=\"Security\",id=\"hsts\",severity=\"low\"} 1.5"_s,
                u"readiness:item_effort_hours{blocker=\"true\",category=\"Security\",id=\"tls\",severity=\"critical\","
                "tag_must=\"true\",tag_phase_1=\"true\"} 8"_s}));
        const QStringList counts = lines(assessment, u"readiness:items"_s);
        QCOMPARE(counts.size(), qsizetype{2 * itemResultCount});
        QVERIFY(counts.contains(u"readiness:items{result=\"fail\",severity=\"critical\"} 1"_s));
        QVERIFY(counts.contains(u"readiness:items{result=\"pass\",severity=\"critical\"} 0"_s));
        QVERIFY(counts.contains(u"readiness:items{result=\"pass\",severity=\"low\"} 1"_s));
    }

    void risksAreFacts()
    {
        Profile profile = withItems();
        const QStringList tls{u"tls"_s};
        profile.risks = {{.title = u"1"_s, .now = RiskLevel::Low, .before = RiskLevel::High, .mitigatedBy = tls},
                         {.title = u"2"_s, .now = RiskLevel::Low, .before = RiskLevel::High},
                         {.title = u"3"_s, .now = RiskLevel::Medium}};
        QCOMPARE(lines(fixture::assessed(std::move(profile), "fp"), u"readiness:risks"_s),
                 (QStringList{u"readiness:risks{level=\"high\",when=\"before\"} 2"_s,
                              u"readiness:risks{level=\"high\",when=\"now\"} 1"_s,
                              u"readiness:risks{level=\"low\",when=\"before\"} 0"_s,
                              u"readiness:risks{level=\"low\",when=\"now\"} 1"_s,
                              u"readiness:risks{level=\"medium\",when=\"before\"} 1"_s,
                              u"readiness:risks{level=\"medium\",when=\"now\"} 1"_s}));
    }

    void checksValues_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<double>("claimed");
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<Inputs>("inputs");
        QTest::addColumn<ClaimResult>("result");
        QTest::addColumn<double>("computed");
        const auto row = [](const char *name, const QString &expr, double claimed, double tolerance,
                            const Inputs &inputs, ClaimResult result, double computed) {
            QTest::newRow(name) << expr << claimed << tolerance << inputs << result << computed;
        };
        using enum ClaimResult;
        const QString reduction = u"(readiness:input{name=\"before\"} - ignoring(name) readiness:input{name=\"after\"})"
                                  " / ignoring(name) readiness:input{name=\"before\"} * 100"_s;
        const QString speedup = u"readiness:input{name=\"before\"} / ignoring(name) readiness:input{name=\"after\"}"_s;
        const Inputs rounded{{u"before"_s, {515.0, 0.5}}, {u"after"_s, {33.0, 0.5}}};
        const Inputs exact{{u"before"_s, {515.0, 0.0}}, {u"after"_s, {33.0, 0.0}}};
        row("93.69 % from what was rounded", reduction, 93.69, 0.005, rounded, WithinRounding, 482.0 / 515.0 * 100.0);
        row("93.69 % from exact figures", reduction, 93.69, 0.005, exact, DoesNotHold, 482.0 / 515.0 * 100.0);
        row("93.6 %", reduction, 93.6, 0.05, exact, Holds, 482.0 / 515.0 * 100.0);
        row("15.8 times", speedup, 15.8, 0.05, rounded, WithinRounding, 515.0 / 33.0);
        row("15.8 times from exact figures", speedup, 15.8, 0.05, exact, DoesNotHold, 515.0 / 33.0);
        row("16.2 times is too much", speedup, 16.2, 0.05, rounded, DoesNotHold, 515.0 / 33.0);
        row("only one was rounded", speedup, 15.5, 0.05, {{u"before"_s, {515.0, 0.0}}, {u"after"_s, {33.0, 0.5}}},
            WithinRounding, 515.0 / 33.0);
        row("17 of 18", u"17 / 18 * 100"_s, 94.4, 0.05, {}, Holds, 17.0 / 18.0 * 100.0);
        row("the overall score", u"readiness:overall_score"_s, 66.5, 0.05, {}, DoesNotHold, 365.0 / 7.0);
        row("what follows instead", u"readiness:overall_score"_s, 52.1, 0.05, {}, Holds, 365.0 / 7.0);
        row("a mean over categories", u"avg(readiness:category_score{category=~\"Security|Performance\"})"_s, 70.0,
            0.05, {}, Holds, 70.0);
        row("half a unit off holds", u"66.45 + 0"_s, 66.5, 0.05, {}, Holds, 66.45);
        row("half a unit off, above", u"66.55 + 0"_s, 66.5, 0.05, {}, Holds, 66.55);
        row("more than half a unit", u"66.4499 + 0"_s, 66.5, 0.05, {}, DoesNotHold, 66.4499);
        row("a large figure", u"25745 + 24903"_s, 25746.0, 0.5, {}, DoesNotHold, 50648.0);
        row("a count", u"count(readiness:category_score < 50)"_s, 3.0, 0.5, {}, Holds, 3.0);
        row("a scalar", u"scalar(readiness:overall_score) * 7"_s, 365.0, 0.5, {}, Holds, 365.0);
    }

    void checksValues()
    {
        QFETCH(QString, expr);
        QFETCH(double, claimed);
        QFETCH(double, tolerance);
        QFETCH(Inputs, inputs);
        QFETCH(ClaimResult, result);
        QFETCH(double, computed);
        const std::vector<Fact> facts = factsOf(fixture::assessed(learnify(), ""));
        const Claim claim = valueClaim(expr, claimed, tolerance, inputs);
        const CheckedClaim checked = check(claim, facts, fixture::now);
        QCOMPARE(checked.problem, QString());
        QCOMPARE(checked.claim, &claim);
        QCOMPARE(checked.computed.value_or(-1.0), computed);
        QCOMPARE(claimResultName(checked.result), claimResultName(result));
    }

    void saysWhatCannotBeComputed_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<QString>("problem");
        QTest::newRow("nothing") << u"readiness:category_score{category=\"None\"}"_s
                                 << u"The expression yields nothing."_s;
        QTest::newRow("an unknown input") << u"readiness:input{name=\"x\"}"_s << u"The expression yields nothing."_s;
        QTest::newRow("several") << u"readiness:category_score"_s
                                 << u"The expression yields 7 values instead of one."_s;
        QTest::newRow("no number") << u"0 / 0"_s << u"The expression yields no finite number."_s;
        QTest::newRow("infinity") << u"1 / 0"_s << u"The expression yields no finite number."_s;
        QTest::newRow("text") << u"\"66.5\""_s << u"The expression yields no number."_s;
        QTest::newRow("a range") << u"readiness:overall_score[5m]"_s << u"The expression yields no number."_s;
    }

    void saysWhatCannotBeComputed()
    {
        QFETCH(QString, expr);
        QFETCH(QString, problem);
        const std::vector<Fact> facts = factsOf(fixture::assessed(learnify(), ""));
        const Claim claim = valueClaim(expr, 66.5);
        const CheckedClaim checked = check(claim, facts, fixture::now);
        QCOMPARE(checked.result, ClaimResult::DoesNotHold);
        QVERIFY(!checked.computed);
        QCOMPARE(checked.problem, problem);
    }

    void parsesWhatIsNotParsedYet()
    {
        Claim claim = ValueClaim{.says = u"…"_s, .claimed = 2.0, .expr = u"1 + 1"_s, .parsed = {}};
        QCOMPARE(check(claim, {}, fixture::now).result, ClaimResult::Holds);
        std::get<ValueClaim>(claim).expr = u"1 +"_s;
        QVERIFY(!check(claim, {}, fixture::now).problem.isEmpty());
    }

    /// x·y over a box around nought: the extremes lie in corners that no single input reaches alone.
    void triesAllCorners()
    {
        const Inputs box{{u"x"_s, {0.0, 1.0}}, {u"y"_s, {0.0, 1.0}}, {u"z"_s, {0.0, 1.0}}};
        const QString product =
            u"sum(readiness:input{name=\"x\"}) * sum(readiness:input{name=\"y\"}) * sum(readiness:input{name=\"z\"})"_s;
        const Claim reached = valueClaim(product, 1.2, 0.25, box);
        const Claim missed = valueClaim(product, 1.2, 0.15, box);
        QCOMPARE(check(reached, {}, fixture::now).result, ClaimResult::WithinRounding);
        QCOMPARE(check(missed, {}, fixture::now).result, ClaimResult::DoesNotHold);
    }

    void conflictsAreConflicts()
    {
        Profile profile = withItems();
        profile.claims = {ConflictClaim{.says = QStringList{u"READY"_s, u"CONDITIONALLY READY"_s},
                                        .where = QStringList{u"§1"_s, u"§9"_s}},
                          valueClaim(u"sum(readiness:item_effort_hours{tag_must=\"true\"})"_s, 8.0)};
        const Assessment assessment = fixture::assessed(std::move(profile), "fp");
        QCOMPARE(assessment.claims.size(), std::size_t{2});
        QCOMPARE(assessment.claims[0].result, ClaimResult::Conflict);
        QCOMPARE(assessment.claims[0].claim, &assessment.profile->claims[0]);
        QVERIFY(!assessment.claims[0].computed);
        QCOMPARE(assessment.claims[1].result, ClaimResult::Holds);
    }

    void namesResults()
    {
        QCOMPARE(claimResultName(ClaimResult::Holds), u"holds"_s);
        QCOMPARE(claimResultName(ClaimResult::WithinRounding), u"within_rounding"_s);
        QCOMPARE(claimResultName(ClaimResult::DoesNotHold), u"does_not_hold"_s);
        QCOMPARE(claimResultName(ClaimResult::Conflict), u"conflict"_s);
    }
};

QTEST_APPLESS_MAIN(ClaimsTest)
#include "tst_claims.moc"
