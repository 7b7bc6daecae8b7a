// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/postgreschains.h"

#include "app/storage/journalsql.h"

#include <QStringList>

#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

QString withoutNul(QString text)
{
    return text.isNull() ? u""_s : text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
}

Result<void> insertMissing(const QSqlDatabase &server, const std::vector<journal::Entry> &entries)
{
    QStringList rows;
    QVariantList values;
    for (const journal::Entry &entry : entries) {
        const journal::StoredRow row = storedRow(entry);
        rows += u"(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;
        values += {row.writer,
                   static_cast<qlonglong>(row.seq),
                   qlonglong{row.atMs},
                   row.kind,
                   withoutNul(row.service),
                   withoutNul(row.environment),
                   withoutNul(row.text),
                   row.bytes,
                   row.hash,
                   searchedText(entry.event)};
    }
    return execute(server,
                   u"INSERT INTO journal ("_s + journalColumns() + u", words) VALUES "_s + rows.join(u", "_s)
                       + u" ON CONFLICT (writer, seq) DO NOTHING"_s,
                   values);
}

Result<Sent> compare(const QSqlDatabase &server, const std::vector<journal::Entry> &entries)
{
    const journal::Place &first = entries.front().place;
    Result<QSqlQuery> query =
        run(server, u"SELECT seq, hash FROM journal WHERE writer = ? AND seq >= ? AND seq <= ? ORDER BY seq"_s,
            {first.writer, static_cast<qlonglong>(first.seq), static_cast<qlonglong>(entries.back().place.seq)});
    if (!query) {
        return std::unexpected(query.error());
    }
    auto entry = entries.begin();
    for (; query->next() && entry != entries.end(); ++entry) {
        if (static_cast<std::uint64_t>(query->value(0).toLongLong()) != entry->place.seq
            || query->value(1).toByteArray() != entry->hash) {
            return Sent::Different;
        }
    }
    if (query->lastError().isValid()) {
        return std::unexpected(databaseError(u"The journal's server broke off."_s, query->lastError()));
    }
    return entry == entries.end() ? Sent::Recorded : Sent::Different;
}

Result<Sent> sendInside(const QSqlDatabase &server, const std::vector<journal::Entry> &entries)
{
    if (const Result<void> inserted = insertMissing(server, entries); !inserted) {
        return std::unexpected(inserted.error());
    }
    Result<Sent> sent = compare(server, entries);
    if (sent && *sent == Sent::Recorded) {
        const Result<void> notified = execute(server, u"SELECT pg_notify(?, ?)"_s,
                                              {QString::fromLatin1(postgresChannel), entries.front().place.writer});
        if (!notified) {
            return std::unexpected(notified.error());
        }
    }
    return sent;
}

} // namespace

Result<std::vector<journal::ChainHead>> serverHeads(const QSqlDatabase &server)
{
    // From writer to writer through the primary key: grouping would read the whole of it.
    Result<QSqlQuery> query = run(
        server,
        u"WITH RECURSIVE heads AS ("
        "(SELECT writer, seq, hash FROM journal ORDER BY writer DESC, seq DESC LIMIT 1) "
        "UNION ALL "
        "SELECT next.writer, next.seq, next.hash FROM heads CROSS JOIN LATERAL "
        "(SELECT writer, seq, hash FROM journal WHERE writer < heads.writer ORDER BY writer DESC, seq DESC LIMIT 1) "
        "AS next) SELECT writer, seq, hash FROM heads ORDER BY writer"_s);
    if (!query) {
        return std::unexpected(query.error());
    }
    std::vector<journal::ChainHead> heads = headsOf(*query);
    if (query->lastError().isValid()) {
        return std::unexpected(databaseError(u"The journal's server broke off."_s, query->lastError()));
    }
    return heads;
}

void restoreNul(journal::StoredRow &row)
{
    const auto isReplaced = [](const QString &text) { return text.contains(QChar(QChar::ReplacementCharacter)); };
    if (!isReplaced(row.text) && !isReplaced(row.service) && !isReplaced(row.environment)) {
        return;
    }
    const Result<journal::Entry> entry = journal::opened(row.bytes);
    if (!entry) {
        return;
    }
    const auto restore = [](QString &column, const QString &original) {
        if (column == withoutNul(original)) {
            column = original;
        }
    };
    restore(row.text, entry->event.text);
    restore(row.service, entry->event.service);
    restore(row.environment, entry->event.environment);
}

Result<Sent> sendEntries(const QSqlDatabase &server, const std::vector<journal::Entry> &entries)
{
    if (const Result<void> begun = execute(server, u"BEGIN"_s); !begun) {
        return std::unexpected(begun.error());
    }
    Result<Sent> sent = sendInside(server, entries);
    const bool commits = sent && *sent == Sent::Recorded;
    if (!server.isOpen()) {
        return sent ? failure(Error::Kind::Io, u"The journal's server broke off."_s) : sent;
    }
    const Result<void> ended = execute(server, commits ? u"COMMIT"_s : u"ROLLBACK"_s);
    if (commits && !ended) {
        // Whether it was recorded is found out when the chain is sent again.
        return std::unexpected(ended.error());
    }
    return sent;
}

} // namespace readyroom::storage
