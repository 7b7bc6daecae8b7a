// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/queryevidence.h"
#include "models/promql/parser.h"
#include "tests/support/memorystore.h"
#include "tests/support/promqltest.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using series::Labels;

namespace {

constexpr Timestamp now = std::chrono::sys_days{2026y / 11 / 21} + 2h;
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

Threshold threshold(const QString &text)
{
    return parseThreshold(text).value();
}

QueryEvidence spec(const QString &pass, const QString &partial = {}, Duration holdFor = {}, Unit unit = Unit::None)
{
    QueryEvidence made;
    made.expr = u"x"_s;
    made.parsed = promql::parse(made.expr).value();
    made.pass = threshold(pass);
    if (!partial.isEmpty()) {
        made.partial = threshold(partial);
    }
    made.holdFor = holdFor;
    made.unit = unit;
    return made;
}

/// Series in the notation of promtool, one value each ten seconds, the last one now.
QueryFinding judged(const QueryEvidence &query, const QStringList &lines)
{
    test::MemoryStore store;
    for (const QString &text : lines) {
        const test::SeriesLine line = test::parseSeriesLine(text).value();
        const auto count = static_cast<std::int64_t>(line.values.size());
        for (std::int64_t i = 0; i < count; ++i) {
            if (line.values[std::size_t(i)]) {
                store.append(line.labels, toMillis(now - (count - 1 - i) * 10s), *line.values[std::size_t(i)]);
            }
        }
    }
    const promql::EvaluationTime time = evaluationTime(query, now);
    return judgeQuery(
        query, promql::evaluate(*query.parsed, time, store.snapshot(promql::selections(*query.parsed, time))), now);
}

QueryFinding judged(const QueryEvidence &query, promql::Value value)
{
    return judgeQuery(query, promql::QueryResult{std::move(value), {}}, now);
}

} // namespace

