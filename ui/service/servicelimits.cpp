// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/service/servicelimits.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::service {

using namespace Qt::StringLiterals;

namespace {

series::Labels labelsOf(const fleet::ServiceStatus &service, const QByteArray &name, const QByteArray &value)
{
    series::Labels labels{{"environment", service.environment.toUtf8()}, {"service", service.name.toUtf8()}};
    labels.set(name, value);
    return labels;
}

} // namespace

QString quantileName(const series::Labels &labels)
{
    bool isNumber = false;
    const double quantile = labels.value("quantile").toDouble(&isNumber);
    return isNumber ? u"p"_s + QString::number(quantile * 100.0, 'g', 4) : u"latency"_s;
}

std::vector<charts::Threshold> latencyThresholds(const std::vector<rules::Limit> &limits,
                                                 const fleet::ServiceStatus &service, bool ofMean)
{
    std::vector<charts::Threshold> lines;
    for (const rules::Limit &limit : limits) {
        const bool meant = limit.metric == (ofMean ? "service:latency_mean_seconds" : "service:latency_seconds");
        const QByteArray quantile = limit.asked("quantile").value_or(QByteArray());
        const series::Labels labels = labelsOf(service, "quantile", quantile);
        if (!meant || limit.bad != rules::Limit::Bad::Above || !limit.appliesTo(labels)) {
            continue;
        }
        const bool critical = limit.severity == fleet::ServiceState::Critical;
        const QString line = ofMean ? QCoreApplication::translate("ServiceLimits", "mean")
            : quantile.isEmpty()    ? QCoreApplication::translate("ServiceLimits", "latency")
                                    : quantileName(labels);
        lines.push_back({limit.value, critical ? paint::Tone::Critical : paint::Tone::Warning,
                         critical ? QCoreApplication::translate("ServiceLimits", "%1 critical above").arg(line)
                                  : QCoreApplication::translate("ServiceLimits", "%1 warning above").arg(line)});
    }
    return lines;
}

void setCacheBand(paint::GaugeFace &face, const std::vector<rules::Limit> &limits, const fleet::ServiceStatus &service,
                  const QString &cache)
{
    const series::Labels labels = labelsOf(service, "cache", cache.toUtf8());
    for (const rules::Limit &limit : limits) {
        if (limit.metric != "service:cache_hit_ratio" || limit.bad != rules::Limit::Bad::Below
            || !limit.appliesTo(labels)) {
            continue;
        }
        std::optional<double> &edge = limit.severity == fleet::ServiceState::Critical ? face.critical : face.warning;
        edge = std::max(edge.value_or(limit.value), limit.value);
    }
}

} // namespace readyroom::service
