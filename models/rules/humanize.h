// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChar>
#include <QString>

#include <optional>

/// Numbers as Prometheus' templates word them (prometheus/template/template.go), always in the C locale.
namespace readyroom::rules {

/// As Go prints a float with %v: shortest text that reads back, exponent from 1e21 up.
[[nodiscard]] QString plainNumber(double value);
/// Four significant digits and an SI prefix: 1234567 → "1.235M".
[[nodiscard]] QString humanize(double value);
/// Four significant digits and a binary prefix: 2048 → "2ki".
[[nodiscard]] QString humanize1024(double value);
/// A ratio: 0.1234 → "12.34%".
[[nodiscard]] QString humanizePercentage(double value);
/// Seconds: 3725 → "1h 2m 5s", 0.0325 → "32.5ms".
[[nodiscard]] QString humanizeDuration(double value);
/// The verb of a Go format that has exactly one, among e E f F g G v s, with optional flags, width and precision below
/// 100 ("%.1f", "%5.2f%%"); nothing for any other format.
[[nodiscard]] std::optional<QChar> printfVerb(const QString &format);
/// Formats a number. The verb of `format` must be one of e E f F g G v.
[[nodiscard]] QString printfNumber(const QString &format, double value);
/// Formats a text. The verb of `format` must be s or v.
[[nodiscard]] QString printfText(const QString &format, const QString &text);

} // namespace readyroom::rules
