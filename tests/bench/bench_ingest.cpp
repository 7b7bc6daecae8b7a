// SPDX-License-Identifier: GPL-3.0-or-later
// What one poll of a page of 1,000 series costs after its body has arrived: reading, and ingesting into the store. The
// page is the one after: same series, other values, as a live target gives them. Divide by 1,000 for the cost per
// sample.
#include "models/exposition/reader.h"
#include "models/series/scrapecache.h"

#include <benchmark/benchmark.h>

using namespace readyroom;

namespace {

constexpr int seriesPerPage = 1000;

QByteArray pageText(int round)
{
    QByteArray out = "# HELP http_requests_total Requests answered.\n# TYPE http_requests_total counter\n";
    for (int i = 0; i < seriesPerPage; ++i) {
        out +=
            "http_server_requests_seconds_count{method=\"GET\",outcome=\"SUCCESS\",status=\"200\",uri=\"/api/v1/items/"
            + QByteArray::number(i) + "\"} ";
        // Half of them counters, half of them gauges with a fraction.
        out +=
            i % 2 == 0 ? QByteArray::number(1'000'000 + i * 31 + round) : QByteArray::number(i * 0.37 + round * 0.011);
        out += '\n';
    }
    return out;
}

Answer answerOf(const QByteArray &body)
{
    Answer answer;
    answer.status = 200;
    answer.headers = {{"content-type", "text/plain; version=0.0.4"}};
    answer.body = body;
    return answer;
}

fleet::Endpoint metricsEndpoint()
{
    fleet::Endpoint endpoint;
    endpoint.kind = fleet::EndpointKind::Metrics;
    return endpoint;
}

void perSample(benchmark::State &state)
{
    state.SetItemsProcessed(state.iterations() * seriesPerPage);
    state.counters["per_sample"] = benchmark::Counter(double(state.iterations()) * seriesPerPage,
                                                      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void readPage(benchmark::State &state)
{
    const Answer answer = answerOf(pageText(1));
    const fleet::Endpoint endpoint = metricsEndpoint();
    for (auto _ : state) {
        benchmark::DoNotOptimize(exposition::read(answer, endpoint));
    }
    perSample(state);
}
BENCHMARK(readPage);

/// Reading and ingesting, over `range(0)` targets in turn so that caches are as cold as with that many.
void readAndIngest(benchmark::State &state)
{
    const auto targets = static_cast<std::size_t>(state.range(0));
    series::Store store;
    std::vector<std::unique_ptr<series::ScrapeCache>> caches;
    for (std::size_t i = 0; i < targets; ++i) {
        const QByteArray instance = "10.0.0.1:" + QByteArray::number(qulonglong(i));
        caches.push_back(std::make_unique<series::ScrapeCache>(
            store, series::Labels{{"job", "a"}, {"service", "a"}, {"environment", "b"}, {"instance", instance}},
            exposition::parseSeries));
    }
    std::vector<Answer> rounds;
    for (int round = 0; round < 8; ++round) {
        rounds.push_back(answerOf(pageText(round)));
    }
    const fleet::Endpoint endpoint = metricsEndpoint();
    std::int64_t poll = 0;
    for (auto &cache : caches) {
        const auto page = exposition::read(rounds.front(), endpoint);
        benchmark::DoNotOptimize(cache->ingest(page->samples, 0));
    }
    for (auto _ : state) {
        ++poll;
        const auto round = poll / std::int64_t(targets) + 1;
        const auto page = exposition::read(rounds[std::size_t(round) % rounds.size()], endpoint);
        benchmark::DoNotOptimize(caches[std::size_t(poll) % targets]->ingest(page->samples, round * 1000));
    }
    perSample(state);
}
BENCHMARK(readAndIngest)->Arg(1)->Arg(100);

void ingestOnly(benchmark::State &state)
{
    series::Store store;
    series::ScrapeCache cache(store, {{"job", "a"}, {"instance", "b:1"}}, exposition::parseSeries);
    const auto page = exposition::read(answerOf(pageText(1)), metricsEndpoint());
    std::int64_t t = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(cache.ingest(page->samples, t += 1000));
    }
    perSample(state);
}
BENCHMARK(ingestOnly);

} // namespace

BENCHMARK_MAIN();
