// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/arminggate.h"
#include "app/security/redactor.h"
#include "models/fleet/fleet.h"
#include "models/ports/error.h"
#include "models/ports/journalstore.h"
#include "models/ports/timesource.h"

#include <QString>

#include <memory>
#include <vector>

namespace readyroom::ctl {

/// The journal that a command reads, or writes to when it `records`: `file`, else that of the fleet's team, else that
/// of this account. Null: it only reads, and there is none yet. Kind::Io.
[[nodiscard]] Result<std::unique_ptr<JournalStore>> journalFor(const QString &file, const fleet::Fleet *fleet,
                                                               bool records);

/// A gate with `environment` armed, as `--arm` asks for it; tells `journal`. Kind::Config when the fleet has no such
/// environment. Without environments (there is no fleet) the one that is named is taken.
[[nodiscard]] Result<void> arm(std::unique_ptr<security::ArmingGate> &gate, std::shared_ptr<const TimeSource> time,
                               JournalStore &journal, const security::Redactor &redactor,
                               std::vector<fleet::Environment> environments, const QString &environment);

} // namespace readyroom::ctl
