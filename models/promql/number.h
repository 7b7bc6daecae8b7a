// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace readyroom::promql {

/// A value as the Prometheus HTTP API writes it: Go's strconv.FormatFloat(v, 'f', -1, 64), so the fewest decimal digits
/// that read back as the same number, never an exponent; "NaN", "+Inf", "-Inf".
[[nodiscard]] QByteArray formatFloat(double v);

/// A number as Go's strconv.ParseFloat reads it: decimal, hex float, "Inf", "NaN" in any case, with sign.
[[nodiscard]] std::optional<double> parseFloat(QByteArrayView text);

/// A PromQL number without sign: decimal, hex and octal integers, underscores between digits, "Inf", "NaN".
[[nodiscard]] std::optional<double> parseNumberLiteral(QByteArrayView text);

/// `1h30m`, `250ms`, `2w`; units y w d h m s ms in this order, each once. Nothing when malformed or longer than 292
/// years (the range of Go's time.Duration).
[[nodiscard]] std::optional<Duration> parseDuration(QByteArrayView text);

/// The inverse of parseDuration: `1h30m`, "0s" for zero; a leading minus for a negative one.
[[nodiscard]] QString formatDuration(Duration d);

} // namespace readyroom::promql
