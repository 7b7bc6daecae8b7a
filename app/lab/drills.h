// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/labservice.h"

#include <QJsonObject>

#include <vector>

namespace readyroom::lab {

/// An experiment of Chaos Toolkit, which needs nothing but its `http` provider; what is ours stands in `extensions`.
struct LabDrill {
    QString name; ///< also of its file, without ".json"
    QJsonObject experiment;
};

/// The drills of the demo fleet, which is steered at `control`:
///
/// - cap-lab-partition: between the sides of cap-lab; in AP mode it goes on answering, and both agree afterwards.
/// - resilient-client-breaker: the external API is gone; the breaker opens after 5 failures and tries again after 60 s.
[[nodiscard]] std::vector<LabDrill> labDrills(const std::vector<FleetEntry> &services, const QString &control);

} // namespace readyroom::lab
