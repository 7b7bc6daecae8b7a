// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/evidencespec.h"

#include <QString>

namespace readyroom::readiness {

/// What evidence asks, as one line of text: everything that decides about its outcome is in it, so that two statements
/// are the same only when the same is asked. It is signed, so it is never translated and knows no locale; numbers are
/// as JSON writes them, times UTC, without the time of day at midnight.
///
///     sum(rate(errors_total[5m])) is < 0.01, in part < 0.05, for 10m
///     GET /orders answers 200, and "/status" in it is "UP"
///     "Run book reviewed", says SRE on 2026-11-20: pass (https://wiki.example/runbook)
[[nodiscard]] QString statementOf(const EvidenceSpec &spec);

} // namespace readyroom::readiness
