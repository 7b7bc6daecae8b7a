// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/fleetobserver.h"

#include <QJsonArray>
#include <QMap>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace readyroom::journal {

using namespace Qt::StringLiterals;
using fleet::BreakerState;
using fleet::EndpointState;
using fleet::ServiceState;

/// What was told of a service so far.
struct FleetObserver::Known {
    using BreakerKey = std::pair<QString, QString>; ///< breaker, instance

    std::optional<ServiceState> state;
    QMap<BreakerKey, BreakerState> breakers;
    QHash<QString, Timestamp> failingSince; ///< by instance, kind and path
    std::optional<Timestamp> suspendedAt; ///< when it was last seen asleep, or without a network

    void observeEndpoint(const fleet::ServiceStatus &service, const fleet::EndpointStatus &endpoint, Timestamp at,
                         std::vector<Event> &events);
    void observeBreakers(const fleet::ServiceStatus &service, Timestamp at, std::vector<Event> &events);
    void observeState(const fleet::ServiceStatus &service, Timestamp at, std::vector<Event> &events);
};

namespace {

const QChar separator(u'\n');

/// Every endpoint was asked once, and something was heard, in the sense of rules::coverageOf(). Before that a state is
/// only that of the endpoints which were quickest.
bool isKnown(const fleet::ServiceStatus &service)
{
    bool any = false;
    bool allHidden = true;
    bool answered = service.state != ServiceState::Unknown;
    for (const fleet::InstanceStatus &instance : service.instances) {
        for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
            if (endpoint.state == EndpointState::Pending) {
                return false;
            }
            const bool hidden = endpoint.state == EndpointState::NotExposed;
            any = true;
            allHidden = allHidden && hidden;
            answered = answered || endpoint.state == EndpointState::Ok || (!hidden && endpoint.lastAnswer);
        }
    }
    return answered || (any && allHidden);
}

/// It is this workstation that cannot judge. Its notice alone says nothing of services that are reached without a
/// network.
bool isSuspended(const fleet::ServiceStatus &service, const QString &notice)
{
    return service.state == ServiceState::Asleep || (service.state == ServiceState::Unknown && !notice.isEmpty());
}

Event eventOf(const fleet::ServiceStatus &service, EventKind kind, Timestamp at)
{
    return {.kind = kind, .at = at, .service = service.name, .environment = service.environment};
}

Event stateEvent(const fleet::ServiceStatus &service, std::optional<ServiceState> before, Timestamp at)
{
    Event event = eventOf(service, EventKind::ServiceState, at);
    const QString state = fleet::serviceStateName(service.state);
    event.text = service.name + u" is "_s + state;
    QJsonArray reasons;
    for (const fleet::StateReason &reason : service.reasons) {
        reasons.append(reason.text);
    }
    if (!service.reasons.empty()) {
        event.text += u": "_s + service.reasons.front().text;
    }
    if (before) {
        event.detail[u"from"] = fleet::serviceStateName(*before);
    }
    event.detail[u"to"] = state;
    event.detail[u"reasons"] = reasons;
    return event;
}

Event breakerEvent(const fleet::ServiceStatus &service, const std::pair<QString, QString> &key,
                   std::optional<BreakerState> before, BreakerState now, Timestamp at)
{
    Event event = eventOf(service, EventKind::BreakerState, at);
    const auto &[breaker, instance] = key;
    const QString state = fleet::breakerStateName(now);
    event.text = u"Breaker %1 of %2 is %3"_s.arg(breaker, instance, state);
    event.detail = {{u"breaker"_s, breaker}, {u"instance"_s, instance}, {u"to"_s, state}};
    if (before) {
        event.detail[u"from"] = fleet::breakerStateName(*before);
    }
    return event;
}

Event endpointEvent(const fleet::ServiceStatus &service, const fleet::EndpointStatus &endpoint, EventKind kind,
                    Timestamp at)
{
    Event event = eventOf(service, kind, at);
    const QString name = fleet::endpointKindName(endpoint.id.kind);
    event.text = kind == EventKind::EndpointFailed
        ? u"The %1 endpoint of %2 failed: %3"_s.arg(name, endpoint.id.instance, endpoint.error)
        : u"The %1 endpoint of %2 answers again"_s.arg(name, endpoint.id.instance);
    while (event.text.endsWith(u'.')) {
        event.text.chop(1);
    }
    event.detail = {{u"instance"_s, endpoint.id.instance}, {u"endpoint"_s, name}, {u"path"_s, endpoint.id.path}};
    return event;
}

} // namespace

