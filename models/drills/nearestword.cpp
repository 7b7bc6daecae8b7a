// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/nearestword.h"

#include <algorithm>
#include <vector>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

/// Insertions, omissions, replacements and exchanges of two neighbours (optimal string alignment).
int distance(const QString &a, const QString &b)
{
    const qsizetype width = b.size() + 1;
    std::vector<int> cells(static_cast<std::size_t>((a.size() + 1) * width));
    const auto at = [&](qsizetype i, qsizetype j) -> int & { return cells[static_cast<std::size_t>(i * width + j)]; };
    for (qsizetype i = 0; i <= a.size(); ++i) {
        for (qsizetype j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                at(i, j) = static_cast<int>(i + j);
                continue;
            }
            const int same = a[i - 1] == b[j - 1] ? 0 : 1;
            at(i, j) = std::min({at(i - 1, j - 1) + same, at(i - 1, j) + 1, at(i, j - 1) + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
            }
        }
    }
    return cells.back();
}

} // namespace

QString nearestWord(const QString &word, const QStringList &candidates)
{
    constexpr qsizetype longest = 64;
    QString best;
    if (word.size() <= longest) {
        int fewest = std::max(1, static_cast<int>(word.size()) / 3) + 1;
        for (const QString &candidate : candidates) {
            const int n = distance(word.toCaseFolded(), candidate.toCaseFolded());
            if (n < fewest) {
                fewest = n;
                best = candidate;
            }
        }
    }
    return best;
}

QString nearestHint(const QString &word, const QStringList &candidates)
{
    if (const QString best = nearestWord(word, candidates); !best.isEmpty()) {
        return u"; did you mean \"%1\"?"_s.arg(best);
    }
    constexpr qsizetype mostInASentence = 24;
    if (candidates.isEmpty() || candidates.size() > mostInASentence) {
        return u"."_s;
    }
    if (candidates.size() == 1) {
        return u"; there is only %1."_s.arg(candidates.front());
    }
    return u"; there are %1 and %2."_s.arg(candidates.first(candidates.size() - 1).join(", "_L1), candidates.back());
}

} // namespace readyroom::drills
