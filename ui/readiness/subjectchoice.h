// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"
#include "models/items/linemodel.h"
#include "models/ports/readinessport.h"

#include <memory>
#include <vector>

/// Which profile may be asked of which service, as choosers offer it.
namespace readyroom::readinessui {

/// A line for each profile; the key is its name. Refused ones say so.
[[nodiscard]] std::vector<items::Line> profileLines(const std::vector<ProfileEntry> &profiles,
                                                    const ReadinessSubject &current);
/// A line for each service of the fleet; the key is its place there.
[[nodiscard]] std::vector<items::Line> serviceLines(const fleet::FleetSnapshot &fleet, const ReadinessSubject &current);

/// Another profile: of the service that it is about, else of the one that was shown.
[[nodiscard]] ReadinessSubject withProfile(const ReadinessSubject &current, const ProfileEntry &profile);

/// What to show when nothing was asked for: the first profile whose service is in the fleet, else the first one that
/// can be used; absent when there is none.
[[nodiscard]] std::optional<ReadinessSubject> usualSubject(const std::vector<ProfileEntry> &profiles,
                                                           const fleet::FleetSnapshot &fleet);

/// The same, of the first service of the fleet where the profile is about any and none was named.
[[nodiscard]] ReadinessSubject withService(const ReadinessSubject &subject, const std::vector<ProfileEntry> &profiles,
                                           const fleet::FleetSnapshot &fleet);

} // namespace readyroom::readinessui
