// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/completion.h"
#include "app/evidence/livecontext.h"
#include "models/promql/parser.h"
#include "models/readiness/profile.h"
#include "models/series/store.h"
#include "tests/app/monitor/handclock.h"
#include "tests/support/fakefeed.h"
#include "tests/support/fakejournal.h"

#include <QThreadPool>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace readyroom::test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The series of a test, given out at once or when it says so.
class SeriesOnHold final {
public:
    series::Store store;
    int asked = 0;

    void hold() { m_holds = true; }
    void release()
    {
        m_holds = false;
        m_waiting.clear(); // each says "withdrawn", as an engine that ends does
    }
    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }

    [[nodiscard]] QCoro::Task<Result<series::Snapshot>> snapshot(std::vector<series::SelectRequest> requests)
    {
        ++asked;
        series::Snapshot snapshot = store.snapshot(requests);
        if (m_holds) {
            auto [promise, completion] = async::makeCompletion<bool>();
            m_waiting.push_back(std::move(promise));
            (void)co_await completion;
        }
        co_return snapshot;
    }

private:
    bool m_holds = false;
    std::vector<async::Promise<bool>> m_waiting;
};

inline fleet::Fleet liveFleet(std::vector<QUrl> instances = {})
{
    fleet::Service service;
    service.name = u"shop"_s;
    service.environment = u"test"_s;
    service.instances = std::move(instances);
    fleet::Fleet fleet;
    fleet.services = {service};
    fleet.environments = {{.name = u"test"_s, .confirm = fleet::Environment::Confirm::Click}};
    return fleet;
}

/// What the monitor says of that fleet: its health endpoint answered with `status`.
inline fleet::FleetSnapshot liveSnapshot(Timestamp at, const QString &word, double value, bool complete = true)
{
    fleet::EndpointStatus endpoint;
    endpoint.id = {u"test"_s, u"shop"_s, u"10.0.0.1:80"_s, fleet::EndpointKind::Health, u"/health"_s};
    endpoint.state = fleet::EndpointState::Ok;
    endpoint.lastAttempt = at;
    endpoint.lastAnswer = at;
    endpoint.health = {{.path = {}, .status = word, .value = value}};
    fleet::ServiceStatus service;
    service.name = u"shop"_s;
    service.environment = u"test"_s;
    service.state = fleet::ServiceState::Ok;
    service.instances = {{.instance = u"10.0.0.1:80"_s, .up = true, .endpoints = {endpoint}}};
    return {.at = at, .services = {service}, .notice = {}, .complete = complete};
}

inline readiness::Item liveItem(const QString &id, std::optional<readiness::EvidenceSpec> evidence = {})
{
    readiness::Item item;
    item.id = id;
    item.title = id;
    item.evidence = std::move(evidence);
    return item;
}

inline readiness::QueryEvidence liveQuery(const QString &expr, const QString &pass, Duration holdFor = {})
{
    readiness::QueryEvidence query;
    query.expr = expr;
    query.parsed = promql::parse(expr).value();
    query.pass = readiness::parseThreshold(pass).value();
    query.holdFor = holdFor;
    return query;
}

inline std::shared_ptr<const readiness::Profile> liveProfile(std::vector<readiness::Item> items)
{
    readiness::Profile profile;
    profile.name = u"shop-ready"_s;
    profile.title = u"Shop"_s;
    profile.floor = 0.0; // only blockers and decisions matter
    profile.categories = {{.name = u"All"_s}};
    profile.categories[0].items = std::move(items);
    return std::make_shared<const readiness::Profile>(std::move(profile));
}

/// Everything that live readiness is made of, in the hands of a test.
struct LiveStage {
    std::shared_ptr<HandClock> clock = std::make_shared<HandClock>();
    std::optional<fleet::Fleet> fleet;
    fakes::FakeFeed feed;
    SeriesOnHold series;
    fakes::FakeJournal journal;
    QThreadPool pool;
    evidence::EvidenceThread thread;
    async::AsyncScope tasks{u"test"_s};
    evidence::LiveContext context;

    explicit LiveStage(std::optional<fleet::Fleet> theFleet = liveFleet(), bool withJournal = true)
        : fleet(std::move(theFleet))
        , thread(fleet.value_or(fleet::Fleet{}), security::Vault(), clock)
        , context{
              .fleet = fleet,
              .feed = fleet ? &feed : nullptr,
              .snapshot =
                  [this](std::vector<series::SelectRequest> requests) { return series.snapshot(std::move(requests)); },
              .journal = withJournal ? &journal : nullptr,
              .time = clock,
              .redactor = {},
              .pool = pool,
              .thread = thread,
              .tasks = tasks}
    {
    }
    ~LiveStage()
    {
        pool.waitForDone();
        tasks.waitUntilDrained(5s);
    }

    void sample(const char *metric, double value)
    {
        series.store.append(series::Labels{{"__name__", metric}, {"environment", "test"}, {"service", "shop"}},
                            toMillis(clock->now()), value);
    }
    /// A snapshot of the fleet, all well.
    void pulse() { feed.set(liveSnapshot(clock->now(), u"UP"_s, 1)); }
};

} // namespace readyroom::test
