// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace readyroom::readiness {

/// In the order of precedence.
enum class ItemResult { NotApplicable, Pass, Waived, Partial, Fail, Unknown };
inline constexpr int itemResultCount = 6;

/// "not_applicable", "pass", "waived", "partial", "fail", "unknown".
[[nodiscard]] QString itemResultName(ItemResult result);
[[nodiscard]] std::optional<ItemResult> itemResultFromName(QStringView name);
/// Pass 1, Partial ½, the others 0 (NotApplicable leaves both sums).
[[nodiscard]] double pointsOf(ItemResult result);
/// Partial, Fail or Unknown. A waived item is not open, but is a condition.
[[nodiscard]] bool isOpen(ItemResult result);
/// Open or waived: what has still to be finished.
[[nodiscard]] bool isUnfinished(ItemResult result);

/// Of all items of a profile, in its order. Scores, verdicts and forecasts follow from these alone.
using ItemResults = std::vector<ItemResult>;

} // namespace readyroom::readiness
