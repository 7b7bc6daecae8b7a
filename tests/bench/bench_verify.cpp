// SPDX-License-Identifier: GPL-3.0-or-later
// How fast a journal is verified: rows a second, everything compared, beside what nobody can be faster than, which is
// hashing the same bytes with bare libcrypto in the same run.
#include "models/journal/verifier.h"

#include <benchmark/benchmark.h>

#include <openssl/evp.h>

#include <array>
#include <memory>

using namespace readyroom;
using namespace readyroom::journal;
using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t entries = 100'000;

Event eventOf(std::uint64_t seq)
{
    const QString instance = u"10.0.%1.%2:8080"_s.arg(seq / 256 % 256).arg(seq % 256);
    Event event{.kind = seq % 2 == 0 ? EventKind::ServiceState : EventKind::EndpointFailed,
                .at = fromMillis(1'795'226'400'000 + qint64(seq) * 977),
                .by = {.user = u"ada"_s, .host = u"console-3"_s},
                .service = u"checkout"_s,
                .environment = u"production"_s,
                .text = u"The health endpoint of %1 failed: /health answered 503 Service Unavailable"_s.arg(instance)};
    if (seq % 2 == 0) {
        event.detail = {{u"from"_s, u"ok"_s}, {u"to"_s, u"critical"_s}, {u"reasons"_s, instance}};
    } else {
        event.detail = {{u"instance"_s, instance},
                        {u"endpoint"_s, u"health"_s},
                        {u"path"_s, u"/actuator/health"_s},
                        {u"error"_s, u"/actuator/health answered 503 Service Unavailable."_s},
                        {u"status"_s, 503}};
    }
    return event;
}

const std::vector<StoredRow> &journal()
{
    static const std::vector<StoredRow> rows = [] {
        std::vector<StoredRow> made;
        made.reserve(entries);
        QByteArray prev = chainStart();
        for (std::uint64_t seq = 1; seq <= entries; ++seq) {
            const Result<Entry> entry = sealed(eventOf(seq), {u"0f8fad5b-d9cb-469f-a165-70867728950e"_s, seq}, prev);
            prev = entry->hash;
            made.push_back({.writer = entry->place.writer,
                            .seq = seq,
                            .bytes = entry->bytes,
                            .hash = entry->hash,
                            .atMs = toMillis(entry->event.at),
                            .kind = eventKindName(entry->event.kind),
                            .service = entry->event.service,
                            .environment = entry->event.environment,
                            .text = entry->event.text});
        }
        return made;
    }();
    return rows;
}

void perRow(benchmark::State &state)
{
    std::int64_t bytes = 0;
    for (const StoredRow &row : journal()) {
        bytes += row.bytes.size();
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t(entries));
    state.counters["bytes_per_row"] = double(bytes) / double(entries);
}

void verify(benchmark::State &state)
{
    const std::vector<StoredRow> &rows = journal();
    for (auto _ : state) {
        Verifier verifier;
        for (const StoredRow &row : rows) {
            benchmark::DoNotOptimize(verifier.check(row));
        }
        verifier.finish();
        if (!verifier.damage().empty()) {
            state.SkipWithError("the journal does not verify");
        }
    }
    perRow(state);
}
BENCHMARK(verify)->Unit(benchmark::kMillisecond);

/// The peer.
void hashOnly(benchmark::State &state)
{
    const std::vector<StoredRow> &rows = journal();
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> md(EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free);
    std::array<unsigned char, 32> hash{};
    for (auto _ : state) {
        for (const StoredRow &row : rows) {
            EVP_DigestInit_ex(context.get(), md.get(), nullptr);
            EVP_DigestUpdate(context.get(), row.bytes.data(), std::size_t(row.bytes.size()));
            EVP_DigestFinal_ex(context.get(), hash.data(), nullptr);
            benchmark::DoNotOptimize(hash);
        }
    }
    perRow(state);
}
BENCHMARK(hashOnly)->Unit(benchmark::kMillisecond);

void seal(benchmark::State &state)
{
    const Event event = eventOf(1);
    for (auto _ : state) {
        benchmark::DoNotOptimize(sealed(event, {u"0f8fad5b-d9cb-469f-a165-70867728950e"_s, 1}, chainStart()));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(seal);

void open(benchmark::State &state)
{
    const QByteArray bytes = journal()[0].bytes;
    for (auto _ : state) {
        benchmark::DoNotOptimize(opened(bytes));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(open);

} // namespace

BENCHMARK_MAIN();
