// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

namespace readyroom::readiness {

/// One item at one moment. Evidence counts until it expires, then the item is unknown. Precedence: not applicable,
/// pass, waived (only where the live result is not a pass), partial, fail, unknown. A waiver that has expired changes
/// nothing. What was decided in the window stands before what the profile says, the waiver and the applicability each
/// by itself.
[[nodiscard]] AssessedItem judged(const Item &item, std::size_t category, const ItemFacts &facts, Timestamp now);

/// The next moment after `now` at which what judged() says of the item may change by itself.
[[nodiscard]] std::optional<Timestamp> changesAt(const AssessedItem &item, Timestamp now);

} // namespace readyroom::readiness
