// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/readinessport.h"
#include "models/readiness/assessment.h"

#include <QString>

namespace readyroom::items {

/// What a row of readiness is, as far as a view has to tell it apart.
enum class LineState { Plain, Good, Doubtful, Bad, Unknown };

[[nodiscard]] LineState lineStateOf(readiness::ItemResult result);
[[nodiscard]] LineState lineStateOf(readiness::Verdict verdict);

/// "passes", "partly", "fails", "unknown", "waived", "not applicable".
[[nodiscard]] QString resultWord(readiness::ItemResult result);
/// "critical", … for people.
[[nodiscard]] QString severityWord(readiness::Severity severity);
/// "high", "medium", "low".
[[nodiscard]] QString riskWord(readiness::RiskLevel level);
/// "Markdown", "HTML", "PDF", "JSON", "JUnit XML".
[[nodiscard]] QString formatWord(ReportFormat format);
/// "md", "html", "pdf", "json", "xml".
[[nodiscard]] QString formatSuffix(ReportFormat format);

/// Hours as people write them: "4 h", "0.5 h".
[[nodiscard]] QString hoursText(double hours);
/// A score cut to one decimal without a needless zero: "52.1", "89", an en dash without one.
[[nodiscard]] QString shortScoreText(const std::optional<double> &score);
/// "+12.4", "−3.1", "±0", "+0.04": cut towards zero, so that nothing is made larger than it is.
[[nodiscard]] QString changeText(double by);
/// The local day "3 Dec 2026"; of midnight in UTC, which stands for a date, that date.
[[nodiscard]] QString dayText(Timestamp at);
/// "14:02" on the day of `now`, else "21 Nov 14:02", with the year when it is another one.
[[nodiscard]] QString momentText(Timestamp at, Timestamp now);

/// What was measured in a few words: "404", "not measured", "not applicable".
[[nodiscard]] QString measuredText(const readiness::AssessedItem &item);

} // namespace readyroom::items
