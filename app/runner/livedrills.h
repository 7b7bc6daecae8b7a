// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/arminggate.h"
#include "app/security/vault.h"
#include "models/drills/catalogue.h"
#include "models/fleet/fleet.h"
#include "models/ports/drillsport.h"
#include "models/ports/fleetfeed.h"
#include "models/ports/journalstore.h"
#include "models/ports/querysource.h"
#include "models/ports/timesource.h"

#include <memory>
#include <optional>

namespace readyroom::runner {

/// What drills are run with. What is referred to outlives the LiveDrills.
struct LiveOptions {
    std::optional<fleet::Fleet> fleet = {}; ///< absent: only what names its targets itself
    drills::Catalogue catalogue = {}; ///< of that fleet
    FleetFeed *feed = nullptr; ///< of that fleet; null: nothing suggests itself
    QuerySource *queries = nullptr; ///< null: promql cannot be asked
    JournalStore *journal = nullptr; ///< null: nothing is journaled
    security::ArmingGate *gate = nullptr; ///< null: nothing can be run, only previewed
    security::Vault vault{};
    std::shared_ptr<const TimeSource> time = {}; ///< null: the clocks of this machine
    QStringList files = {}; ///< experiments beside those of the fleet file
    QString folder = {}; ///< where runs are kept; empty: storage::RunFolder::defaultPath()
};

/// Actions and drills over a live fleet. Lives on a thread with an event loop, on which nothing of it takes long:
/// providers act on a thread of their own, files are read and written on pool threads.
///
///     entries ─▶ experiment ─▶ Runner ─▶ run()         Runner: providers on the action thread, one step after the
///     other Runner ─▶ RunFolder, journal                     triggers, overrides ◀─ PromQL
class LiveDrills; // final : public DrillsPort

} // namespace readyroom::runner
