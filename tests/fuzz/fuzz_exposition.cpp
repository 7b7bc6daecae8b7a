// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a metrics page: no crash, samples lie within the body, and what is accepted can be ingested and written
// back. The first byte says where the bytes are cut into two pages of one target.
#include "models/exposition/reader.h"
#include "models/series/scrapecache.h"

#include <cstdlib>

using namespace readyroom;

namespace {

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

void ingest(const QByteArray &body, series::ScrapeCache &cache, std::int64_t time)
{
    Answer answer;
    answer.status = 200;
    answer.headers = {{"content-type", "text/plain; version=0.0.4"}};
    answer.body = body;
    fleet::Endpoint endpoint;
    endpoint.kind = fleet::EndpointKind::Metrics;
    endpoint.format = fleet::Format::Prometheus;
    const Result<exposition::Page> page = exposition::read(answer, endpoint);
    if (!page) {
        require(!page.error().message.isEmpty());
        cache.ingestEmpty(time);
        return;
    }
    for (const exposition::PageSample &sample : page->samples) {
        require(sample.series.data() >= page->body.constData());
        require(sample.series.data() + sample.series.size() <= page->body.constData() + page->body.size());
        if (const Result<series::Labels> labels = exposition::parseSeries(sample.series)) {
            require(exposition::parseSeries(labels->toText()) == labels);
        }
    }
    const bool wellFormed = !exposition::firstBadSeries(*page);
    const Result<series::ScrapeStats> stats = cache.ingest(page->samples, time);
    require(!stats || wellFormed);
    if (!stats) {
        cache.ingestEmpty(time);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const QByteArray all(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    const qsizetype cut = all.size() * data[0] / 256;
    series::Store store({.memoryBudget = 200'000, .samplesPerChunk = 4});
    series::ScrapeCache cache(store, {{"job", "a"}, {"instance", "b:1"}}, exposition::parseSeries);
    ingest(all.first(cut), cache, 1000);
    ingest(all.sliced(cut), cache, 2000);
    ingest(all.first(cut), cache, 3000);
    const series::StoreStats stats = store.stats();
    require(stats.bytes <= stats.budget);
    std::size_t held = 0;
    const series::Snapshot snapshot =
        store.snapshot({{{}, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}});
    for (const series::SelectedSeries &selected : snapshot.front()) {
        std::vector<series::Sample> samples;
        selected.read(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), samples);
        held += samples.size();
    }
    require(held == stats.samples);
    return 0;
}
