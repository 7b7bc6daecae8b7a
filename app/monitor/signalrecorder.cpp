// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/signalrecorder.h"

#include "app/monitor/metricnames.h"
#include "models/rules/evaluation.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace readyroom::monitor {

using namespace std::chrono_literals;

namespace {

/// No window of a signal map is longer.
constexpr Duration longestNarrowed = 10min;

/// Order is not part of a result, and times differ from one evaluation to the next.
bool sameValues(const promql::Vector &a, const promql::Vector &b)
{
    return std::ranges::is_permutation(a, b, [](const promql::VectorSample &x, const promql::VectorSample &y) {
        return series::Sample{0, x.v} == series::Sample{0, y.v} && x.labels == y.labels;
    });
}

} // namespace

SignalRecorder::SignalRecorder(series::Store &store, const fleet::Fleet &fleet, const ServiceIndex &services,
                               Evaluator &evaluator, std::vector<rules::SignalMap> maps,
                               std::vector<rules::RecordingRule> userRules, std::set<QByteArray> watched,
                               LogError logError)
    : m_store(store)
    , m_fleet(fleet)
    , m_services(services)
    , m_evaluator(evaluator)
    , m_plan(std::move(maps))
    , m_userRules(std::move(userRules))
    , m_series(m_plan.rules().size() + m_userRules.size())
    , m_everDetected(services.size(), false)
    , m_logError(std::move(logError))
{
    for (std::size_t i = 0; i < m_plan.rules().size(); ++i) {
        const rules::RecordingRule &rule = m_plan.rules()[i];
        if (watched.contains(rule.record) && rules::isInstantaneous(*rule.expr)) {
            m_urgent.push_back({i, std::ranges::all_of(metricNames(*rule.expr), isPollMetric)});
        }
    }
}

void SignalRecorder::redetect(std::size_t service)
{
    m_undetected.insert(service);
}

bool SignalRecorder::exposes(const rules::ServiceKey &service, const QByteArray &metric) const
{
    if (!m_store.hasMetric(metric)) {
        return false;
    }
    return !m_store
                .labelValues("service",
                             {series::Matcher::equal(series::metricNameLabel.toByteArray(), metric),
                              series::Matcher::equal("environment", service.environment),
                              series::Matcher::equal("service", service.service)})
                .empty();
}

void SignalRecorder::detect(std::size_t service)
{
    const rules::ServiceKey &key = m_services.key(service);
    m_plan.detect(key, m_fleet.services[service].signalMap,
                  [this, &key](const QByteArray &metric) { return exposes(key, metric); });
    m_everDetected[service] = true;
}

QCoro::Task<> SignalRecorder::cycle(Timestamp at, std::stop_token stop)
{
    for (const std::size_t service : std::exchange(m_undetected, {})) {
        detect(service);
    }
    for (std::size_t rule = 0; !stop.stop_requested() && rule < m_series.size(); ++rule) {
        const bool ofPlan = rule < m_plan.rules().size();
        if (!ofPlan || m_plan.isUsed(rule) || !m_series[rule].empty()) {
            co_await evaluate(rule, at, stop);
        }
    }
}

QCoro::Task<> SignalRecorder::evaluate(std::size_t rule, Timestamp at, std::stop_token stop)
{
    const std::size_t ofPlan = m_plan.rules().size();
    const rules::RecordingRule &recording = rule < ofPlan ? m_plan.rules()[rule] : m_userRules[rule - ofPlan];
    Result<promql::Vector> elements =
        co_await m_evaluator.onPool(rule < ofPlan ? withinHistory(recording.expr, at) : recording.expr, at, stop);
    if (stop.stop_requested()) {
        co_return;
    }
    if (elements && rule < ofPlan) {
        elements = m_plan.applicable(rule, *std::move(elements));
    }
    const Result<promql::Vector> samples = elements ? rules::recorded(recording, *elements) : std::move(elements);
    if (noteOutcome(rule, samples ? std::nullopt : std::optional(samples.error()))) {
        write(m_series[rule], *samples, at);
    }
}

promql::ExprPtr SignalRecorder::withinHistory(const promql::ExprPtr &expr, Timestamp at) const
{
    if (!m_firstPage || at - *m_firstPage >= longestNarrowed) {
        return expr;
    }
    // A second more, because windows are open on the left and the first sample shall be inside.
    return promql::withRangesAtMost(expr, std::max(at - *m_firstPage, Duration{1s}) + Duration{1s});
}

void SignalRecorder::write(SeriesByService &series, promql::Vector samples, Timestamp at)
{
    std::unordered_map<std::size_t, promql::Vector> parts = m_services.partition(std::move(samples));
    for (const auto &[service, known] : series) {
        parts.try_emplace(service);
    }
    for (const auto &[service, part] : parts) {
        RecordedSeries &recorded = series[service];
        recorded.write(m_store, part, at);
        if (recorded.empty()) {
            series.erase(service);
        }
    }
}

bool SignalRecorder::refresh(std::size_t service, ScrapeEffect effect, Timestamp at)
{
    if (effect.page && !m_firstPage) {
        m_firstPage = at;
    }
    // Only the first time: series that come and go on every page shall not cost this much on every page.
    if (!m_everDetected[service] && m_undetected.erase(service) > 0) {
        detect(service);
    }
    bool changed = false;
    const rules::ServiceKey &key = m_services.key(service);
    for (Urgent &urgent : m_urgent) {
        if (!(urgent.readsPollsOnly ? effect.poll : effect.page) || !m_plan.applies(urgent.rule, key)) {
            continue;
        }
        const rules::RecordingRule &rule = m_plan.rules()[urgent.rule];
        promql::ExprPtr &expr = urgent.restricted[service];
        if (!expr) {
            expr = rules::restrictedTo(rule.expr, key);
        }
        Result<promql::Vector> samples = m_evaluator.here(*expr, at);
        if (samples) {
            samples = rules::recorded(rule, *samples);
        }
        if (!noteOutcome(urgent.rule, samples ? std::nullopt : std::optional(samples.error()))) {
            continue;
        }
        m_series[urgent.rule][service].write(m_store, *samples, at);
        promql::Vector &last = urgent.last[service];
        if (!sameValues(last, *samples)) {
            changed = true;
            last = *std::move(samples);
        }
    }
    return changed;
}

bool SignalRecorder::noteOutcome(std::size_t rule, const std::optional<Error> &error)
{
    if (!error) {
        m_failing.erase(rule);
        return true;
    }
    if (m_failing.insert(rule).second) {
        m_logError(*error);
    }
    return false;
}

} // namespace readyroom::monitor
