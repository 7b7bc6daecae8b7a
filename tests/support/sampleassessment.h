// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

#include <QString>

/// Assessments to make reports of.
namespace readyroom::fakes {

/// The moment at which all of them are judged: 2026-11-21 02:00:00 UTC.
[[nodiscard]] Timestamp assessedAt();

/// A profile that comes along, judged by what its report says and by made-up measurements: the score is the one that
/// its report works out to, a few items are waived, do not apply or have expired.
[[nodiscard]] readiness::Assessment builtInAssessment(const QString &profile);
/// `count` items in categories of 25, in every result, with titles and names of every length.
[[nodiscard]] readiness::Assessment largeAssessment(int count);
/// Everything passes: GO.
[[nodiscard]] readiness::Assessment readyAssessment();
/// Every text that a person or a service may choose is `text`, followed by a number of its own.
[[nodiscard]] readiness::Assessment hostileAssessment(const QString &text);
/// No category at all, so no score either.
[[nodiscard]] readiness::Assessment emptyAssessment();

} // namespace readyroom::fakes
