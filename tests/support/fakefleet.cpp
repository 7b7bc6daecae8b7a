// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakefleet.h"

#include <functional>
#include <limits>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace fleet;

namespace {

EndpointStatus endpoint(const QString &name, const QString &environment, const QString &instance, EndpointKind kind,
                        const QString &path)
{
    EndpointStatus status;
    status.id = {environment, name, instance, kind, path};
    status.state = EndpointState::Ok;
    status.status = 200;
    status.lastAttempt = moment() - 1s;
    status.lastAnswer = moment() - 1s;
    status.nextAttempt = moment() + 4s;
    status.seconds = kind == EndpointKind::Health ? 0.0041 : 0.011;
    status.samples = kind == EndpointKind::Health ? 6 : 812;
    status.format = kind == EndpointKind::Health ? u"Actuator"_s : u"Prometheus text"_s;
    if (kind == EndpointKind::Health) {
        status.health = {{{}, u"UP"_s, 1.0},
                         {{u"db"_s}, u"UP"_s, 1.0, u"postgresql, 3 ms"_s},
                         {{u"diskSpace"_s}, u"UP"_s, 1.0, u"46 GB free"_s}};
    }
    return status;
}

void eachEndpoint(ServiceStatus &service, const std::function<void(EndpointStatus &)> &change)
{
    for (InstanceStatus &instance : service.instances) {
        for (EndpointStatus &endpoint : instance.endpoints) {
            change(endpoint);
        }
    }
}

ServiceStatus withSignals(ServiceStatus service, double p95, double rate, double errors, std::optional<double> hits)
{
    service.signals_.latencySeconds = {{u"0.5"_s, p95 / 3}, {u"0.95"_s, p95}, {u"0.99"_s, p95 * 1.5}};
    service.signals_.requestRate = rate;
    service.signals_.errorRatio = errors;
    if (hits) {
        service.signals_.cacheHitRatio = {{u"users"_s, *hits}};
    }
    return service;
}

ServiceStatus warning(ServiceStatus service, const QString &rule, const QString &reason)
{
    service.state = ServiceState::Warning;
    service.reasons = {{rule, ServiceState::Warning, reason, moment() - 4min}};
    return service;
}

} // namespace

Timestamp moment()
{
    return fromMillis(1'795'226'400'000);
}

ServiceStatus service(const QString &name, const QString &environment, const QString &owner)
{
    ServiceStatus status;
    status.name = name;
    status.environment = environment;
    status.owner = owner;
    status.state = ServiceState::Ok;
    status.stateSince = moment() - 26h;
    for (int i = 1; i <= 2; ++i) {
        const QString instance = u"10.0.0.%1:8080"_s.arg(i);
        status.instances.push_back(
            {instance,
             true,
             {endpoint(name, environment, instance, EndpointKind::Health, u"/actuator/health"_s),
              endpoint(name, environment, instance, EndpointKind::Metrics, u"/actuator/prometheus"_s)}});
    }
    return withSignals(status, 0.088, 9.6, 0.004, std::nullopt);
}

