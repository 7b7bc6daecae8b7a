// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

namespace readyroom::fakes {

/// The moment at which every made-up fleet is seen: 2026-11-21 02:00:00 UTC.
[[nodiscard]] Timestamp moment();

/// A service in good order with two instances, health and metrics.
[[nodiscard]] fleet::ServiceStatus service(const QString &name,
                                           const QString &environment = QStringLiteral("production"),
                                           const QString &owner = QStringLiteral("payments"));
/// "checkout" of the target pictures: breakers open, one endpoint timing out, critical.
[[nodiscard]] fleet::ServiceStatus checkout();
/// Health and metrics answer 404.
[[nodiscard]] fleet::ServiceStatus notExposed(const QString &name);
/// No answer for 72 s.
[[nodiscard]] fleet::ServiceStatus stale(const QString &name);
/// Not polled yet.
[[nodiscard]] fleet::ServiceStatus pending(const QString &name);
/// Nothing answers.
[[nodiscard]] fleet::ServiceStatus down(const QString &name);

/// The twelve services of the target pictures.
[[nodiscard]] fleet::FleetSnapshot pictureFleet();
[[nodiscard]] fleet::FleetSnapshot fleetOf(std::vector<fleet::ServiceStatus> services);
/// `count` services over three environments, a few of them in trouble.
[[nodiscard]] fleet::FleetSnapshot largeFleet(int count);
[[nodiscard]] fleet::FleetSnapshot brokenFleet();
[[nodiscard]] fleet::FleetSnapshot longNamesFleet();

} // namespace readyroom::fakes
