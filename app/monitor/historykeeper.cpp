// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/historykeeper.h"

#include <utility>

namespace readyroom::monitor {

using namespace std::chrono_literals;

namespace {

/// Five seconds, less what timers come early.
constexpr Duration interval = 4500ms;
/// A poll may end this much later than the time its samples bear.
constexpr Duration slack = 1min;
/// About two milliseconds' worth.
constexpr std::size_t samplesAtOnce = 100'000;

std::vector<series::Matcher> keptMetrics()
{
    auto matcher = series::Matcher::create(series::Matcher::Type::Regex, series::metricNameLabel.toByteArray(),
                                           "service:.*|probe_.*|up");
    Q_ASSERT(matcher);
    return {*std::move(matcher)};
}

} // namespace

HistoryKeeper::HistoryKeeper(series::Store &store, const ServiceIndex &services,
                             std::shared_ptr<series::Archive> archive)
    : m_store(store)
    , m_services(services)
    , m_archive(std::move(archive))
    , m_matchers(keptMetrics())
    , m_more(m_archive != nullptr)
{
}

bool HistoryKeeper::takeOld(const TimeSource &time, Duration patience)
{
    const MonotonicTime until = time.monotonic() + patience;
    do {
        const auto old = m_more ? m_archive->takeOld(samplesAtOnce) : std::nullopt;
        m_more = old.has_value();
        if (!old || old->empty()) {
            return m_more;
        }
        for (const series::OldSeries &series : *old) {
            // The archive is the user's, not the fleet's: another fleet's services have no place here.
            if (m_services.find(series.labels) < m_services.size()) {
                m_store.prepend(series.labels, series.samples);
            }
        }
    } while (time.monotonic() < until);
    return m_more;
}

void HistoryKeeper::keep(Timestamp now)
{
    // A clock that was set back must not stop this until it has caught up.
    if (!m_last || now < *m_last || now - *m_last >= interval) {
        keepLast(now);
    }
}

void HistoryKeeper::keepLast(Timestamp now)
{
    if (!m_archive) {
        return;
    }
    const std::int64_t from = toMillis(std::min(m_last.value_or(now), now) - slack);
    m_last = now;
    std::vector<series::KeptSample> samples;
    const std::vector<series::NewestSample> newest = m_store.newestSince(m_matchers, from);
    samples.reserve(newest.size());
    for (const auto &[ref, sample] : newest) {
        auto it = m_known.find(ref);
        if (it == m_known.end()) {
            it = m_known.emplace(ref, Known{std::make_shared<const series::Labels>(m_store.labels(ref)), 0}).first;
        }
        if (sample.t > it->second.kept) {
            it->second.kept = sample.t;
            samples.push_back({it->second.labels, sample});
        }
    }
    if (m_known.size() > 2 * newest.size() + 1000) {
        std::erase_if(m_known, [this](const auto &entry) { return !m_store.isLive(entry.first); });
    }
    m_archive->keep(toMillis(now), std::move(samples));
}

} // namespace readyroom::monitor
