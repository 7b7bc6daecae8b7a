// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/servicetile.h"

#include <algorithm>
#include <cmath>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using fleet::EndpointKind;
using fleet::EndpointState;
using fleet::EndpointStatus;
using fleet::ServiceState;
using fleet::ServiceStatus;

namespace {

std::vector<const EndpointStatus *> endpointsOf(const ServiceStatus &status)
{
    std::vector<const EndpointStatus *> all;
    for (const fleet::InstanceStatus &instance : status.instances) {
        for (const EndpointStatus &endpoint : instance.endpoints) {
            all.push_back(&endpoint);
        }
    }
    return all;
}

template<typename Predicate> bool every(const std::vector<const EndpointStatus *> &endpoints, Predicate predicate)
{
    return !endpoints.empty() && std::all_of(endpoints.begin(), endpoints.end(), predicate);
}

QStringList kindsIn(const std::vector<const EndpointStatus *> &endpoints, EndpointState state)
{
    QStringList kinds;
    for (const EndpointStatus *endpoint : endpoints) {
        const QString kind = fleet::endpointKindName(endpoint->id.kind);
        if (endpoint->state == state && !kinds.contains(kind)) {
            kinds += kind;
        }
    }
    return kinds;
}

void latest(std::optional<Timestamp> &newest, const std::optional<Timestamp> &candidate)
{
    if (candidate && (!newest || *newest < *candidate)) {
        newest = candidate;
    }
}

/// The worst severity of a reason whose rule names one of `topics`; lets a figure show that it is the trouble.
ServiceState severityOf(const ServiceStatus &status, std::initializer_list<QLatin1StringView> topics)
{
    ServiceState worst = ServiceState::Ok;
    for (const fleet::StateReason &reason : status.reasons) {
        const bool about = std::any_of(topics.begin(), topics.end(), [&reason](QLatin1StringView topic) {
            return reason.rule.contains(topic, Qt::CaseInsensitive);
        });
        if (about && reason.severity > worst && reason.severity >= ServiceState::Warning) {
            worst = reason.severity;
        }
    }
    return worst;
}

std::vector<ServiceTile::Figure> figuresOf(const ServiceStatus &status)
{
    std::vector<ServiceTile::Figure> figures;
    const fleet::ServiceSignals &now = status.signals_;
    if (const auto p95 = now.latencySeconds.constFind(u"0.95"_s); p95 != now.latencySeconds.cend()) {
        figures.push_back({u"p95"_s, secondsQuantity(*p95), severityOf(status, {"latency"_L1})});
    } else if (now.latencyMeanSeconds) {
        figures.push_back(
            {ServiceTile::tr("mean"), secondsQuantity(*now.latencyMeanSeconds), severityOf(status, {"latency"_L1})});
    }
    if (now.requestRate) {
        figures.push_back({ServiceTile::tr("req/s"), rateQuantity(*now.requestRate), ServiceState::Ok});
    }
    if (now.errorRatio) {
        figures.push_back(
            {ServiceTile::tr("errors"), ratioQuantity(*now.errorRatio), severityOf(status, {"error"_L1})});
    }
    if (!now.cacheHitRatio.isEmpty()) {
        const double worst = *std::min_element(now.cacheHitRatio.cbegin(), now.cacheHitRatio.cend());
        figures.push_back({ServiceTile::tr("cache hits"), ratioQuantity(worst), severityOf(status, {"cache"_L1})});
    }
    return figures;
}

QString headlineOf(const ServiceStatus &status, const std::vector<const EndpointStatus *> &endpoints)
{
    if (!status.reasons.empty()) {
        const fleet::StateReason &worst = status.reasons.front();
        // A contradiction says more than a mild reason, and less than an outage.
        if (worst.severity == ServiceState::Critical || status.contradictions.isEmpty()) {
            return sentenceCase(worst.text);
        }
    }
    if (!status.contradictions.isEmpty()) {
        return sentenceCase(status.contradictions.front());
    }
    const QStringList hidden = kindsIn(endpoints, EndpointState::NotExposed);
    if (!hidden.isEmpty()) {
        return sentenceCase(ServiceTile::tr("%1 not exposed").arg(hidden.join(ServiceTile::tr(" and "))));
    }
    return {};
}

QString noteOf(const ServiceStatus &status, const std::vector<const EndpointStatus *> &endpoints)
{
    const auto is = [](EndpointState state) {
        return [state](const EndpointStatus *endpoint) { return endpoint->state == state; };
    };
    if (endpoints.empty()) {
        return ServiceTile::tr("No endpoints are configured.");
    }
    if (every(endpoints, is(EndpointState::Pending))) {
        return ServiceTile::tr("Waiting for the first answer.");
    }
    if (every(endpoints, is(EndpointState::NotExposed))) {
        return ServiceTile::tr("No numbers yet: all answer 404.");
    }
    const auto failed = std::find_if(endpoints.begin(), endpoints.end(), is(EndpointState::Failed));
    if (status.state == ServiceState::Asleep) {
        return ServiceTile::tr("No numbers while asleep.");
    }
    std::vector<const EndpointStatus *> metrics;
    std::copy_if(endpoints.begin(), endpoints.end(), std::back_inserter(metrics),
                 [](const EndpointStatus *endpoint) { return endpoint->id.kind == EndpointKind::Metrics; });
    if (metrics.empty()) {
        return failed != endpoints.end() ? ServiceTile::tr("No numbers. %1").arg((*failed)->error)
                                         : ServiceTile::tr("No numbers: no metrics endpoint is configured.");
    }
    if (every(metrics, is(EndpointState::NotExposed))) {
        return ServiceTile::tr("No numbers yet. Metrics answer 404.");
    }
    const auto broken = std::find_if(metrics.begin(), metrics.end(), is(EndpointState::Failed));
    if (broken != metrics.end() && !(*broken)->error.isEmpty()) {
        return ServiceTile::tr("No numbers. %1").arg((*broken)->error);
    }
    return ServiceTile::tr("No numbers yet.");
}

} // namespace

