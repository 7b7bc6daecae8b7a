// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/fleetfile.h"
#include "models/drills/experiment.h"

#include <QByteArray>
#include <QString>

namespace readyroom::config {

/// Reads a Chaos Toolkit experiment, in JSON or YAML (JSON is read as YAML, which it is a part of, so that every error
/// has its place). Refused as a whole, with everything that is wrong with it.
[[nodiscard]] Loaded<drills::Experiment> loadExperiment(const QString &path);
/// The same for a text that is already in memory.
[[nodiscard]] Loaded<drills::Experiment> loadExperimentText(const QByteArray &text, const QString &file);

} // namespace readyroom::config
