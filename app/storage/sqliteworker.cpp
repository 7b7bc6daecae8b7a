// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/sqliteworker.h"

#include "app/storage/statement.h"

#include <QRandomGenerator>

#include <spdlog/spdlog.h>

#include <limits>
#include <sqlite3.h>
#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

namespace {

constexpr std::size_t mostInOneTransaction = 500;

QString sentenceFor(const Error &error, const QString &path)
{
    switch (sqliteCode(error)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return u"Another program keeps the journal file %1 locked."_s.arg(path);
    case SQLITE_FULL:
        return u"The disk with the journal file %1 is full."_s.arg(path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return u"The journal file %1 or its folder is read-only."_s.arg(path);
    case SQLITE_IOERR:
        return u"The disk with the journal file %1 reports an error."_s.arg(path);
    case SQLITE_CANTOPEN:
        return u"The journal file %1 cannot be opened."_s.arg(path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return u"The journal file %1 is damaged."_s.arg(path);
    default:
        return error.message;
    }
}

} // namespace

SqliteWorker::SqliteWorker(SqliteWork work)
    : m_work(std::move(work))
    , m_file(m_work.access)
    , m_backOff([] { return QRandomGenerator::global()->generateDouble(); }, m_work.retry)
    , m_retry(this)
    , m_look(this)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &SqliteWorker::work);
    connect(&m_look, &QTimer::timeout, this, &SqliteWorker::look);
}

void SqliteWorker::start()
{
    m_look.start(250ms);
    work();
}

void SqliteWorker::check()
{
    if (!m_ended && !m_retry.isActive() && !m_file.inPlace()) {
        work();
    }
}

void SqliteWorker::poke()
{
    if (!m_poked.exchange(true)) {
        QMetaObject::invokeMethod(this, &SqliteWorker::work, Qt::QueuedConnection);
    }
}

FileIdentity SqliteWorker::identity() const
{
    const std::scoped_lock lock(m_mutex);
    return m_identity;
}

void SqliteWorker::work()
{
    m_poked = false;
    if (m_ended || m_retry.isActive()) {
        return;
    }
    for (;;) {
        Result<void> done = prepare();
        if (done && m_batch.empty()) {
            tellHealth({});
            return;
        }
        if (done) {
            done = recordBatch();
        }
        if (!done) {
            failed(done.error());
            return;
        }
        m_backOff.reset();
    }
}

Result<void> SqliteWorker::prepare()
{
    const bool moves = !m_file.inPlace();
    if (const Result<void> open = m_file.ensureOpen(); !open) {
        return open;
    }
    if (moves) {
        m_dataVersion = -1;
        noteIdentity();
        if (const Result<void> attached = m_chain.attach(m_file.database(), m_file.writer()); !attached) {
            return attached;
        }
    }
    if (m_batch.empty()) {
        m_batch = m_work.queue->take(mostInOneTransaction);
        m_events.clear();
        for (PendingEvent &pending : m_batch) {
            m_events.push_back(std::move(pending.event));
        }
    }
    return {};
}

Result<void> SqliteWorker::recordBatch()
{
    auto recorded = m_chain.record(m_file.database(), m_events, [this] { return m_file.inPlace(); });
    if (!recorded) {
        return std::unexpected(std::move(recorded).error());
    }
    settle(*std::move(recorded));
    return {};
}

void SqliteWorker::settle(ChainWriter::Recorded recorded)
{
    if (recorded.cut > 0) {
        m_gap = u"%1 entries that were recorded are not in the journal file %2 any more; recording goes on behind "
                "them."_s.arg(recorded.cut)
                    .arg(m_work.access.path);
    }
    // First, so that whoever hears that an event is recorded finds its place free.
    m_work.queue->settle(m_batch.size(), SteadyClock::now());
    for (std::size_t i = 0; i < m_batch.size(); ++i) {
        if (!recorded.outcomes.at(i)) {
            m_work.log->error("An event cannot be recorded: {}", recorded.outcomes.at(i).error().message.toStdString());
        }
        if (m_batch.at(i).promise) {
            (void)m_batch.at(i).promise->set(std::move(recorded.outcomes.at(i)));
        }
    }
    m_batch.clear();
    if (!recorded.fresh.empty()) {
        Q_EMIT this->recorded(recorded.fresh);
    }
}