ServiceTile ServiceTile::of(const ServiceStatus &status)
{
    const std::vector<const EndpointStatus *> endpoints = endpointsOf(status);
    ServiceTile tile;
    tile.name = status.name;
    tile.environment = status.environment;
    tile.state = status.state;
    tile.headline = headlineOf(status, endpoints);
    tile.details = status.contradictions;
    for (const fleet::StateReason &reason : status.reasons) {
        tile.details += sentenceCase(reason.text);
    }
    tile.details.removeDuplicates();
    tile.figures = figuresOf(status);

    std::optional<Timestamp> ofMetrics;
    for (const EndpointStatus *endpoint : endpoints) {
        latest(tile.dataAt, endpoint->lastAnswer);
        latest(tile.attemptAt, endpoint->lastAttempt);
        if (endpoint->id.kind == EndpointKind::Metrics) {
            latest(ofMetrics, endpoint->lastAnswer);
        }
    }
    if (ofMetrics) {
        tile.dataAt = ofMetrics;
    }
    tile.stale = tile.dataAt && every(endpoints, [](const EndpointStatus *endpoint) {
                     return endpoint->state == EndpointState::Stale || !endpoint->lastAnswer;
                 });
    if (tile.figures.empty()) {
        tile.m_note = noteOf(status, endpoints);
    }
    return tile;
}

QString ServiceTile::note(Timestamp now) const
{
    if (stale && dataAt) {
        return tr("Last numbers are %1 old.").arg(ageText(now - *dataAt));
    }
    return m_note;
}

QString ServiceTile::age(Timestamp now) const
{
    const std::optional<Timestamp> &at = dataAt ? dataAt : attemptAt;
    return at ? ageText(now - *at) : QString();
}

QString ServiceTile::spoken(Timestamp now) const
{
    QStringList parts{tr("%1, %2").arg(name, stateWord(state))};
    if (!headline.isEmpty()) {
        parts += headline;
    }
    if (figures.empty() || stale) {
        parts += note(now);
    } else {
        for (const Figure &figure : figures) {
            parts += figure.label + u' ' + figure.quantity.text();
        }
    }
    if (const QString old = age(now); !old.isEmpty()) {
        parts += tr("%1 old").arg(old);
    }
    return parts.join(u"; "_s);
}

QString sentenceCase(QString text)
{
    const QString first = text.section(u' ', 0, 0);
    if (!first.isEmpty() && std::all_of(first.cbegin(), first.cend(), [](QChar c) { return c.isLetter(); })) {
        text[0] = text.at(0).toUpper();
    }
    return text;
}

QString stateWord(ServiceState state)
{
    switch (state) {
    case ServiceState::Ok:
        return ServiceTile::tr("ok");
    case ServiceState::Unknown:
        return ServiceTile::tr("unknown");
    case ServiceState::Asleep:
        return ServiceTile::tr("asleep");
    case ServiceState::Warning:
        return ServiceTile::tr("warning");
    case ServiceState::Critical:
        return ServiceTile::tr("critical");
    }
    return {};
}

} // namespace readyroom::items
