// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/scrapecache.h"

#include "models/series/targetlabels.h"

#include <cstring>
#include <limits>
#include <string_view>
#include <utility>

namespace readyroom::series {

using namespace Qt::StringLiterals;

namespace {

/// How far ahead of the scrape a timestamp of the page may lie; the figure of Prometheus' scrape loop.
constexpr std::int64_t maxAheadMs = 10 * 60 * 1000;
/// Unseen texts that are kept before the tables are built anew: a page that changes a little shall not cost a rebuild.
constexpr std::size_t unseenSlack = 64;
/// How many samples ahead the store is told what is coming: about what main memory takes to answer.
constexpr std::size_t expectAhead = 12;
/// The same for pages that fail in the end: new texts on each of them must not pile up.
constexpr std::size_t failedSlack = 1000;

std::size_t hashOf(QByteArrayView text)
{
    return std::hash<std::string_view>()({text.data(), static_cast<std::size_t>(text.size())});
}

bool sameText(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size())) == 0;
}

QString shortened(QByteArrayView text)
{
    constexpr qsizetype most = 120;
    const QString all = QString::fromUtf8(text.first(std::min(text.size(), most)));
    return text.size() > most ? all + u"…"_s : all;
}

} // namespace

ScrapeCache::ScrapeCache(Store &store, Labels targetLabels, Parse parse, ScrapeLimits limits)
    : m_store(store)
    , m_targetLabels(std::move(targetLabels))
    , m_parse(std::move(parse))
    , m_limits(limits)
{
}

QByteArrayView ScrapeCache::text(const Entry &entry) const
{
    return QByteArrayView(m_texts).sliced(entry.offset, entry.length);
}

ScrapeCache::Index ScrapeCache::lookUp(QByteArrayView series) const
{
    const auto [first, last] = m_byText.equal_range(hashOf(series));
    for (auto it = first; it != last; ++it) {
        if (sameText(text(m_entries[it->second]), series)) {
            return it->second;
        }
    }
    return none;
}

Result<Labels> ScrapeCache::labelsFor(QByteArrayView series) const
{
    const Result<Labels> parsed = m_parse(series);
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    if (!parsed->contains(metricNameLabel)) {
        return failure(Error::Kind::Parse, u"The series %1 has no metric name."_s.arg(shortened(series)));
    }
    Labels labels = withTargetLabels(*parsed, m_targetLabels);
    const auto refused = [&](const QString &what) {
        return failure(Error::Kind::Limit, u"The series %1 has %2."_s.arg(shortened(series), what));
    };
    if (m_limits.labels > 0 && labels.size() > m_limits.labels) {
        return refused(u"%1 labels; at most %2 are accepted"_s.arg(labels.size()).arg(m_limits.labels));
    }
    for (const Label &label : labels) {
        const bool isName = QByteArrayView(label.name) == metricNameLabel;
        const auto nameLength = static_cast<std::size_t>(isName ? label.value.size() : label.name.size());
        if (m_limits.nameLength > 0 && nameLength > m_limits.nameLength) {
            return refused(u"a name of %1 bytes; at most %2 are accepted"_s.arg(nameLength).arg(m_limits.nameLength));
        }
        if (m_limits.valueLength > 0 && static_cast<std::size_t>(label.value.size()) > m_limits.valueLength) {
            return refused(u"a label value of %1 bytes; at most %2 are accepted"_s.arg(label.value.size())
                               .arg(m_limits.valueLength));
        }
    }
    return labels;
}

Result<ScrapeCache::Index> ScrapeCache::insert(QByteArrayView series)
{
    const Result<Labels> labels = labelsFor(series);
    if (!labels) {
        return std::unexpected(labels.error());
    }
    if (static_cast<std::size_t>(m_texts.size() + series.size()) > std::numeric_limits<std::uint32_t>::max()) {
        return failure(Error::Kind::Limit, u"The page changes its series too fast to be remembered."_s);
    }
    const Store::Ref ref = m_store.refFor(*labels);
    const auto [target, isNew] = m_byRef.try_emplace(ref, static_cast<Index>(m_targets.size()));
    if (isNew) {
        m_targets.push_back({ref, 0});
    }
    const auto index = static_cast<Index>(m_entries.size());
    m_entries.push_back({static_cast<std::uint32_t>(m_texts.size()), static_cast<std::uint32_t>(series.size()),
                         target->second, none, 0});
    m_texts.append(series);
    m_byText.emplace(hashOf(series), index);
    return index;
}

Result<void> ScrapeCache::resolve(std::span<const RawSample> samples)
{
    m_resolved.clear();
    m_resolved.reserve(samples.size());
    // Indices instead of references: insert() moves the entries.
    Index previous = none;
    for (const RawSample &sample : samples) {
        const Index expected = previous == none ? m_first : m_entries[previous].next;
        Index found = expected;
        if (expected == none || !sameText(text(m_entries[expected]), sample.series)) {
            found = lookUp(sample.series);
            if (found == none) {
                const Result<Index> inserted = insert(sample.series);
                if (!inserted) {
                    return std::unexpected(inserted.error());
                }
                found = *inserted;
            }
            (previous == none ? m_first : m_entries[previous].next) = found;
        }
        m_resolved.push_back(found);
        previous = found;
    }
    return {};
}

