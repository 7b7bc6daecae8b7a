// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/engine.h"
#include "models/promql/parser.h"
#include "tests/support/memorystore.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::promql;

namespace {

constexpr std::int64_t minute = 60'000;

ExprPtr parsed(const QString &text)
{
    const Result<ExprPtr> expr = parse(text);
    return expr ? *expr : nullptr;
}

EvaluationTime range(std::int64_t from, std::int64_t to, std::int64_t step)
{
    return {fromMillis(from), fromMillis(to), Duration{step}};
}

Result<QueryResult> query(const test::MemoryStore &store, const QString &text, const EvaluationTime &time,
                          const EvaluationLimits &limits = {})
{
    const ExprPtr expr = parsed(text);
    Q_ASSERT(expr);
    return evaluate(*expr, time, store.snapshot(selections(*expr, time, limits.lookback)), limits);
}

test::MemoryStore counters(int series, int samples, std::int64_t interval)
{
    test::MemoryStore store;
    for (int s = 0; s < series; ++s) {
        const series::Labels labels{{"__name__", "x"},
                                    {"instance", QByteArray::number(s)},
                                    {"job", "demo"},
                                    {"service", "service-" + QByteArray::number(s % 100)}};
        for (int i = 0; i < samples; ++i) {
            store.append(labels, i * interval, i * 2.0 + s);
        }
    }
    return store;
}

} // namespace

class PromqlEngineTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void selectionsCoverExactlyWhatIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        // Evaluated from 60m to 70m; the left edge of every window is open.
        QTest::newRow("instant") << u"a"_s << qint64(55 * minute + 1) << qint64(70 * minute);
        QTest::newRow("offset") << u"a offset 10m"_s << qint64(45 * minute + 1) << qint64(60 * minute);
        QTest::newRow("range") << u"rate(a[20m])"_s << qint64(40 * minute + 1) << qint64(70 * minute);
        QTest::newRow("range with offset")
            << u"rate(a[20m] offset -1m)"_s << qint64(41 * minute + 1) << qint64(71 * minute);
        QTest::newRow("at") << u"a @ 0"_s << qint64(-5 * minute + 1) << qint64(0);
        QTest::newRow("at end") << u"rate(a[1m] @ end())"_s << qint64(69 * minute + 1) << qint64(70 * minute);
        QTest::newRow("subquery") << u"sum_over_time(a[10m:3m])"_s << qint64(46 * minute + 1) << qint64(69 * minute);
        QTest::newRow("range in subquery")
            << u"max_over_time(rate(a[2m])[10m:1m])"_s << qint64(49 * minute + 1) << qint64(70 * minute);
        QTest::newRow("start in subquery")
            << u"max_over_time(a[10m:1m] @ start())"_s << qint64(46 * minute + 1) << qint64(60 * minute);
    }

    void selectionsCoverExactlyWhatIsRead()
    {
        QFETCH(QString, text);
        QFETCH(qint64, from);
        QFETCH(qint64, to);
        const auto requests = selections(*parsed(text), range(60 * minute, 70 * minute, minute));
        QCOMPARE(requests.size(), std::size_t{1});
        QCOMPARE(requests[0].from, from);
        QCOMPARE(requests[0].to, to);
    }

    void selectionsComeInWrittenOrder()
    {
        const auto requests =
            selections(*parsed(u"topk(scalar(a), b) + sum(rate(c[1m])) / d"_s), EvaluationTime::instant(fromMillis(0)));
        QByteArray names;
        for (const series::SelectRequest &r : requests) {
            names += r.matchers.front().value();
        }
        QCOMPARE(names, QByteArray("abcd"));
    }

    void bareRangeSelectorYieldsItsSamples()
    {
        const test::MemoryStore store = counters(1, 10, minute);
        const auto result = query(store, u"x[2m]"_s, EvaluationTime::instant(fromMillis(5 * minute)));
        QVERIFY(result);
        const auto &matrix = std::get<Matrix>(result->value);
        QCOMPARE(matrix.size(), std::size_t{1});
        QCOMPARE(matrix[0].samples, (std::vector<series::Sample>{{4 * minute, 8.0}, {5 * minute, 10.0}}));
    }

    void subqueryYieldsItsSteps()
    {
        const auto result = query({}, u"vector(time())[2m:1m]"_s, EvaluationTime::instant(fromMillis(3 * minute + 1)));
        QVERIFY(result);
        const auto &matrix = std::get<Matrix>(result->value);
        QCOMPARE(matrix.size(), std::size_t{1});
        QCOMPARE(matrix[0].samples, (std::vector<series::Sample>{{2 * minute, 120.0}, {3 * minute, 180.0}}));
    }

    void rangeAnswersAreOrderedByLabels()
    {
        const test::MemoryStore store = counters(20, 3, minute);
        const auto result = query(store, u"sort_desc(x)"_s, range(0, 2 * minute, minute));
        QVERIFY(result);
        const auto &matrix = std::get<Matrix>(result->value);
        QCOMPARE(matrix.size(), std::size_t{20});
        QVERIFY(std::ranges::is_sorted(matrix, {}, &MatrixSeries::labels));
    }

    void evaluationErrorsHaveAPlace()
    {
        const test::MemoryStore store = counters(2, 3, minute);
        const auto result = query(store, u"1 +\n  (x * on (job) x)"_s, EvaluationTime::instant(fromMillis(0)));
        QVERIFY(!result);
        QCOMPARE(result.error().where, (SourcePosition{{}, 2, 6}));
    }

    void sampleLimitHolds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("selector") << u"x"_s;
        QTest::newRow("function") << u"rate(x[5m])"_s;
        QTest::newRow("aggregation") << u"sum(x)"_s;
        QTest::newRow("join") << u"x + x"_s;
        QTest::newRow("subquery") << u"sum_over_time(x[1h:1ms])"_s;
        QTest::newRow("endless subquery") << u"sum_over_time(vector(1)[290y:1ms])"_s;
    }

    void sampleLimitHolds()
    {
        QFETCH(QString, text);
        const test::MemoryStore store = counters(100, 10, minute);
        EvaluationLimits limits;
        limits.maxSamples = 500;
        const auto result = query(store, text, range(0, 9 * minute, minute), limits);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Limit);
        limits.maxSamples = 100'000'000;
        if (!text.contains(":1ms"_L1)) {
            QVERIFY(query(store, text, range(0, 9 * minute, minute), limits));
        }
    }

    void whatIsLetGoDoesNotCount()
    {
        const test::MemoryStore store = counters(100, 10, minute);
        EvaluationLimits limits;
        limits.maxSamples = 3'000; // one operand of 1,000 cells at a time fits, ten kept would not
        const auto result =
            query(store, QStringList(10, u"sum(x)"_s).join(" + "_L1), range(0, 9 * minute, minute), limits);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    }

    void pointLimitAndWrongTimes()
    {
        const auto points = query({}, u"1"_s, range(0, 20'000, 1));
        QVERIFY(!points);
        QCOMPARE(points.error().kind, Error::Kind::Limit);
        const auto backwards = query({}, u"1"_s, range(10, 0, 1));
        QVERIFY(!backwards);
        QCOMPARE(backwards.error().kind, Error::Kind::Config);
    }

    void deadlineEndsAnEvaluation()
    {
        const test::MemoryStore store = counters(200, 300, 1000);
        EvaluationLimits limits;
        int asked = 0;
        limits.expired = [&] { return ++asked > 3; };
        const auto result = query(store, u"sum(rate(x[5m]))"_s, range(0, 300'000, 1000), limits);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Timeout);
        QCOMPARE(asked, 4);
    }

    void stopTokenEndsAnEvaluation()
    {
        const test::MemoryStore store = counters(200, 300, 1000);
        std::stop_source source;
        EvaluationLimits limits;
        limits.stop = source.get_token();
        int asked = 0;
        limits.expired = [&] {
            ++asked;
            source.request_stop();
            return false;
        };
        const auto result = query(store, u"sum(rate(x[5m]))"_s, range(0, 300'000, 1000), limits);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Cancelled);
        QCOMPARE(asked, 1);
    }

    void deepestExpressionEvaluates()
    {
        const QString text = u"(-"_s.repeated(200) + u"vector(1)"_s + QString(200, u')');
        const auto result = query({}, text, EvaluationTime::instant(fromMillis(0)));
        QVERIFY(result);
        QCOMPARE(std::get<Vector>(result->value).front().v, 1.0);
    }

    void aSnapshotThatIsTooShortIsEmpty()
    {
        const ExprPtr expr = parsed(u"a + b"_s);
        const auto result = evaluate(*expr, EvaluationTime::instant(fromMillis(0)), {});
        QVERIFY(result);
        QVERIFY(std::get<Vector>(result->value).empty());
    }

    void manySeriesAreFast()
    {
        const test::MemoryStore store = counters(100'000, 60, 1000);
        const ExprPtr expr = parsed(u"sum by (service) (rate(x[1m]))"_s);
        const auto time = EvaluationTime::instant(fromMillis(59'000));
        const series::Snapshot snapshot = store.snapshot(selections(*expr, time));
        QElapsedTimer timer;
        timer.start();
        const auto result = evaluate(*expr, time, snapshot);
        qInfo("sum by (service) (rate(x[1m])) over 100,000 series of 60 samples: %lld ms", timer.elapsed());
        QVERIFY(result);
        QCOMPARE(std::get<Vector>(result->value).size(), std::size_t{100});
        QVERIFY(timer.elapsed() < 10'000); // sanitizers; the figure printed above is the one to look at
    }

    void manyStepsAreFast()
    {
        const test::MemoryStore store = counters(1, 3600 + 60, 1000);
        const ExprPtr expr = parsed(u"rate(x[1m])"_s);
        const auto time = range(60'000, 60'000 + 3'599'000, 1000);
        const series::Snapshot snapshot = store.snapshot(selections(*expr, time));
        QElapsedTimer timer;
        timer.start();
        const auto result = evaluate(*expr, time, snapshot);
        qInfo("rate(x[1m]) at 3,600 steps: %lld us", timer.nsecsElapsed() / 1000);
        QVERIFY(result);
        QCOMPARE(std::get<Matrix>(result->value).front().samples.size(), std::size_t{3600});
        QVERIFY(timer.elapsed() < 2'000);
    }
};

QTEST_APPLESS_MAIN(PromqlEngineTest)
#include "tst_promqlengine.moc"