class TestQueryEvidence final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QString>("pass");
        QTest::addColumn<QString>("partial");
        QTest::addColumn<QStringList>("series");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QString &pass, const QString &partial, const QStringList &series,
                            const QString &outcome, const QString &observed, const QString &reason = {}) {
            QTest::newRow(name) << pass << partial << series << outcome << observed << reason;
        };
        row("holds", u"< 5"_s, {}, {u"x 4"_s}, u"pass"_s, u"4"_s);
        row("does not hold", u"< 5"_s, {}, {u"x 6"_s}, u"fail"_s, u"6"_s);
        row("on the line", u"< 5"_s, {}, {u"x 5"_s}, u"fail"_s, u"5"_s);
        row("partly", u"< 5"_s, u"< 9"_s, {u"x 6"_s}, u"partial"_s, u"6"_s);
        row("not even partly", u"< 5"_s, u"< 9"_s, {u"x 9"_s}, u"fail"_s, u"9"_s);
        row("the worst of several", u"< 5"_s, {}, {u"x{a=\"1\"} 4"_s, u"x{a=\"2\"} 8"_s, u"x{a=\"3\"} 7"_s}, u"fail"_s,
            u"8"_s, u"worst of 3 series: x{a=\"2\"}"_s);
        row("the lowest is the worst", u">= 0.9"_s, {}, {u"x{a=\"1\"} 0.95"_s, u"x{a=\"2\"} 0.91"_s}, u"pass"_s,
            u"0.91"_s, u"worst of 2 series: x{a=\"2\"}"_s);
        row("a partial among passes", u"< 5"_s, u"< 9"_s, {u"x{a=\"1\"} 1"_s, u"x{a=\"2\"} 6"_s}, u"partial"_s, u"6"_s,
            u"worst of 2 series: x{a=\"2\"}"_s);
        row("labels of the service say nothing", u"< 5"_s, {},
            {u"x{service=\"shop\",environment=\"test\",job=\"shop\",a=\"1\"} 6"_s,
             u"x{service=\"shop\",environment=\"test\",job=\"shop\",a=\"2\"} 4"_s},
            u"fail"_s, u"6"_s, u"worst of 2 series: x{a=\"1\"}"_s);
        row("nothing", u"< 5"_s, {}, {}, u"unknown"_s, {}, u"the expression yields nothing"_s);
        row("ended", u"< 5"_s, {}, {u"x 1 stale"_s}, u"unknown"_s, {}, u"the expression yields nothing"_s);
        row("NaN", u"< 5"_s, {}, {u"x NaN"_s}, u"unknown"_s, {}, u"the value is not a number"_s);
        row("NaN among passes", u"< 5"_s, {}, {u"x{a=\"1\"} NaN"_s, u"x{a=\"2\"} 4"_s}, u"unknown"_s, {},
            u"the value is not a number, worst of 2 series: x{a=\"1\"}"_s);
        row("NaN beside a failure", u"< 5"_s, {}, {u"x{a=\"1\"} NaN"_s, u"x{a=\"2\"} 6"_s}, u"fail"_s, u"6"_s,
            u"worst of 2 series: x{a=\"2\"}"_s);
        row("NaN is not partial", u"< 5"_s, u"< 9"_s, {u"x{a=\"1\"} NaN"_s, u"x{a=\"2\"} 6"_s}, u"unknown"_s, {},
            u"the value is not a number, worst of 2 series: x{a=\"1\"}"_s);
        row("NaN is not unequal", u"!= 5"_s, {}, {u"x NaN"_s}, u"unknown"_s, {}, u"the value is not a number"_s);
        row("endless", u"< 5"_s, {}, {u"x +Inf"_s}, u"fail"_s, u"∞"_s);
    }

    void values()
    {
        QFETCH(QString, pass);
        QFETCH(QString, partial);
        QFETCH(QStringList, series);
        const Evidence evidence = judged(spec(pass, partial), series).evidence;
        QTEST(outcomeName(evidence.outcome), "outcome");
        QTEST(evidence.observed, "observed");
        QTEST(evidence.reason, "reason");
        QCOMPARE(evidence.takenAt, std::optional(now));
        QCOMPARE(evidence.target, targeted(pass));
        QCOMPARE(evidence.value.has_value(), !evidence.observed.isEmpty());
    }

    void valuesThatAreNoVectors()
    {
        const QueryEvidence query = spec(u"< 5"_s);
        QCOMPARE(judged(query, promql::Scalar{toMillis(now), 4.0}).evidence.outcome, Outcome::Pass);
        QCOMPARE(judged(query, promql::Scalar{toMillis(now), notANumber}).evidence.outcome, Outcome::Unknown);
        QCOMPARE(judged(query, promql::Scalar{toMillis(now), -infinity}).evidence.observed, u"−∞"_s);
        const Evidence text = judged(query, promql::String{toMillis(now), "4"}).evidence;
        QCOMPARE(text.outcome, Outcome::Unknown);
        QCOMPARE(text.reason, u"the expression yields neither a number nor an instant vector"_s);
    }

    void anErrorIsUnknown()
    {
        const QueryFinding finding =
            judgeQuery(spec(u"< 5"_s), failure(Error::Kind::Timeout, u"The query took longer than 5 s."_s), now);
        QCOMPARE(finding.evidence.outcome, Outcome::Unknown);
        QCOMPARE(finding.evidence.reason, u"The query took longer than 5 s"_s);
        QCOMPARE(finding.evidence.takenAt, std::optional(now));
        QVERIFY(!finding.wantsHistory);
        QVERIFY(finding.evidence.sha256.isEmpty());
    }

    void history_data()
    {
        QTest::addColumn<QStringList>("series");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("wantsHistory");
        const auto row = [](const char *name, const QStringList &series, const QString &outcome,
                            const QString &observed, const QString &reason = {}, bool wantsHistory = false) {
            QTest::newRow(name) << series << outcome << observed << reason << wantsHistory;
        };
        // Half a minute of `< 5`, partly `< 9`: four samples ten seconds apart.
        row("held", {u"x 4 3 2 1"_s}, u"pass"_s, u"4"_s);
        row("what was before does not count", {u"x 99 4 3 2 1"_s}, u"pass"_s, u"4"_s);
        row("not at the end", {u"x 1 1 1 6"_s}, u"partial"_s, u"6"_s);
        row("not in between", {u"x 1 6 1 1"_s}, u"partial"_s, u"6"_s, u"11 s ago"_s);
        row("failed once", {u"x 1 20 6 1"_s}, u"fail"_s, u"20"_s, u"11 s ago"_s);
        row("too short", {u"x 1 1"_s}, u"unknown"_s, u"1"_s,
            u"the history is only 10 s long, and it has to hold for 30 s"_s, true);
        row("too short, and it fails", {u"x 9 9"_s}, u"unknown"_s, u"9"_s,
            u"the history is only 10 s long, and it has to hold for 30 s"_s, true);
        row("nothing now", {u"x 1 1 1 stale"_s}, u"unknown"_s, {}, u"the expression yields nothing"_s, true);
        row("a gap", {u"x 1 stale 1 1"_s}, u"unknown"_s, u"1"_s,
            u"it has to hold for 30 s, and nothing was measured 11 s ago"_s, true);
        row("one goes, another comes", {u"x{a=\"1\"} 1 1 stale _"_s, u"x{a=\"2\"} 2 2"_s}, u"pass"_s, u"2"_s,
            u"worst of 2 series: x{a=\"2\"}"_s);
        row("NaN once", {u"x 1 NaN 1 1"_s}, u"unknown"_s, {}, u"the value is not a number, 11 s ago"_s);
    }

    void history()
    {
        QFETCH(QStringList, series);
        QFETCH(bool, wantsHistory);
        const QueryFinding finding = judged(spec(u"< 5"_s, u"< 9"_s, 30s), series);
        QTEST(outcomeName(finding.evidence.outcome), "outcome");
        QTEST(finding.evidence.observed, "observed");
        QTEST(finding.evidence.reason, "reason");
        QCOMPARE(finding.evidence.target, u"< 5 for 30 s"_s);
        QCOMPARE(finding.wantsHistory, wantsHistory);
    }

    void moments_data()
    {
        QTest::addColumn<qint64>("holdFor");
        QTest::addColumn<qint64>("step");
        QTest::addColumn<qint64>("steps");
        const auto row = [](const char *name, Duration holdFor, Duration step, qint64 steps) {
            QTest::newRow(name) << qint64(holdFor.count()) << qint64(step.count()) << steps;
        };
        row("at once", {}, 0s, 1);
        row("less than a second", 300ms, 300ms, 2);
        row("half a minute", 30s, 1s, 31);
        row("a minute", 1min, 1s, 61);
        row("five minutes", 5min, 5s, 61);
        row("thirty days", std::chrono::days{30}, 12h, 61);
        row("odd", 61'001ms, 1016ms, 61);
    }

    void moments()
    {
        QFETCH(qint64, holdFor);
        const promql::EvaluationTime time = evaluationTime(spec(u"< 5"_s, {}, Duration{holdFor}), now);
        QTEST(qint64(time.step.count()), "step");
        QTEST(qint64(time.steps()), "steps");
        QVERIFY(time.end == now);
        QVERIFY(holdFor - (time.end - time.start).count() < 61);
    }

    /// Against the definition, on random series without gaps.
    void holdsOnlyIfItHeldAtEveryMoment()
    {
        std::mt19937 random(7);
        std::uniform_int_distribution<int> value(0, 12);
        std::uniform_int_distribution<int> rarely(0, 20);
        int passes = 0;
        for (int round = 0; round < 300; ++round) {
            QStringList lines;
            double highest = 0;
            for (int s = 0; s < 3; ++s) {
                QString line = u"x{a=\"%1\"}"_s.arg(s);
                for (int i = 0; i < 7; ++i) {
                    const int v = rarely(random) == 0 ? value(random) : value(random) % 5;
                    highest = std::max<double>(highest, v);
                    line += u' ' + QString::number(v);
                }
                lines += line;
            }
            const Evidence evidence = judged(spec(u"< 5"_s, u"< 9"_s, 60s), lines).evidence;
            const Outcome expected = highest < 5 ? Outcome::Pass : highest < 9 ? Outcome::Partial : Outcome::Fail;
            QVERIFY2(evidence.outcome == expected, qPrintable(lines.join(u'\n')));
            QCOMPARE(evidence.value, std::optional(highest));
            passes += expected == Outcome::Pass ? 1 : 0;
        }
        QVERIFY(passes > 20 && passes < 280);
    }

    void theAnswerIsKept()
    {
        const Evidence evidence = judged(spec(u"< 5"_s), {u"x{a=\"1\"} 4"_s}).evidence;
        const QJsonDocument json = QJsonDocument::fromJson(evidence.raw);
        QCOMPARE(json[u"data"_s][u"result"_s][0][u"value"_s][1].toString(), u"4"_s);
        QCOMPARE(evidence.sha256.size(), 64);

        QStringList many;
        for (int i = 0; i < 2000; ++i) {
            many += u"x{a=\"%1\"} 4"_s.arg(i);
        }
        const Evidence large = judged(spec(u"< 5"_s), many).evidence;
        QCOMPARE(large.raw.size(), maxRawBytes);
        QVERIFY(large.sha256 != evidence.sha256);
    }

    void units_data()
    {
        QTest::addColumn<int>("unit");
        QTest::addColumn<QString>("pass");
        QTest::addColumn<QString>("series");
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("target");
        const auto row = [](const char *name, Unit unit, const QString &pass, const QString &series,
                            const QString &observed, const QString &target) {
            QTest::newRow(name) << static_cast<int>(unit) << pass << series << observed << target;
        };
        row("seconds", Unit::Seconds, u"<= 0.2"_s, u"x 0.1421"_s, u"142 ms"_s, u"≤ 200 ms"_s);
        row("minutes", Unit::Seconds, u"<= 15m"_s, u"x 600"_s, u"10 min"_s, u"≤ 15 min"_s);
        row("a ratio", Unit::Ratio, u">= 0.9995"_s, u"x 0.9999"_s, u"99.99 %"_s, u"≥ 99.95 %"_s);
        row("per cent", Unit::Percent, u"> 80"_s, u"x 82.44"_s, u"82.4 %"_s, u"> 80 %"_s);
        row("rounding would lie", Unit::Percent, u"> 80"_s, u"x 80.001"_s, u"80.001 %"_s, u"> 80 %"_s);
        row("one digit more is enough", Unit::Ratio, u">= 0.98"_s, u"x 0.979543"_s, u"97.95 %"_s, u"≥ 98 %"_s);
        row("nothing tells them apart", Unit::Ratio, u">= 0.98"_s, u"x 0.97999999"_s, u"98 %"_s, u"≥ 98 %"_s);
        row("a large number", Unit::None, u"< 12345"_s, u"x 12346"_s, u"12346"_s, u"< 12345"_s);
        row("rounding would lie, failing", Unit::Seconds, u"<= 0.2"_s, u"x 0.2004"_s, u"200.4 ms"_s, u"≤ 200 ms"_s);
        row("exactly there", Unit::Seconds, u"<= 0.2"_s, u"x 0.2"_s, u"200 ms"_s, u"≤ 200 ms"_s);
        row("bytes", Unit::Bytes, u"< 512000000"_s, u"x 123456789"_s, u"123 MB"_s, u"< 512 MB"_s);
        row("a rate", Unit::PerSecond, u"> 100"_s, u"x 180.26"_s, u"180/s"_s, u"> 100/s"_s);
        row("days", Unit::Days, u"> 14"_s, u"x 82"_s, u"82 d"_s, u"> 14 d"_s);
        row("hours", Unit::Hours, u"< 4"_s, u"x 2.5"_s, u"2.5 h"_s, u"< 4 h"_s);
        row("a count", Unit::None, u"> 10000"_s, u"x 12400"_s, u"12.4 k"_s, u"> 10000"_s);
    }

    void units()
    {
        QFETCH(int, unit);
        QFETCH(QString, pass);
        QFETCH(QString, series);
        const Evidence evidence = judged(spec(pass, {}, {}, static_cast<Unit>(unit)), {series}).evidence;
        QTEST(evidence.observed, "observed");
        QTEST(evidence.target, "target");
    }

private:
    static QString targeted(const QString &pass)
    {
        return QString(pass).replace(u"<="_s, u"≤"_s).replace(u">="_s, u"≥"_s).replace(u"!="_s, u"≠"_s);
    }
};

QTEST_GUILESS_MAIN(TestQueryEvidence)
#include "tst_queryevidence.moc"
