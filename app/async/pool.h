// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/call.h"

#include <QThreadPool>

#include <memory>

namespace readyroom::async {

/// Runs `f` on a thread of `pool` and resumes the caller on the thread where it was. `f` may return T or Result<T>;
/// both yield Result<T>. Taken out of the pool before it ran (QThreadPool::clear), it yields Kind::Cancelled.
template<typename F> [[nodiscard]] QCoro::Task<Result<detail::CallValue<F>>> runOnPool(QThreadPool &pool, F f)
{
    using T = detail::CallValue<F>;
    static_assert(!detail::Unwrapped<std::invoke_result_t<F &>>::isTask, "pool threads have no event loop");
    struct Call {
        F f;
        Promise<T> promise;
    };
    auto [promise, completion] = makeCompletion<T>();
    auto call = std::make_shared<Call>(Call{std::move(f), std::move(promise)});
    pool.start([call = std::move(call)] { call->promise.set(detail::resultOf(call->f)); });
    co_return co_await completion;
}

} // namespace readyroom::async
