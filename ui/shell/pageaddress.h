// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace readyroom::shell {

/// What `--page` names: "fleet", "service/NAME", "readiness/NAME" (of a profile), "readiness", "drills",
/// "drills/SERVICE/NAME" (of an action or drill; "drills//NAME" of one of no service) or "journal".
struct PageAddress {
    enum class Kind { Fleet, Service, Readiness, Drills, Journal };
    Kind kind = Kind::Fleet;
    QString service = {}; ///< Service, and Drills
    QString profile = {}; ///< Readiness only; empty: the one shown last, or the first that fits
    QString drill = {}; ///< Drills only; empty: the one shown last
    bool operator==(const PageAddress &) const = default;

    /// Absent when there is no such page.
    [[nodiscard]] static std::optional<PageAddress> fromText(const QString &text);
};

} // namespace readyroom::shell
