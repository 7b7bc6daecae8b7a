// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace readyroom::journal {

/// A moment as the journal spells it, "2026-11-21T02:00:00.000Z" (RFC 3339 with exactly three decimals); absent before
/// the year 0 and after 9999.
[[nodiscard]] std::optional<QByteArray> timeText(Timestamp at);
/// The reverse; absent for everything that timeText() does not write.
[[nodiscard]] std::optional<Timestamp> timeFromText(QByteArrayView text);

} // namespace readyroom::journal
