// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/checklistrow.h"

#include "models/items/quantity.h"
#include "models/items/readinesswords.h"

#include <QCoreApplication>

#include <algorithm>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using readiness::AssessedItem;
using readiness::ItemResult;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::items::Checklist)
};

QString standingOf(const AssessedItem &item)
{
    if (item.notApplicable && item.result == ItemResult::NotApplicable) {
        return Words::tr("not applicable: %1").arg(item.notApplicable->reason);
    }
    if (item.waiver && item.waiverExpired && item.result != ItemResult::Pass) {
        return Words::tr("the waiver by %1 expired on %2").arg(item.waiver->owner, dayText(item.waiver->expires));
    }
    if (item.waiver && item.result == ItemResult::Waived) {
        return Words::tr("waived until %1 by %2: %3")
            .arg(dayText(item.waiver->expires), item.waiver->owner, item.waiver->reason);
    }
    return item.result == ItemResult::Unknown ? item.evidence.reason : QString();
}

bool sameTrend(const ChecklistRow::Trend &a, const ChecklistRow::Trend &b)
{
    return (a == nullptr) == (b == nullptr) && (a == nullptr || (a->size() == b->size() && a->back() == b->back()));
}

} // namespace

ChecklistRow ChecklistRow::of(const std::shared_ptr<const ReadinessView> &view, std::size_t place)
{
    const AssessedItem &item = view->assessment->items.at(place);
    ChecklistRow row{.id = item.item->id,
                     .title = item.item->title,
                     .result = item.result,
                     .severity = item.item->severity,
                     .measured = measuredText(item),
                     .target = item.evidence.target,
                     .reason = item.evidence.reason,
                     .owner = item.item->owner,
                     .standing = standingOf(item),
                     .takenAt = item.evidence.takenAt,
                     .effort = item.item->effectiveEffort(),
                     .effortAssumed = !item.item->effort,
                     .blocks = item.blocks,
                     .active = item.item->evidence && readiness::isActive(*item.item->evidence),
                     .place = place};
    const auto run = std::ranges::find(view->running, row.id, &EvidenceRun::item);
    if (run != view->running.end()) {
        row.running = run->done;
        row.measured = Words::tr("running, %1 %").arg(static_cast<int>(run->done * 100.0));
        row.standing = run->doing;
    }
    if (place < view->trends.size() && !view->trends[place].empty()) {
        row.trend = Trend(view, &view->trends[place]);
    }
    return row;
}

bool ChecklistRow::sameAs(const ChecklistRow &o) const
{
    return id == o.id && title == o.title && result == o.result && severity == o.severity && measured == o.measured
        && target == o.target && reason == o.reason && owner == o.owner && standing == o.standing
        && takenAt == o.takenAt && effort == o.effort && effortAssumed == o.effortAssumed && blocks == o.blocks
        && active == o.active && running == o.running && sameTrend(trend, o.trend);
}

QString ChecklistRow::age(Timestamp now) const
{
    return takenAt ? ageText(now - *takenAt) : u"–"_s;
}

QString ChecklistRow::effortText() const
{
    if (!readiness::isUnfinished(result)) {
        return {};
    }
    const QString hours = hoursText(readiness::toHours(effort));
    return effortAssumed ? QString(u'~' + hours) : hours;
}

QStringList ChecklistRow::said() const
{
    QStringList parts{title, resultWord(result), Words::tr("severity %1").arg(severityWord(severity))};
    if (blocks) {
        parts += Words::tr("blocks");
    }
    parts += Words::tr("measured: %1").arg(measured);
    if (!target.isEmpty()) {
        parts += Words::tr("target: %1").arg(target);
    }
    parts += standing;
    if (reason != standing) {
        parts += reason;
    }
    if (!owner.isEmpty()) {
        parts += Words::tr("owner: %1").arg(owner);
    }
    if (readiness::isUnfinished(result)) {
        const QString hours = hoursText(readiness::toHours(effort));
        parts += effortAssumed ? Words::tr("effort: %1, assumed").arg(hours) : Words::tr("effort: %1").arg(hours);
    }
    parts.removeAll(QString());
    return parts;
}

} // namespace readyroom::items
