// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/completion.h"

#include <QCoroTask>

#include <exception>
#include <type_traits>
#include <utility>

namespace readyroom::async::detail {

template<typename T> struct Unwrapped {
    using Type = T;
    static constexpr bool isTask = false;
    static constexpr bool isResult = false;
};
template<typename T> struct Unwrapped<Result<T>> {
    using Type = T;
    static constexpr bool isTask = false;
    static constexpr bool isResult = true;
};
template<typename T> struct Unwrapped<QCoro::Task<T>> {
    using Type = typename Unwrapped<T>::Type;
    static constexpr bool isTask = true;
    static constexpr bool isResult = Unwrapped<T>::isResult;
};

/// T for a callable that returns T, Result<T>, QCoro::Task<T> or QCoro::Task<Result<T>>.
template<typename F> using CallValue = typename Unwrapped<std::invoke_result_t<F &>>::Type;

[[nodiscard]] inline Error foreignException(const std::exception &exception)
{
    return {Error::Kind::Io,
            QStringLiteral("An unexpected fault of this program stopped the operation"),
            QString::fromLocal8Bit(exception.what()),
            {}};
}

/// Runs `f` and yields what it returns as a Result; a foreign exception becomes an Error.
template<typename F> Result<CallValue<F>> resultOf(F &f)
{
    try {
        if constexpr (Unwrapped<std::invoke_result_t<F &>>::isResult) {
            return f();
        } else if constexpr (std::is_void_v<CallValue<F>>) {
            f();
            return {};
        } else {
            return f();
        }
    } catch (const std::exception &exception) {
        return std::unexpected(foreignException(exception));
    }
}

/// The same for a callable that returns a Task; `f` lives here because the coroutine it started may refer to it.
template<typename F> QCoro::Task<> completeWithTask(F f, Promise<CallValue<F>> promise)
{
    try {
        if constexpr (Unwrapped<std::invoke_result_t<F &>>::isResult) {
            promise.set(co_await f());
        } else if constexpr (std::is_void_v<CallValue<F>>) {
            co_await f();
            promise.set({});
        } else {
            promise.set(co_await f());
        }
    } catch (const std::exception &exception) {
        promise.set(std::unexpected(foreignException(exception)));
    }
}

} // namespace readyroom::async::detail
