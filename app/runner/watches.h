// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/asyncscope.h"
#include "app/runner/overrides.h"
#include "app/runner/triggers.h"
#include "models/ports/querysource.h"
#include "models/ports/timesource.h"

#include <QCoroTask>
#include <QObject>

#include <memory>
#include <vector>

namespace readyroom::runner {

/// Asks again and again whether a button should suggest itself, and what is forced. Lives on a thread with an event
/// loop.
class Watches final : public QObject {
    Q_OBJECT
public:
    static constexpr Duration often{5000};

    /// `queries` outlives it. Begins at once.
    Watches(QuerySource &queries, std::shared_ptr<const TimeSource> time,
            const std::vector<drills::ServiceActions> &services, Duration every = often, QObject *parent = nullptr);
    /// Withdraws what is under way, and waits a moment for it at most.
    ~Watches() override;

    [[nodiscard]] const std::vector<Suggestion> &suggestions() const { return m_suggestions; }
    [[nodiscard]] const std::vector<Forced> &forced() const { return m_forced; }

Q_SIGNALS:
    /// suggestions() or forced() are others.
    void changed();

private:
    [[nodiscard]] QCoro::Task<> watch();
    [[nodiscard]] QCoro::Task<> lookOnce();
    void show();

    QuerySource &m_queries;
    std::shared_ptr<const TimeSource> m_time;
    Duration m_every;
    Triggers m_triggers;
    ForcedThings m_things;
    std::vector<Suggestion> m_suggestions;
    std::vector<Forced> m_forced;
    async::AsyncScope m_tasks;
};

} // namespace readyroom::runner
