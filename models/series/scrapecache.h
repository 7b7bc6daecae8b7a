// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/series/labels.h"
#include "models/series/rawsample.h"
#include "models/series/store.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

namespace readyroom::series {

/// Bounds of one page; 0: none. A page beyond one of them is refused whole, as in Prometheus' scrape configuration.
struct ScrapeLimits {
    std::size_t samples = 0;
    std::size_t labels = 64; ///< of one series, target labels included
    std::size_t nameLength = 1024; ///< bytes of a label name or metric name
    std::size_t valueLength = 16U * 1024; ///< bytes of a label value
};

/// What one page brought.
struct ScrapeStats {
    std::size_t scraped = 0; ///< samples on the page
    std::size_t stored = 0; ///< samples appended, stale markers not included
    std::size_t seriesAdded = 0; ///< series that the previous page did not have
    std::size_t staleMarkers = 0; ///< series that the previous page had and this one has not
    std::size_t duplicates = 0; ///< refused: the series stood on the page already, or has this time with another value
    std::size_t outOfOrder = 0; ///< refused: older than what the series has
    std::size_t outOfBounds = 0; ///< refused: the page's timestamp is over ten minutes in the future

    bool operator==(const ScrapeStats &) const = default;
};

/// The memory of one endpoint between its pages, keyed by the raw text of a series, as Prometheus' scrape loop keeps
/// it: labels are parsed once in the life of a series, and staleness is the difference of two pages.
///
/// Pages repeat their order, so the text after the previous one is tried first and the hash is seldom needed.
class ScrapeCache {
public:
    using Parse = std::function<Result<Labels>(QByteArrayView)>;

    /// `store` must outlive the cache. `parse` reads the raw text of a series.
    ScrapeCache(Store &store, Labels targetLabels, Parse parse, ScrapeLimits limits = {});

    /// Appends a page. Samples without a timestamp get `scrapeTimeMs`; series that carry their own get no stale
    /// markers. On error (a series that cannot be parsed, a limit) nothing of the page is kept: the scrape has failed,
    /// so call ingestEmpty().
    Result<ScrapeStats> ingest(std::span<const RawSample> samples, std::int64_t scrapeTimeMs);
    /// A failed scrape: every series of the previous page ends with a stale marker. Doing it again changes nothing.
    ScrapeStats ingestEmpty(std::int64_t scrapeTimeMs);

    /// Raw texts remembered now.
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    using Index = std::uint32_t;
    static constexpr Index none = ~Index{0};

    struct Entry {
        std::uint32_t offset = 0; ///< of the raw text in m_texts
        std::uint32_t length = 0;
        Index target = none; ///< in m_targets
        Index next = none; ///< the entry that followed on the last page
        std::uint64_t seen = 0; ///< the last page that had it
    };
    /// A series; several raw texts may stand for one.
    struct Target {
        Store::Ref ref = 0;
        std::uint64_t tracked = 0; ///< the last page that had it without a timestamp
    };

    [[nodiscard]] QByteArrayView text(const Entry &entry) const;
    [[nodiscard]] Index lookUp(QByteArrayView series) const;
    [[nodiscard]] Result<Index> insert(QByteArrayView series);
    [[nodiscard]] Result<Labels> labelsFor(QByteArrayView series) const;
    [[nodiscard]] Result<void> resolve(std::span<const RawSample> samples);
    void store(const RawSample &sample, const Entry &entry, std::int64_t scrapeTimeMs, ScrapeStats &stats);
    [[nodiscard]] bool revive(const Entry &entry);
    void markStale(std::int64_t scrapeTimeMs, ScrapeStats &stats);
    void forgetUnseen();
    void forgetAll();

    Store &m_store;
    Labels m_targetLabels;
    Parse m_parse;
    ScrapeLimits m_limits;
    QByteArray m_texts; ///< all raw texts, one after the other, in the order they were first seen
    std::vector<Entry> m_entries;
    std::vector<Target> m_targets;
    std::unordered_multimap<std::size_t, Index> m_byText;
    std::unordered_map<Store::Ref, Index> m_byRef;
    std::vector<Index> m_resolved; ///< entry of each sample of the page being ingested
    std::vector<Index> m_current; ///< targets tracked on this page
    std::vector<Index> m_previous; ///< targets tracked on the page before
    Index m_first = none; ///< the entry that began the last page
    std::size_t m_lastSeen = 0; ///< texts on the last good page
    std::uint64_t m_page = 1; ///< above `tracked` of a target that no page has had
};

} // namespace readyroom::series
