// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/exporttext.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QList>

namespace readyroom::journal {

using namespace Qt::StringLiterals;

namespace {

QByteArray cell(const QString &text)
{
    QString value = text;
    static constexpr QStringView formula = u"=+-@\t\r";
    if (!value.isEmpty() && formula.contains(value.front())) {
        value.prepend(u'\'');
    }
    const bool quoted = value.contains(u',') || value.contains(u'"') || value.contains(u'\n') || value.contains(u'\r');
    return quoted ? '"' + value.replace(u'"', u"\"\""_s).toUtf8() + '"' : value.toUtf8();
}

} // namespace

QByteArray jsonLine(const Entry &entry)
{
    return entry.bytes + '\n';
}

QByteArray csvHeader()
{
    return "at,kind,service,environment,text,user,host,key,detail,writer,seq,prev,hash\r\n";
}

QByteArray csvLine(const Entry &entry)
{
    const Event &event = entry.event;
    const QString at = QDateTime::fromMSecsSinceEpoch(toMillis(event.at), Qt::UTC).toString(Qt::ISODateWithMs);
    const QString detail = event.detail.isEmpty()
        ? QString()
        : QString::fromUtf8(QJsonDocument(event.detail).toJson(QJsonDocument::Compact));
    const QList<QByteArray> cells{cell(at),
                                  cell(eventKindName(event.kind)),
                                  cell(event.service),
                                  cell(event.environment),
                                  cell(event.text),
                                  cell(event.by.user),
                                  cell(event.by.host),
                                  cell(event.by.keyFingerprint),
                                  cell(detail),
                                  cell(entry.place.writer),
                                  QByteArray::number(static_cast<qulonglong>(entry.place.seq)),
                                  entry.prev.toHex(),
                                  entry.hash.toHex()};
    return cells.join(',') + "\r\n";
}

} // namespace readyroom::journal
