// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/sqlitejournal.h"

#include "app/async/callon.h"
#include "app/async/pool.h"
#include "app/storage/journalsql.h"
#include "app/storage/localoperator.h"

#include <QStandardPaths>
#include <QThreadPool>

#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>

#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

namespace {

/// A disk that does not answer for so long is told of.
constexpr auto longestStandstill = 3000ms;

Error tooManyWaiting()
{
    return {Error::Kind::Io, u"The event was not recorded: too many others wait for the journal already."_s, {}, {}};
}

QCoro::Task<Result<journal::Entry>> outcomeOf(async::Completion<journal::Entry> completion)
{
    co_return co_await completion;
}

QCoro::Task<Result<journal::Entry>> refused(Error error)
{
    co_return std::unexpected(std::move(error));
}

} // namespace

/// Outlives the journal while questions are under way: they hold it.
struct SqliteJournal::Readers {
    SqliteAccess access;
    SqliteWorker *worker;
    std::stop_source stop;
    QThreadPool pool;
};

QString defaultJournalPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/readyroom/journal.sqlite"_s;
}

SqliteJournal::SqliteJournal(SqliteJournalOptions options, QObject *parent)
    : JournalStore(parent)
    , m_options(std::move(options))
    , m_queue(std::make_shared<JournalQueue>(m_options.bound))
{
    if (m_options.path.isEmpty()) {
        m_options.path = defaultJournalPath();
    }
    if (m_options.by.user.isEmpty() && m_options.by.host.isEmpty()) {
        const journal::Operator local = localOperator();
        m_options.by.user = local.user;
        m_options.by.host = local.host;
        if (m_options.by.keyFingerprint.isEmpty()) {
            m_options.by.keyFingerprint = local.keyFingerprint;
        }
    }
    if (!m_options.log) {
        m_options.log = std::make_shared<spdlog::logger>("journal", std::make_shared<spdlog::sinks::null_sink_mt>());
    }
    SqliteAccess access{.path = m_options.path, .vfs = m_options.vfs, .busyTimeout = m_options.busyTimeout};
    m_worker = std::make_unique<SqliteWorker>(SqliteWork{access, m_queue, m_options.retry, m_options.log});
    access.readOnly = true;
    m_readers = std::make_shared<Readers>(std::move(access), m_worker.get());
    // Reading goes on while the whole journal is verified.
    m_readers->pool.setMaxThreadCount(3);

    connect(m_worker.get(), &SqliteWorker::recorded, this, &JournalStore::recorded);
    connect(m_worker.get(), &SqliteWorker::healthChanged, this, [this](const JournalHealth &health) {
        m_health = health;
        watchHealth();
    });
    connect(&m_watch, &QTimer::timeout, this, &SqliteJournal::watchHealth);
    m_watch.start(1s);
    m_worker->moveToThread(&m_thread);
    m_thread.setObjectName(u"journal"_s);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker.get(), &SqliteWorker::start, Qt::QueuedConnection);
}

