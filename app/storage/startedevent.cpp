// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/startedevent.h"

namespace readyroom::storage {

using namespace Qt::StringLiterals;

journal::Event startedEvent(const QString &program, const QString &fleet, Timestamp at)
{
    const QString version = QStringLiteral(READYROOM_VERSION);
    journal::Event event;
    event.kind = journal::EventKind::Started;
    event.at = at;
    event.text = u"%1 %2 began to watch %3"_s.arg(program, version, fleet);
    event.detail = {{u"program"_s, program}, {u"version"_s, version}, {u"fleet"_s, fleet}};
    return event;
}

} // namespace readyroom::storage
