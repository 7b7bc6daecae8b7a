// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/asyncscope.h"
#include "app/http/hostgate.h"
#include "app/http/transport.h"
#include "app/monitor/credentials.h"
#include "app/monitor/schedule.h"
#include "app/monitor/target.h"
#include "app/monitor/timesource.h"
#include "models/ports/answersource.h"

#include <QTimer>

#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace readyroom::monitor {

/// What the poller has done so far. A poll is late by the time between its slot and its request going out.
struct PollStats {
    std::uint64_t finished = 0;
    std::uint64_t failed = 0; ///< ended without an answer, or with a status that asks for a pause
    std::uint64_t late = 0; ///< more than 100 ms late
    Duration lateTotal{0};
    Duration lateMax{0}; ///< since the last takeLateMax()
    std::size_t underWay = 0;
};

/// The live AnswerSource: polls each target on its own schedule over HTTP. Failed polls are retried as retryDelay()
/// says. What counts as failed here is the exchange itself (no whole answer, 408, 429 or 5xx); a page that turns out to
/// be rubbish is polled again in its next slot. When an endpoint answers again after failing, the other failing
/// endpoints of its instance are asked at once. One target never has two requests under way.
class Poller final : public AnswerSource {
    Q_OBJECT
public:
    /// `fleet` and `targets` (of that fleet) and `time` outlive this.
    Poller(const fleet::Fleet &fleet, const std::vector<Target> &targets, const TimeSource &time,
           const security::Vault &vault, http::GateLimits gate = {}, QObject *parent = nullptr);
    ~Poller() override;

    void start() override;
    void stop() override;

    /// Forgets all failures and asks every failing target again, spread over a second: this machine was suspended, or
    /// its network is back.
    void clearBackOff();

    [[nodiscard]] PollStats stats() const;
    /// The longest delay since the last call.
    [[nodiscard]] Duration takeLateMax() { return std::exchange(m_stats.lateMax, Duration{0}); }

Q_SIGNALS:
    /// Target `index` is polled again at `at`; follows answered().
    void scheduled(std::size_t index, readyroom::Timestamp at);

private:
    struct Course {
        Schedule schedule;
        int failures = 0;
        MonotonicTime failingSince{};
        std::optional<MonotonicTime> due = {}; ///< absent while a request is under way
        bool polledBefore = false;
    };

    void setDue(std::size_t index, MonotonicTime due);
    void armTimer();
    void pollDue();
    [[nodiscard]] QCoro::Task<> poll(std::size_t index, MonotonicTime due);
    [[nodiscard]] http::Request requestFor(const Target &target, http::Credentials credentials) const;
    void noteLateness(Duration late);
    void finish(std::size_t index, Answer answer);
    void reschedule(std::size_t index, const Answer &answer);
    void askSiblings(std::size_t index, MonotonicTime now);

    const fleet::Fleet &m_fleet;
    const std::vector<Target> &m_targets;
    const TimeSource &m_time;
    Credentials m_credentials;
    std::vector<Course> m_courses; ///< one per target
    std::set<std::pair<MonotonicTime, std::size_t>> m_due;
    QTimer m_timer;
    http::HostGate m_gate;
    http::Transport m_transport;
    async::AsyncScope m_scope;
    PollStats m_stats;
    bool m_running = false;
};

} // namespace readyroom::monitor