ServiceStatus checkout()
{
    ServiceStatus status = withSignals(service(u"checkout"_s), 1.24, 42.0, 0.081, 0.981);
    status.signals_.cacheHitRatio.insert(u"prices"_s, 0.71);
    const QString third = u"10.0.0.3:8080"_s;
    status.instances.push_back(
        {third,
         true,
         {endpoint(status.name, status.environment, third, EndpointKind::Health, u"/actuator/health"_s),
          endpoint(status.name, status.environment, third, EndpointKind::Metrics, u"/actuator/prometheus"_s)}});
    EndpointStatus &late = status.instances.back().endpoints.back();
    late.state = EndpointState::Failed;
    late.error = u"timeout after 3 s"_s;
    late.status = 0;
    late.lastAnswer = moment() - 17s;
    late.nextAttempt = moment() + 4s;
    status.instances.front().endpoints.front().health.push_back(
        {{u"circuitBreakers"_s}, u"UNKNOWN"_s, std::numeric_limits<double>::quiet_NaN()});
    status.state = ServiceState::Critical;
    status.stateSince = moment() - 250s;
    status.reasons = {{u"BreakerOpen"_s, ServiceState::Critical,
                       u"breaker payments is open on 2 of 3 instances, health says UP"_s, moment() - 250s},
                      {u"ErrorRatioHigh"_s, ServiceState::Critical, u"8.1 % of requests fail"_s, moment() - 190s},
                      {u"CacheHitRatioLow"_s, ServiceState::Warning, u"cache prices answers only 71 % of requests"_s,
                       moment() - 100s}};
    status.contradictions = {u"UP but breaker payments OPEN"_s};
    const auto add = [&status](const QString &breaker, std::initializer_list<BreakerState> states, Duration age) {
        int i = 0;
        for (const BreakerState state : states) {
            status.signals_.breakers.push_back({breaker, u"10.0.0.%1:8080"_s.arg(++i), state, moment() - age});
        }
    };
    add(u"payments"_s, {BreakerState::Open, BreakerState::Open, BreakerState::HalfOpen}, 250s);
    add(u"inventory"_s, {BreakerState::Closed, BreakerState::Closed, BreakerState::Closed}, 49h);
    add(u"email"_s, {BreakerState::Closed, BreakerState::Closed, BreakerState::Unknown}, 49h);
    return status;
}

ServiceStatus notExposed(const QString &name)
{
    ServiceStatus status = service(name, u"staging"_s, u"learning"_s);
    status.instances.pop_back();
    status.state = ServiceState::Unknown;
    status.signals_ = {};
    eachEndpoint(status, [](EndpointStatus &one) {
        one.state = EndpointState::NotExposed;
        one.status = 404;
        one.lastAnswer.reset();
        one.lastAttempt = moment() - 4s;
        one.samples = 0;
        one.health.clear();
        one.format.clear();
    });
    return status;
}

ServiceStatus stale(const QString &name)
{
    ServiceStatus status = service(name, u"staging"_s);
    status.state = ServiceState::Unknown;
    status.reasons = {{u"Stale"_s, ServiceState::Unknown, u"Stale: no answer for 1 min 12 s"_s, moment() - 62s}};
    eachEndpoint(status, [](EndpointStatus &one) {
        one.state = EndpointState::Stale;
        one.lastAnswer = moment() - 72s;
        one.lastAttempt = moment() - 12s;
    });
    return status;
}

ServiceStatus pending(const QString &name)
{
    ServiceStatus status = service(name);
    status.state = ServiceState::Unknown;
    status.stateSince.reset();
    status.signals_ = {};
    eachEndpoint(status, [](EndpointStatus &one) {
        one.state = EndpointState::Pending;
        one.status = 0;
        one.lastAnswer.reset();
        one.lastAttempt.reset();
        one.seconds = -1;
        one.samples = 0;
        one.health.clear();
        one.format.clear();
    });
    return status;
}

ServiceStatus down(const QString &name)
{
    ServiceStatus status = service(name);
    status.state = ServiceState::Critical;
    status.signals_ = {};
    status.reasons = {{u"ServiceDown"_s, ServiceState::Critical, u"no instance answers"_s, moment() - 95s}};
    eachEndpoint(status, [](EndpointStatus &one) {
        one.state = EndpointState::Failed;
        one.status = 0;
        one.error = u"The connection was refused."_s;
        one.lastAnswer.reset();
        one.nextAttempt = moment() + 8s;
        one.health.clear();
        one.format.clear();
    });
    return status;
}

FleetSnapshot fleetOf(std::vector<ServiceStatus> services)
{
    FleetSnapshot snapshot;
    snapshot.at = moment();
    snapshot.services = std::move(services);
    snapshot.complete = true;
    return snapshot;
}

