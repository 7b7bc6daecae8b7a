// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/targetrecorder.h"

#include "models/exposition/reader.h"

#include <QHashFunctions>

#include <bit>
#include <utility>

namespace readyroom::monitor {

namespace {

/// Pages beyond this are not compared with the page before: they are metrics, which always change.
constexpr std::size_t comparedSamples = 256;

std::size_t contentHash(const exposition::Page &page)
{
    std::size_t hash = page.samples.size();
    for (const series::RawSample &sample : page.samples) {
        hash = qHashMulti(hash, sample.series, std::bit_cast<quint64>(sample.value));
    }
    return hash;
}

series::Labels pollLabels(const Target &target, const char *name, const char *phase)
{
    series::Labels labels = target.labels;
    labels.set(QByteArray("__name__"), name);
    labels.set("endpoint", QByteArray(fleet::endpointKindName(target.id.kind).latin1()));
    labels.set("phase", phase);
    return labels;
}

std::optional<double> reached(Timings::Seconds phase)
{
    return phase.count() < 0 ? std::nullopt : std::optional(phase.count());
}

} // namespace

TargetRecorder::TargetRecorder(series::Store &store, const Target &target)
    : m_store(store)
    , m_target(target)
    , m_cache(store, target.labels, exposition::parseSeries)
    , m_series{{{pollLabels(target, "up", "")},
                {pollLabels(target, "probe_seconds", "dns")},
                {pollLabels(target, "probe_seconds", "connect")},
                {pollLabels(target, "probe_seconds", "tls")},
                {pollLabels(target, "probe_seconds", "first_byte")},
                {pollLabels(target, "probe_seconds", "total")},
                {pollLabels(target, "probe_status_code", "")},
                {pollLabels(target, "probe_body_bytes", "")},
                {pollLabels(target, "probe_tls_expiry_seconds", "")},
                {pollLabels(target, "probe_required", "")},
                {pollLabels(target, "probe_samples", "")}}}
{
}

Recorded TargetRecorder::record(const Answer &answer, bool judged)
{
    Recorded recorded{.result = {.at = answer.at,
                                 .status = answer.status,
                                 .seconds = answer.timings.total.count(),
                                 .requestId = answer.requestId}};
    Result<exposition::Page> page = ingest(answer, recorded);
    if (page) {
        recorded.result.samples = static_cast<int>(page->samples.size());
        recorded.result.format = std::move(page->format);
        recorded.result.health = std::move(page->health);
    } else {
        recorded.result.error = std::move(page).error();
        const series::ScrapeStats stats = m_cache.ingestEmpty(toMillis(answer.at));
        recorded.seriesChanged = stats.staleMarkers > 0;
        recorded.contentChanged = std::exchange(m_content, 0) != 0;
    }
    recordPoll(answer, recorded.result, judged);
    return recorded;
}

Result<exposition::Page> TargetRecorder::ingest(const Answer &answer, Recorded &recorded)
{
    Result<exposition::Page> page = exposition::read(answer, m_target.endpoint);
    if (!page) {
        return page;
    }
    const Result<series::ScrapeStats> stats = m_cache.ingest(page->samples, toMillis(answer.at));
    if (!stats) {
        // The cache names the series; the page knows the line.
        return std::unexpected(exposition::firstBadSeries(*page).value_or(stats.error()));
    }
    recorded.seriesChanged = stats->seriesAdded > 0 || stats->staleMarkers > 0;
    recorded.contentChanged = true;
    if (page->samples.size() <= comparedSamples) {
        const std::size_t content = contentHash(*page);
        recorded.contentChanged = std::exchange(m_content, content) != content;
    }
    return page;
}

void TargetRecorder::recordPoll(const Answer &answer, const PollResult &result, bool judged)
{
    const bool good = !result.error;
    const bool absent = result.error && result.error->kind == Error::Kind::NotExposed;
    const bool answered = answer.status > 0 && !answer.error;
    const auto when = [](bool condition, double value) { return condition ? std::optional(value) : std::nullopt; };

    write(Up, answer.at, when(good || (judged && !absent), good ? 1 : 0));
    write(Dns, answer.at, reached(answer.timings.dns));
    write(Connect, answer.at, reached(answer.timings.connect));
    write(Tls, answer.at, reached(answer.timings.tls));
    write(FirstByte, answer.at, reached(answer.timings.firstByte));
    write(Total, answer.at, reached(answer.timings.total));
    write(StatusCode, answer.at, when(answered, answer.status));
    write(BodyBytes, answer.at, when(answered, static_cast<double>(answer.body.size())));
    write(TlsExpiry, answer.at,
          answer.tlsExpiry ? std::optional(toSeconds(*answer.tlsExpiry - answer.at)) : std::nullopt);
    write(Required, answer.at, when(m_target.endpoint.required, 1));
    write(Samples, answer.at, when(good, result.samples));
}

void TargetRecorder::write(Metric metric, Timestamp at, std::optional<double> value)
{
    Series &series = m_series.at(metric);
    if (!value && !std::exchange(series.present, false)) {
        return;
    }
    series.present = value.has_value();
    // A series may have been dropped for lack of memory since the last poll.
    if (!series.ref || !m_store.isLive(*series.ref)) {
        series.ref = m_store.refFor(series.labels);
    }
    m_store.append(*series.ref, toMillis(at), value.value_or(series::staleNaN()));
}

} // namespace readyroom::monitor
