// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/fleetsummary.h"

#include "models/items/servicetile.h"

#include <algorithm>

namespace readyroom::items {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Schedules are whole or tenth seconds; what is measured carries some jitter.
Duration tidy(Duration interval)
{
    return interval > 1500ms ? std::chrono::round<std::chrono::seconds>(interval)
                             : Duration{(interval.count() + 50) / 100 * 100};
}

QString intervalText(Duration interval)
{
    if (interval < 1s) {
        return QString::number(interval.count()) + u" ms"_s;
    }
    return interval % 1s == 0ms ? longAgeText(interval).remove(u" 0 s"_s)
                                : QString::number(toSeconds(interval), 'f', 1) + u" s"_s;
}

struct Intervals {
    Duration shortest{0};
    Duration longest{0};
};

Intervals intervalsOf(const fleet::ServiceStatus &service)
{
    Intervals intervals;
    for (const fleet::InstanceStatus &instance : service.instances) {
        for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
            // Only endpoints in good order keep their schedule; others are backing off.
            if (endpoint.state != fleet::EndpointState::Ok || !endpoint.lastAttempt || !endpoint.nextAttempt
                || *endpoint.nextAttempt <= *endpoint.lastAttempt) {
                continue;
            }
            const Duration every = tidy(*endpoint.nextAttempt - *endpoint.lastAttempt);
            intervals.longest = std::max(intervals.longest, every);
            intervals.shortest = intervals.shortest == 0ms ? every : std::min(intervals.shortest, every);
        }
    }
    return intervals;
}

} // namespace

FleetSummary FleetSummary::of(const fleet::FleetSnapshot &snapshot)
{
    FleetSummary summary;
    summary.services = static_cast<int>(snapshot.services.size());
    for (const fleet::ServiceStatus &service : snapshot.services) {
        ++summary.byState[service.state];
        summary.instances += static_cast<int>(service.instances.size());
        const ServiceTile tile = ServiceTile::of(service);
        if (tile.dataAt && (!summary.oldest || *tile.dataAt < *summary.oldest)) {
            summary.oldest = tile.dataAt;
        }
        const Intervals polled = intervalsOf(service);
        summary.longestInterval = std::max(summary.longestInterval, polled.longest);
        if (polled.shortest > 0ms) {
            summary.shortestInterval =
                summary.shortestInterval == 0ms ? polled.shortest : std::min(summary.shortestInterval, polled.shortest);
        }
    }
    return summary;
}

QString FleetSummary::sentence(Timestamp now) const
{
    QString text = services == 1 ? tr("1 service") : tr("%1 services").arg(services);
    text += instances == 1 ? tr(", 1 instance.") : tr(", %1 instances.").arg(instances);
    if (shortestInterval == 0ms) {
        return oldest ? QString(text + tr(" Oldest number %1.").arg(ageText(now - *oldest))) : text;
    }
    QString every;
    if (shortestInterval != longestInterval) {
        every = tr("every %1 to %2").arg(intervalText(shortestInterval), intervalText(longestInterval));
    } else {
        every = shortestInterval == 1s ? tr("every second") : tr("every %1").arg(intervalText(shortestInterval));
    }
    text += u' ' + tr("Polled %1").arg(every);
    text += oldest ? tr(", oldest number %1.").arg(ageText(now - *oldest)) : u"."_s;
    return text;
}

int FleetSummary::count(fleet::ServiceState state) const
{
    const auto found = byState.find(state);
    return found == byState.end() ? 0 : found->second;
}

Duration shortestPollInterval(const fleet::ServiceStatus &service)
{
    return intervalsOf(service).shortest;
}

} // namespace readyroom::items
