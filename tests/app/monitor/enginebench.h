// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/engine.h"
#include "app/sources/localsource.h"
#include "tests/app/monitor/fixturesource.h"
#include "tests/app/monitor/handclock.h"

#include <QCoroTask>

#include <functional>
#include <future>
#include <memory>
#include <utility>
#include <vector>

namespace readyroom::test {

using namespace monitor;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using fleet::EndpointKind;
using fleet::ServiceState;

inline fleet::Fleet shopFleet(const QString &host = u"10.1.2.3"_s)
{
    const std::vector<fleet::Endpoint> endpoints{
        {.kind = EndpointKind::Health, .path = u"/actuator/health"_s},
        {.kind = EndpointKind::Metrics, .path = u"/metrics"_s},
        {.kind = EndpointKind::Breakers, .path = u"/actuator/circuitbreakers"_s},
    };
    return {.file = {},
            .environments = {},
            .services = {{.name = u"shop"_s,
                          .environment = u"test"_s,
                          .instances = {QUrl(u"http://"_s + host + u":8080"_s), QUrl(u"http://"_s + host + u":8081"_s)},
                          .endpoints = endpoints}},
            .ruleFiles = {}};
}

inline constexpr const char *closedBreakers = "{\"circuitBreakers\":{\"payments\":{\"state\":\"CLOSED\"}}}";
inline constexpr const char *openBreakers = "{\"circuitBreakers\":{\"payments\":{\"state\":\"OPEN\"}}}";
inline constexpr const char *healthUp = "{\"status\":\"UP\",\"components\":{\"db\":{\"status\":\"UP\"}}}";
inline constexpr const char *healthDown = "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"DOWN\"}}}";

/// An engine on the built-in rules and maps whose answers the test gives, at times that the test sets.
struct EngineBench {
    std::shared_ptr<HandClock> clock = std::make_shared<HandClock>();
    fleet::Fleet fleet;
    FixtureSource *source = nullptr;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<sources::LocalSource> queries;

    explicit EngineBench(fleet::Fleet theFleet = shopFleet(), Duration signalInterval = 50ms,
                         Duration publishInterval = 20ms, std::function<void(std::vector<journal::Event>)> events = {})
        : fleet(theFleet)
    {
        auto options = engineOptions(std::move(theFleet));
        if (!options) {
            qFatal("%s", qPrintable(options.error().front().message));
        }
        options->time = clock;
        options->signalInterval = signalInterval;
        options->publishInterval = publishInterval;
        options->events = std::move(events);
        auto made = std::make_shared<std::promise<FixtureSource *>>();
        std::future<FixtureSource *> future = made->get_future();
        options->answers = [made]() -> std::unique_ptr<AnswerSource> {
            auto fixture = std::make_unique<FixtureSource>();
            made->set_value(fixture.get());
            return fixture;
        };
        engine = std::make_unique<Engine>(*std::move(options));
        queries = std::make_unique<sources::LocalSource>(*engine);
        engine->start();
        source = future.get();
    }

    ~EngineBench() { queries.reset(); }

    [[nodiscard]] Answer answer(EndpointKind kind, int instance, const QByteArray &body, const char *type) const
    {
        const fleet::Service &service = fleet.services.front();
        QString path;
        for (const fleet::Endpoint &endpoint : service.endpoints) {
            path = endpoint.kind == kind ? endpoint.path : path;
        }
        Answer answer;
        answer.endpoint = {service.environment, service.name,
                           fleet::instanceLabel(service.instances.at(static_cast<std::size_t>(instance))), kind, path};
        answer.at = clock->now();
        answer.status = 200;
        answer.headers = {{"content-type", type}};
        answer.body = body;
        answer.timings.total = 5ms;
        return answer;
    }

    void give(EndpointKind kind, int instance, const QByteArray &body) const
    {
        source->give(answer(kind, instance, body, kind == EndpointKind::Metrics ? "text/plain" : "application/json"));
    }
    void giveStatus(EndpointKind kind, int instance, int status) const
    {
        Answer a = answer(kind, instance, "no such page", "text/plain");
        a.status = status;
        source->give(a);
    }
    void refuse(EndpointKind kind, int instance) const
    {
        Answer a = answer(kind, instance, {}, "");
        a.status = 0;
        a.error = Error{Error::Kind::Connect, u"The connection was refused."_s};
        source->give(a);
    }
    void refuseAll() const
    {
        for (const int instance : {0, 1}) {
            for (const EndpointKind kind : {EndpointKind::Health, EndpointKind::Metrics, EndpointKind::Breakers}) {
                refuse(kind, instance);
            }
        }
    }
    void giveAllWell() const
    {
        for (const int instance : {0, 1}) {
            give(EndpointKind::Health, instance, healthUp);
            give(EndpointKind::Metrics, instance, "requests 1\n");
            give(EndpointKind::Breakers, instance, closedBreakers);
        }
    }

    /// Empty before the first snapshot.
    [[nodiscard]] fleet::ServiceStatus shop() const
    {
        const auto snapshot = engine->feed().latest();
        return snapshot->services.empty() ? fleet::ServiceStatus{} : snapshot->services.front();
    }
    /// Pending before the first snapshot.
    [[nodiscard]] fleet::EndpointState endpointState(std::size_t instance, std::size_t endpoint) const
    {
        const fleet::ServiceStatus status = shop();
        return status.instances.empty() ? fleet::EndpointState::Pending
                                        : status.instances.at(instance).endpoints.at(endpoint).state;
    }
    [[nodiscard]] ServiceState state() const
    {
        const auto snapshot = engine->feed().latest();
        return snapshot->services.empty() ? ServiceState::Unknown : snapshot->services.front().state;
    }
    [[nodiscard]] promql::Vector query(const QString &expr) const
    {
        const auto result = QCoro::waitFor(queries->instant(expr, clock->now()));
        if (!result) {
            qWarning("%s", qPrintable(result.error().message));
            return {};
        }
        return std::get<promql::Vector>(result->value);
    }
    [[nodiscard]] double value(const QString &expr) const
    {
        const promql::Vector vector = query(expr);
        return vector.size() == 1 ? vector.front().v : -1;
    }
};

} // namespace readyroom::test
