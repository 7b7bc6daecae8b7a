// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/fleetfile.h"
#include "app/http/hostgate.h"
#include "app/monitor/feed.h"
#include "app/monitor/timesource.h"
#include "app/security/vault.h"
#include "models/fleet/fleet.h"
#include "models/journal/event.h"
#include "models/ports/answersource.h"
#include "models/rules/rule.h"
#include "models/series/archive.h"
#include "models/series/selection.h"

#include <QCoroTask>
#include <QThread>

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace spdlog {
class logger;
}

namespace readyroom::monitor {

class Core;
class NetworkWatch;
struct QueryStats;

/// What an engine runs on. engineOptions() fills in everything for a fleet; the rest is for tests and tuning.
struct EngineOptions {
    fleet::Fleet fleet;
    std::vector<rules::SignalMap> signalMaps = {};
    std::vector<rules::AlertingRule> stateRules = {}; ///< decide the state of a service
    std::vector<rules::RecordingRule> recordingRules = {}; ///< the user's own, evaluated with the signal maps
    std::size_t memoryBudget = std::size_t{512} * 1024 * 1024; ///< bytes of series; beyond it the oldest data goes
    Duration signalInterval{5000}; ///< between two evaluations of the signal maps
    Duration publishInterval{100}; ///< at least this long between two snapshots of the fleet
    http::GateLimits gate = {}; ///< requests under way
    std::shared_ptr<const TimeSource> time = {}; ///< null: the clocks of this machine
    std::shared_ptr<spdlog::logger> log = {}; ///< null: nothing is logged
    security::Vault vault{}; ///< where secrets come from; its redactor is that of the log and of every error
    /// Where answers come from, made on the engine thread; empty: live polls of the fleet's endpoints. Answers for
    /// endpoints that the fleet does not have are ignored.
    std::function<std::unique_ptr<AnswerSource>()> answers = {};
    /// Hears what happened to services, breakers and endpoints, in order and without `by`; called on the engine thread,
    /// which it must not keep waiting. Each change of an endpoint, of what it says and of a breaker is told, also when
    /// it is undone before the next snapshot; states of a service between answers of different endpoints within one
    /// publishInterval are not. Empty: nobody listens, and nothing is observed.
    std::function<void(std::vector<journal::Event>)> events = {};
    /// What charts show survives a restart in here; null: it does not. Used on the engine thread, let go when that
    /// ends.
    std::shared_ptr<series::Archive> archive = {};
};

/// Options with the built-in signal maps and state rules and the fleet's own rule files. Reads files.
[[nodiscard]] config::Loaded<EngineOptions> engineOptions(fleet::Fleet fleet);

/// The monitor: a thread that polls the fleet, keeps its series, evaluates signals and state rules and publishes what
/// it finds. Belongs to one thread with an event loop (the UI thread), which owns, starts and stops it and gets the
/// feed; the series may be read from any thread.
///
///     auto options = monitor::engineOptions(std::move(*fleet));
///     monitor::Engine engine(std::move(*options));
///     sources::LocalSource queries(engine);
///     engine.start();
class Engine final {
public:
    explicit Engine(EngineOptions options);
    ~Engine();
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    /// Starts the thread and the polling. Once only.
    void start();
    /// Ends all requests, waits for the thread to end. Does nothing the second time; the destructor calls it. Takes a
    /// moment at most, however many requests hang.
    void stop();

    [[nodiscard]] FleetFeed &feed() { return *m_feed; }

    /// A copy of the series that match. From any thread that runs an event loop; Kind::Cancelled once stopped.
    [[nodiscard]] QCoro::Task<Result<series::Snapshot>> snapshot(std::vector<series::SelectRequest> requests);
    /// The values of a label among the series that satisfy `matchers`, sorted.
    [[nodiscard]] QCoro::Task<Result<std::vector<QByteArray>>> labelValues(QByteArray name,
                                                                           std::vector<series::Matcher> matchers = {});
    /// For whoever evaluates queries: what is added here shows in readyroom_query_seconds_*.
    [[nodiscard]] std::shared_ptr<QueryStats> queryStats() const { return m_queryStats; }
    [[nodiscard]] std::shared_ptr<const TimeSource> time() const { return m_time; }

private:
    template<typename T, typename F> [[nodiscard]] QCoro::Task<Result<T>> ask(F question);

    std::unique_ptr<EngineOptions> m_options; ///< until start()
    std::shared_ptr<const TimeSource> m_time;
    std::shared_ptr<QueryStats> m_queryStats;
    std::unique_ptr<Feed> m_feed;
    std::unique_ptr<NetworkWatch> m_networkWatch;
    QThread m_thread;
    std::mutex m_mutex; ///< guards m_context against callers on other threads while stop() runs
    std::unique_ptr<QObject> m_context; ///< lives on the engine thread; null while that does not run
    std::unique_ptr<Core> m_core; ///< touched on the engine thread only
};

} // namespace readyroom::monitor