void FleetObserver::Known::observeEndpoint(const fleet::ServiceStatus &service, const fleet::EndpointStatus &endpoint,
                                           Timestamp at, std::vector<Event> &events)
{
    const bool answers = endpoint.state == EndpointState::Ok || endpoint.state == EndpointState::NotExposed;
    if (answers ? failingSince.isEmpty() : endpoint.state != EndpointState::Failed) {
        return;
    }
    const QString key =
        endpoint.id.instance + separator + fleet::endpointKindName(endpoint.id.kind) + separator + endpoint.id.path;
    const Timestamp attempt = endpoint.lastAttempt.value_or(at);
    const auto failing = failingSince.find(key);
    if (answers && failing != failingSince.end()) {
        Event event = endpointEvent(service, endpoint, EventKind::EndpointRecovered, at);
        event.detail[u"outage_s"] = toSeconds(attempt - *failing);
        events.push_back(std::move(event));
        failingSince.erase(failing);
    } else if (!answers && failing == failingSince.end() && (!suspendedAt || attempt > *suspendedAt)) {
        Event event = endpointEvent(service, endpoint, EventKind::EndpointFailed, at);
        event.detail[u"error"] = endpoint.error;
        if (endpoint.status != 0) {
            event.detail[u"status"] = endpoint.status;
        }
        if (!endpoint.requestId.isEmpty()) {
            event.detail[u"request_id"] = QString::fromLatin1(endpoint.requestId);
        }
        events.push_back(std::move(event));
        failingSince.insert(key, attempt);
    }
}

void FleetObserver::Known::observeBreakers(const fleet::ServiceStatus &service, Timestamp at,
                                           std::vector<Event> &events)
{
    // A page may claim two states of one breaker at once; it must not seem to change with every snapshot.
    QMap<BreakerKey, BreakerState> now;
    for (const fleet::BreakerStatus &breaker : service.signals_.breakers) {
        const BreakerKey key(breaker.breaker, breaker.instance);
        now[key] = std::max(now.value(key, breaker.state), breaker.state);
    }
    for (auto it = now.cbegin(); it != now.cend(); ++it) {
        const auto before = breakers.constFind(it.key());
        const bool isKnown = before != breakers.cend();
        if (isKnown ? *before == *it : *it == BreakerState::Unknown) {
            continue;
        }
        if (isKnown || *it != BreakerState::Closed) {
            events.push_back(breakerEvent(service, it.key(), isKnown ? std::optional(*before) : std::nullopt, *it, at));
        }
        breakers.insert(it.key(), *it);
    }
}

void FleetObserver::Known::observeState(const fleet::ServiceStatus &service, Timestamp at, std::vector<Event> &events)
{
    const bool isTold = state ? *state != service.state : suspendedAt != at && isKnown(service);
    if (isTold) {
        events.push_back(stateEvent(service, state, at));
        state = service.state;
    }
}

FleetObserver::FleetObserver() = default;
FleetObserver::~FleetObserver() = default;

std::vector<Event> FleetObserver::observe(const fleet::FleetSnapshot &snapshot)
{
    std::vector<Event> events;
    for (const fleet::ServiceStatus &service : snapshot.services) {
        std::vector<Event> more = observe(service, snapshot.at, snapshot.notice);
        events.insert(events.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return events;
}

std::vector<Event> FleetObserver::observe(const fleet::ServiceStatus &service, Timestamp at, const QString &notice)
{
    std::shared_ptr<Known> &known = m_services[service.environment + separator + service.name];
    if (!known) {
        known = std::make_shared<Known>();
    }
    std::vector<Event> events;
    if (isSuspended(service, notice)) {
        known->suspendedAt = at;
    }
    // What may have caused a state comes before it.
    for (const fleet::InstanceStatus &instance : service.instances) {
        for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
            known->observeEndpoint(service, endpoint, at, events);
        }
    }
    known->observeBreakers(service, at, events);
    known->observeState(service, at, events);
    return events;
}

} // namespace readyroom::journal
