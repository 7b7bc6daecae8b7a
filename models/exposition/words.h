// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QJsonValue>
#include <QString>

#include <optional>

namespace readyroom::exposition {

/// 1 for UP, pass, ok; 0.5 for warn, degraded, CIRCUIT_HALF_OPEN; 0 for DOWN, OUT_OF_SERVICE, fail, error,
/// CIRCUIT_OPEN; NaN for UNKNOWN and for words that neither Spring Boot nor draft-inadarei-api-health-check knows. Case
/// does not matter.
[[nodiscard]] double healthValue(QStringView word);

/// True for the words of draft-inadarei-api-health-check: pass, ok, up, warn, fail, error, down. Case does not matter.
[[nodiscard]] bool isHealthJsonWord(QStringView word);
/// True for the words Spring Boot Actuator defines itself, in upper case: UP, DOWN, OUT_OF_SERVICE, UNKNOWN.
[[nodiscard]] bool isActuatorWord(QStringView word);

/// OPEN, half-open, HALF_OPEN, "Half Open", forcedOpen, …; absent for any other word.
[[nodiscard]] std::optional<fleet::BreakerState> breakerStateOf(QStringView word);

/// Remote text made fit for a line on screen: control characters and line breaks become blanks, runs of blanks one, and
/// what is too long ends with an ellipsis.
[[nodiscard]] QString shortText(const QString &text, qsizetype most = 120);

/// A JSON scalar for people: "H2", "42", "true"; empty for objects, arrays and null.
[[nodiscard]] QString scalarText(const QJsonValue &value);

/// A measured JSON scalar for people: a number with a fraction has three significant digits, but keeps all digits
/// before the point ("98.3", "0.00123", "1209600"); everything else is as in scalarText().
[[nodiscard]] QString measuredText(const QJsonValue &value);

/// "46 GB": binary steps, rounded down so that free space is never overstated; as people read file sizes.
[[nodiscard]] QString bytesText(double bytes);

} // namespace readyroom::exposition
