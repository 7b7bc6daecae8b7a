// SPDX-License-Identifier: GPL-3.0-or-later
// 300 query items of one profile, evaluated anew: what it costs the engine thread to copy the series for all of them at
// once, against asking for each item alone in the same run; what the pool thread has to do then; and what all of it
// costs the thread of the window. The store holds 1,000 services with 4 instances each.
#include "app/evidence/livereadiness.h"
#include "app/evidence/querybatch.h"
#include "app/monitor/timesource.h"
#include "models/promql/parser.h"
#include "models/readiness/assessment.h"
#include "models/series/store.h"
#include "tests/support/fakefeed.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace readyroom;
using namespace readyroom::evidence;
using namespace readyroom::readiness;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using series::Labels;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr int services = 1000;
constexpr int instances = 4;
constexpr int metrics = 15;
constexpr int items = 300;
constexpr int repetitions = 25;
constexpr Timestamp now = std::chrono::sys_days{2026y / 11 / 21} + 2h;
constexpr double budget = 5.0; ///< ms of the engine thread

double millisecondsSince(SteadyClock::time_point began)
{
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - began).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

QByteArray serviceName(int service)
{
    return "service-" + QByteArray::number(service);
}

/// Ten minutes of the service that is looked at, one minute of all others; one sample each five seconds.
void fill(series::Store &store)
{
    for (int service = 0; service < services; ++service) {
        const int samples = service == 0 ? 120 : 12;
        for (int instance = 0; instance < instances; ++instance) {
            for (int metric = 0; metric < metrics; ++metric) {
                for (const char *code : {"200", "404", "500"}) {
                    const auto ref =
                        store.refFor(Labels{{"__name__", "metric_" + QByteArray::number(metric) + "_total"},
                                            {"code", code},
                                            {"environment", "production"},
                                            {"instance", "10.0.0." + QByteArray::number(instance) + ":8080"},
                                            {"job", serviceName(service)},
                                            {"service", serviceName(service)}});
                    for (int i = 0; i < samples; ++i) {
                        store.append(ref, toMillis(now - (samples - 1 - i) * 5s), i * (metric + 1));
                    }
                }
            }
        }
    }
}

