// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/readonlyjournal.h"

#include "app/async/pool.h"
#include "app/storage/journalsql.h"
#include "app/storage/sqliteconnection.h"

#include <QFileInfo>

#include <chrono>
#include <sqlite3.h>
#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;

namespace {

bool isDamaged(const Error &error)
{
    const int code = sqliteCode(error);
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

/// Says what SQLite said where that helps the person at the keyboard.
Error explained(Error error, const QString &path)
{
    if (isDamaged(error)) {
        error.message = u"The journal file %1 is damaged, or is no journal."_s.arg(path);
    }
    return error;
}

} // namespace

ReadOnlyJournal::ReadOnlyJournal(QString path)
    : m_path(std::move(path))
    , m_pool(std::make_shared<QThreadPool>())
{
    m_pool->setMaxThreadCount(1);
}

ReadOnlyJournal::~ReadOnlyJournal()
{
    m_pool->clear();
    m_pool->waitForDone();
}

Result<std::unique_ptr<JournalStore>> ReadOnlyJournal::open(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists()) {
        return failure(Error::Kind::Io, u"There is no journal %1."_s.arg(path));
    }
    if (!file.isFile() || !file.isReadable()) {
        return failure(Error::Kind::Io, u"The journal %1 cannot be read."_s.arg(path));
    }
    return std::unique_ptr<JournalStore>(new ReadOnlyJournal(path));
}

QCoro::Task<Result<journal::Entry>> ReadOnlyJournal::append(journal::Event)
{
    co_return failure(Error::Kind::Unsupported, u"This journal was opened to be read only."_s);
}

void ReadOnlyJournal::post(std::vector<journal::Event>)
{
}

template<typename T, typename F>
QCoro::Task<Result<T>> ReadOnlyJournal::onPool(std::shared_ptr<QThreadPool> pool, QString path, std::stop_token stop,
                                               F question)
{
    Result<T> answer = co_await async::runOnPool(*pool, [path, question, stop]() -> Result<T> {
        const Result<SqliteConnection> connection = SqliteConnection::open({.path = path, .readOnly = true});
        if (!connection) {
            return std::unexpected(connection.error());
        }
        return question(connection->database(), stop);
    });
    if (!answer) {
        co_return std::unexpected(explained(std::move(answer.error()), path));
    }
    co_return answer;
}

QCoro::Task<Result<std::vector<journal::Entry>>>
ReadOnlyJournal::read(JournalFilter filter, std::size_t limit, std::optional<JournalCursor> after, std::stop_token stop)
{
    return onPool<std::vector<journal::Entry>>(m_pool, m_path, std::move(stop),
                                               [filter = std::move(filter), limit, after = std::move(after)](
                                                   const QSqlDatabase &database, const std::stop_token &token) {
                                                   return readPage(database, Dialect::Sqlite, filter, limit, after,
                                                                   token);
                                               });
}

QCoro::Task<Result<std::vector<journal::Damage>>> ReadOnlyJournal::verify(std::optional<journal::TreeHead> expected,
                                                                          std::stop_token stop)
{
    using Findings = std::vector<journal::Damage>;
    return onPool<Findings>(
        m_pool, m_path, std::move(stop),
        [expected = std::move(expected), path = m_path](const QSqlDatabase &database,
                                                        const std::stop_token &token) -> Result<Findings> {
            Result<Findings> found = verifyRows(database, expected, token);
            if (!found && isDamaged(found.error())) {
                return Findings{{{}, u"The database file %1 itself is damaged, or is no journal"_s.arg(path)}};
            }
            return found;
        });
}

QCoro::Task<Result<journal::TreeHead>> ReadOnlyJournal::treeHead()
{
    const Timestamp now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    return onPool<journal::TreeHead>(
        m_pool, m_path, {}, [now](const QSqlDatabase &database, const std::stop_token &) -> Result<journal::TreeHead> {
            auto heads = allHeads(database);
            if (!heads) {
                return std::unexpected(std::move(heads).error());
            }
            return journal::treeHeadOf(*std::move(heads), now);
        });
}

} // namespace readyroom::storage
