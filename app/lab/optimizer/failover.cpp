// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/failover.h"

#include <algorithm>
#include <array>
#include <string>

namespace readyroom::lab {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
constexpr double gradualStep = 0.25;
constexpr auto observedFor = 10s;
constexpr double epsilon = 1e-9; ///< of summed shares

constexpr std::array<std::pair<Failover::Strategy, std::string_view>, 4> strategies{{
    {Failover::Strategy::Immediate, "immediate"},
    {Failover::Strategy::Gradual, "gradual"},
    {Failover::Strategy::RoundRobin, "round_robin"},
    {Failover::Strategy::Weighted, "weighted"},
}};

} // namespace

Failover::Member::Member(const std::string &name, MetricsRegistry &registry, Randomness &random,
                         const std::stop_token &stop)
    : origin(name, {}, registry, random, stop)
    , breaker("origin-" + name, {}, Clock::now())
{
}

Failover::Failover(MetricsRegistry &registry, Randomness &random, const std::stop_token &stop)
    : m_planSet(Clock::now())
{
    for (const char *name : {"primary", "backup"}) {
        m_members.emplace_back(name, registry, random, stop);
    }
    using Type = MetricsRegistry::Type;
    for (Member &member : m_members) {
        for (const auto state : Breaker::allStates) {
            registry.observe(Type::Gauge, "lab_breaker_state",
                             "1 for the state that the breaker is in, 0 for the others.",
                             {{"breaker", member.breaker.name()}, {"state", std::string(Breaker::stateName(state))}},
                             [&member, state] { return member.breaker.read(Clock::now()).state == state ? 1.0 : 0.0; });
        }
    }
    for (Member &member : m_members) {
        const MetricLabels labels{{"breaker", member.breaker.name()}};
        registry.observe(Type::Counter, "lab_breaker_opened_total", "How often the breaker tripped.", labels,
                         [&member] { return double(member.breaker.read(Clock::now()).opened); });
    }
    for (Member &member : m_members) {
        const MetricLabels labels{{"breaker", member.breaker.name()}};
        registry.observe(Type::Counter, "lab_breaker_rejected_total", "Calls that the breaker did not let through.",
                         labels, [&member] { return double(member.breaker.read(Clock::now()).rejected); });
    }
}

bool Failover::isWell(std::size_t index)
{
    const auto state = m_members[index].breaker.read(Clock::now()).state;
    return m_members[index].isHealthy() && state != Breaker::State::Open && state != Breaker::State::ForcedOpen;
}

bool Failover::isAvailable()
{
    return isWell(0) || isWell(1);
}

double Failover::targetShareOfOther()
{
    const std::size_t other = 1 - m_plan.plan.preferred;
    if (!isWell(m_plan.plan.preferred) && isWell(other)) {
        return 1;
    }
    if (!isWell(other)) {
        return 0;
    }
    switch (m_plan.plan.strategy) {
    case Strategy::Immediate:
    case Strategy::Gradual:
        return 0;
    case Strategy::RoundRobin:
        return 0.5;
    case Strategy::Weighted:
        return m_plan.plan.backupWeight;
    }
    return 0;
}

std::size_t Failover::choose()
{
    const std::lock_guard lock(m_mutex);
    if (m_plan.plan.strategy != Strategy::Gradual) {
        m_shareOfOther = targetShareOfOther();
    }
    // Weighted fair, not by lot: the share of a few requests tells the weight already.
    m_owedToOther += m_shareOfOther;
    const bool other = m_owedToOther >= 1 - epsilon;
    m_owedToOther -= other ? 1 : 0;
    return other ? 1 - m_plan.plan.preferred : m_plan.plan.preferred;
}

void Failover::note(std::size_t index)
{
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    while (!m_sent.empty() && now - m_sent.front().first > observedFor) {
        m_sent.pop_front();
    }
    m_sent.emplace_back(now, index);
}

FreshOrStatus Failover::fetch(const std::string &key)
{
    const std::size_t first = choose();
    for (const std::size_t index : {first, 1 - first}) {
        Member &member = m_members[index];
        const auto permit = member.breaker.tryAcquire(Clock::now());
        if (!permit) {
            continue;
        }
        note(index);
        auto fresh = member.origin.fetch(key);
        if (fresh) {
            member.breaker.succeeded(*permit, Clock::now());
            return fresh;
        }
        member.breaker.failed(*permit, Clock::now());
    }
    return std::unexpected(503);
}

void Failover::checkHealth()
{
    for (Member &member : m_members) {
        member.missedChecks = member.origin.isAlive() ? 0 : member.missedChecks + 1;
    }
    const std::lock_guard lock(m_mutex);
    const double distance = targetShareOfOther() - m_shareOfOther;
    const double step = m_plan.plan.strategy == Strategy::Gradual ? gradualStep : 1;
    m_shareOfOther += std::clamp(distance, -step, step);
}

void Failover::adopt(const Plan &plan)
{
    if (plan.preferred != m_plan.plan.preferred) {
        m_shareOfOther = 1 - m_shareOfOther;
    }
    m_plan = {plan, m_plan.number + 1};
    m_planSet = Clock::now();
    m_owedToOther = 0;
    if (plan.strategy != Strategy::Gradual) {
        m_shareOfOther = targetShareOfOther();
    }
}

void Failover::setPlan(Plan plan)
{
    const std::lock_guard lock(m_mutex);
    adopt(plan);
}

bool Failover::replacePlan(const NumberedPlan &plan)
{
    const std::lock_guard lock(m_mutex);
    if (plan.number != m_plan.number) {
        return false;
    }
    adopt(plan.plan);
    return true;
}

Failover::NumberedPlan Failover::plan() const
{
    const std::lock_guard lock(m_mutex);
    return m_plan;
}

Failover::Observed Failover::observed() const
{
    const std::lock_guard lock(m_mutex);
    const auto now = Clock::now();
    const auto from = std::max(m_planSet, now - observedFor);
    Observed observed{.window = now - from};
    for (const auto &[when, index] : m_sent) {
        observed.requests.at(index) += when >= from ? 1 : 0;
    }
    return observed;
}

std::optional<double> Failover::Observed::share(std::size_t index) const
{
    return total() == 0 ? std::nullopt : std::optional(double(requests.at(index)) / double(total()));
}

double Failover::share(std::size_t index) const
{
    const std::lock_guard lock(m_mutex);
    return index == m_plan.plan.preferred ? 1 - m_shareOfOther : m_shareOfOther;
}

std::optional<std::size_t> Failover::indexOf(std::string_view origin) const
{
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        if (m_members[i].origin.name() == origin) {
            return i;
        }
    }
    return std::nullopt;
}

std::string_view Failover::strategyName(Strategy strategy)
{
    const auto at = std::ranges::find(strategies, strategy, [](const auto &pair) { return pair.first; });
    return at->second;
}

std::optional<Failover::Strategy> Failover::strategyFromName(std::string_view name)
{
    // Operators write it with a hyphen.
    std::string plain(name);
    std::ranges::replace(plain, '-', '_');
    const auto at = std::ranges::find(strategies, plain, [](const auto &pair) { return pair.second; });
    return at == strategies.end() ? std::nullopt : std::optional(at->first);
}

} // namespace readyroom::lab
