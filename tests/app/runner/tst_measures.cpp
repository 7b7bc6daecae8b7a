// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/measures.h"

#include "app/monitor/timesource.h"
#include "app/runner/measurecourse.h"
#include "tests/app/runner/storequeries.h"
#include "tests/support/await.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace readyroom;
using namespace readyroom::runner;
using drills::Activity;
using drills::Comparison;
using drills::Step;
using drills::StepPhase;
using std::chrono::seconds;

namespace {

constexpr Timestamp act = fromMillis(1'800'000'000'000);
constexpr int perSecond = 10;

series::Labels labels(const char *name, const char *service, const char *le = "")
{
    return {{"__name__", name}, {"environment", "staging"}, {"service", service}, {"le", le}};
}

/// Ten requests a second, 40 ms before `act` and 300 ms after it, scraped every five seconds.
void fill(test::MemoryStore &store, const char *service, int factor = 1)
{
    for (int s = -300; s <= 300; s += 5) {
        const std::int64_t t = toMillis(act + seconds{s});
        const double all = factor * perSecond * (s + 300);
        const double fast = factor * perSecond * std::min(s + 300, 300);
        store.append(labels("duration_bucket", service, "0.05"), t, fast);
        store.append(labels("duration_bucket", service, "0.25"), t, fast);
        store.append(labels("duration_bucket", service, "0.5"), t, all);
        store.append(labels("duration_bucket", service, "+Inf"), t, all);
        store.append(labels("service:request_rate", service), t, factor * (s <= 0 ? 10.0 : 5.0));
        store.append(labels("latency", service), t, s <= 0 ? 1.0 + 0.001 * s : 3.0 + 0.001 * s);
    }
}

Activity activityOf(Activity::Type type)
{
    Activity activity;
    activity.type = type;
    return activity;
}

Step actAt(Timestamp at, Activity::Type type = Activity::Type::Action)
{
    return {.phase = StepPhase::Method, .title = u"act"_s, .activity = activityOf(type), .startedAt = at};
}

drills::Run runWith(std::vector<Step> steps)
{
    drills::Run run;
    run.service = u"shop"_s;
    run.experiment.measure = drills::Measure{.histogram = u"duration_bucket"_s, .window = seconds{60}};
    run.steps = std::move(steps);
    return run;
}

fleet::Fleet fleetWithShop()
{
    fleet::Fleet fleet;
    fleet.services.push_back({.name = u"shop"_s, .environment = u"staging"_s, .instances = {}});
    return fleet;
}

constexpr Windows minuteEach{
    .beforeFrom = act - seconds{60}, .beforeTo = act, .afterFrom = act, .afterTo = act + seconds{60}};

bool isNear(double value, double expected, double tolerance)
{
    return std::abs(value - expected) <= tolerance;
}

/// A clock that stands still, so that nothing is ever over by itself.
class StandingTime final : public TimeSource {
public:
    [[nodiscard]] Timestamp now() const override { return at; }
    [[nodiscard]] MonotonicTime monotonic() const override { return MonotonicTime(passed); }
    [[nodiscard]] MonotonicTime boot() const override { return MonotonicTime(passed); }
    Timestamp at = act;
    Duration passed{0};
};

} // namespace

class TestMeasures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void windows_data();
    void windows();
    void subjectOfAService();
    void histogram();
    void values();
    void narrowedToTheService();
    void nothingMeasured();
    void courseOfAHistogram();
    void courseOfValues();
    void courseIsBounded();
    void wrongMeasure_data();
    void wrongMeasure();
    void errorOfAQuestion();
    void sumOfSeries();
    void waitsForTheFirstSamplesAfter();
    void waitsNoLongerThanTwoSamples();
    void stopsWaiting();

private:
    [[nodiscard]] Result<Comparison> compare(test::StoreQueries &queries, const MeasureSubject &subject,
                                             const Windows &windows = minuteEach)
    {
        return test::await(compared(queries, m_pool, subject, windows, {}));
    }
    QThreadPool m_pool;
};

