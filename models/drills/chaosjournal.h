// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"
#include "models/ports/error.h"

#include <QJsonObject>

namespace readyroom::drills {

/// The run as a Chaos Toolkit journal (chaostoolkit.org/reference/api/journal), with the fields that Chaos Toolkit's
/// own reports read. What has no place there stands below "readyroom": id, service, environment, by, reason, why,
/// rollback, undo, guard, comparison, blast, targets of each step. Nothing in it is a secret.
[[nodiscard]] QJsonObject chaosJournal(const Run &run);
/// Reads back what chaosJournal() wrote; a run that had not ended comes back as it was. Kind::Parse with a sentence.
[[nodiscard]] Result<Run> runFrom(const QJsonObject &journal);

/// The comparison alone, figures unrounded and NaN as null.
[[nodiscard]] QJsonObject comparisonJson(const Comparison &comparison);

} // namespace readyroom::drills
