// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/matching.h"

#include <QJsonDocument>
#include <QStringList>

#include <algorithm>
#include <tuple>

namespace readyroom::journal {

bool matches(const JournalFilter &filter, const Event &event)
{
    const auto wanted = [](const QString &asked, const QString &has) { return asked.isEmpty() || asked == has; };
    const bool rest = wanted(filter.service, event.service) && wanted(filter.environment, event.environment)
        && (filter.kinds.empty() || std::ranges::find(filter.kinds, event.kind) != filter.kinds.end())
        && (!filter.from || event.at >= *filter.from) && (!filter.to || event.at < *filter.to);
    const QStringList words = filter.text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (!rest || words.isEmpty()) {
        return rest;
    }
    const QString detail = event.detail.isEmpty()
        ? QString()
        : QString::fromUtf8(QJsonDocument(event.detail).toJson(QJsonDocument::Compact));
    return std::ranges::all_of(words, [&](const QString &word) {
        return event.text.contains(word, Qt::CaseInsensitive) || event.service.contains(word, Qt::CaseInsensitive)
            || detail.contains(word, Qt::CaseInsensitive);
    });
}

bool readsBefore(const JournalCursor &a, const JournalCursor &b)
{
    return std::tie(a.at, a.place.writer, a.place.seq) > std::tie(b.at, b.place.writer, b.place.seq);
}

JournalCursor cursorOf(const Entry &entry)
{
    return {entry.event.at, entry.place};
}

} // namespace readyroom::journal