void TestMeasures::windows_data()
{
    QTest::addColumn<std::vector<Step>>("steps");
    QTest::addColumn<int>("now"); // seconds after the act
    QTest::addColumn<int>("beforeTo");
    QTest::addColumn<int>("afterFrom");
    QTest::addColumn<int>("afterTo");

    const Step rollback{.phase = StepPhase::Rollback, .title = u"undo"_s, .startedAt = act + seconds{20}};
    const Step probe = actAt(act - seconds{9}, Activity::Type::Probe);
    const Step waiting{.phase = StepPhase::Method, .title = u"next"_s, .activity = Activity()};
    QTest::newRow("one act, so far") << std::vector{actAt(act)} << 10 << 0 << 0 << 10;
    QTest::newRow("one act, whole window") << std::vector{actAt(act)} << 100 << 0 << 0 << 60;
    QTest::newRow("several acts") << std::vector{actAt(act), actAt(act + seconds{30})} << 40 << 0 << 30 << 40;
    QTest::newRow("what only asks is no act") << std::vector{probe, actAt(act), waiting} << 5 << 0 << 0 << 5;
    QTest::newRow("until it is taken back") << std::vector{actAt(act), rollback} << 50 << 0 << 0 << 20;
    QTest::newRow("a clock set back") << std::vector{actAt(act)} << -10 << 0 << 0 << 0;
}

void TestMeasures::windows()
{
    QFETCH(const std::vector<Step>, steps);
    QFETCH(const int, now);
    QFETCH(const int, beforeTo);
    QFETCH(const int, afterFrom);
    QFETCH(const int, afterTo);

    const std::optional<Windows> windows = windowsOf(runWith(steps), act + seconds{now});
    QVERIFY(windows);
    QCOMPARE(windows->beforeFrom, act + seconds{beforeTo - 60});
    QCOMPARE(windows->beforeTo, act + seconds{beforeTo});
    QCOMPARE(windows->afterFrom, act + seconds{afterFrom});
    QCOMPARE(windows->afterTo, act + seconds{afterTo});

    drills::Run unmeasured = runWith(steps);
    unmeasured.experiment.measure.reset();
    QVERIFY(!windowsOf(unmeasured, act));
    QVERIFY(!windowsOf(runWith({}), act));
}

void TestMeasures::subjectOfAService()
{
    fleet::Fleet fleet = fleetWithShop();
    fleet.services.front().endpoints.push_back({.kind = fleet::EndpointKind::Health, .path = u"/h"_s, .json = {}});
    fleet.services.front().endpoints.push_back(
        {.kind = fleet::EndpointKind::Metrics, .path = u"/m"_s, .json = {}, .every = seconds{2}});
    const MeasureSubject subject = measureSubject(runWith({}), fleet);
    QVERIFY(subject.subject);
    QCOMPARE(subject.subject->environment, "staging");
    QCOMPARE(subject.subject->service, "shop");
    QCOMPARE(subject.every, Duration{2000});
    QCOMPARE(subject.measure.histogram, u"duration_bucket"_s);

    QVERIFY(!measureSubject(runWith({}), fleet::Fleet()).subject);
}