/// The kinds of expressions that the built-in profiles use, over all metrics, in 300 different items.
QueryEvidence item(int number)
{
    const QString metric = u"metric_%1_total"_s.arg(number % metrics);
    const std::array expressions{u"sum(rate(%1{code=\"500\"}[5m])) / sum(rate(%1[5m]))"_s, u"max(%1) - min(%1) + %2"_s,
                                 u"rate(%1[1m])"_s, u"sum by (instance) (increase(%1{code!=\"200\"}[2m])) + %2"_s,
                                 u"avg_over_time(%1{code=~\"4..\"}[5m]) + %2"_s};
    const QString text = expressions[static_cast<std::size_t>(number / metrics) % expressions.size()];
    QueryEvidence query;
    query.expr = text.contains("%2"_L1) ? text.arg(metric).arg(number) : text.arg(metric);
    query.parsed = promql::parse(query.expr).value();
    query.pass = parseThreshold(u"< 1e6").value();
    query.holdFor = number % 10 == 0 ? Duration{60'000} : Duration{0};
    return query;
}

std::shared_ptr<const Profile> profile()
{
    Profile made;
    made.name = u"bench"_s;
    made.categories = {{.name = u"All"_s}};
    for (int i = 0; i < items; ++i) {
        Item one;
        one.id = u"item-%1"_s.arg(i);
        one.evidence = item(i);
        made.categories[0].items.push_back(std::move(one));
    }
    return std::make_shared<const Profile>(std::move(made));
}

QCoro::Task<Result<series::Snapshot>> copied(const series::Store &store, std::vector<series::SelectRequest> requests)
{
    co_return store.snapshot(requests);
}

/// The wall clock stands where the samples end.
class BenchTime final : public TimeSource {
public:
    [[nodiscard]] Timestamp now() const override { return ::now; }
    [[nodiscard]] MonotonicTime monotonic() const override { return m_system.monotonic(); }
    [[nodiscard]] MonotonicTime boot() const override { return m_system.boot(); }

private:
    monitor::SystemTime m_system;
};

fleet::Fleet fleetOfOne()
{
    fleet::Fleet fleet;
    fleet.services.resize(1);
    fleet.services[0].name = u"service-0"_s;
    fleet.services[0].environment = u"production"_s;
    return fleet;
}

/// The same profile as a file.
bool writeProfile(const QString &path)
{
    QByteArray text = "profile: bench\ntitle: Bench\ncategories:\n  - name: All\n    items:\n";
    for (int i = 0; i < items; ++i) {
        const QueryEvidence query = item(i);
        text += "      - {id: item-" + QByteArray::number(i)
            + ", title: Item, severity: high, evidence: {query: {expr: '" + query.expr.toUtf8()
            + "', pass: '< 1e6'}}}\n";
    }
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

double threadMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// CPU of the thread that LiveReadiness lives on, for one evaluation and the view of it; the copying of series, which
/// happens on the engine's, is taken off.
std::optional<double> windowThread(const series::Store &store)
{
    const QTemporaryDir folder;
    if (!writeProfile(folder.filePath(u"bench.yaml"_s))) {
        return std::nullopt;
    }
    fakes::FakeFeed feed;
    double copying = 0.0;
    LiveOptions options;
    options.fleet = fleetOfOne();
    options.feed = &feed;
    options.snapshot = [&](std::vector<series::SelectRequest> requests) {
        const double began = threadMilliseconds();
        auto task = copied(store, std::move(requests));
        copying += threadMilliseconds() - began;
        return task;
    };
    options.time = std::make_shared<const BenchTime>();
    options.signOffs = folder.path();
    options.profiles.folder = folder.path();
    LiveReadiness readiness(std::move(options));
    if (!readiness.open({u"bench"_s, u"service-0"_s, {}})) {
        return std::nullopt;
    }
    std::vector<double> costs;
    QEventLoop loop;
    double began = 0.0;
    QObject::connect(&readiness, &ReadinessPort::changed, &loop, [&] {
        const auto view = readiness.view();
        if (!view || !view->assessment) {
            return;
        }
        costs.push_back(threadMilliseconds() - began - copying);
        began = threadMilliseconds();
        copying = 0.0;
        if (costs.size() > 6) {
            loop.quit();
        }
        feed.set({});
    });
    loop.exec();
    return median(costs);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    series::Store store({.memoryBudget = std::size_t{2} * 1024 * 1024 * 1024});
    fill(store);
    std::printf("%zu series, %zu samples; %d items\n", store.stats().series, store.stats().samples, items);
    const std::shared_ptr<const Profile> asked = profile();
    const QueryBatch batch(*asked, {"production", "service-0"});

    std::vector<double> together;
    std::vector<double> alone;
    std::vector<double> planning;
    std::vector<double> judging;
    std::vector<double> assessing;
    std::size_t requests = 0;
    std::size_t selected = 0;
    std::unique_ptr<Assessment> previous;
    for (int i = 0; i < repetitions; ++i) {
        auto began = SteadyClock::now();
        const QueryBatch::Plan plan = batch.plan(now);
        planning.push_back(millisecondsSince(began));
        requests = plan.requests.size();

        began = SteadyClock::now();
        const series::Snapshot snapshot = store.snapshot(plan.requests);
        together.push_back(millisecondsSince(began));
        selected = 0;
        for (const series::Selection &selection : snapshot) {
            selected += selection.size();
        }

        began = SteadyClock::now();
        for (const std::vector<std::size_t> &places : plan.selections) {
            std::vector<series::SelectRequest> ofOne;
            for (const std::size_t place : places) {
                ofOne.push_back(plan.requests[place]);
            }
            (void)store.snapshot(ofOne);
        }
        alone.push_back(millisecondsSince(began));

        began = SteadyClock::now();
        const auto findings = batch.judge(plan, snapshot, {});
        judging.push_back(millisecondsSince(began));
        std::vector<ItemFacts> facts(items);
        for (const QueryBatch::Finding &finding : findings) {
            if (finding.found.evidence.outcome == Outcome::Unknown) {
                std::printf("item %zu: %s\n", finding.item, qPrintable(finding.found.evidence.reason));
                return 1;
            }
            facts[finding.item].evidence = finding.found.evidence;
        }
        began = SteadyClock::now();
        previous =
            std::make_unique<Assessment>(assess(asked, facts, u"service-0"_s, u"production"_s, now, previous.get()));
        assessing.push_back(millisecondsSince(began));
    }
    std::printf("engine thread, all at once   %7.3f ms   (%zu requests, %zu series copied)\n", median(together),
                requests, selected);
    std::printf("engine thread, each alone    %7.3f ms\n", median(alone));
    std::printf("pool thread, planning        %7.3f ms\n", median(planning));
    std::printf("pool thread, evaluating      %7.3f ms\n", median(judging));
    std::printf("pool thread, assessing       %7.3f ms   (%.3f ms the first time)\n", median(assessing),
                assessing.front());
    const std::optional<double> window = windowThread(store);
    if (!window) {
        std::printf("FAILED: the profile could not be opened\n");
        return 1;
    }
    std::printf("thread of the window         %7.3f ms   (all that LiveReadiness does there for it)\n", *window);
    if (median(together) > budget) {
        std::printf("FAILED: more than %.0f ms of the engine thread\n", budget);
        return 1;
    }
    return 0;
}
