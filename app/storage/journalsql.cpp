// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/journalsql.h"

#include "app/async/completion.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

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

/// Every name and value in a JSON value, each behind a space.
void appendWords(QString &text, const QJsonValue &value)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            text += u' ' + member.key();
            appendWords(text, member.value());
        }
    } else if (value.isArray()) {
        for (const QJsonValue &element : value.toArray()) {
            appendWords(text, element);
        }
    } else {
        text += u' ' + value.toVariant().toString();
    }
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

Where whereOf(const JournalFilter &filter, const std::optional<JournalCursor> &after)
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
        where.add(u"words LIKE ? ESCAPE '!'"_s, {likePattern(word.toCaseFolded())});
    }
    return where;
}

/// Which index SQLite shall walk through: left to itself it knows nothing about the rows, and may sort all of them.
/// Each ends in the columns to filter by, so that even what is rare is looked for in the index alone.
QString indexHint(const JournalFilter &filter, Dialect dialect)
{
    if (dialect != Dialect::Sqlite) {
        return {};
    }
    const auto index = !words(filter.text).isEmpty() ? "words"_L1
        : !filter.service.isEmpty()                  ? "service"_L1
        : !filter.kinds.empty()                      ? "kind"_L1
                                                     : "time"_L1;
    return u" INDEXED BY journal_by_"_s + index;
}

/// `hint` stands behind the table's name.
Statement page(const Where &where, const QString &hint, std::size_t limit)
{
    QString sql = u"SELECT "_s + journalColumns() + u" FROM journal"_s + hint;
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
    const Where where = whereOf(filter, after);
    const QString hint = indexHint(filter, dialect);
    if (filter.kinds.empty()) {
        return page(where, hint, limit);
    }
    if (!words(filter.text).isEmpty()) {
        Where ofKinds = where;
        QStringList names;
        for (const journal::EventKind kind : filter.kinds) {
            names += u"?"_s;
            ofKinds.values += journal::eventKindName(kind);
        }
        ofKinds.terms += u"kind IN ("_s + names.join(u',') + u')';
        return page(ofKinds, hint, limit);
    }
    // One ordered walk through the index for each kind; asked for several at once, a database would sort all of them.
    Statement all;
    QStringList parts;
    for (const journal::EventKind kind : filter.kinds) {
        Where ofKind = where;
        ofKind.add(u"kind = ?"_s, {journal::eventKindName(kind)});
        const Statement part = page(ofKind, hint, limit);
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

QString searchedText(const journal::Event &event)
{
    QString text = event.text + u' ' + event.service;
    appendWords(text, event.detail);
    // A database may take the character zero for the end.
    return text.replace(QChar(0), u' ').toCaseFolded();
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
    if (!query.prepare(u"INSERT INTO journal ("_s + journalColumns()
                       + u", words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)) {
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
                              row.hash,
                              searchedText(entryOf(row).event)};
    for (int i = 0; i < values.size(); ++i) {
        insertion.bindValue(i, values.at(i));
    }
    if (!insertion.exec()) {
        return std::unexpected(databaseError(u"The journal's database refused an entry."_s, insertion.lastError()));
    }
    return {};
}

Result<std::vector<journal::Entry>> readPage(const QSqlDatabase &database, Dialect dialect, const JournalFilter &filter,
                                             std::size_t limit, const std::optional<JournalCursor> &after,
                                             const std::stop_token &stop)
{
    if (stop.stop_requested()) {
        return std::unexpected(async::cancelledError());
    }
    const Statement statement = selectPage(filter, limit, after, dialect);
    Result<QSqlQuery> query = run(database, statement.sql, statement.values);
    if (!query) {
        return std::unexpected(query.error());
    }
    std::vector<journal::Entry> entries;
    while (query->next()) {
        entries.push_back(entryOf(storedRow(*query)));
        if (stop.stop_requested()) {
            return std::unexpected(async::cancelledError());
        }
    }
    if (query->lastError().isValid()) {
        return std::unexpected(unreadable(*query));
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

std::vector<journal::ChainHead> headsOf(QSqlQuery &query)
{
    std::vector<journal::ChainHead> heads;
    while (query.next()) {
        heads.push_back({query.value(0).toString(), static_cast<std::uint64_t>(query.value(1).toLongLong()),
                         query.value(2).toByteArray()});
    }
    return heads;
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
    std::vector<journal::ChainHead> heads = headsOf(*query);
    if (query->lastError().isValid()) {
        return std::unexpected(unreadable(*query));
    }
    return heads;
}

Result<std::vector<journal::Damage>> verifyRows(const QSqlDatabase &database,
                                                const std::optional<journal::TreeHead> &expected,
                                                const std::stop_token &stop,
                                                const std::function<void(journal::StoredRow &)> &mend)
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
        journal::StoredRow row = storedRow(*query);
        if (mend) {
            mend(row);
        }
        (void)verifier.check(row);
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
