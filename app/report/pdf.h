// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/report.h"

#include <QByteArray>

namespace readyroom::report {

/// A4, for a director: verdict, dial, categories, blockers and path on the first page, then every item. Needs a
/// QGuiApplication (offscreen will do). Takes some hundred ms, so call it where that may block. Text from services is
/// plain text.
[[nodiscard]] Result<QByteArray> pdf(const readiness::Assessment &assessment, const Context &context);

} // namespace readyroom::report
