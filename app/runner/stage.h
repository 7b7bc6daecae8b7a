// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/actionthread.h"
#include "app/security/arminggate.h"
#include "app/security/rollbackright.h"
#include "app/security/vault.h"
#include "app/storage/runfolder.h"
#include "models/fleet/fleet.h"
#include "models/ports/journalstore.h"
#include "models/ports/querysource.h"
#include "models/ports/timesource.h"

#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace readyroom::runner {

/// What runs are made on. Shared by all that is under way, so that it outlives whatever ends late.
struct Stage {
    /// `runs`: where they are kept; empty: the usual folder.
    Stage(const QString &runs, const security::Vault &secrets)
        : vault(secrets)
        , folder(runs,
                 [redactor = secrets.redactor()](QByteArray bytes) { return redactor.redacted(std::move(bytes)); })
    {
    }

    fleet::Fleet fleet;
    security::Vault vault;
    std::shared_ptr<const TimeSource> time;
    QPointer<security::ArmingGate> gate; ///< null: nothing can be changed
    QPointer<JournalStore> journal; ///< null: nothing is journaled
    QuerySource *queries = nullptr;
    storage::RunFolder folder;
    std::unique_ptr<ActionThread> thread;
    QThreadPool disk; ///< of one thread, so that what is written later is there later
};

/// Gives out the right to one act, with the sentence that says which.
using Permits = std::function<Result<security::Permit>(const QString &action)>;

} // namespace readyroom::runner
