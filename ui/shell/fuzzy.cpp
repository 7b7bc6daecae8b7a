// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fuzzy.h"

#include <QStringList>

#include <algorithm>

namespace readyroom::shell {

namespace {

std::optional<int> scoreWord(QStringView word, QStringView text)
{
    int score = 0;
    qsizetype from = 0;
    qsizetype previous = -2;
    for (const QChar letter : word) {
        qsizetype found = -1;
        for (qsizetype i = from; i < text.size(); ++i) {
            if (text.at(i).toCaseFolded() == letter.toCaseFolded()) {
                found = i;
                break;
            }
        }
        if (found < 0) {
            return std::nullopt;
        }
        const bool beginsWord = found == 0 || !text.at(found - 1).isLetterOrNumber();
        score += found == previous + 1 ? 8 : beginsWord ? 6 : 1;
        previous = found;
        from = found + 1;
    }
    return score;
}

} // namespace

std::optional<int> fuzzyScore(QStringView typed, QStringView text)
{
    int score = 0;
    for (const QStringView word : typed.split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype whole = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (whole >= 0) {
            const bool beginsWord = whole == 0 || !text.at(whole - 1).isLetterOrNumber();
            // What is called so comes before what is about it.
            score += static_cast<int>(word.size()) * 10 + (whole == 0 ? 25 : beginsWord ? 20 : 0);
        } else if (const std::optional<int> part = scoreWord(word, text)) {
            score += *part;
        } else {
            return std::nullopt;
        }
    }
    return score * 16 - static_cast<int>(std::min<qsizetype>(text.size(), 15));
}

} // namespace readyroom::shell
