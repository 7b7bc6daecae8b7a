// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalsql.h"

#include "app/async/completion.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

const auto newestFirst = " ORDER BY at_ms DESC, writer DESC, seq DESC LIMIT "_L1;

QStringList words(const QString &text)
{
    static const QRegularExpression space(u"\\s+"_s);
    return text.split(space, Qt::SkipEmptyParts);
}

/// The longest part of a word that looks the same in canonical JSON and that every database folds alike: ASCII without
/// what JSON escapes. Empty when there is none.
QString plainPart(const QString &word)
{
    QString best;
    QString part;
    const QString closed = word + u'\\';
    for (const QChar c : closed) {
        if (c > u' ' && c < QChar(0x7f) && c != u'"' && c != u'\\') {
            part += c;
            continue;
        }
        if (part.size() > best.size()) {
            best = part;
        }
        part.clear();
    }
    return best;
}

QString likePattern(QString part)
{
    // "!" escapes, because a backslash in a literal depends on a setting of PostgreSQL.
    part.replace(u'!', "!!"_L1).replace(u'%', "!%"_L1).replace(u'_', "!_"_L1);
    return u'%' + part + u'%';
}

struct Where {
    QStringList terms;
    QVariantList values;

    void add(const QString &term, const QVariantList &bound)
    {
        terms.append(term);
        values.append(bound);
    }
};

Where whereOf(const JournalFilter &filter, const std::optional<JournalCursor> &after, Dialect dialect)
{
    Where where;
    if (!filter.service.isEmpty()) {
        where.add(u"service = ?"_s, {filter.service});
    }
    if (!filter.environment.isEmpty()) {
        where.add(u"environment = ?"_s, {filter.environment});
    }
    if (filter.from) {
        where.add(u"at_ms >= ?"_s, {qlonglong{toMillis(*filter.from)}});
    }
    if (filter.to) {
        where.add(u"at_ms < ?"_s, {qlonglong{toMillis(*filter.to)}});
    }
    if (after) {
        // The first term says nothing new; it is what an index can start from.
        const qlonglong at = toMillis(after->at);
        where.add(u"at_ms <= ?"_s, {at});
        where.add(u"(at_ms, writer, seq) < (?, ?, ?)"_s,
                  {at, after->place.writer, static_cast<qlonglong>(after->place.seq)});
    }
    for (const QString &word : words(filter.text)) {
        if (const QString part = plainPart(word); !part.isEmpty()) {
            where.add(dialect == Dialect::Sqlite ? u"CAST(bytes AS TEXT) LIKE ? ESCAPE '!'"_s
                                                 : u"encode(bytes, 'escape') ILIKE ? ESCAPE '!'"_s,
                      {likePattern(part)});
        }
    }
    return where;
}

/// SQLite drops an index that gives the order when it believes another to be more selective, and then sorts everything.
Statement page(const Where &where, std::size_t limit)
{
    QString sql = u"SELECT "_s + journalColumns() + u" FROM journal"_s;
    if (!where.terms.isEmpty()) {
        sql += u" WHERE "_s + where.terms.join(" AND "_L1);
    }
    return {sql + newestFirst + QString::number(limit), where.values};
}

QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

Error unreadable(const QSqlQuery &query)
{
    return databaseError(u"The journal's database cannot be read."_s, query.lastError());
}

} // namespace

QString journalColumns()
{
    return u"writer, seq, at_ms, kind, service, environment, text, bytes, hash"_s;
}

Statement selectPage(const JournalFilter &filter, std::size_t limit, const std::optional<JournalCursor> &after,
                     Dialect dialect)
{
    const Where where = whereOf(filter, after, dialect);
    if (filter.kinds.empty()) {
        return page(where, limit);
    }
    // One ordered walk through the index for each kind; asked for several at once, a database would sort all of them.
    Statement all;
    QStringList parts;
    for (const journal::EventKind kind : filter.kinds) {
        Where ofKind = where;
        ofKind.add(u"kind = ?"_s, {journal::eventKindName(kind)});
        const Statement part = page(ofKind, limit);
        if (filter.kinds.size() == 1) {
            return part;
        }
        parts += u"SELECT * FROM ("_s + part.sql + u") AS part%1"_s.arg(parts.size());
        all.values += part.values;
    }
    all.sql =
        u"SELECT * FROM ("_s + parts.join(" UNION ALL "_L1) + u") AS parts"_s + newestFirst + QString::number(limit);
    return all;
}

