// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/call.h"

#include <QMetaObject>
#include <QObject>

#include <memory>

namespace readyroom::async {

/// Runs `f` on the thread of `context` and resumes the caller on the thread where it was. `f` may return T, Result<T>,
/// QCoro::Task<T> or QCoro::Task<Result<T>>; all yield Result<T>. It always goes through the event loop, also when both
/// threads are the same. If `context` dies before `f` has run, the result is Kind::Cancelled. `context` must be alive
/// when this is called. A Task that `f` returns runs on when `context` dies: its owner cancels it.
template<typename F> [[nodiscard]] QCoro::Task<Result<detail::CallValue<F>>> callOn(QObject *context, F f)
{
    using T = detail::CallValue<F>;
    struct Call {
        F f;
        Promise<T> promise;
    };
    auto [promise, completion] = makeCompletion<T>();
    // Shared because Qt copies functors; the promise speaks up when the last copy goes without having run.
    auto call = std::make_shared<Call>(Call{std::move(f), std::move(promise)});
    QMetaObject::invokeMethod(
        context,
        [call = std::move(call)] {
            if constexpr (detail::Unwrapped<std::invoke_result_t<F &>>::isTask) {
                detail::completeWithTask(std::move(call->f), std::move(call->promise));
            } else {
                call->promise.set(detail::resultOf(call->f));
            }
        },
        Qt::QueuedConnection);
    co_return co_await completion;
}

} // namespace readyroom::async
