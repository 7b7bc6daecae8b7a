// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace readyroom::drills {

/// The one of `candidates` that `word` is most likely meant to be, by edit distance without regard to case;
/// empty when none is near (at most a third of the word, but one letter always, may be wrong).
[[nodiscard]] QString nearestWord(const QString &word, const QStringList &candidates);

/// The end of a sentence about an unknown word: `; did you mean "state"?`, `; there are a, b and c.` More than fit into
/// a sentence are not listed.
[[nodiscard]] QString nearestHint(const QString &word, const QStringList &candidates);

} // namespace readyroom::drills
