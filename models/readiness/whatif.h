// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/assessment.h"

#include <QSet>

namespace readyroom::readiness {

/// The same assessment as if these items passed, those of them that are unfinished: what a plan would bring.
[[nodiscard]] Assessment whatIf(const Assessment &assessment, const QSet<QString> &done, Timestamp now);

} // namespace readyroom::readiness
