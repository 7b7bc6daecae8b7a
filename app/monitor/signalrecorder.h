// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitor/evaluator.h"
#include "app/monitor/recordedseries.h"
#include "app/monitor/serviceindex.h"
#include "models/fleet/fleet.h"
#include "models/rules/signalplan.h"

#include <QByteArray>
#include <QCoroTask>

#include <functional>
#include <optional>
#include <set>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace readyroom::monitor {

/// What an answer of an endpoint may have changed.
struct ScrapeEffect {
    bool poll = false; ///< samples of the poll itself: whether it is up, with which status
    bool page = false; ///< samples of its page
};

/// Runs the recording rules: the signal maps that fit, and the user's own. Results become series of the store.
///
/// Everything is evaluated for the whole fleet in cycle(). The few rules that read single instants and feed a state
/// rule (breaker states, say) are *urgent*: they also run for one service as soon as it was scraped.
///
/// As long as the store reaches back less far than a map's window, the window is as long as what there is: rate() over
/// a minute of which only 15 s were seen would tell a quarter of the truth (docs/decisions/0010).
class SignalRecorder final {
public:
    using LogError = std::function<void(const Error &)>;

    /// `store`, `fleet`, `services` and `evaluator` outlive this. `watched` are the metrics that state rules read;
    /// `logError` hears of each rule that fails, once until it works again.
    SignalRecorder(series::Store &store, const fleet::Fleet &fleet, const ServiceIndex &services, Evaluator &evaluator,
                   std::vector<rules::SignalMap> maps, std::vector<rules::RecordingRule> userRules,
                   std::set<QByteArray> watched, LogError logError);

    /// The series of a service came or went: which maps fit is found out anew, at the next cycle or refresh.
    void redetect(std::size_t service);
    /// One evaluation of everything as of `at`.
    [[nodiscard]] QCoro::Task<> cycle(Timestamp at, std::stop_token stop);
    /// Runs the urgent rules of one service that `effect` may have changed. True when a result differs from the last.
    bool refresh(std::size_t service, ScrapeEffect effect, Timestamp at);

private:
    struct Urgent {
        std::size_t rule = 0; ///< in m_plan.rules()
        bool readsPollsOnly = false;
        std::unordered_map<std::size_t, promql::ExprPtr> restricted = {}; ///< by service
        std::unordered_map<std::size_t, promql::Vector> last = {}; ///< by service
    };
    using SeriesByService = std::unordered_map<std::size_t, RecordedSeries>;

    void detect(std::size_t service);
    [[nodiscard]] bool exposes(const rules::ServiceKey &service, const QByteArray &metric) const;
    [[nodiscard]] QCoro::Task<> evaluate(std::size_t rule, Timestamp at, std::stop_token stop);
    [[nodiscard]] promql::ExprPtr withinHistory(const promql::ExprPtr &expr, Timestamp at) const;
    void write(SeriesByService &series, promql::Vector samples, Timestamp at);
    [[nodiscard]] bool noteOutcome(std::size_t rule, const std::optional<Error> &error);

    series::Store &m_store;
    const fleet::Fleet &m_fleet;
    const ServiceIndex &m_services;
    Evaluator &m_evaluator;
    rules::SignalPlan m_plan;
    std::vector<rules::RecordingRule> m_userRules;
    std::vector<Urgent> m_urgent;
    std::vector<SeriesByService> m_series; ///< by rule: those of the plan, then the user's
    std::set<std::size_t> m_undetected; ///< services
    std::optional<Timestamp> m_firstPage; ///< when the history of the store begins
    std::vector<bool> m_everDetected; ///< by service
    std::set<std::size_t> m_failing; ///< rules whose failure has been logged
    LogError m_logError;
};

} // namespace readyroom::monitor
