// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace readyroom::config {

/// The candidate that `word` was most likely meant to be: fewest edits (insert, delete, replace, swap of neighbours),
/// letter case ignored. Empty when none is near.
[[nodiscard]] QString nearest(const QString &word, const QStringList &candidates);

/// `; did you mean "x"?`, or `; there are a, b and c.`, to end a sentence about a word nobody knows. More
/// than fit into a sentence are not listed.
[[nodiscard]] QString suggestion(const QString &word, const QStringList &candidates);

} // namespace readyroom::config
