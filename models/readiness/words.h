// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"
#include "models/readiness/verdict.h"

#include <QString>

#include <vector>

/// What an assessment says in words.
namespace readyroom::readiness {

/// Why evidence that has expired counts no more: one sentence without full stop.
[[nodiscard]] QString expiryReason(const Evidence &evidence);

/// The condition that an open or waived item is: "Health endpoint answers: 404 instead of 200".
[[nodiscard]] QString conditionOf(const AssessedItem &item);

/// A verdict in whole sentences, most important first. `items` are those that `grounds` counts.
[[nodiscard]] std::vector<QString> whyOf(const Grounds &grounds, const std::vector<AssessedItem> &items);

/// "2 of 31 items are unknown."; empty when none is.
[[nodiscard]] QString unknownText(int unknown, int applicable);

} // namespace readyroom::readiness
