// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QByteArray>
#include <QJsonValue>

namespace readyroom::journal {

/// The one spelling of a JSON value by the JSON Canonicalization Scheme (RFC 8785): members sorted by their UTF-16 code
/// units, no white space, numbers as ECMAScript writes them (section 7.1.12.1 of ECMA-262), UTF-8. Kind::Parse for a
/// number that is not finite, an integer that a double cannot hold exactly, text with a lone surrogate, and a value
/// nested deeper than maxJsonDepth.
[[nodiscard]] Result<QByteArray> canonicalJson(const QJsonValue &value);

constexpr int maxJsonDepth = 100;

/// Appends a finite number as ECMAScript writes it.
void appendNumber(QByteArray &out, double number);
/// Appends a quoted and escaped string; false when it holds a lone surrogate (U+FFFD is written in its place).
bool appendString(QByteArray &out, QStringView text);

} // namespace readyroom::journal
