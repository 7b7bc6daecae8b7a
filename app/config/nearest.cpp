// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/nearest.h"

#include <algorithm>
#include <vector>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

/// Damerau-Levenshtein distance, optimal string alignment.
int edits(const QString &a, const QString &b)
{
    const auto columns = static_cast<std::size_t>(b.size()) + 1;
    std::vector<int> beforeLast(columns);
    std::vector<int> last(columns);
    std::vector<int> row(columns);
    for (std::size_t j = 0; j < columns; ++j) {
        last[j] = static_cast<int>(j);
    }
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j < columns; ++j) {
            const auto at = static_cast<qsizetype>(j);
            const int replace = last[j - 1] + (a[i - 1] == b[at - 1] ? 0 : 1);
            row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[at - 2] && a[i - 2] == b[at - 1]) {
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
            }
        }
        beforeLast.swap(last);
        last.swap(row);
    }
    return last.back();
}

} // namespace

QString nearest(const QString &word, const QStringList &candidates)
{
    constexpr qsizetype longestWord = 64;
    if (word.size() > longestWord) {
        return {};
    }
    QString best;
    int fewest = std::max(1, static_cast<int>(word.size()) / 3) + 1;
    for (const QString &candidate : candidates) {
        const int n = edits(word.toLower(), candidate.toLower());
        if (n < fewest) {
            fewest = n;
            best = candidate;
        }
    }
    return best;
}

QString suggestion(const QString &word, const QStringList &candidates)
{
    if (const QString best = nearest(word, candidates); !best.isEmpty()) {
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

} // namespace readyroom::config
