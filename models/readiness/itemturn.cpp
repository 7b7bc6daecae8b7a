// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/itemturn.h"

#include "models/journal/timetext.h"

#include <QCoreApplication>

#include <tuple>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

using ItemRecord = Document::ItemRecord;

QString words(const char *sentence)
{
    return QCoreApplication::translate("readiness", sentence);
}

QString dayText(Timestamp at)
{
    return QString::fromLatin1(journal::timeText(at).value_or(QByteArray()).left(10));
}

/// `text` may end with a full stop or not, as people write it.
QString sentence(const QString &text)
{
    const QString trimmed = text.trimmed();
    return trimmed.endsWith(u'.') || trimmed.endsWith(u'!') || trimmed.endsWith(u'?') ? trimmed : trimmed + u'.';
}

int standing(const ItemRecord *item)
{
    switch (item != nullptr ? item->result : ItemResult::Pass) {
    case ItemResult::NotApplicable:
    case ItemResult::Pass:
        return 4;
    case ItemResult::Waived:
        return 3;
    case ItemResult::Partial:
        return 2;
    case ItemResult::Unknown:
        return 1;
    case ItemResult::Fail:
        return 0;
    }
    Q_UNREACHABLE();
}

QString waiverSentence(const Waiver &waiver)
{
    return sentence(words("%1 answers for it until %2: %3").arg(waiver.owner, dayText(waiver.expires), waiver.reason));
}

QString endOfWaiverSentence(const ItemTurn &turn)
{
    const Waiver &was = *turn.before->waiver;
    return was.expires <= turn.at ? words("The waiver of %1 expired on %2.").arg(was.owner, dayText(was.expires))
                                  : words("The waiver of %1 was lifted.").arg(was.owner);
}

QString evidenceSentence(const ItemRecord &before, const ItemRecord &after)
{
    if (after.observed.isEmpty() || after.result == ItemResult::Unknown) {
        return after.reason.isEmpty() ? words("Nothing was observed any more.") : sentence(after.reason);
    }
    const bool isSame = before.observed.isEmpty() || before.observed == after.observed;
    const QString seen = isSame ? words("%1 was observed").arg(after.observed)
                                : words("%2 was observed after %1").arg(before.observed, after.observed);
    return sentence(after.target.isEmpty() ? seen : words("%1; the target is %2").arg(seen, after.target));
}

QString textSentence(const ItemRecord &before, const ItemRecord &after)
{
    QStringList changed;
    const auto tell = [&](bool differs, const char *what) {
        if (differs) {
            changed += words(what);
        }
    };
    tell(before.title != after.title, QT_TRANSLATE_NOOP("readiness", "its title"));
    tell(before.kind != after.kind || before.statement != after.statement,
         QT_TRANSLATE_NOOP("readiness", "the evidence it asks for"));
    tell(before.severity != after.severity, QT_TRANSLATE_NOOP("readiness", "its severity"));
    tell(before.blocker != after.blocker, QT_TRANSLATE_NOOP("readiness", "whether it is a blocker"));
    tell(before.weight != after.weight, QT_TRANSLATE_NOOP("readiness", "its weight"));
    tell(before.category != after.category, QT_TRANSLATE_NOOP("readiness", "its category"));
    return changed.isEmpty() ? words("The profile describes it in other words.")
                             : words("The profile changed %1.").arg(changed.join(u", "_s));
}

bool decisionChanged(const ItemRecord &before, const ItemRecord &after)
{
    return before.waiver != after.waiver || before.notApplicable != after.notApplicable;
}

QString resultSentence(const ItemTurn &turn)
{
    const ItemRecord &before = *turn.before;
    const ItemRecord &after = *turn.after;
    if (after.result == ItemResult::NotApplicable && after.notApplicable) {
        return sentence(words("It does not concern this service: %1").arg(after.notApplicable->reason));
    }
    if (after.result == ItemResult::Waived && after.waiver) {
        return waiverSentence(*after.waiver);
    }
    if (before.result == ItemResult::NotApplicable) {
        return words("It concerns this service again.");
    }
    if (before.result == ItemResult::Waived && before.waiver && after.result != ItemResult::Pass) {
        return endOfWaiverSentence(turn);
    }
    return evidenceSentence(before, after);
}

QString decisionSentence(const ItemTurn &turn)
{
    const ItemRecord &before = *turn.before;
    const ItemRecord &after = *turn.after;
    if (before.notApplicable != after.notApplicable && after.notApplicable) {
        return sentence(words("It does not concern this service: %1").arg(after.notApplicable->reason));
    }
    if (after.waiver && before.waiver != after.waiver) {
        return waiverSentence(*after.waiver);
    }
    return before.waiver && !after.waiver ? endOfWaiverSentence(turn)
                                          : words("It no longer counts as not concerning this service.");
}

} // namespace

bool isTurn(const ItemTurn &turn)
{
    return turn.before == nullptr || turn.after == nullptr || turn.before->result != turn.after->result
        || decisionChanged(*turn.before, *turn.after) || textChanged(turn);
}

bool textChanged(const ItemTurn &turn)
{
    if (turn.before == nullptr || turn.after == nullptr) {
        return false;
    }
    const auto text = [](const ItemRecord &item) {
        return std::tie(item.title, item.description, item.fix, item.owner, item.category, item.severity, item.blocker,
                        item.weight, item.kind, item.statement, item.effortHours, item.effortAssumed);
    };
    return text(*turn.before) != text(*turn.after);
}

int turnRank(const ItemTurn &turn)
{
    return standing(turn.after) - standing(turn.before);
}

QString turnSentence(const ItemTurn &turn)
{
    if (turn.before == nullptr) {
        return words("The profile did not have this item.");
    }
    if (turn.after == nullptr) {
        return words("The profile no longer has this item.");
    }
    if (turn.before->result != turn.after->result) {
        return resultSentence(turn);
    }
    return decisionChanged(*turn.before, *turn.after) ? decisionSentence(turn)
                                                      : textSentence(*turn.before, *turn.after);
}

} // namespace readyroom::readiness
