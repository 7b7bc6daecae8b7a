// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

#include <QString>

#include <optional>

/// How reports say things: the same words in every format, in no locale and no time zone but UTC.
namespace readyroom::report {

/// Text of services and people on one line and without what could harm a reader: line ends and tabs are spaces; control
/// characters, those that turn the direction of writing, and what is no character become U+FFFD. Valid in XML 1.0.
[[nodiscard]] QString plain(QStringView text);

/// "pass", "partial", "fail", "unknown", "waived", "not applicable".
[[nodiscard]] QString resultWord(readiness::ItemResult result);
/// "holds", "holds within rounding", "does not hold", "conflict".
[[nodiscard]] QString claimWord(readiness::ClaimResult result);
/// "high", "medium", "low".
[[nodiscard]] QString riskWord(readiness::RiskLevel level);

/// "2026-11-21 02:00:00 UTC"; an en dash beyond the years 0 … 9999.
[[nodiscard]] QString timeText(Timestamp at);
/// "2026-11-21", in UTC.
[[nodiscard]] QString dateText(Timestamp at);
/// How old something is at `at`: "12 s", "3 min", "5 h", "2 d"; an en dash when it was never.
[[nodiscard]] QString ageText(const std::optional<Timestamp> &then, Timestamp at);

/// The score cut to one decimal; an en dash when there is none.
[[nodiscard]] QString scoreText(const std::optional<double> &score);
/// "B+"; an en dash without a score.
[[nodiscard]] QString letterText(const std::optional<double> &score);
/// "4 h", "2.5 h".
[[nodiscard]] QString effortText(readiness::HalfHours effort);
/// "1 item", "12 items".
[[nodiscard]] QString itemsText(std::size_t count);
/// How an item is proved: "query", "attested", "load, on request"; "none" without.
[[nodiscard]] QString evidenceWord(const std::optional<readiness::EvidenceSpec> &spec);
/// "4 of 31 unknown".
[[nodiscard]] QString unknownText(int unknown, int applicable);

/// What is drawn beside a word: the shape and colour of this result. Go, a claim that holds and a low risk look like a
/// pass; Conditional and a medium risk like a partial; NoGo, a claim that does not hold, a conflict and a high risk
/// like a fail.
[[nodiscard]] readiness::ItemResult markOf(readiness::Verdict verdict);
[[nodiscard]] readiness::ItemResult markOf(readiness::ClaimResult result);
[[nodiscard]] readiness::ItemResult markOf(readiness::RiskLevel level);
/// A category: fail while it blocks or is below the floor, partial below the gate, else pass; without a score not
/// applicable.
[[nodiscard]] readiness::ItemResult markOf(const readiness::CategoryScore &category, double gate, double floor);

} // namespace readyroom::report
