// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/asyncscope.h"
#include "app/monitor/engine.h"
#include "app/monitor/evaluator.h"
#include "app/monitor/fleetboard.h"
#include "app/monitor/historykeeper.h"
#include "app/monitor/networkjudge.h"
#include "app/monitor/publisher.h"
#include "app/monitor/querystats.h"
#include "app/monitor/selfmetrics.h"
#include "app/monitor/serviceindex.h"
#include "app/monitor/signalboard.h"
#include "app/monitor/signalrecorder.h"
#include "app/monitor/staterunner.h"
#include "app/monitor/suspend.h"
#include "app/monitor/targetrecorder.h"
#include "models/journal/fleetobserver.h"
#include "models/series/store.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace readyroom::monitor {

class Poller;

/// Everything that lives on the engine thread, wired together:
///
///     answer ─▶ recorder ─▶ store ─▶ urgent signals ─▶ immediate state rules ─▶ publisher ─▶ feed
///                             └──── every few seconds: all signals, all state rules ──┘
///
/// Made, used and destroyed on that thread.
class Core final : public QObject {
    Q_OBJECT
public:
    Core(EngineOptions options, std::shared_ptr<const TimeSource> time, Feed &feed,
         std::shared_ptr<const QueryStats> queries);
    ~Core() override;

    void start();
    /// Ends all requests and evaluations; returns when nothing of them runs any more.
    void shutDown();
    /// What the system says of this workstation's network; absent when it says nothing.
    void setSystemOffline(std::optional<bool> offline);

    [[nodiscard]] const series::Store &store() const { return m_store; }

private:
    void onAnswer(const Answer &answer);
    void record(std::size_t target, const Answer &answer);
    void redact(PollResult &result) const;
    void logFailure(std::size_t target, const Answer &answer, const Error &error) const;
    void updateNetwork();
    void noteChange(std::size_t target);
    void assemble(std::size_t service);
    void observe(std::size_t service, Timestamp at);
    [[nodiscard]] QString notice() const;
    [[nodiscard]] fleet::FleetSnapshot compose(bool upToDate);
    [[nodiscard]] Suspension suspensionOf(std::size_t service) const;
    void startCycle();
    [[nodiscard]] QCoro::Task<> cycle();
    void beat();
    void noticeSuspend();
    void takeHistory();
    void refreshTrackers();
    void writeSelfMetrics();
    void logError(const QString &what, const Error &error) const;

    EngineOptions m_options;
    std::shared_ptr<const TimeSource> m_time;
    std::shared_ptr<const QueryStats> m_queries;
    std::vector<Target> m_targets;
    TargetIndex m_targetIndex;
    ServiceIndex m_services;
    series::Store m_store;
    Evaluator m_evaluator;
    StateRunner m_states;
    SignalRecorder m_signalRecorder;
    SignalBoard m_signalBoard;
    HistoryKeeper m_history;
    FleetBoard m_board;
    std::deque<TargetRecorder> m_recorders; ///< by target
    std::vector<bool> m_judgementDue; ///< by service: its immediate rules must run before it is published
    std::vector<std::uint64_t> m_assemblies; ///< by service: how often it was put together, plus one
    std::vector<std::uint64_t> m_changedIn; ///< by target: its service's m_assemblies when it last changed
    journal::FleetObserver m_observer;
    std::vector<bool> m_isRemote; ///< by service: reached over this workstation's network only
    Publisher m_publisher;
    SelfMetrics m_selfMetrics;
    NetworkJudge m_network;
    std::optional<bool> m_systemOffline;
    bool m_noRoute = false; ///< asked only while a host is unreachable
    bool m_networkOut = false;
    SuspendDetector m_suspend;
    std::optional<MonotonicTime> m_graceUntil; ///< after waking up the network needs a while
    QTimer m_beat;
    MonotonicTime m_lastBeat{};
    Duration m_longestGap{0}; ///< of the event loop, since the last self metrics
    int m_beats = 0;
    QTimer m_historyTimer; ///< while the archive still has something
    QTimer m_cycleTimer;
    Duration m_lastCycle{0}; ///< how long it took
    bool m_cycleRunning = false;
    bool m_complete = false; ///< every endpoint settled, and everything evaluated since
    bool m_settled = false;
    std::unique_ptr<AnswerSource> m_source;
    Poller *m_poller = nullptr; ///< m_source, when it is live
    async::AsyncScope m_scope;
};

} // namespace readyroom::monitor
