// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QJsonObject>
#include <QString>

namespace readyroom::actions {

/// `timeout` of the arguments: seconds, or a duration such as "2s". Kind::Config unless it is above 0 and at most 10
/// minutes.
[[nodiscard]] Result<Duration> timeoutOf(const QJsonObject &arguments, Duration usual);

/// The text `name` of the arguments; a number is taken as it is written. Kind::Config when it is missing or empty, and
/// when it holds something that cannot be printed, such as a line end: text protocols would take it for their own.
[[nodiscard]] Result<QString> textOf(const QJsonObject &arguments, const QString &name);

/// As one word for a POSIX shell, in single quotes where it needs them.
[[nodiscard]] QString shellWord(const QString &text);

} // namespace readyroom::actions
