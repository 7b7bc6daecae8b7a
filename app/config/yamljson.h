// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/yaml.h"

#include <QJsonValue>

namespace readyroom::config {

/// A YAML node as JSON. Plain scalars get the type that the core schema of YAML 1.2 (section 10.3.2) gives them, quoted
/// ones are texts.
[[nodiscard]] QJsonValue jsonOf(const YamlNode &node);

/// The node that a JSON pointer (RFC 6901) names, or the nearest one above it that is there.
[[nodiscard]] const YamlNode &nodeAt(const YamlNode &root, QStringView pointer);

} // namespace readyroom::config
