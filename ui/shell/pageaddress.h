// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace readyroom::shell {

/// What `--page` names: "fleet", "service/NAME" or "journal".
struct PageAddress {
    enum class Kind { Fleet, Service, Journal };
    Kind kind = Kind::Fleet;
    QString service = {}; ///< Service only
    bool operator==(const PageAddress &) const = default;

    /// Absent when there is no such page.
    [[nodiscard]] static std::optional<PageAddress> fromText(const QString &text);
};

} // namespace readyroom::shell