FleetSnapshot pictureFleet()
{
    const QString shop = u"shop"_s;
    const QString production = u"production"_s;
    const QString staging = u"staging"_s;
    return fleetOf({checkout(),
                    warning(withSignals(service(u"catalogue"_s, production, shop), 0.438, 310, 0.002, 0.93),
                            u"LatencyHigh"_s, u"p95 is above 400 ms for 4 min"_s),
                    withSignals(service(u"latency-optimizer"_s, production, shop), 0.031, 50.2, 0.0, 0.981),
                    warning(withSignals(service(u"bagtrack"_s, production, u"airport"_s), 1.38, 49.8, 0.0, 0.826),
                            u"LatencyHigh"_s, u"login takes 742 ms, p95 is 1.4 s at 50 users"_s),
                    withSignals(service(u"cap-lab"_s), 0.142, 441, 0.0, std::nullopt),
                    withSignals(service(u"resilient-client"_s), 0.088, 9.6, 0.004, std::nullopt),
                    withSignals(service(u"search"_s, production, shop), 0.064, 122, 0.0, 0.954),
                    withSignals(service(u"sessions"_s, production, shop), 0.0041, 880, 0.0, 0.997),
                    notExposed(u"learnify-api"_s),
                    withSignals(service(u"mailer"_s, staging), 0.21, 3.1, 0.0, std::nullopt), stale(u"reports"_s),
                    withSignals(service(u"edge"_s, staging), 0.012, 1204, 0.0001, 0.912)});
}

FleetSnapshot largeFleet(int count)
{
    static const QStringList environments{u"production"_s, u"staging"_s, u"development"_s};
    std::vector<ServiceStatus> services;
    for (int i = 0; i < count; ++i) {
        const QString name = u"service-%1"_s.arg(i, 4, 10, QLatin1Char('0'));
        ServiceStatus status = i % 97 == 11 ? down(name)
            : i % 53 == 7                   ? warning(service(name), u"LatencyHigh"_s, u"p95 is above 400 ms"_s)
            : i % 71 == 5                   ? notExposed(name)
                                            : withSignals(service(name), 0.01 + 0.001 * (i % 300), i % 500, 0.0, 0.97);
        status.environment = environments.at(i % 3);
        services.push_back(std::move(status));
    }
    return fleetOf(std::move(services));
}

FleetSnapshot brokenFleet()
{
    std::vector<ServiceStatus> services;
    for (int i = 0; i < 5; ++i) {
        services.push_back(down(u"broken-%1"_s.arg(i)));
    }
    services.push_back(stale(u"stale"_s));
    services.push_back(checkout());
    FleetSnapshot snapshot = fleetOf(std::move(services));
    snapshot.notice = u"This workstation's own network is out; judgement is suspended."_s;
    return snapshot;
}

FleetSnapshot longNamesFleet()
{
    const QString longName = u"the-service-with-a-name-that-nobody-would-type-twice-"_s.repeated(3);
    ServiceStatus status = checkout();
    status.name = longName;
    status.environment = u"production-in-the-second-region-of-the-third-continent-"_s.repeated(2);
    status.owner = u"<b>team</b> with a very long name indeed "_s.repeated(3);
    status.reasons.front().text = u"<img src=x> breaker "_s + longName + u" is open on 2 of 3 instances"_s;
    status.instances.front().instance = u"a-host-name-of-quite-some-length.internal.example.org:18080"_s;
    for (EndpointStatus &one : status.instances.front().endpoints) {
        one.id.instance = status.instances.front().instance;
        one.id.path = u"/a/path/that/goes/on/and/on"_s.repeated(4);
        one.error = u"something <i>went</i> wrong and explains itself at length "_s.repeated(4);
    }
    status.signals_.breakers.front().breaker = longName;
    status.signals_.cacheHitRatio.insert(longName, 0.5);
    return fleetOf({status, service(longName + u"2"_s)});
}

} // namespace readyroom::fakes
