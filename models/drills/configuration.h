// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/experiment.h"
#include "models/ports/error.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace readyroom::drills {

/// The value of an environment variable; absent when it is not set.
using EnvironmentVariable = std::function<std::optional<QString>(const QString &)>;

/// Names of the environment variables that the experiment wants, each once, sorted.
[[nodiscard]] QStringList environmentNames(const Experiment &experiment);
/// Those of them whose values are secrets.
[[nodiscard]] QStringList secretNames(const Experiment &experiment);

/// What its placeholders stand for: configuration and, where no name of the configuration hides it, each secret of each
/// group. Values of the environment take the type that `env_var_type` names: str, int, float, bool, json, bytes (a text
/// here). The result holds secrets: it is for filling only. Kind::Config with a sentence when a variable is not set and
/// has no default, or is not of its type; a secret is never told.
[[nodiscard]] Result<QJsonObject> valuesOf(const Experiment &experiment, const EnvironmentVariable &environment);

/// The experiment with its placeholders filled (placeholders.h), as it is run: texts of titles, providers and
/// tolerances. Tolerances are read again, so that a pattern with a placeholder is checked now. What is stored of it,
/// `json` everywhere, stays as it was. Kind::Config with a sentence.
[[nodiscard]] Result<Experiment> filledExperiment(const Experiment &experiment, const QJsonObject &values);

} // namespace readyroom::drills
