// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/rules/rule.h"
#include "models/series/matcher.h"

#include <QByteArray>

#include <optional>
#include <span>
#include <vector>

namespace readyroom::rules {

/// A number at which a rule begins to speak, for whoever draws the signal: a dashed line, a band of a gauge.
struct Limit {
    enum class Bad { Above, Below };

    QByteArray metric; ///< service:latency_seconds
    std::vector<series::Matcher> matchers = {}; ///< of the selector, without the metric name
    double value = 0; ///< in the unit of the metric
    Bad bad = Bad::Above;
    fleet::ServiceState severity = fleet::ServiceState::Warning; ///< Warning or Critical

    bool operator==(const Limit &) const = default;

    /// Whether a series with these labels is meant; a label that is not given counts as empty.
    [[nodiscard]] bool appliesTo(const series::Labels &labels) const;
    /// The value that the rule asks a label to have, when it asks for one.
    [[nodiscard]] std::optional<QByteArray> asked(QByteArrayView label) const;
};

/// The limits of the rules that compare one signal with a number: `max by (…) (signal{…}) > 1`, plain, or aggregated by
/// min, max or avg. Other rules set no limit that could be drawn.
[[nodiscard]] std::vector<Limit> limitsOf(std::span<const AlertingRule> rules);

} // namespace readyroom::rules
