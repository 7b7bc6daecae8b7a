// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/servicequeries.h"

#include "models/series/labels.h"

namespace readyroom::service {

using namespace Qt::StringLiterals;

namespace {

QString quoted(const QString &value)
{
    return u'"' + QString::fromUtf8(series::escapeLabelValue(value.toUtf8())) + u'"';
}

} // namespace

ServiceQueries::ServiceQueries(const fleet::ServiceStatus &service)
    : m_matchers(u"service="_s + quoted(service.name))
{
    if (!service.environment.isEmpty()) {
        m_matchers += u",environment="_s + quoted(service.environment);
    }
}

QString ServiceQueries::select(QLatin1StringView metric, QLatin1StringView more) const
{
    return metric + u'{' + m_matchers + more + u'}';
}

QString ServiceQueries::latencyQuantiles() const
{
    return select("service:latency_seconds"_L1);
}

QString ServiceQueries::latencyMean() const
{
    return select("service:latency_mean_seconds"_L1);
}

QString ServiceQueries::probeSeconds() const
{
    return u"max by (endpoint) ("_s + select("probe_seconds"_L1, ",phase=\"total\""_L1) + u')';
}

QString ServiceQueries::requestRate() const
{
    return select("service:request_rate"_L1);
}

QString ServiceQueries::errorRate() const
{
    return requestRate() + u" * "_s + select("service:error_ratio"_L1);
}

QString ServiceQueries::cacheHitRatio() const
{
    return select("service:cache_hit_ratio"_L1);
}

QString ServiceQueries::cacheHitsRate() const
{
    return select("service:cache_hits_rate"_L1);
}

QString ServiceQueries::cacheMissesRate() const
{
    return select("service:cache_misses_rate"_L1);
}

QString ServiceQueries::saturation() const
{
    return select("service:saturation"_L1);
}

QString ServiceQueries::poolUsedRatio() const
{
    return select("service:pool_used_ratio"_L1);
}

} // namespace readyroom::service
