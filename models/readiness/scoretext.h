// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace readyroom::readiness {

/// "A+" … "F" of a score, rounded half up to a whole number first; the minus of "A−" is U+2212. Empty for NaN.
[[nodiscard]] QString letterOf(double score);
/// The score cut (not rounded) to one decimal, so that 89.96 never shows as 90. What is within 1e-9 below a tenth
/// counts as that tenth, because 52.1 computed may be 52.09999999999999. Empty for NaN.
[[nodiscard]] QString scoreText(double score);
/// A floor or a gate as it is written: "90", "92.5".
[[nodiscard]] QString limitText(double limit);

} // namespace readyroom::readiness
