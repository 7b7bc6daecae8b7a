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
/// name. Of two with one name the configuration goes first, then the first group, as in Chaos Toolkit.
/// {"type":"env","key":…} is looked up, with its `default` where it is not set, and typed by `env_var_type`: str, int,
/// float, bool, json, bytes (a text here), and string, integer, number. What Chaos Toolkit takes for true although no
/// person would, such as "off", is refused. Kind::Config with a sentence when a variable is not set or has another
/// type; it never holds the value.
[[nodiscard]] Result<QJsonObject> valuesOf(const Experiment &experiment, const Environment &environment);

/// The tolerance with its placeholders filled, of an activity whose provider has the type `provider`: only now a
/// pattern or path that holds one can be checked. Kind::Config or Kind::Parse with a sentence.
[[nodiscard]] Result<Tolerance> filledTolerance(const Tolerance &tolerance, const QString &provider,
                                                const QJsonObject &values);

/// Names of the placeholders that hold secrets, each once.
[[nodiscard]] QStringList secretNames(const Experiment &experiment);

} // namespace readyroom::drills
