// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/ast.h"

#include <optional>

namespace readyroom::promql {

struct TypeError {
    Position position;
    QString message; ///< one sentence
};

/// What is wrong with this node, given that everything below it is right.
[[nodiscard]] std::optional<TypeError> typeError(const Expr &expr);

} // namespace readyroom::promql
