// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/serviceclient.h"
#include "models/ports/error.h"
#include "models/readiness/evidence.h"

#include <QCoroTask>
#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <stop_token>

namespace readyroom::evidence {

/// A thread for what waits for services and programs, so that the window does not. Used from one thread with an event
/// loop, which owns it.
class EvidenceThread final {
public:
    /// Begins on the thread, with what it may use; the client outlives it.
    using Job = std::function<QCoro::Task<Result<readiness::Evidence>>(ServiceClient &client, std::stop_token stop)>;

    EvidenceThread(fleet::Fleet fleet, const security::Vault &vault, std::shared_ptr<const TimeSource> time);
    /// Asks everything to stop and waits for it, a moment at most; whoever awaits a job hears Kind::Cancelled.
    ~EvidenceThread();
    EvidenceThread(const EvidenceThread &) = delete;
    EvidenceThread &operator=(const EvidenceThread &) = delete;

    /// Runs a job and resumes the caller where it was.
    [[nodiscard]] QCoro::Task<Result<readiness::Evidence>> run(Job job, std::stop_token stop);

private:
    class Worker;
    QThread m_thread;
    std::unique_ptr<Worker> m_worker; ///< lives on m_thread
};

} // namespace readyroom::evidence
