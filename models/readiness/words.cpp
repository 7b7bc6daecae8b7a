// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/words.h"

#include "models/journal/timetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::readiness::Words)
};

/// "2026-12-01" for midnight, else "2026-12-01 14:30:00 UTC".
QString momentText(Timestamp at)
{
    const QString text = QString::fromLatin1(journal::timeText(at).value_or(QByteArray()));
    if (text.isEmpty()) {
        return Words::tr("an unknown time");
    }
    const bool midnight = at == std::chrono::floor<std::chrono::days>(at);
    return midnight ? text.first(10) : text.first(10) + u' ' + text.sliced(11, 8) + u" UTC"_s;
}

/// Titles of the first few, and how many more there are.
QString titles(const std::vector<std::size_t> &indices, const std::vector<AssessedItem> &items)
{
    constexpr std::size_t most = 8;
    QStringList named;
    for (const std::size_t index : indices) {
        if (named.size() == qsizetype(most) && indices.size() > most + 1) {
            return Words::tr("%1, and %n more", nullptr, int(indices.size() - most)).arg(named.join(u", "_s));
        }
        named += items[index].item->title;
    }
    return named.join(u", "_s);
}

QString blockersText(const Grounds &grounds, const std::vector<AssessedItem> &items)
{
    const QString named = titles(grounds.openBlockers, items);
    const int count = int(grounds.openBlockers.size());
    return count == 1 ? Words::tr("One blocker is open: %1.").arg(named)
                      : Words::tr("%n blockers are open: %1.", nullptr, count).arg(named);
}

QString waivedText(const Grounds &grounds, const std::vector<AssessedItem> &items)
{
    const QString named = titles(grounds.waivedBlockers, items);
    const int count = int(grounds.waivedBlockers.size());
    return count == 1 ? Words::tr("One blocker is waived: %1.").arg(named)
                      : Words::tr("%n blockers are waived: %1.", nullptr, count).arg(named);
}

QString conditionsText(int count)
{
    return count == 1 ? Words::tr("The profile states one condition.")
                      : Words::tr("The profile states %n conditions.", nullptr, count);
}

/// Empty when the score reaches the gate.
QString scoreSentence(const Grounds &grounds)
{
    if (!grounds.score) {
        return Words::tr("Nothing scores, so there is no score to judge by.");
    }
    if (*grounds.score < grounds.floor) {
        return Words::tr("The score of %1 is below the floor of %2.")
            .arg(scoreText(*grounds.score), limitText(grounds.floor));
    }
    if (*grounds.score < grounds.gate) {
        return Words::tr("The score of %1 is below the gate of %2.")
            .arg(scoreText(*grounds.score), limitText(grounds.gate));
    }
    return {};
}

QString unknownCondition(const AssessedItem &item)
{
    const QString &reason = item.evidence.reason;
    return reason.isEmpty() ? Words::tr("%1: unknown").arg(item.item->title)
                            : Words::tr("%1: unknown (%2)").arg(item.item->title, reason);
}

/// Of what was observed, as far as it says something.
QString observedCondition(const AssessedItem &item)
{
    const QString &title = item.item->title;
    const auto &[outcome, observed, target, reason, value, takenAt, expires, raw, sha256] = item.evidence;
    const bool partial = item.result == ItemResult::Partial;
    if (!observed.isEmpty() && !target.isEmpty()) {
        return (partial ? Words::tr("%1: only partly, %2 instead of %3") : Words::tr("%1: %2 instead of %3"))
            .arg(title, observed, target);
    }
    if (const QString &said = observed.isEmpty() ? reason : observed; !said.isEmpty()) {
        return (partial ? Words::tr("%1: only partly, %2") : Words::tr("%1: %2")).arg(title, said);
    }
    return (partial ? Words::tr("%1: only partly fulfilled") : Words::tr("%1: not fulfilled")).arg(title);
}

} // namespace

QString expiryReason(const Evidence &evidence)
{
    const QString expired = momentText(*evidence.expires);
    return evidence.takenAt
        ? Words::tr("What was found at %1 expired at %2").arg(momentText(*evidence.takenAt), expired)
        : Words::tr("The evidence expired at %1").arg(expired);
}

QString conditionOf(const AssessedItem &item)
{
    if (item.result == ItemResult::Waived) {
        return Words::tr("%1 is waived by %2 until %3: %4")
            .arg(item.item->title, item.waiver->owner, momentText(item.waiver->expires), item.waiver->reason);
    }
    return item.result == ItemResult::Unknown ? unknownCondition(item) : observedCondition(item);
}

std::vector<QString> whyOf(const Grounds &grounds, const std::vector<AssessedItem> &items)
{
    std::vector<QString> why;
    if (!grounds.openBlockers.empty()) {
        why.push_back(blockersText(grounds, items));
    }
    if (const QString score = scoreSentence(grounds); !score.isEmpty()) {
        why.push_back(score);
    }
    if (!grounds.waivedBlockers.empty()) {
        why.push_back(waivedText(grounds, items));
    }
    if (grounds.conditions > 0) {
        why.push_back(conditionsText(int(grounds.conditions)));
    }
    if (why.empty()) {
        why.push_back(Words::tr("No blocker is open and the score of %1 reaches the gate of %2.")
                          .arg(scoreText(*grounds.score), limitText(grounds.gate)));
    }
    return why;
}

QString unknownText(int unknown, int applicable)
{
    if (unknown == 0) {
        return {};
    }
    return unknown == 1 ? Words::tr("One of %1 items is unknown.").arg(applicable)
                        : Words::tr("%n of %1 items are unknown.", nullptr, unknown).arg(applicable);
}

} // namespace readyroom::readiness
