// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/readinessport.h"
#include "models/readiness/assessment.h"

#include <QByteArray>

namespace readyroom::report {

/// What a report is made of, besides the assessment.
struct Context {
    std::optional<SignedRecord> signOff = {};
    std::vector<readiness::Drift> drift = {};
    QString program = {}; ///< "Readyroom 0.1.0"
};

/// The JSON of `readyroomctl gate` (docs/readiness.md), one object with a newline.
[[nodiscard]] QByteArray json(const readiness::Assessment &assessment);
/// JUnit XML as CI servers read it: a suite for each category, a case for each item; open items fail, unknown ones are
/// errors, waived and not applicable ones are skipped with the reason.
[[nodiscard]] QByteArray junit(const readiness::Assessment &assessment);
/// For a terminal, 100 columns: verdict, categories, blocking items, shortest path.
[[nodiscard]] QString text(const readiness::Assessment &assessment);
[[nodiscard]] QByteArray markdown(const readiness::Assessment &assessment, const Context &context);
/// One file without anything outside it; pictures are inline SVG or PNG.
[[nodiscard]] QByteArray html(const readiness::Assessment &assessment, const Context &context);

} // namespace readyroom::report