bool matches(const JournalFilter &filter, const journal::Event &event)
{
    const QStringList wanted = words(filter.text);
    if (wanted.isEmpty()) {
        return true;
    }
    const QString detail = event.detail.isEmpty()
        ? QString()
        : QString::fromUtf8(QJsonDocument(event.detail).toJson(QJsonDocument::Compact));
    return std::ranges::all_of(wanted, [&](const QString &word) {
        return event.text.contains(word, Qt::CaseInsensitive) || event.service.contains(word, Qt::CaseInsensitive)
            || detail.contains(word, Qt::CaseInsensitive);
    });
}

journal::StoredRow storedRow(const QSqlQuery &query)
{
    return {.writer = query.value(0).toString(),
            .seq = static_cast<std::uint64_t>(query.value(1).toLongLong()),
            .bytes = query.value(7).toByteArray(),
            .hash = query.value(8).toByteArray(),
            .atMs = query.value(2).toLongLong(),
            .kind = query.value(3).toString(),
            .service = query.value(4).toString(),
            .environment = query.value(5).toString(),
            .text = query.value(6).toString()};
}

journal::StoredRow storedRow(const journal::Entry &entry)
{
    return {.writer = entry.place.writer,
            .seq = entry.place.seq,
            .bytes = entry.bytes,
            .hash = entry.hash,
            .atMs = toMillis(entry.event.at),
            .kind = journal::eventKindName(entry.event.kind),
            .service = entry.event.service,
            .environment = entry.event.environment,
            .text = entry.event.text};
}

journal::Entry entryOf(journal::StoredRow row)
{
    if (Result<journal::Entry> entry = journal::opened(row.bytes)) {
        return *std::move(entry);
    }
    return {.event = {.kind = journal::eventKindFromName(row.kind).value_or(journal::EventKind::Note),
                      .at = fromMillis(row.atMs),
                      .service = std::move(row.service),
                      .environment = std::move(row.environment),
                      .text = std::move(row.text)},
            .place = {std::move(row.writer), row.seq},
            .prev = {},
            .hash = std::move(row.hash),
            .bytes = std::move(row.bytes)};
}

