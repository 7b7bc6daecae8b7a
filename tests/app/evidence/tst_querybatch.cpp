// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/querybatch.h"
#include "models/promql/parser.h"
#include "models/rules/evaluation.h"
#include "models/series/store.h"

#include <QTest>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using series::Labels;

namespace {

constexpr Timestamp now = std::chrono::sys_days{2026y / 11 / 21} + 2h;
const rules::ServiceKey shop{"test", "shop"};

QueryEvidence query(const QString &expr, Duration holdFor = {},
                    QueryEvidence::Scope scope = QueryEvidence::Scope::Service)
{
    QueryEvidence made;
    made.expr = expr;
    made.parsed = promql::parse(expr).value();
    made.pass = parseThreshold(u"< 5").value();
    made.holdFor = holdFor;
    made.scope = scope;
    return made;
}

Profile profileOf(const std::vector<std::optional<EvidenceSpec>> &specs)
{
    Profile profile;
    profile.categories = {{.name = u"A"_s}, {.name = u"B"_s}};
    for (std::size_t i = 0; i < specs.size(); ++i) {
        Item item;
        item.id = u"item-%1"_s.arg(i);
        item.evidence = specs[i];
        profile.categories[i % 2 == 0 ? 0 : 1].items.push_back(std::move(item));
    }
    return profile;
}

Labels labelsOf(const QByteArray &metric, const QByteArray &service, const QByteArray &instance = "1")
{
    return Labels{{"__name__", metric}, {"environment", "test"}, {"service", service}, {"instance", instance}};
}

/// Ten minutes of two metrics of two services.
void fill(series::Store &store)
{
    for (int i = 0; i <= 120; ++i) {
        const std::int64_t t = toMillis(now - (120 - i) * 5s);
        store.append(labelsOf("errors", "shop"), t, 3);
        store.append(labelsOf("errors", "edge"), t, 9);
        store.append(labelsOf("requests_total", "shop"), t, i * 10);
    }
}

} // namespace

class TestQueryBatch final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void narrowsToTheService()
    {
        series::Store store;
        fill(store);
        const QueryBatch batch(profileOf({query(u"errors"_s), query(u"errors"_s, {}, QueryEvidence::Scope::Fleet),
                                          std::nullopt, query(u"sum(errors) + 0"_s), TlsEvidence{}}),
                               shop);
        const QueryBatch::Plan plan = batch.plan(now);
        const auto findings = batch.judge(plan, store.snapshot(plan.requests), {});
        QCOMPARE(findings.size(), std::size_t{3});
        // Category by category: items 0, 2, 4, then 1 and 3.
        QCOMPARE(findings[0].item, std::size_t{0});
        QCOMPARE(findings[0].found.evidence.outcome, Outcome::Pass);
        QCOMPARE(findings[0].found.evidence.observed, u"3"_s);
        QCOMPARE(findings[1].item, std::size_t{3});
        QCOMPARE(findings[1].found.evidence.outcome, Outcome::Fail);
        QCOMPARE(findings[1].found.evidence.observed, u"9"_s);
        QCOMPARE(findings[2].item, std::size_t{4});
        QCOMPARE(findings[2].found.evidence.observed, u"3"_s);
    }

    void asksForTheSameSeriesOnce()
    {
        const QueryBatch batch(
            profileOf({query(u"errors"_s), query(u"errors > 1"_s), query(u"rate(errors[5m])"_s),
                       query(u"errors"_s, 10min), query(u"errors offset 1d"_s), query(u"errors{instance=\"1\"}"_s)}),
            shop);
        const QueryBatch::Plan plan = batch.plan(now);
        // Today's, yesterday's, and those of one instance.
        QCOMPARE(plan.requests.size(), std::size_t{3});
        // The longest of the windows counts: ten minutes, and what the first moment looks back.
        QVERIFY(plan.requests[0].from <= toMillis(now - 14min));
        QCOMPARE(plan.requests[0].to, toMillis(now));
    }

    /// Together as each alone.
    void agreesWithSingleEvaluations_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<int>("minutes");
        for (const QString &expr :
             {u"errors"_s, u"rate(requests_total[1m])"_s, u"max_over_time(errors[5m] offset 1m)"_s,
              u"errors / on() group_left() sum(requests_total)"_s, u"vector(1)"_s, u"nothing"_s, u"time()"_s}) {
            QTest::addRow("%s", qPrintable(expr)) << expr << 0;
            QTest::addRow("%s for 5 min", qPrintable(expr)) << expr << 5;
        }
    }

    void agreesWithSingleEvaluations()
    {
        QFETCH(QString, expr);
        QFETCH(int, minutes);
        series::Store store;
        fill(store);
        const QueryEvidence asked = query(expr, minutes * 1min);
        const QueryBatch batch(profileOf({query(u"errors"_s, 9min), asked, query(u"requests_total"_s)}), shop);
        const QueryBatch::Plan plan = batch.plan(now);
        const auto findings = batch.judge(plan, store.snapshot(plan.requests), {});
        QCOMPARE(findings.size(), std::size_t{3});

        const promql::ExprPtr narrowed = rules::restrictedTo(asked.parsed, shop);
        const promql::EvaluationTime time = evaluationTime(asked, now);
        const QueryFinding alone = judgeQuery(
            asked, promql::evaluate(*narrowed, time, store.snapshot(promql::selections(*narrowed, time))), now);
        QVERIFY(findings[2].found.evidence == alone.evidence);
        QCOMPARE(findings[2].found.wantsHistory, alone.wantsHistory);
    }

    void whatTakesTooLongIsUnknown()
    {
        series::Store store;
        fill(store);
        const QueryBatch batch(profileOf({query(u"sum_over_time(count_over_time(errors[5m:1s])[5m:1s])"_s)}), shop);
        const QueryBatch::Plan plan = batch.plan(now);
        auto ticks = std::make_shared<int>(0);
        const auto clock = [ticks] { return MonotonicTime{Duration{1000 * ++*ticks}}; };
        const auto findings = batch.judge(plan, store.snapshot(plan.requests), {.clock = clock});
        QCOMPARE(findings.size(), std::size_t{1});
        QCOMPARE(findings[0].found.evidence.outcome, Outcome::Unknown);
        QVERIFY(!findings[0].found.evidence.reason.isEmpty());
        const auto small = batch.judge(plan, store.snapshot(plan.requests), {.maxSamples = 10});
        QCOMPARE(small[0].found.evidence.outcome, Outcome::Unknown);
    }

    void aStopLeavesTheRestOut()
    {
        series::Store store;
        fill(store);
        const QueryBatch batch(profileOf({query(u"errors"_s), query(u"errors"_s)}), shop);
        const QueryBatch::Plan plan = batch.plan(now);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(batch.judge(plan, store.snapshot(plan.requests), {.stop = stop.get_token()}).empty());
    }
};

QTEST_GUILESS_MAIN(TestQueryBatch)
#include "tst_querybatch.moc"
