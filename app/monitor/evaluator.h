// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"
#include "models/promql/ast.h"
#include "models/promql/value.h"
#include "models/series/store.h"

#include <QCoroTask>
#include <QThreadPool>

#include <stop_token>

namespace readyroom::monitor {

/// Evaluates rule expressions over the engine's store at one instant. Lives on the engine thread.
class Evaluator final {
public:
    /// `store` outlives this.
    explicit Evaluator(const series::Store &store);
    /// Waits for what is being evaluated.
    ~Evaluator();
    Evaluator(const Evaluator &) = delete;
    Evaluator &operator=(const Evaluator &) = delete;

    /// Withdraws what waits for the pool and waits for what runs on it; whoever awaits one of them resumes next.
    void finish();

    /// On this thread, at once: for expressions narrowed to one service, which cost microseconds.
    [[nodiscard]] Result<promql::Vector> here(const promql::Expr &expr, Timestamp at) const;
    /// The series are copied now, the rest happens on a pool thread: for expressions over the whole fleet.
    [[nodiscard]] QCoro::Task<Result<promql::Vector>> onPool(promql::ExprPtr expr, Timestamp at, std::stop_token stop);

private:
    const series::Store &m_store;
    QThreadPool m_pool;
};

} // namespace readyroom::monitor
