// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace readyroom::shell {

/// What `--page` names: "fleet", or "service/NAME".
struct PageAddress {
    enum class Kind { Fleet, Service };
    Kind kind = Kind::Fleet;
    QString service = {}; ///< Service only
    bool operator==(const PageAddress &) const = default;

    /// Absent when there is no such page.
    [[nodiscard]] static std::optional<PageAddress> fromText(const QString &text);
};

} // namespace readyroom::shell
