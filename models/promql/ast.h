// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace readyroom::promql {

class Expr;
using ExprPtr = std::shared_ptr<const Expr>;

} // namespace readyroom::promql
