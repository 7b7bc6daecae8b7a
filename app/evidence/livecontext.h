// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/asyncscope.h"
#include "app/evidence/evidencethread.h"
#include "app/security/redactor.h"
#include "models/fleet/fleet.h"
#include "models/ports/error.h"
#include "models/ports/fleetfeed.h"
#include "models/ports/journalstore.h"
#include "models/ports/timesource.h"
#include "models/series/selection.h"

#include <QCoroTask>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace readyroom::evidence {

/// Copies the series that match; monitor::Engine::snapshot() as a rule.
using TakeSnapshot = std::function<QCoro::Task<Result<series::Snapshot>>(std::vector<series::SelectRequest> requests)>;

/// What the parts of LiveReadiness share. Everything outlives them.
struct LiveContext {
    const std::optional<fleet::Fleet> &fleet; ///< absent: nothing can be measured
    FleetFeed *feed; ///< null without a fleet
    TakeSnapshot snapshot; ///< empty without a fleet
    JournalStore *journal; ///< may be null
    std::shared_ptr<const TimeSource> time;
    security::Redactor redactor;
    QThreadPool &pool; ///< for what computes and reads files
    EvidenceThread &thread; ///< for what waits for services
    async::AsyncScope &tasks;
};

} // namespace readyroom::evidence
