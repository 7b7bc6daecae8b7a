// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/endpointtracker.h"
#include "app/monitor/target.h"
#include "models/exposition/page.h"
#include "models/ports/answer.h"
#include "models/series/scrapecache.h"
#include "models/series/store.h"

#include <array>
#include <cstddef>
#include <optional>

namespace readyroom::monitor {

/// What became of one answer.
struct Recorded {
    PollResult result;
    bool seriesChanged = false; ///< the page has series that the page before had not, or the other way round
    bool contentChanged = false; ///< the samples of the page differ from the page before (small pages only, else true)
};

/// Turns the answers of one target into samples: those of its page, by way of a scrape cache of its own, and those of
/// the poll itself:
///
///     up                          1 answered and understood, 0 failed; nothing for an endpoint that is not exposed
///     probe_seconds{phase}        dns, connect, tls, first_byte, total: cumulative; phases that were reached
///     probe_status_code           of an answer that came
///     probe_body_bytes            decoded
///     probe_tls_expiry_seconds    from the poll until the peer's certificate expires; negative when it has
///     probe_required              1 for an endpoint that the fleet file requires
///     probe_samples               on the page
///
/// all with the label `endpoint`. What a poll does not yield ends with a stale marker.
class TargetRecorder final {
public:
    /// `store` and `target` outlive this.
    TargetRecorder(series::Store &store, const Target &target);

    /// With `judged` false (our own network is out) a failure says nothing about the target: `up` ends instead of
    /// becoming 0.
    Recorded record(const Answer &answer, bool judged = true);

private:
    enum Metric {
        Up,
        Dns,
        Connect,
        Tls,
        FirstByte,
        Total,
        StatusCode,
        BodyBytes,
        TlsExpiry,
        Required,
        Samples,
        metricCount
    };
    struct Series {
        series::Labels labels;
        std::optional<series::Store::Ref> ref = {};
        bool present = false; ///< the last poll had a value
    };

    [[nodiscard]] Result<exposition::Page> ingest(const Answer &answer, Recorded &recorded);
    void recordPoll(const Answer &answer, const PollResult &result, bool judged);
    void write(Metric metric, Timestamp at, std::optional<double> value);

    series::Store &m_store;
    const Target &m_target;
    series::ScrapeCache m_cache;
    std::array<Series, metricCount> m_series;
    std::size_t m_content = 0; ///< hash of the last page's samples
};

} // namespace readyroom::monitor
