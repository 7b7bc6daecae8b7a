// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QString>

#include <optional>

namespace readyroom::readiness {

/// Somebody answers for an open item until a day. It never raises a score; it turns a blocker's NO-GO into CONDITIONAL.
struct Waiver {
    QString owner;
    QString reason;
    Timestamp expires{};
    bool operator==(const Waiver &) const = default;
};

/// The item does not concern this service.
struct NotApplicable {
    QString reason; ///< never empty
    QString by = {};
    bool operator==(const NotApplicable &) const = default;
};

/// What people have decided about one item; what was decided in the window stands before what the profile says.
struct Standing {
    std::optional<Waiver> waiver = {};
    std::optional<NotApplicable> notApplicable = {};
    bool operator==(const Standing &) const = default;
};

} // namespace readyroom::readiness
