// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/labservice.h"

#include <expected>
#include <vector>

namespace readyroom::lab {

/// The fleet file of the demo fleet, which is steered at `control` ("http://127.0.0.1:PORT"); `drills` are paths of
/// experiments, relative to the file.
[[nodiscard]] QString fleetText(const std::vector<FleetEntry> &services, const QString &control,
                                const QStringList &drills = {});

/// Writes the drills beside the fleet file `path`, into a folder that is named after it ("demo.drills" of "demo.yaml"),
/// then the fleet file: once it is there, all of it is. The error is one sentence.
[[nodiscard]] std::expected<void, QString> writeFleet(const QString &path, const std::vector<FleetEntry> &services,
                                                      const QString &control);

/// Writes the whole file or nothing: readers never see a part. The error is one sentence.
[[nodiscard]] std::expected<void, QString> writeWhole(const QString &path, const QString &text);

} // namespace readyroom::lab
