// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/registry.h"
#include "app/security/permit.h"
#include "app/security/vault.h"
#include "models/drills/act.h"
#include "models/fleet/fleet.h"
#include "models/ports/querysource.h"
#include "models/ports/timesource.h"

#include <QCoroTask>
#include <QJsonValue>
#include <QThread>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace readyroom::runner {

/// The thread on which providers act, so that the window does not wait for any target. Used from one thread with an
/// event loop, which owns it. Each call ends at the latest `grace` after its stop is requested, whatever the provider
/// does: then with Kind::Cancelled, and what it had begun may still happen.
class ActionThread final {
public:
    static constexpr Duration grace{100};
    /// Adds providers, or takes the place of all when it is given: for tests.
    using Fill = std::function<void(actions::Registry &)>;

    /// `queries` may be null, and outlives this.
    ActionThread(fleet::Fleet fleet, QStringList loadAllowed, const security::Vault &vault,
                 std::shared_ptr<const TimeSource> time, QuerySource *queries, Fill fill = {});
    /// Asks everything to stop and waits for it, a moment at most.
    ~ActionThread();
    ActionThread(const ActionThread &) = delete;
    ActionThread &operator=(const ActionThread &) = delete;

    /// As those of actions::Provider. Kind::Config when there is no such provider.
    [[nodiscard]] QCoro::Task<Result<QJsonValue>> read(drills::Act act, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<drills::Preview>> preview(drills::Act act, std::stop_token stop);
    /// `telling` is called on the thread of the caller, until this has completed; it may be empty.
    [[nodiscard]] QCoro::Task<Result<drills::Outcome>> run(drills::Act act, drills::Preview preview,
                                                           security::Permit permit, actions::Provider::Telling telling,
                                                           std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<drills::Verification>>
    verify(drills::Act act, drills::Preview preview, drills::Outcome outcome, Duration within, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<std::vector<drills::Choice>>> choices(drills::Act act, QString argument,
                                                                           std::stop_token stop);

private:
    class Worker;
    template<typename T>
    using Job = std::function<QCoro::Task<Result<T>>(actions::Provider &provider, std::stop_token stop)>;
    template<typename T>
    [[nodiscard]] QCoro::Task<Result<T>> submit(QString provider, Job<T> job, std::stop_token stop);

    QThread m_thread;
    std::unique_ptr<Worker> m_worker; ///< lives on m_thread
};

} // namespace readyroom::runner