void TestMeasures::histogram()
{
    test::StoreQueries queries;
    fill(queries.store, "shop");
    const Result<Comparison> comparison = compare(queries, measureSubject(runWith({}), fleetWithShop()));
    QVERIFY(comparison);
    // increase() extends to the whole window, so that a minute of ten a second is six hundred.
    QVERIFY(isNear(static_cast<double>(comparison->before.n), 600, 60));
    QVERIFY(isNear(static_cast<double>(comparison->after.n), 600, 60));
    QVERIFY(isNear(comparison->before.mean, 0.025, 0.001));
    QVERIFY(isNear(comparison->after.mean, 0.375, 0.001));
    QVERIFY(comparison->after.p50 > 0.25 && comparison->after.p99 <= 0.5);
    QVERIFY(comparison->reductionPercent < -1000);
    QVERIFY(comparison->cohensD > 2);
    QVERIFY(comparison->low > 0.3 && comparison->low <= comparison->difference);
    QVERIFY(comparison->high < 0.4 && comparison->high >= comparison->difference);
    QCOMPARE(comparison->resamples, 10'000);
    QVERIFY(comparison->throughputBefore && comparison->throughputAfter && comparison->throughputRatio);
    QCOMPARE(*comparison->throughputBefore, 10.0);
    QCOMPARE(*comparison->throughputAfter, 5.0);
    QCOMPARE(*comparison->throughputRatio, 0.5);
}

void TestMeasures::values()
{
    test::StoreQueries queries;
    fill(queries.store, "shop");
    MeasureSubject subject = measureSubject(runWith({}), fleetWithShop());
    subject.measure = {.values = u"latency"_s, .throughput = u"2 * service:request_rate"_s};
    const Result<Comparison> comparison = compare(queries, subject);
    QVERIFY(comparison);
    // One for each five seconds: 5 … 60 s; the moment of the act belongs to before alone.
    QCOMPARE(comparison->before.n, 12);
    QCOMPARE(comparison->after.n, 12);
    QVERIFY(isNear(comparison->before.mean, 1.0 - 0.0275, 1e-9));
    QVERIFY(isNear(comparison->after.mean, 3.0 + 0.0325, 1e-9));
    QCOMPARE(*comparison->throughputBefore, 20.0);

    // What is seen at once after the act may still be what was scraped before it.
    Windows windows = minuteEach;
    windows.afterTo = windows.afterFrom + seconds{4};
    QCOMPARE(compare(queries, subject, windows)->after.n, 0);
    windows.afterTo = windows.afterFrom + seconds{11};
    const Result<Comparison> soon = compare(queries, subject, windows);
    QCOMPARE(soon->after.n, 2);
    QVERIFY(soon->after.mean > 3.0);
}

void TestMeasures::narrowedToTheService()
{
    test::StoreQueries alone;
    fill(alone.store, "shop");
    test::StoreQueries beside;
    fill(beside.store, "other", 7);
    fill(beside.store, "shop");
    const MeasureSubject subject = measureSubject(runWith({}), fleetWithShop());
    const Result<Comparison> expected = compare(alone, subject);
    const Result<Comparison> found = compare(beside, subject);
    QVERIFY(expected && found);
    QCOMPARE(found->before.n, expected->before.n);
    QCOMPARE(*found->throughputBefore, *expected->throughputBefore);

    // A drill that is about no service looks at everything.
    const Result<Comparison> whole = compare(beside, measureSubject(runWith({}), fleet::Fleet()));
    QVERIFY(whole);
    QCOMPARE(*whole->throughputBefore, 80.0);
}

void TestMeasures::nothingMeasured()
{
    test::StoreQueries queries;
    const Result<Comparison> empty = compare(queries, measureSubject(runWith({}), fleetWithShop()));
    QVERIFY(empty);
    QCOMPARE(empty->before.n, 0);
    QVERIFY(std::isnan(empty->before.mean) && std::isnan(empty->difference) && std::isnan(empty->cohensD));
    QVERIFY(!empty->throughputBefore && !empty->throughputRatio);

    fill(queries.store, "shop");
    Windows windows = minuteEach;
    windows.afterTo = windows.afterFrom;
    const Result<Comparison> soFar = compare(queries, measureSubject(runWith({}), fleetWithShop()), windows);
    QVERIFY(soFar);
    QVERIFY(soFar->before.n > 0);
    QCOMPARE(soFar->after.n, 0);
    QVERIFY(std::isnan(soFar->difference));
}

namespace {

double valueAt(const drills::MeasureCourse &course, int second)
{
    const auto at = std::ranges::find(course.samples, toMillis(act + seconds{second}), &series::Sample::t);
    return at == course.samples.end() ? -1 : at->v;
}

} // namespace

void TestMeasures::courseOfAHistogram()
{
    test::StoreQueries queries;
    fill(queries.store, "shop");
    const auto course = test::await(courseOf(queries, measureSubject(runWith({}), fleetWithShop()), minuteEach, {}));
    QVERIFY(course);
    QVERIFY(course->windows == minuteEach);
    QCOMPARE(course->samples.size(), 25U); // one each five seconds, both ends among them
    QCOMPARE(course->samples.front().t, toMillis(minuteEach.beforeFrom));
    QCOMPARE(course->samples.back().t, toMillis(minuteEach.afterTo));
    // The same as the means that are compared.
    QVERIFY(isNear(valueAt(*course, -30), 0.025, 0.001));
    QVERIFY(isNear(valueAt(*course, 30), 0.375, 0.001));
    QCOMPARE(queries.asked.size(), 1);

    test::StoreQueries nothing;
    const auto empty = test::await(courseOf(nothing, measureSubject(runWith({}), fleetWithShop()), minuteEach, {}));
    QVERIFY(empty);
    QVERIFY(std::ranges::all_of(empty->samples, [](const series::Sample &sample) { return std::isnan(sample.v); }));
}

void TestMeasures::courseOfValues()
{
    test::StoreQueries queries;
    fill(queries.store, "shop");
    fill(queries.store, "other");
    MeasureSubject subject = measureSubject(runWith({}), fleetWithShop());
    subject.measure = {.values = u"latency"_s};
    const auto course = test::await(courseOf(queries, subject, minuteEach, {}));
    QVERIFY(course);
    QVERIFY(isNear(valueAt(*course, -30), 0.97, 1e-9));
    QVERIFY(isNear(valueAt(*course, 30), 3.03, 1e-9));
}

void TestMeasures::courseIsBounded()
{
    test::StoreQueries queries;
    fill(queries.store, "shop");
    Windows windows = minuteEach;
    windows.beforeFrom = act - std::chrono::hours{2};
    const auto course = test::await(courseOf(queries, measureSubject(runWith({}), fleetWithShop()), windows, {}));
    QVERIFY(course);
    QVERIFY(course->samples.size() <= 401);
    QCOMPARE(course->samples.back().t, toMillis(windows.afterTo));
    QVERIFY(course->samples.front().t >= toMillis(windows.beforeFrom));
}

void TestMeasures::wrongMeasure_data()
{
    QTest::addColumn<QString>("histogram");
    QTest::addColumn<QString>("values");
    QTest::addColumn<QString>("throughput");
    QTest::newRow("not an expression") << u"duration_bucket{"_s << QString() << QString();
    QTest::newRow("a function") << u"rate(duration_bucket[1m])"_s << QString() << QString();
    QTest::newRow("an offset") << u"duration_bucket offset 5m"_s << QString() << QString();
    QTest::newRow("values") << QString() << u"1 +"_s << QString();
    QTest::newRow("throughput") << QString() << u"latency"_s << u"sum("_s;
}

void TestMeasures::wrongMeasure()
{
    QFETCH(const QString, histogram);
    QFETCH(const QString, values);
    QFETCH(const QString, throughput);
    test::StoreQueries queries;
    MeasureSubject subject;
    subject.measure = {.histogram = histogram, .values = values, .throughput = throughput};
    const Result<Comparison> comparison = compare(queries, subject);
    QVERIFY(!comparison);
    QVERIFY(!comparison.error().message.isEmpty());
    if (throughput.isEmpty()) {
        QVERIFY(!test::await(courseOf(queries, subject, minuteEach, {})));
    }
}

void TestMeasures::errorOfAQuestion()
{
    test::StoreQueries queries;
    queries.error = Error{Error::Kind::Timeout, u"It took too long."_s, {}, {}};
    const Result<Comparison> comparison = compare(queries, measureSubject(runWith({}), fleetWithShop()));
    QVERIFY(!comparison);
    QCOMPARE(comparison.error().kind, Error::Kind::Timeout);
}

void TestMeasures::sumOfSeries()
{
    test::StoreQueries queries;
    fill(queries.store, "shop");
    fill(queries.store, "other", 2);
    const auto total = [&queries](const QString &expr, const Subject &subject) {
        return test::await(totalOf(queries, expr, subject, act, {}));
    };
    const Result<std::optional<double>> all = total(u"service:request_rate"_s, {});
    QVERIFY(all && *all);
    QCOMPARE(**all, 30.0);
    const Result<std::optional<double>> number = total(u"60"_s, {});
    QVERIFY(number && *number);
    QCOMPARE(**number, 60.0);
    const Result<std::optional<double>> none = total(u"nothing_of_the_sort"_s, {});
    QVERIFY(none);
    QVERIFY(!*none);
    const Result<std::optional<double>> notANumber = total(u"service:request_rate * NaN"_s, {});
    QVERIFY(notANumber);
    QVERIFY(!*notANumber);
}

void TestMeasures::waitsForTheFirstSamplesAfter()
{
    test::StoreQueries queries;
    fill(queries.store, "shop");
    const auto time = std::make_shared<StandingTime>();
    const auto outcome = test::outcomeOf(
        comparedAtLast(queries, m_pool, measureSubject(runWith({}), fleetWithShop()), runWith({actAt(act)}), time, {}));
    QTRY_VERIFY(!queries.asked.isEmpty());
    QVERIFY(!*outcome);
    time->at = act + seconds{11};
    QTRY_VERIFY(*outcome);
    QVERIFY((*outcome)->has_value());
    QVERIFY((*outcome)->value().after.n > 0);
}

void TestMeasures::waitsNoLongerThanTwoSamples()
{
    test::StoreQueries queries;
    const auto time = std::make_shared<StandingTime>();
    const auto outcome = test::outcomeOf(
        comparedAtLast(queries, m_pool, measureSubject(runWith({}), fleetWithShop()), runWith({actAt(act)}), time, {}));
    QTRY_VERIFY(queries.asked.size() >= 4);
    QVERIFY(!*outcome);
    time->passed = seconds{12};
    QTRY_VERIFY(*outcome);
    QVERIFY((*outcome)->has_value());
    QCOMPARE((*outcome)->value().after.n, 0);
}

void TestMeasures::stopsWaiting()
{
    test::StoreQueries queries;
    std::stop_source stop;
    const auto outcome =
        test::outcomeOf(comparedAtLast(queries, m_pool, measureSubject(runWith({}), fleetWithShop()),
                                       runWith({actAt(act)}), std::make_shared<StandingTime>(), stop.get_token()));
    QTRY_VERIFY(!queries.asked.isEmpty());
    stop.request_stop();
    QTRY_VERIFY(*outcome);
}

QTEST_GUILESS_MAIN(TestMeasures)
#include "tst_measures.moc"
