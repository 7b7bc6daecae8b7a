// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace readyroom::config {

/// A JSON text as YAML takes it: JSON writes a character beyond the first plane as two escapes (RFC 8259, section 7),
/// which YAML, where each escape is a whole character, refuses; they become one. What follows them on their line moves
/// two columns to the left. A text that does not begin with a brace is returned as it is.
[[nodiscard]] QString withJoinedSurrogates(const QString &text);

} // namespace readyroom::config
