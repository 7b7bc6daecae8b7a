// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/value.h"
#include "models/rules/rule.h"

#include <optional>
#include <vector>

namespace readyroom::rules {

enum class AlertPhase { Pending, Firing };

/// One alert of one rule: one label set for which the expression holds, or held until `keepFiringSince`.
struct Alert {
    series::Labels labels; ///< the result's without __name__, the rule's labels, alertname
    QMap<QString, QString> annotations = {}; ///< expanded with the latest value
    AlertPhase phase = AlertPhase::Pending;
    double value = 0.0; ///< of the last evaluation that had a result
    Timestamp activeAt{}; ///< since when the expression has held without a break
    std::optional<Timestamp> firedAt = {};
    std::optional<Timestamp> keepFiringSince = {}; ///< when the expression ended, while keep_firing_for runs

    bool operator==(const Alert &) const = default;
};

/// A step of an alert that a journal or a notification wants to know of.
struct AlertChange {
    enum class What { Pending, Firing, Resolved, Dropped }; ///< Dropped: ended while pending
    What what = What::Pending;
    Alert alert;
    bool operator==(const AlertChange &) const = default;
};

/// The alerts of one rule, from evaluation to evaluation: inactive → pending → firing → (kept firing) → resolved, with
/// the semantics of Prometheus' rules/alerting.go. Time is a parameter and must not run backwards.
class AlertStates final {
public:
    /// Takes the result of the rule's expression at `at`. Kind::Config when two elements give one label set; the states
    /// are then as they were.
    [[nodiscard]] Result<std::vector<AlertChange>> evaluate(const AlertingRule &rule, const promql::Vector &result,
                                                            Timestamp at);
    /// Takes up an alert that was active before a restart: the next evaluation goes on from `activeAt` if its labels
    /// come again, and forgets it if not.
    void restore(series::Labels labels, Timestamp activeAt);

    /// Active alerts, ordered by labels.
    [[nodiscard]] const std::vector<Alert> &alerts() const { return m_alerts; }

private:
    std::vector<Alert> m_alerts;
};

/// The labels of the alert that `sample` stands for: without __name__, with the rule's expanded labels and `alertname`.
[[nodiscard]] series::Labels alertLabels(const AlertingRule &rule, const promql::VectorSample &sample);

} // namespace readyroom::rules
