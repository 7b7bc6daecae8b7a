// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/retrypolicy.h"

#include <QByteArray>

#include <curl/curl.h>

#include <algorithm>

namespace readyroom::monitor {

namespace {

constexpr Duration firstDelay{1000};
constexpr Duration longestDelay{60'000};
constexpr Duration longestRetryAfter{300'000};
constexpr int outageFraction = 20;

} // namespace

Duration retryDelay(const Outage &outage, double jitter)
{
    const int doublings = std::clamp(outage.failures - 1, 0, 6);
    const Duration backoff = std::min(firstDelay * (1 << doublings), longestDelay);
    const Duration patience = std::max(outage.every, outage.lasted / outageFraction);
    const auto wait = std::chrono::duration_cast<Duration>(std::min(backoff, patience) * (1.0 - jitter / 4));
    if (!outage.retryAfter) {
        return wait;
    }
    return std::max(wait, std::min(*outage.retryAfter, longestRetryAfter));
}

std::optional<Duration> parseRetryAfter(QByteArrayView value, Timestamp now)
{
    const QByteArray text = value.trimmed().toByteArray();
    if (text.isEmpty()) {
        return std::nullopt;
    }
    if (std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const qulonglong seconds = text.toULongLong(&fits);
        constexpr qulonglong longest = 86'400;
        return std::chrono::seconds{fits ? std::min(seconds, longest) : longest};
    }
    const std::time_t date = curl_getdate(text.constData(), nullptr);
    if (date < 0) {
        return std::nullopt;
    }
    const Timestamp until{std::chrono::seconds{date}};
    return std::max(until - now, Duration{0});
}

} // namespace readyroom::monitor
