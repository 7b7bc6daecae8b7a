// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/comparisonmodel.h"
#include "models/items/runseries.h"
#include "tests/models/items/modelspy.h"
#include "tests/support/fakefleet.h"
#include "tests/support/sampledrills.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace readyroom;
using namespace readyroom::items;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using readiness::Unit;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

drills::Comparison sample()
{
    return *fakes::runningFailover().comparison;
}

QStringList plain(const QAbstractItemModel &model)
{
    return dump(model).replaceInStrings(QString(QChar(0x00a0)), u" "_s);
}

QString plain(QString text)
{
    return text.replace(QChar(0x00a0), u' ');
}

} // namespace

class TestComparisonModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asInThePicture()
    {
        ComparisonModel model;
        ModelSpy spy(model);
        model.setComparison({}, Unit::Seconds, false);
        QCOMPARE(model.rowCount(), 0);
        model.setComparison(sample(), Unit::Seconds, false);
        QCOMPARE(spy.take(), u"changed 0 inserted 1 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(plain(model),
                 (QStringList{u"before | 1,512 | 33.1 ms | 23.0 ms | 31.2 ms | 518 ms"_s,
                              u"now | 1,204 | 38.4 ms | 24.1 ms | 118 ms | 540 ms"_s,
                              u"change |  | +16 % | +4.8 % | +278 % | +4.2 %"_s}));
        const auto state = [&model](int column) {
            return static_cast<LineState>(model.index(2, column).data(ComparisonModel::StateRole).toInt());
        };
        QCOMPARE(state(ComparisonModel::P95Column), LineState::Doubtful);
        QCOMPARE(state(ComparisonModel::MeanColumn), LineState::Plain);
        QCOMPARE(plain(comparisonText(sample(), Unit::Seconds)),
                 u"The mean rose by 16 %. Cohen’s d 0.06 (negligible), 95 % interval of the mean difference "
                 "+1.20 ms … +9.40 ms. Throughput 25.2/s → 24.9/s, ratio 0.99."_s);
    }

    void onlyWhatChangedIsTold()
    {
        ComparisonModel model;
        model.setComparison(sample(), Unit::Seconds, false);
        ModelSpy spy(model);
        model.setComparison(sample(), Unit::Seconds, false);
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        model.setComparison(sample(), Unit::Seconds, true);
        QCOMPARE(spy.take(), u"changed 1 inserted 0 removed 0 moved 0 laidOut 0 reset 0"_s);
        QCOMPARE(model.index(1, 0).data().toString(), u"after"_s);
        model.setComparison({}, Unit::Seconds, true);
        QCOMPARE(spy.take(), u"changed 0 inserted 0 removed 1 moved 0 laidOut 0 reset 0"_s);
    }

    void whatIsNotKnownIsNotZero()
    {
        drills::Comparison comparison;
        comparison.before = {12, 0.03, nothing, 0.02, 0.04, 0.05};
        comparison.after = {0, nothing, nothing, nothing, nothing, nothing};
        comparison.reductionPercent = comparison.difference = comparison.low = comparison.high = nothing;
        comparison.cohensD = nothing;
        ComparisonModel model;
        model.setComparison(comparison, Unit::Seconds, false);
        QCOMPARE(plain(model).at(1), u"now | 0 | – | – | – | –"_s);
        QCOMPARE(plain(model).at(2), u"change |  | – | – | – | –"_s);
        QCOMPARE(comparisonText(comparison, Unit::Seconds), u"Too little was measured to say how sure that is."_s);
    }

    void aFallIsNoWarning()
    {
        drills::Comparison comparison = sample();
        std::swap(comparison.before, comparison.after);
        comparison.reductionPercent = 13.8;
        comparison.cohensD = -0.9;
        ComparisonModel model;
        model.setComparison(comparison, Unit::Seconds, true);
        QCOMPARE(plain(model).at(2), QString(u"change |  | −14 % | −4.6 % | −74 % | −4.1 %"_s));
        const QString text = plain(comparisonText(comparison, Unit::Seconds));
        QVERIFY2(text.startsWith(u"The mean fell by 14 %. Cohen’s d −0.90 (large)"_s), qPrintable(text));
    }

    void guardsOfARun()
    {
        const std::vector<RunSeries> series = runSeries(fakes::runningFailover());
        QCOMPARE(series.size(), std::size_t{3});
        QCOMPARE(series[0].name, u"p95"_s);
        QCOMPARE(static_cast<int>(series[0].unit), static_cast<int>(Unit::Seconds));
        QCOMPARE(series[0].limit, std::optional(0.4));
        QVERIFY(series[0].met);
        QCOMPARE(series[0].samples.size(), std::size_t{251});
        QCOMPARE(static_cast<int>(series[1].unit), static_cast<int>(Unit::Ratio));
        QVERIFY(!runSeries(fakes::deviatedFailover())[0].met);
        drills::Run silent = fakes::runningFailover();
        silent.guard = {{fakes::moment(), u"p95"_s, {}, false, {}}, {fakes::moment() + 1s, u"p95"_s, 0.1, true, {}}};
        QCOMPARE(runSeries(silent).size(), std::size_t{2});
        QVERIFY(std::isnan(runSeries(silent)[0].samples[0].v));
    }

    void whatALoadTells()
    {
        const drills::Run run = fakes::runningLoad();
        std::vector<RunSeries> series = runSeries(run);
        QCOMPARE(series.size(), std::size_t{5});
        QCOMPARE(mainSeries(run, series), std::size_t{2});
        QCOMPARE(series[0].every, run.experiment.guardEvery);
        QCOMPARE(series[2].every, Duration{100});
        QCOMPARE(series[2].name, u"load p95"_s);
        QCOMPARE(series[2].samples.size(), std::size_t{186});
        QCOMPARE(static_cast<int>(series[2].unit), static_cast<int>(Unit::Seconds));
        QCOMPARE(series[2].limit, std::optional(0.25));
        QVERIFY(series[2].met);
        QCOMPARE(series[3].name, u"load throughput"_s);
        QVERIFY(!series[3].limit);
        QCOMPARE(series[4].tolerance, u">= 0.99"_s);

        drills::Run over = run;
        over.steps[1].progress.back().progress.figures.front().value = 0.3;
        QVERIFY(!runSeries(over)[2].met);
        // Nothing came in the last second: that is no breach.
        over.steps[1].progress.back().progress.figures.front().value = std::nan("");
        QVERIFY(runSeries(over)[2].met);

        // Of two loads one after the other it is one line with a hole in it.
        over.steps.push_back(over.steps[1]);
        series = runSeries(over);
        QCOMPARE(series.size(), std::size_t{5});
        QCOMPARE(series[2].samples.size(), std::size_t{373});
        QVERIFY(std::isnan(series[2].samples[186].v));

        over.steps[1].activity->provider.remove(u"limits"_s);
        over.steps[3].activity->provider.remove(u"limits"_s);
        QVERIFY(!runSeries(over)[2].limit);
    }

    void beforeAndAfterAsDrawn()
    {
        drills::Run run = fakes::completedPurge();
        const std::vector<RunSeries> series = runSeries(run);
        QCOMPARE(series.size(), std::size_t{1});
        QCOMPARE(mainSeries(run, series), std::size_t{0});
        QCOMPARE(series[0].every, Duration{1000});
        QVERIFY(series[0].kind == RunSeries::Kind::Measure);
        QCOMPARE(series[0].samples.front().t, toMillis(run.course->windows.beforeFrom));
        QCOMPARE(series[0].windows.size(), std::size_t{2});
        QVERIFY(series[0].windows[0]
                == (SeriesWindow{run.course->windows.beforeFrom, run.course->windows.beforeTo, 0.0326}));
        QCOMPARE(series[0].windows[1].mean, 0.0717);
        QVERIFY(series[0].windows[1].interval);
        QCOMPARE(series[0].windows[1].interval->first, 0.0326 + 0.0336);
        QCOMPARE(series[0].windows[1].interval->second, 0.0326 + 0.0445);
        run.comparison->low = std::nan("");
        QVERIFY(!runSeries(run)[0].windows[1].interval);
        run.course.reset();
        QVERIFY(runSeries(run).empty());
    }

    void whatIsDrawnFirst()
    {
        const drills::Run running = fakes::runningFailover();
        QCOMPARE(mainSeries(running, runSeries(running)), std::size_t{0});
        // At the end what it did is of more interest than that nothing went wrong.
        drills::Run completed = fakes::completedFailover();
        QCOMPARE(mainSeries(completed, runSeries(completed)), std::size_t{2});
        completed.deviated = true;
        QCOMPARE(mainSeries(completed, runSeries(completed)), std::size_t{0});
        QCOMPARE(mainSeries({}, {}), std::size_t{0});
    }

    void whatLeftTheSteadyStateIsDrawnFirst()
    {
        drills::Run running = fakes::runningFailover();
        const std::vector<RunSeries> guards = runSeries(running);
        QVERIFY(guards.size() >= 2 && guards[1].kind == RunSeries::Kind::Guard);
        running.guard.push_back({running.guard.back().at, guards[1].name, 3.0, false, u"3 s"_s});
        QCOMPARE(mainSeries(running, runSeries(running)), std::size_t{1});
        // While it still may come back, only what does not hold now.
        running.guard.push_back({running.guard.back().at, guards[1].name, 0.5, true, u"0.5 s"_s});
        QCOMPARE(mainSeries(running, runSeries(running)), std::size_t{0});
        running.status = drills::RunStatus::Failed;
        running.endedAt = running.guard.back().at;
        QCOMPARE(mainSeries(running, runSeries(running)), std::size_t{0});
        running.deviated = true;
        QCOMPARE(mainSeries(running, runSeries(running)), std::size_t{1});
    }

    void units_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<int>("unit");
        const auto row = [](const char *name, const QString &expr, Unit unit) {
            QTest::newRow(name) << expr << static_cast<int>(unit);
        };
        row("quantile", u"service:latency_seconds{quantile=\"0.95\"}"_s, Unit::Seconds);
        row("histogram", u"histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[1m]))"_s, Unit::Seconds);
        row("rate of a count", u"rate(http_request_duration_seconds_count[1m])"_s, Unit::None);
        row("ratio", u"service:error_ratio"_s, Unit::Ratio);
        row("quotient", u"service:latency_seconds / service:latency_seconds offset 1h"_s, Unit::None);
        row("a slash in a label", u"service:latency_seconds{path=\"/health\"}"_s, Unit::Seconds);
        row("a unit in a label", u"up{job=\"cache_ratio\"}"_s, Unit::None);
        row("number", u"service:request_rate"_s, Unit::None);
    }

    void units()
    {
        QFETCH(QString, expr);
        QTEST(static_cast<int>(unitOfExpression(expr)), "unit");
    }

    void actsOfARun()
    {
        const std::vector<ActMoment> acts = actMoments(fakes::deviatedFailover());
        QStringList labels;
        for (const ActMoment &act : acts) {
            labels += plain(act.label);
        }
        QCOMPARE(labels, (QStringList{u"25 %"_s, u"50 %"_s, u"75 %"_s, u"rollback"_s}));
        QVERIFY(acts.back().rollback);
        QVERIFY(!acts.front().rollback);
    }
};

QTEST_GUILESS_MAIN(TestComparisonModel)
#include "tst_comparisonmodel.moc"
