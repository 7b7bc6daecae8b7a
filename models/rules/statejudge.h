// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/promql/value.h"
#include "models/rules/alertstates.h"
#include "models/rules/rule.h"
#include "models/rules/servicekey.h"

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

namespace readyroom::rules {

/// How much of a service has been heard of at all.
enum class Coverage {
    Answered, ///< at least one endpoint answered at its last poll
    NothingYet, ///< none has answered (nor failed for good; a failure is a rule's matter)
    NotExposed ///< every endpoint answers 404 and none is required
};

[[nodiscard]] Coverage coverageOf(const std::vector<fleet::InstanceStatus> &instances);

/// A service's state and why.
struct Judgement {
    fleet::ServiceState state = fleet::ServiceState::Unknown;
    std::optional<Timestamp> since = {}; ///< of the state
    std::vector<fleet::StateReason> reasons = {}; ///< worst first, then oldest; empty when ok
    bool operator==(const Judgement &) const = default;
};

/// Keeps the state rules' alerts for the whole fleet and derives each service's state: the worst firing rule by its
/// `severity` label (critical, warning, unknown), its annotation `reason` being the sentence. Of rules that share one
/// alert name (a threshold for warning and one for critical) only the worst speaks for one label set. A result without
/// the label `service` decides nothing. Not thread-safe.
class StateJudge final {
public:
    explicit StateJudge(std::vector<AlertingRule> rules);

    [[nodiscard]] const std::vector<AlertingRule> &rules() const { return m_rules; }
    /// Indexes into rules() of those that may run after each scrape: instantaneous and without `for`.
    [[nodiscard]] const std::vector<std::size_t> &immediateRules() const { return m_immediate; }

    /// The result of rules()[rule] over the whole fleet.
    [[nodiscard]] Result<void> update(std::size_t rule, const promql::Vector &result, Timestamp at);
    /// The result of rules()[rule] restricted to one service (see restrictedTo()).
    [[nodiscard]] Result<void> update(std::size_t rule, const ServiceKey &service, const promql::Vector &result,
                                      Timestamp at);
    /// Forgets a service that left the fleet.
    void forget(const ServiceKey &service);

    /// Ok when at least one endpoint answered and no rule fires; unknown, with the reason, when none answered.
    [[nodiscard]] Judgement judge(const ServiceKey &service, Coverage coverage, Timestamp at);
    /// Active alerts (pending too) of a service, rule by rule.
    [[nodiscard]] std::vector<Alert> alerts(const ServiceKey &service) const;

private:
    struct Subject {
        std::vector<AlertStates> states; ///< one per rule
        fleet::ServiceState state = fleet::ServiceState::Unknown;
        std::optional<Timestamp> since = {};
    };
    [[nodiscard]] Subject &subject(const ServiceKey &service);

    std::vector<AlertingRule> m_rules;
    std::vector<std::size_t> m_immediate;
    std::unordered_map<ServiceKey, Subject> m_subjects;
};

} // namespace readyroom::rules
