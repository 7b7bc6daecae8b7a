// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/evidencespec.h"
#include "models/readiness/threshold.h"

#include <QString>

namespace readyroom::evidence {

/// A measured number for people, rounded to three digits: "142 ms", "98.2 %", "82 d", "∞". Empty for NaN.
[[nodiscard]] QString measured(double value, readiness::Unit unit);
/// The same beside what it is compared with: with more digits where rounding would hide on which side of it it is.
[[nodiscard]] QString measured(double value, readiness::Unit unit, const readiness::Threshold &threshold);
/// What is asked for, as exactly as it was written: "≤ 200 ms", "≥ 99.95 %".
[[nodiscard]] QString targeted(const readiness::Threshold &threshold, readiness::Unit unit);

} // namespace readyroom::evidence
