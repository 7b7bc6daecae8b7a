// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/journalwords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

namespace readyroom::items {

using namespace Qt::StringLiterals;
using journal::EventKind;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::items::Journal)
};

} // namespace

QString kindWord(EventKind kind)
{
    switch (kind) {
    case EventKind::Started:
        return Words::tr("started");
    case EventKind::ServiceState:
        return Words::tr("service state");
    case EventKind::BreakerState:
        return Words::tr("breaker");
    case EventKind::EndpointFailed:
        return Words::tr("endpoint failed");
    case EventKind::EndpointRecovered:
        return Words::tr("endpoint back");
    case EventKind::FleetReloaded:
        return Words::tr("fleet reloaded");
    case EventKind::Acknowledged:
        return Words::tr("acknowledged");
    case EventKind::Armed:
        return Words::tr("armed");
    case EventKind::Disarmed:
        return Words::tr("disarmed");
    case EventKind::Refused:
        return Words::tr("refused");
    case EventKind::Action:
        return Words::tr("action");
    case EventKind::Drill:
        return Words::tr("drill");
    case EventKind::SignOff:
        return Words::tr("sign-off");
    case EventKind::Incident:
        return Words::tr("incident");
    case EventKind::Note:
        return Words::tr("note");
    case EventKind::ReadinessDecision:
        return Words::tr("decision");
    case EventKind::Evidence:
        return Words::tr("evidence");
    case EventKind::Assessment:
        return Words::tr("assessment");
    }
    return {};
}

QString operatorText(const journal::Operator &by)
{
    if (by.user.isEmpty() && by.host.isEmpty()) {
        return u"–"_s;
    }
    return by.host.isEmpty() ? by.user : QString(by.user + u'@' + by.host);
}

QString eventsText(std::uint64_t count)
{
    return count == 1 ? Words::tr("1 event") : Words::tr("%1 events").arg(count);
}

QString timeOfDayText(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at)).toString(u"HH:mm:ss"_s);
}

std::vector<KindGroup> kindGroups()
{
    std::vector<KindGroup> groups{
        {Words::tr("States"), {}, {EventKind::ServiceState}},
        {Words::tr("Breakers"), {}, {EventKind::BreakerState}},
        {Words::tr("Endpoints"), {}, {EventKind::EndpointFailed, EventKind::EndpointRecovered}},
        {Words::tr("Actions"), {}, {EventKind::Armed, EventKind::Disarmed, EventKind::Refused, EventKind::Action}},
        {Words::tr("Drills and sign-offs"), {}, {EventKind::Drill, EventKind::SignOff}},
        {Words::tr("Readiness"), {}, {EventKind::ReadinessDecision, EventKind::Evidence, EventKind::Assessment}},
        {Words::tr("Incidents and notes"), {}, {EventKind::Incident, EventKind::Acknowledged, EventKind::Note}},
        {Words::tr("Program"), {}, {EventKind::Started, EventKind::FleetReloaded}}};
    for (KindGroup &group : groups) {
        QStringList words;
        for (const EventKind kind : group.kinds) {
            words += kindWord(kind);
        }
        group.description = words.join(u", "_s);
    }
    return groups;
}

std::vector<EntrySection> entrySections(const journal::Entry &entry)
{
    const journal::Event &event = entry.event;
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(toMillis(event.at), Qt::UTC);
    std::vector<EntrySection> sections;
    sections.push_back(
        {Words::tr("When"),
         utc.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s) + u'\n' + utc.toString(Qt::ISODateWithMs)});
    if (!event.service.isEmpty() || !event.environment.isEmpty()) {
        QStringList where{event.service, event.environment};
        where.removeAll(QString());
        sections.push_back({Words::tr("Service"), where.join(u" · "_s)});
    }
    sections.push_back({Words::tr("Operator"),
                        event.by.keyFingerprint.isEmpty()
                            ? operatorText(event.by)
                            : QString(operatorText(event.by) + u'\n' + event.by.keyFingerprint)});
    if (!event.detail.isEmpty()) {
        sections.push_back({Words::tr("Detail"), QString::fromUtf8(QJsonDocument(event.detail).toJson()).trimmed()});
    }
    sections.push_back({Words::tr("Place in the chain"),
                        Words::tr("%1 of writer %2").arg(QString::number(entry.place.seq), entry.place.writer)});
    sections.push_back({Words::tr("Hash"), QString::fromLatin1(entry.hash.toHex())});
    sections.push_back({Words::tr("Hash of the entry before"), QString::fromLatin1(entry.prev.toHex())});
    return sections;
}

} // namespace readyroom::items
