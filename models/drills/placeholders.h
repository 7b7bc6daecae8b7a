// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

namespace readyroom::drills {

/// Replaces each `${name}` in all texts of `value` by the text of values[name]. A text that is nothing but one
/// placeholder takes the value with its type, as in Chaos Toolkit. Replaced text is not looked at again. A name begins
/// with an ASCII letter or "_" and goes on with letters, digits, "_", "-" and "."; anything else after "${" is text.
/// Kind::Config when a name has no value.
[[nodiscard]] Result<QJsonValue> filled(const QJsonValue &value, const QJsonObject &values);
/// Names that occur, each once, in the order of reading.
[[nodiscard]] QStringList placeholdersIn(const QJsonValue &value);

} // namespace readyroom::drills
