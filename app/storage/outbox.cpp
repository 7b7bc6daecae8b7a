// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/outbox.h"

#include "app/storage/journalsql.h"

#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

template<typename F>
auto asked(SqliteAccess access, bool writes, F question) -> decltype(question(std::declval<const QSqlDatabase &>()))
{
    access.readOnly = !writes;
    const Result<SqliteConnection> connection = SqliteConnection::open(access);
    if (!connection) {
        return std::unexpected(connection.error());
    }
    return question(connection->database());
}

} // namespace

Outbox::Outbox(QString path, QString server)
    : m_access{.path = std::move(path)}
    , m_server(std::move(server))
{
}

Result<std::vector<journal::ChainHead>> Outbox::heads() const
{
    return asked(m_access, false, [](const QSqlDatabase &database) { return allHeads(database); });
}

Result<std::map<QString, std::uint64_t>> Outbox::sent() const
{
    return asked(m_access, false, [this](const QSqlDatabase &database) -> Result<std::map<QString, std::uint64_t>> {
        Result<QSqlQuery> query = run(database, u"SELECT writer, sent_seq FROM outbox WHERE server = ?"_s, {m_server});
        if (!query) {
            return std::unexpected(query.error());
        }
        std::map<QString, std::uint64_t> out;
        while (query->next()) {
            out[query->value(0).toString()] = static_cast<std::uint64_t>(query->value(1).toLongLong());
        }
        return out;
    });
}

Result<void> Outbox::noteSent(const journal::Place &place) const
{
    return asked(m_access, true, [this, &place](const QSqlDatabase &database) {
        return execute(database,
                       u"INSERT INTO outbox (server, writer, sent_seq) VALUES (?, ?, ?) "
                       "ON CONFLICT (server, writer) DO UPDATE SET sent_seq = excluded.sent_seq"_s,
                       {m_server, place.writer, static_cast<qlonglong>(place.seq)});
    });
}

Result<std::vector<journal::Entry>> Outbox::behind(const journal::Place &place, std::size_t limit) const
{
    return asked(m_access, false, [&](const QSqlDatabase &database) { return entriesBehind(database, place, limit); });
}

Result<bool> Outbox::has(const journal::ChainHead &head) const
{
    return asked(m_access, false, [&head](const QSqlDatabase &database) -> Result<bool> {
        const auto row = rowAt(database, {head.writer, head.seq});
        if (!row) {
            return std::unexpected(row.error());
        }
        return *row && (*row)->hash == head.hash;
    });
}

} // namespace readyroom::storage
