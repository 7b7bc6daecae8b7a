// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/readiness/document.h"

#include <QString>

#include <vector>

namespace readyroom::readiness {

/// An item that is no longer what was signed.
struct Drift {
    QString id;
    QString title;
    ItemResult signedAs = ItemResult::Unknown;
    ItemResult now = ItemResult::Unknown;
    Timestamp since{}; ///< first seen
    QString observed = {}; ///< or why nothing was
    bool operator==(const Drift &) const = default;
};

/// What has drifted away from a signed document, in the profile's order: items whose result got worse. That is when
/// points fell (a pass became unknown, too), when what did not concern the service is now applicable and no pass, and
/// when a waiver that was signed no longer answers for an open item. Items that the signed document does not have, or
/// the profile no longer, are another profile and no drift. `before` keeps the time of what had drifted already. It
/// voids the banner, not the record.
[[nodiscard]] std::vector<Drift> driftOf(const Document &signedDocument, const Assessment &now,
                                         const std::vector<Drift> &before = {});

} // namespace readyroom::readiness
