// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

namespace readyroom::readinessui {

/// What a person can do about an item. Waive and NotApplicable take back what is in force already.
enum class ItemAction { Waive, NotApplicable, Note, Attest, Run };

/// Whether a waiver is in force that was given here: one of the profile can only be replaced.
[[nodiscard]] inline bool canLift(const readiness::AssessedItem &item)
{
    return item.waiver && !item.waiverExpired && item.waiver != item.item->waiver;
}

/// Whether it was said here that it does not apply: what the profile says stays.
[[nodiscard]] inline bool canApplyAgain(const readiness::AssessedItem &item)
{
    return item.notApplicable && item.notApplicable != item.item->notApplicable;
}

} // namespace readyroom::readinessui