void SqliteWorker::look()
{
    if (m_retry.isActive()) {
        return;
    }
    if (m_file.inPlace()) {
        if (const Result<void> told = tellOthers(); !told) {
            failed(told.error());
            return;
        }
    }
    work();
}

Result<void> SqliteWorker::tellOthers()
{
    Result<QSqlQuery> query = run(m_file.database(), u"PRAGMA data_version"_s);
    if (!query) {
        return std::unexpected(query.error());
    }
    if (!query->next()) {
        return std::unexpected(databaseError(u"The journal's database cannot be read."_s, query->lastError()));
    }
    const qint64 version = query->value(0).toLongLong();
    query->finish();
    if (version == m_dataVersion) {
        return {};
    }
    auto others = m_chain.catchUp(m_file.database());
    if (!others) {
        return std::unexpected(std::move(others).error());
    }
    m_dataVersion = version;
    if (!others->empty()) {
        Q_EMIT recorded(*others);
    }
    return {};
}

void SqliteWorker::failed(const Error &error)
{
    const int code = sqliteCode(error);
    m_work.log->warn("{} {}", error.message.toStdString(), error.detail.toStdString());
    if (m_file.inPlace()) {
        if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
            if (const Result<void> abandoned = m_file.abandon(); !abandoned) {
                m_work.log->warn("{} {}", abandoned.error().message.toStdString(),
                                 abandoned.error().detail.toStdString());
            }
        } else if (code != SQLITE_BUSY && code != SQLITE_FULL) {
            // Opened anew, it may be writable again. Never when it was deleted: then only this connection reaches it.
            m_file.close();
            noteIdentity();
        }
    }
    // What passes by itself within a moment is not worth a word.
    const bool passing = error.kind == Error::Kind::Timeout || (m_file.isOpen() && !m_file.inPlace());
    m_retry.start(m_backOff.next());
    if (!passing || m_backOff.failures() > 3) {
        tellHealth(sentenceFor(error, m_work.access.path));
    }
}

void SqliteWorker::tellHealth(const QString &failing)
{
    QStringList sentences = m_file.notices();
    if (!m_gap.isEmpty()) {
        sentences += m_gap;
    }
    JournalHealth health;
    if (!failing.isEmpty()) {
        health.state = JournalHealth::State::Failing;
        sentences.prepend(failing);
    }
    health.text = sentences.join(u' ');
    if (health != m_health) {
        m_health = health;
        Q_EMIT healthChanged(health);
    }
}

void SqliteWorker::noteIdentity()
{
    const std::scoped_lock lock(m_mutex);
    m_identity = m_file.isOpen() ? m_file.identity() : FileIdentity{};
}

void SqliteWorker::finish()
{
    m_look.stop();
    m_retry.stop();
    work();
    m_retry.stop();
    std::vector<PendingEvent> lost = m_work.queue->take(std::numeric_limits<std::size_t>::max());
    for (std::vector<PendingEvent> *some : {&m_batch, &lost}) {
        for (PendingEvent &pending : *some) {
            if (pending.promise) {
                (void)pending.promise->set(
                    failure(Error::Kind::Io, u"The program ended before the event could be recorded."_s));
            }
        }
    }
    if (const std::size_t count = m_batch.size() + lost.size(); count > 0) {
        m_work.log->error("{} events could not be recorded before the program ended", count);
    }
    m_batch.clear();
    m_file.close();
    m_ended = true;
}

} // namespace readyroom::storage
