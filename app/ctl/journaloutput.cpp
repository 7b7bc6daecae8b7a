// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/journaloutput.h"

#include "app/ctl/statustable.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace readyroom::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr int widestColumn = 32;

QString utcText(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at), Qt::UTC).toString(Qt::ISODateWithMs);
}

QStringList cells(const journal::Entry &entry)
{
    const journal::Event &event = entry.event;
    QStringList row{utcText(event.at), journal::eventKindName(event.kind),
                    event.service.isEmpty() ? u"–"_s : event.service, event.by.user + u'@' + event.by.host, event.text};
    for (QString &cell : row) {
        cell = printable(cell);
    }
    return row;
}

} // namespace

QByteArray JournalTable::lines(const std::vector<journal::Entry> &entries)
{
    static const QStringList header{u"TIME"_s, u"KIND"_s, u"SERVICE"_s, u"OPERATOR"_s, u"WHAT HAPPENED"_s};
    std::vector<QStringList> rows;
    const bool first = m_widths.empty();
    if (first) {
        rows.push_back(header);
    }
    for (const journal::Entry &entry : entries) {
        rows.push_back(cells(entry));
    }
    if (first) {
        m_widths.assign(static_cast<std::size_t>(header.size()) - 1, 0);
        for (const QStringList &row : rows) {
            for (std::size_t i = 0; i < m_widths.size(); ++i) {
                m_widths[i] = std::clamp(static_cast<int>(row.at(static_cast<qsizetype>(i)).size()), m_widths[i],
                                         std::max(m_widths[i], widestColumn));
            }
        }
    }
    QString out;
    for (const QStringList &row : rows) {
        for (std::size_t i = 0; i < m_widths.size(); ++i) {
            out += row.at(static_cast<qsizetype>(i)).leftJustified(m_widths[i]) + u"  "_s;
        }
        out += row.constLast() + u'\n';
    }
    return out.toUtf8();
}

QByteArray entryJson(const journal::Entry &entry)
{
    const QByteArray hash = entry.hash.toHex();
    if (QJsonDocument::fromJson(entry.bytes).isObject() && entry.bytes.endsWith('}')) {
        return entry.bytes.chopped(1) + ",\"hash\":\"" + hash + "\"}";
    }
    const QJsonObject columns{{u"at"_s, utcText(entry.event.at)},
                              {u"damaged"_s, true},
                              {u"environment"_s, entry.event.environment},
                              {u"hash"_s, QString::fromLatin1(hash)},
                              {u"kind"_s, journal::eventKindName(entry.event.kind)},
                              {u"seq"_s, static_cast<qint64>(entry.place.seq)},
                              {u"service"_s, entry.event.service},
                              {u"text"_s, entry.event.text},
                              {u"writer"_s, entry.place.writer}};
    return QJsonDocument(columns).toJson(QJsonDocument::Compact);
}

QString holdsSentence(const journal::TreeHead &now, const std::optional<journal::TreeHead> &expected)
{
    std::uint64_t events = 0;
    for (const journal::ChainHead &chain : now.heads) {
        events += chain.seq;
    }
    const QString all = u"The journal holds: %1 in %2."_s.arg(
        events == 1 ? u"1 event"_s : u"%1 events"_s.arg(events),
        now.heads.size() == 1 ? u"1 chain"_s : u"%1 chains"_s.arg(now.heads.size()));
    return expected ? QString(all + u" It continues the tree head of %1."_s.arg(utcText(expected->at))) : all;
}

QString damageSentence(const journal::Damage &damage)
{
    const QString text = printable(damage.text) + u'.';
    if (damage.place.writer.isEmpty()) {
        return text;
    }
    const QString writer = printable(damage.place.writer);
    return damage.place.seq == 0 ? u"Chain of writer %1: "_s.arg(writer) + text
                                 : u"Event %1 of writer %2: "_s.arg(QString::number(damage.place.seq), writer) + text;
}

} // namespace readyroom::ctl
