// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>
#include <QTest>

#include <memory>
#include <optional>
#include <utility>

namespace readyroom::test {

/// Where a task leaves its value; empty until it has finished. Lives on with the task when the test goes first.
template<typename T> using Outcome = std::shared_ptr<std::optional<T>>;

namespace detail {
template<typename T> QCoro::Task<> keep(QCoro::Task<T> task, Outcome<T> outcome)
{
    outcome->emplace(co_await std::move(task));
}
} // namespace detail

/// Starts to wait for `task` without blocking: `QTRY_VERIFY(*outcome)`.
template<typename T> [[nodiscard]] Outcome<T> outcomeOf(QCoro::Task<T> task)
{
    auto outcome = std::make_shared<std::optional<T>>();
    detail::keep(std::move(task), outcome);
    return outcome;
}

/// Runs the event loop until `task` has finished, a minute at most.
template<typename T> [[nodiscard]] T await(QCoro::Task<T> task)
{
    constexpr int patience = 60'000;
    const Outcome<T> outcome = outcomeOf(std::move(task));
    const bool finished = QTest::qWaitFor([&outcome] { return outcome->has_value(); }, patience);
    Q_ASSERT_X(finished, "await", "the task did not finish");
    return **outcome;
}

} // namespace readyroom::test