Result<QSqlQuery> rowInsertion(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    if (!query.prepare(u"INSERT INTO journal ("_s + journalColumns() + u") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)) {
        return std::unexpected(databaseError(u"The journal's database refused a statement."_s, query.lastError()));
    }
    return query;
}

Result<void> insertRow(QSqlQuery &insertion, const journal::StoredRow &row)
{
    const QVariantList values{row.writer,
                              static_cast<qlonglong>(row.seq),
                              qlonglong{row.atMs},
                              row.kind,
                              notNull(row.service),
                              notNull(row.environment),
                              notNull(row.text),
                              row.bytes,
                              row.hash};
    for (int i = 0; i < values.size(); ++i) {
        insertion.bindValue(i, values.at(i));
    }
    if (!insertion.exec()) {
        return std::unexpected(databaseError(u"The journal's database refused an entry."_s, insertion.lastError()));
    }
    return {};
}

Result<std::vector<journal::Entry>> readPage(const QSqlDatabase &database, Dialect dialect, const JournalFilter &filter,
                                             std::size_t limit, std::optional<JournalCursor> after,
                                             const std::stop_token &stop)
{
    std::vector<journal::Entry> entries;
    while (entries.size() < limit) {
        if (stop.stop_requested()) {
            return std::unexpected(async::cancelledError());
        }
        const Statement statement = selectPage(filter, limit, after, dialect);
        Result<QSqlQuery> query = run(database, statement.sql, statement.values);
        if (!query) {
            return std::unexpected(query.error());
        }
        std::size_t rows = 0;
        while (query->next() && entries.size() < limit) {
            ++rows;
            journal::StoredRow row = storedRow(*query);
            after = JournalCursor{fromMillis(row.atMs), {row.writer, row.seq}};
            journal::Entry entry = entryOf(std::move(row));
            if (matches(filter, entry.event)) {
                entries.push_back(std::move(entry));
            }
        }
        if (query->lastError().isValid()) {
            return std::unexpected(unreadable(*query));
        }
        if (rows < limit) {
            break;
        }
    }
    return entries;
}

Result<std::optional<journal::StoredRow>> rowAt(const QSqlDatabase &database, const journal::Place &place)
{
    Result<QSqlQuery> query =
        run(database, u"SELECT "_s + journalColumns() + u" FROM journal WHERE writer = ? AND seq = ?"_s,
            {place.writer, static_cast<qlonglong>(place.seq)});
    if (!query) {
        return std::unexpected(query.error());
    }
    if (query->next()) {
        return storedRow(*query);
    }
    if (query->lastError().isValid()) {
        return std::unexpected(unreadable(*query));
    }
    return std::nullopt;
}

Result<std::vector<journal::Entry>> entriesBehind(const QSqlDatabase &database, const journal::Place &place,
                                                  std::size_t limit)
{
    Result<QSqlQuery> query =
        run(database,
            u"SELECT "_s + journalColumns() + u" FROM journal WHERE writer = ? AND seq > ? ORDER BY seq LIMIT "_s
                + QString::number(limit),
            {place.writer, static_cast<qlonglong>(place.seq)});
    if (!query) {
        return std::unexpected(query.error());
    }
    std::vector<journal::Entry> entries;
    while (query->next()) {
        entries.push_back(entryOf(storedRow(*query)));
    }
    if (query->lastError().isValid()) {
        return std::unexpected(unreadable(*query));
    }
    return entries;
}

Result<journal::ChainHead> headOf(const QSqlDatabase &database, const QString &writer)
{
    Result<QSqlQuery> query =
        run(database, u"SELECT seq, hash FROM journal WHERE writer = ? ORDER BY seq DESC LIMIT 1"_s, {writer});
    if (!query) {
        return std::unexpected(query.error());
    }
    journal::ChainHead head{writer, 0, journal::chainStart()};
    if (query->next()) {
        head.seq = static_cast<std::uint64_t>(query->value(0).toLongLong());
        head.hash = query->value(1).toByteArray();
    } else if (query->lastError().isValid()) {
        return std::unexpected(unreadable(*query));
    }
    return head;
}

Result<std::vector<journal::ChainHead>> allHeads(const QSqlDatabase &database)
{
    Result<QSqlQuery> query = run(database,
                                  u"SELECT j.writer, j.seq, j.hash FROM journal j JOIN (SELECT writer, max(seq) AS seq "
                                  "FROM journal GROUP BY writer) newest ON j.writer = newest.writer AND "
                                  "j.seq = newest.seq ORDER BY j.writer"_s);
    if (!query) {
        return std::unexpected(query.error());
    }
    std::vector<journal::ChainHead> heads;
    while (query->next()) {
        heads.push_back({query->value(0).toString(), static_cast<std::uint64_t>(query->value(1).toLongLong()),
                         query->value(2).toByteArray()});
    }
    if (query->lastError().isValid()) {
        return std::unexpected(unreadable(*query));
    }
    return heads;
}

Result<std::vector<journal::Damage>>
verifyRows(const QSqlDatabase &database, const std::optional<journal::TreeHead> &expected, const std::stop_token &stop)
{
    journal::Verifier verifier;
    if (expected) {
        verifier.expect(*expected);
    }
    Result<QSqlQuery> query = run(database, u"SELECT "_s + journalColumns() + u" FROM journal ORDER BY writer, seq"_s);
    if (!query) {
        return std::unexpected(query.error());
    }
    while (query->next()) {
        (void)verifier.check(storedRow(*query));
        if (verifier.entries() % 1024 == 0 && stop.stop_requested()) {
            return std::unexpected(async::cancelledError());
        }
    }
    if (query->lastError().isValid()) {
        return std::unexpected(unreadable(*query));
    }
    verifier.finish();
    return verifier.damage();
}

} // namespace readyroom::storage
