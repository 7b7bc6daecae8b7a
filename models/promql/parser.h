// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/promql/ast.h"

#include <QStringView>

namespace readyroom::promql {

/// Parses and type-checks a PromQL expression (Prometheus 3 grammar). On failure the error is Kind::Parse, its message
/// one sentence, and `where` the line and column in `text`.
[[nodiscard]] Result<ExprPtr> parse(QStringView text);

} // namespace readyroom::promql
