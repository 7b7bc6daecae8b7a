// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/querysource.h"
#include "models/promql/value.h"
#include "models/rules/servicekey.h"

#include <QCoroTask>
#include <QString>

#include <optional>
#include <stop_token>
#include <vector>

/// Numbers that a drill asks for by PromQL.
namespace readyroom::runner {

/// Whose series are looked at; absent: those of the whole fleet.
using Subject = std::optional<rules::ServiceKey>;

/// `expr` with every selector narrowed to the subject. Kind::Parse with a sentence.
[[nodiscard]] Result<QString> narrowedTo(const QString &expr, const Subject &subject);
/// The same for what has to be a selector of series, without a range, an offset or a moment of its own; Kind::Config
/// for anything else.
[[nodiscard]] Result<QString> narrowedSelector(const QString &selector, const Subject &subject);
/// As PromQL has it, to the millisecond: "60000ms".
[[nodiscard]] QString promqlDuration(Duration time);

/// Every finite number of an answer, whichever form it has.
[[nodiscard]] std::vector<double> finiteValues(const promql::QueryResult &answer);
/// An answer as a vector; empty for a text.
[[nodiscard]] promql::Vector vectorOf(const promql::QueryResult &answer);

/// The sum over all series of `expr`, narrowed, at one moment; absent where there is no number.
[[nodiscard]] QCoro::Task<Result<std::optional<double>>> totalOf(QuerySource &queries, QString expr, Subject subject,
                                                                 Timestamp at, std::stop_token stop);

} // namespace readyroom::runner
