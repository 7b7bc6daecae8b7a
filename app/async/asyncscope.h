// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QCoroTask>

#include <cstddef>
#include <memory>
#include <stop_token>

namespace readyroom::async {

/// Owns started tasks: counts them, logs the error of each, asks them to stop and waits for them. Belongs to the thread
/// that made it. Order of an owner's end: requestStop(), then `co_await drain()` or waitUntilDrained(), then destroy.
/// Tasks that outlive the scope run on harmlessly, but the destructor says so in the log.
class AsyncScope final {
public:
    /// `name` says in the log whose tasks these are.
    explicit AsyncScope(QString name);
    /// Requests stop; does not wait.
    ~AsyncScope();
    AsyncScope(const AsyncScope &) = delete;
    AsyncScope &operator=(const AsyncScope &) = delete;

    /// Takes over a task. Its error, other than Kind::Cancelled, is logged here and nowhere else.
    void start(QCoro::Task<Result<void>> task);
    void start(QCoro::Task<> task);

    [[nodiscard]] std::size_t running() const;
    /// For the tasks: given to what they await, and checked after each await.
    [[nodiscard]] std::stop_token stopToken() const;
    void requestStop();

    /// Resumes when no task is running; at once when none is. Needs not outlive the scope.
    [[nodiscard]] QCoro::Task<> drain();
    /// For destructors and ends of threads: runs the event loop until no task is running. False after `atMost`.
    bool waitUntilDrained(Duration atMost);

private:
    struct State;
    static QCoro::Task<> track(std::shared_ptr<State> state, QCoro::Task<Result<void>> task);
    static QCoro::Task<> trackPlain(std::shared_ptr<State> state, QCoro::Task<> task);
    static QCoro::Task<> waitForDrained(std::shared_ptr<State> state);

    std::shared_ptr<State> m_state;
};

} // namespace readyroom::async