Result<ScrapeStats> ScrapeCache::ingest(std::span<const RawSample> samples, std::int64_t scrapeTimeMs)
{
    Result<void> resolved;
    if (m_limits.samples > 0 && samples.size() > m_limits.samples) {
        resolved =
            failure(Error::Kind::Limit,
                    u"The page has %1 samples; at most %2 are accepted."_s.arg(samples.size()).arg(m_limits.samples));
    } else {
        resolved = resolve(samples);
    }
    if (!resolved) {
        return std::unexpected(resolved.error());
    }
    ++m_page;
    ScrapeStats stats;
    stats.scraped = samples.size();
    m_current.clear();
    std::size_t seen = 0; // texts
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i + expectAhead < samples.size()) {
            m_store.expect(m_targets[m_entries[m_resolved[i + expectAhead]].target].ref);
        }
        if (i + expectAhead / 2 < samples.size()) {
            m_store.expectSoon(m_targets[m_entries[m_resolved[i + expectAhead / 2]].target].ref);
        }
        Entry &entry = m_entries[m_resolved[i]];
        store(samples[i], entry, scrapeTimeMs, stats);
        seen += entry.seen != m_page ? 1 : 0;
        entry.seen = m_page;
    }
    markStale(scrapeTimeMs, stats);
    if (m_entries.size() - seen > unseenSlack + seen / 4) {
        forgetUnseen();
    }
    m_lastSeen = seen;
    return stats;
}

ScrapeStats ScrapeCache::ingestEmpty(std::int64_t scrapeTimeMs)
{
    ++m_page;
    ScrapeStats stats;
    m_current.clear();
    markStale(scrapeTimeMs, stats);
    if (m_entries.size() > 2 * m_lastSeen + failedSlack) {
        forgetAll();
    }
    return stats;
}

void ScrapeCache::store(const RawSample &sample, const Entry &entry, std::int64_t scrapeTimeMs, ScrapeStats &stats)
{
    Target &target = m_targets[entry.target];
    const std::int64_t time = sample.timestamp.value_or(scrapeTimeMs);
    if (!sample.timestamp) {
        if (target.tracked == m_page) {
            ++stats.duplicates; // the first one on the page stands, as in Prometheus
            return;
        }
        if (target.tracked + 1 != m_page) {
            ++stats.seriesAdded;
        }
        target.tracked = m_page;
        m_current.push_back(entry.target);
    } else if (time > scrapeTimeMs && time - scrapeTimeMs > maxAheadMs) {
        ++stats.outOfBounds;
        return;
    }
    if (m_store.append(target.ref, time, sample.value)) {
        ++stats.stored;
        return;
    }
    if (!m_store.isLive(target.ref)) {
        if (revive(entry) && m_store.append(target.ref, time, sample.value)) {
            ++stats.stored;
        }
        return;
    }
    ++(m_store.newest(target.ref) == time ? stats.duplicates : stats.outOfOrder);
}

bool ScrapeCache::revive(const Entry &entry)
{
    const Result<Labels> labels = labelsFor(text(entry));
    if (!labels) {
        return false;
    }
    Target &target = m_targets[entry.target];
    m_byRef.erase(target.ref);
    target.ref = m_store.refFor(*labels);
    m_byRef.insert_or_assign(target.ref, entry.target);
    return true;
}

void ScrapeCache::markStale(std::int64_t scrapeTimeMs, ScrapeStats &stats)
{
    for (const Index index : m_previous) {
        if (m_targets[index].tracked != m_page) {
            // Refused when the series has newer samples or is gone; then there is nothing left to end.
            stats.staleMarkers += m_store.append(m_targets[index].ref, scrapeTimeMs, staleNaN()) ? 1 : 0;
        }
    }
    std::swap(m_previous, m_current);
}

void ScrapeCache::forgetAll()
{
    m_texts.clear();
    m_entries.clear();
    m_targets.clear();
    m_byText.clear();
    m_byRef.clear();
    m_previous.clear();
    m_first = none;
    m_lastSeen = 0;
}

void ScrapeCache::forgetUnseen()
{
    // Built anew in the order of the page, which also makes the texts lie in the order they are compared.
    std::vector<Entry> entries;
    std::vector<Target> targets;
    std::vector<Index> movedTo(m_targets.size(), none);
    QByteArray texts;
    m_byText.clear();
    m_byRef.clear();
    for (const Index index : std::exchange(m_resolved, {})) {
        Entry entry = m_entries[index];
        if (entry.seen != m_page) {
            continue; // taken over already: a text that stood on the page twice
        }
        m_entries[index].seen = 0;
        if (movedTo[entry.target] == none) {
            movedTo[entry.target] = static_cast<Index>(targets.size());
            targets.push_back(m_targets[entry.target]);
            m_byRef.emplace(targets.back().ref, movedTo[entry.target]);
        }
        const auto position = static_cast<Index>(entries.size());
        const QByteArrayView raw = text(entry);
        m_byText.emplace(hashOf(raw), position);
        entry.offset = static_cast<std::uint32_t>(texts.size());
        entry.target = movedTo[entry.target];
        entry.next = position + 1;
        texts.append(raw);
        entries.push_back(entry);
    }
    if (!entries.empty()) {
        entries.back().next = none;
    }
    for (Index &index : m_previous) {
        index = movedTo[index];
    }
    m_first = entries.empty() ? none : 0;
    m_entries = std::move(entries);
    m_targets = std::move(targets);
    m_texts = std::move(texts);
}

} // namespace readyroom::series
