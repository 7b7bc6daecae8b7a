// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/experiment.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace readyroom::drills {

/// The value of an environment variable; absent where it is not set.
using Environment = std::function<std::optional<QString>(const QString &name)>;

/// What fills the placeholders of an experiment: its configuration, and the secrets of all its groups, each by its
/// name.
/// {"type":"env","key":…} is looked up, with its `default` where it is not set, and typed by `env_var_type` (str, int,
/// float, bool, json), as Chaos Toolkit does. A secret goes before a value of the same name. Kind::Config with a
/// sentence when a variable is not set or has another type; it never holds the value.
[[nodiscard]] Result<QJsonObject> valuesOf(const Experiment &experiment, const Environment &environment);

/// Names of the placeholders that hold secrets.
[[nodiscard]] QStringList secretNames(const Experiment &experiment);

} // namespace readyroom::drills
