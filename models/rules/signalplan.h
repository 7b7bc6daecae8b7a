// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/value.h"
#include "models/rules/rule.h"
#include "models/rules/servicekey.h"

#include <cstddef>
#include <functional>
#include <unordered_map>
#include <vector>

namespace readyroom::rules {

/// Which signal maps speak for which service. A map applies when the service exposes its `detect:` metric. Of two
/// applicable maps that record the same signal with the same rule labels, the earlier one (by `order`, then name) wins,
/// so that no signal of a service is written twice.
class SignalPlan final {
public:
    /// Sorts `maps` by order and name.
    explicit SignalPlan(std::vector<SignalMap> maps);

    [[nodiscard]] const std::vector<SignalMap> &maps() const { return m_maps; }
    /// All rules of all maps in order. To evaluate one for the whole fleet: evaluate, keep the elements of services it
    /// applies() to, recorded().
    [[nodiscard]] const std::vector<RecordingRule> &rules() const { return m_rules; }

    /// Finds out anew what applies to `service`. `exposes(metric)` tells whether the service has a series of that name;
    /// `signalMap` is the fleet file's `signals:`: "auto", or the name of the one map to use besides those that read
    /// Readyroom's own series (probes, json). True when something changed.
    bool detect(const ServiceKey &service, const QString &signalMap,
                const std::function<bool(const QByteArray &metric)> &exposes);
    void forget(const ServiceKey &service);

    [[nodiscard]] bool applies(std::size_t rule, const ServiceKey &service) const;
    /// Indexes into rules(), ascending.
    [[nodiscard]] std::vector<std::size_t> rulesOf(const ServiceKey &service) const;
    /// True when at least one known service uses the rule.
    [[nodiscard]] bool isUsed(std::size_t rule) const { return m_users.at(rule) > 0; }
    /// The elements of a whole-fleet result that belong to services the rule applies to.
    [[nodiscard]] promql::Vector applicable(std::size_t rule, promql::Vector result) const;

private:
    std::vector<SignalMap> m_maps;
    std::vector<RecordingRule> m_rules;
    std::vector<std::size_t> m_mapOf; ///< by rule
    std::unordered_map<ServiceKey, std::vector<bool>> m_applies;
    std::vector<std::size_t> m_users; ///< services per rule
};

} // namespace readyroom::rules
