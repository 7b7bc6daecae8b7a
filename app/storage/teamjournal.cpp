// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/teamjournal.h"

#include "app/storage/journalsql.h"
#include "app/storage/teamview.h"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>

#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Entries = std::vector<journal::Entry>;

namespace {

/// A server that does not answer for so long is away.
constexpr auto longestSilence = 3000ms;
/// And after so long its connection is given up.
constexpr auto longestCall = 8000ms;

QCoro::Task<Result<Entries>> mergedPage(QCoro::Task<Result<Entries>> local, QCoro::Task<Result<Entries>> server,
                                        std::size_t limit)
{
    const Result<Entries> own = co_await std::move(local);
    const Result<Entries> others = co_await std::move(server);
    // health() tells when the server is away; what this machine recorded is worth showing all the same.
    if (own && others) {
        co_return mergedPages(*own, *others, limit);
    }
    co_return own ? own : others;
}

} // namespace

TeamJournal::TeamJournal(TeamJournalOptions options, QObject *parent)
    : JournalStore(parent)
    , m_path(options.local.path.isEmpty() ? defaultJournalPath() : options.local.path)
    , m_server(options.server.shown())
    , m_local(std::make_unique<SqliteJournal>(options.local))
    , m_guard(std::make_shared<SocketGuard>())
    , m_pages(options.server, u"journal pages"_s)
    , m_audits(options.server, u"journal audits"_s)
{
    if (!options.local.log) {
        options.local.log =
            std::make_shared<spdlog::logger>("journal", std::make_shared<spdlog::sinks::null_sink_mt>());
    }
    m_worker = std::make_unique<PostgresWorker>(PostgresWork{options.server, m_path, m_guard, options.local.log});
    m_worker->moveToThread(&m_thread);
    connect(m_local.get(), &JournalStore::recorded, this, &JournalStore::recorded);
    connect(m_local.get(), &JournalStore::recorded, m_worker.get(), &PostgresWorker::takeRecorded);
    connect(m_local.get(), &JournalStore::healthChanged, this, &TeamJournal::watch);
    connect(m_worker.get(), &PostgresWorker::recorded, this, &JournalStore::recorded);
    connect(m_worker.get(), &PostgresWorker::healthChanged, this, [this](const JournalHealth &health) {
        m_remote = health;
        watch();
    });
    connect(&m_thread, &QThread::started, m_worker.get(), &PostgresWorker::start);
    connect(&m_watch, &QTimer::timeout, this, &TeamJournal::watch);
    m_thread.setObjectName(u"team journal"_s);
    m_thread.start();
    m_watch.start(250ms);
}

TeamJournal::~TeamJournal()
{
    m_watch.stop();
    // What it still records is handed to the worker by a queued call, before the one that ends that.
    m_local.reset();
    QMetaObject::invokeMethod(m_worker.get(), &PostgresWorker::finish, Qt::QueuedConnection);
    for (auto patience = 2000ms; !m_thread.wait(patience.count()); patience = 100ms) {
        m_guard->interrupt();
    }
}

QCoro::Task<Result<journal::Entry>> TeamJournal::append(journal::Event event)
{
    return m_local->append(std::move(event));
}

void TeamJournal::post(std::vector<journal::Event> events)
{
    m_local->post(std::move(events));
}

QCoro::Task<Result<Entries>> TeamJournal::read(JournalFilter filter, std::size_t limit,
                                               std::optional<JournalCursor> after, std::stop_token stop)
{
    // Both begin now, while this object is certainly there.
    auto local = m_local->read(filter, limit, after, stop);
    if (health().state == JournalHealth::State::Away) {
        return local;
    }
    auto server = m_pages.ask<Entries>([filter = std::move(filter), limit, after = std::move(after),
                                        stop = std::move(stop)](const QSqlDatabase &database) {
        return readPage(database, Dialect::PostgreSql, filter, limit, after, stop);
    });
    return mergedPage(std::move(local), std::move(server), limit);
}

QCoro::Task<Result<std::vector<journal::Damage>>> TeamJournal::verify(std::optional<journal::TreeHead> expected,
                                                                      std::stop_token stop)
{
    return m_audits.ask<std::vector<journal::Damage>>(
        [path = m_path, expected = std::move(expected), stop = std::move(stop)](const QSqlDatabase &database) {
            return verifyTeam(database, path, expected, stop);
        });
}

QCoro::Task<Result<journal::TreeHead>> TeamJournal::treeHead()
{
    const Timestamp now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    return m_audits.ask<journal::TreeHead>(
        [path = m_path, now](const QSqlDatabase &database) { return teamTreeHead(database, path, now); });
}

JournalHealth TeamJournal::health() const
{
    JournalHealth health = m_local->health();
    QStringList sentences;
    if (!health.text.isEmpty()) {
        sentences += health.text;
    }
    health.waiting += m_remote.waiting;
    const bool silent = m_remote.state == JournalHealth::State::Good && m_guard->busyFor() >= longestSilence;
    if (health.state == JournalHealth::State::Good && (silent || m_remote.state == JournalHealth::State::Away)) {
        health.state = JournalHealth::State::Away;
    }
    if (silent) {
        sentences += u"The journal's server %1 does not answer."_s.arg(m_server);
    } else if (!m_remote.text.isEmpty()) {
        sentences += m_remote.text;
    }
    health.text = sentences.join(u' ');
    return health;
}

void TeamJournal::watch()
{
    if (m_guard->busyFor() >= longestCall) {
        m_guard->interrupt();
        m_audits.guard().interrupt();
    }
    if (m_pages.guard().busyFor() >= longestCall) {
        m_pages.guard().interrupt();
    }
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
