// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <functional>
#include <utility>

namespace readyroom::page {

namespace detail {
template<typename T>
QCoro::Task<void> handOver(QCoro::Task<T> task, QPointer<QObject> context, std::function<void(T)> then)
{
    T outcome = co_await std::move(task);
    if (context) {
        then(std::move(outcome));
    }
}
} // namespace detail

/// Calls `then` with what a task of a port yields, unless `context` has gone by then; at once when the task has
/// finished already. The wait ends by itself: it holds its own state.
template<typename T, typename Then> void whenDone(QCoro::Task<T> task, QObject *context, Then then)
{
    detail::handOver<T>(std::move(task), context, std::move(then));
}

} // namespace readyroom::page