SqliteJournal::~SqliteJournal()
{
    m_queue->close();
    m_readers->stop.request_stop();
    m_readers->pool.clear();
    m_readers->pool.waitForDone();
    QMetaObject::invokeMethod(m_worker.get(), &SqliteWorker::finish, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

bool SqliteJournal::enqueue(PendingEvent pending)
{
    if (pending.event.by.user.isEmpty() && pending.event.by.host.isEmpty()) {
        pending.event.by = m_options.by;
    }
    return m_queue->push(std::move(pending), SteadyClock::now());
}

QCoro::Task<Result<journal::Entry>> SqliteJournal::append(journal::Event event)
{
    auto [promise, completion] = async::makeCompletion<journal::Entry>();
    if (!enqueue({std::move(event), std::move(promise)})) {
        return refused(tooManyWaiting());
    }
    m_worker->poke();
    return outcomeOf(std::move(completion));
}

void SqliteJournal::post(std::vector<journal::Event> events)
{
    for (journal::Event &event : events) {
        if (!enqueue({std::move(event)})) {
            m_options.log->error("{}", tooManyWaiting().message.toStdString());
        }
    }
    m_worker->poke();
}

template<typename T, typename F>
QCoro::Task<Result<T>> SqliteJournal::onReader(std::shared_ptr<Readers> readers, std::stop_token stop, F question)
{
    std::stop_source either;
    const auto forward = [either]() mutable { either.request_stop(); };
    const std::stop_callback byCaller(std::move(stop), forward);
    const std::stop_callback byOwner(readers->stop.get_token(), forward);
    const FileIdentity opened = readers->worker->identity();
    const bool settled = opened.main != FileIdentity::Node{} && identityOf(readers->access.path) == opened;
    if (!either.stop_requested() && !settled) {
        (void)co_await async::callOn(readers->worker, [worker = readers->worker] { worker->check(); });
    }
    if (either.stop_requested()) {
        co_return std::unexpected(async::cancelledError());
    }
    // A connection for each question: opening takes less than a millisecond, and it is always to the present file.
    co_return co_await async::runOnPool(
        readers->pool, [access = readers->access, question, token = either.get_token()]() -> Result<T> {
            const Result<SqliteConnection> connection = SqliteConnection::open(access);
            if (!connection) {
                return std::unexpected(connection.error());
            }
            return question(connection->database(), token);
        });
}

QCoro::Task<Result<std::vector<journal::Entry>>>
SqliteJournal::read(JournalFilter filter, std::size_t limit, std::optional<JournalCursor> after, std::stop_token stop)
{
    return onReader<std::vector<journal::Entry>>(m_readers, std::move(stop),
                                                 [filter = std::move(filter), limit, after = std::move(after)](
                                                     const QSqlDatabase &database, const std::stop_token &token) {
                                                     return readPage(database, Dialect::Sqlite, filter, limit, after,
                                                                     token);
                                                 });
}

QCoro::Task<Result<std::vector<journal::Damage>>> SqliteJournal::verify(std::optional<journal::TreeHead> expected,
                                                                        std::stop_token stop)
{
    return onReader<std::vector<journal::Damage>>(
        m_readers, std::move(stop),
        [expected = std::move(expected)](const QSqlDatabase &database, const std::stop_token &token) {
            return verifyRows(database, expected, token);
        });
}

QCoro::Task<Result<journal::TreeHead>> SqliteJournal::treeHead()
{
    const Timestamp now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    return onReader<journal::TreeHead>(
        m_readers, {}, [now](const QSqlDatabase &database, const std::stop_token &) -> Result<journal::TreeHead> {
            auto heads = allHeads(database);
            if (!heads) {
                return std::unexpected(std::move(heads).error());
            }
            return journal::treeHeadOf(*std::move(heads), now);
        });
}

JournalHealth SqliteJournal::health() const
{
    JournalHealth health = m_health;
    health.waiting = m_queue->waiting();
    QStringList sentences;
    if (health.state == JournalHealth::State::Good && m_queue->standstill(SteadyClock::now()) >= longestStandstill) {
        health.state = JournalHealth::State::Failing;
        sentences += u"The disk with the journal file %1 does not answer."_s.arg(m_options.path);
    }
    if (!health.text.isEmpty()) {
        sentences += health.text;
    }
    if (const std::size_t refusals = m_queue->refused(); refusals > 0) {
        sentences += u"Events that were not recorded because too many waited: %1."_s.arg(refusals);
    }
    health.text = sentences.join(u' ');
    return health;
}

void SqliteJournal::watchHealth()
{
    JournalHealth now = health();
    if (now.state == JournalHealth::State::Good) {
        // What passes through within a moment is no change of health.
        now.waiting = 0;
    }
    if (now != m_told) {
        m_told = now;
        Q_EMIT healthChanged();
    }
}

} // namespace readyroom::storage
