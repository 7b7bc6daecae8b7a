// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/reports.h"

#include <QDateTime>
#include <QJsonArray>

#include <cmath>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t provingRequests = 6;
constexpr double provingTolerance = 0.15;

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

qint64 integer(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QString originStatus(Failover::Member &member)
{
    const auto state = member.breaker.read(Clock::now()).state;
    if (!member.isHealthy()) {
        return u"fail"_s;
    }
    return state == Breaker::State::Closed || state == Breaker::State::Disabled ? u"pass"_s : u"warn"_s;
}

} // namespace

QJsonObject healthReport(const Cache &cache, Failover &failover)
{
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    const CacheStats stats = cache.stats();
    const double fill = 100.0 * double(stats.bytes) / double(cache.options().byteLimit);
    QJsonObject checks{{u"cache:utilization"_s,
                        QJsonArray{QJsonObject{{u"componentType"_s, u"datastore"_s},
                                               {u"observedValue"_s, fill},
                                               {u"observedUnit"_s, u"percent"_s},
                                               {u"status"_s, u"pass"_s},
                                               {u"time"_s, now}}}}};
    bool allWell = true;
    for (auto &member : failover.members()) {
        const QString status = originStatus(member);
        allWell = allWell && status == "pass"_L1;
        QJsonObject check{{u"componentType"_s, u"system"_s}, {u"status"_s, status}, {u"time"_s, now}};
        if (member.origin.lastSeconds() >= 0) {
            check[u"observedValue"_s] = member.origin.lastSeconds() * 1000;
            check[u"observedUnit"_s] = u"ms"_s;
        }
        if (status != "pass"_L1) {
            check[u"output"_s] = u"The breaker is %1."_s.arg(
                text(Breaker::stateName(member.breaker.read(Clock::now()).state)).replace(u'_', u' '));
        }
        checks[u"origin-%1:responseTime"_s.arg(text(member.origin.name()))] = QJsonArray{check};
    }
    const QString status = !failover.isAvailable() ? u"fail"_s : allWell ? u"pass"_s : u"warn"_s;
    return {{u"status"_s, status},
            {u"version"_s, u"2"_s},
            {u"releaseId"_s, QString::fromLatin1(optimizerVersion)},
            {u"serviceId"_s, u"latency-optimizer"_s},
            {u"description"_s, u"Caches the answers of a slow API"_s},
            {u"checks"_s, checks}};
}

QJsonObject breakerReport(Failover &failover)
{
    QJsonArray breakers;
    const auto now = Clock::now();
    for (auto &member : failover.members()) {
        const auto reading = member.breaker.read(now);
        breakers.append(QJsonObject{{u"name"_s, text(member.breaker.name())},
                                    {u"state"_s, text(Breaker::stateName(reading.state))},
                                    {u"failures"_s, reading.failures},
                                    {u"opened"_s, integer(reading.opened)},
                                    {u"rejected"_s, integer(reading.rejected)},
                                    {u"for_s"_s, std::chrono::duration<double>(now - reading.since).count()}});
    }
    return {{u"breakers"_s, breakers}};
}

QJsonObject cacheReport(const Cache &cache, const Loader &loader)
{
    const CacheStats stats = cache.stats();
    return {{u"caches"_s,
             QJsonArray{QJsonObject{{u"name"_s, QString::fromLatin1(cacheName)},
                                    {u"hits"_s, integer(stats.hits)},
                                    {u"misses"_s, integer(stats.misses)},
                                    {u"evictions"_s, integer(stats.evictions)},
                                    {u"expired"_s, integer(stats.expired)},
                                    {u"invalidated"_s, integer(stats.invalidated)},
                                    {u"bytes"_s, integer(stats.bytes)},
                                    {u"limit_bytes"_s, integer(cache.options().byteLimit)},
                                    {u"entries"_s, integer(stats.entries)},
                                    {u"loads"_s, integer(loader.loads())},
                                    {u"joined"_s, integer(loader.joined())}}}}};
}

QJsonObject failoverReport(const Failover &failover)
{
    const Failover::Plan plan = failover.plan().plan;
    const Failover::Observed observed = failover.observed();
    QJsonObject shares;
    QJsonObject percent;
    QJsonObject requests;
    QJsonObject sent;
    bool follows = observed.total() >= provingRequests;
    for (std::size_t i = 0; i < failover.members().size(); ++i) {
        const QString origin = text(failover.members()[i].origin.name());
        const double share = failover.share(i);
        const auto really = observed.share(i);
        shares[origin] = share;
        // 0.07 · 100 is not 7, but whoever compares means it.
        percent[origin] = std::round(share * 1e8) / 1e6;
        requests[origin] = integer(observed.requests.at(i));
        sent[origin] = really ? QJsonValue(*really) : QJsonValue();
        follows = follows && std::abs(share - *really) <= provingTolerance;
    }
    return {{u"strategy"_s, text(Failover::strategyName(plan.strategy))},
            {u"preferred"_s, text(failover.members()[plan.preferred].origin.name())},
            {u"weight"_s, plan.backupWeight},
            {u"shares"_s, shares},
            {u"percent"_s, percent},
            {u"observed"_s,
             QJsonObject{{u"window_s"_s, observed.window.count()}, {u"requests"_s, requests}, {u"shares"_s, sent}}},
            {u"in_effect"_s, follows ? QJsonValue(percent) : QJsonValue()}};
}

} // namespace readyroom::lab
