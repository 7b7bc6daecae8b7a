// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <type_traits>
#include <utility>

namespace readyroom::promql {

// libstdc++ 12 has std::expected without its monadic operations; these are the two that the evaluator needs.

/// `f(value)`, or the error of `result`.
template<typename T, typename F> [[nodiscard]] auto mapped(Result<T> result, F f) -> Result<std::invoke_result_t<F, T>>
{
    if (!result) {
        return std::unexpected(std::move(result).error());
    }
    return f(std::move(*result));
}

/// As mapped(), for an `f` that may itself fail.
template<typename T, typename F> [[nodiscard]] auto chained(Result<T> result, F f) -> std::invoke_result_t<F, T>
{
    if (!result) {
        return std::unexpected(std::move(result).error());
    }
    return f(std::move(*result));
}

} // namespace readyroom::promql
