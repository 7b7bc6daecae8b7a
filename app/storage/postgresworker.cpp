// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/postgresworker.h"

#include "app/storage/journalsql.h"
#include "app/storage/postgreschains.h"
#include "app/storage/schema.h"

#include <QRandomGenerator>
#include <QSqlDriver>
#include <QThread>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace readyroom::storage {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t mostInOneTransaction = 100;

QString sentenceFor(const Error &error, const QString &server)
{
    const QString state = error.detail.section(u':', 0, 0);
    if (error.kind == Error::Kind::Unsupported) {
        return error.message;
    }
    if (error.kind == Error::Kind::Connect) {
        const QString why = error.detail.section(u':', 1).section(u'\n', 0, 0).simplified();
        return why.isEmpty() ? error.message : error.message + u" ("_s + why + u')';
    }
    if (state == "42501"_L1) {
        return u"The journal's server %1 does not allow this user to make or use its tables."_s.arg(server);
    }
    if (state == "53100"_L1) {
        return u"The disk of the journal's server %1 is full."_s.arg(server);
    }
    if (state == "25006"_L1) {
        return u"The journal's server %1 is a read-only copy."_s.arg(server);
    }
    return u"The journal's server %1 does not answer as it should."_s.arg(server);
}

void sortByTime(std::vector<journal::Entry> &entries)
{
    std::ranges::sort(entries, {}, [](const journal::Entry &entry) {
        return std::tuple(entry.event.at, entry.place.writer, entry.place.seq);
    });
}

} // namespace

PostgresWorker::PostgresWorker(PostgresWork work)
    : m_work(std::move(work))
    , m_outbox(m_work.outbox, m_work.address.shown())
    , m_backOff([] { return QRandomGenerator::global()->generateDouble(); }, {.first = 250ms, .cap = 10'000ms})
    , m_retry(this)
    , m_pulse(this)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &PostgresWorker::work);
    connect(&m_pulse, &QTimer::timeout, this, &PostgresWorker::pulse);
}

PostgresWorker::~PostgresWorker() = default;

void PostgresWorker::start()
{
    m_pulse.start(1000ms);
    work();
}

void PostgresWorker::takeRecorded(const std::vector<journal::Entry> &entries)
{
    for (const journal::Entry &entry : entries) {
        std::uint64_t &end = m_local[entry.place.writer];
        end = std::max(end, entry.place.seq);
    }
    if (!std::exchange(m_workPosted, true)) {
        QMetaObject::invokeMethod(this, &PostgresWorker::work, Qt::QueuedConnection);
    }
}

void PostgresWorker::work()
{
    m_workPosted = false;
    if (m_ended) {
        return;
    }
    readOutbox();
    if (m_retry.isActive()) {
        tellHealth(m_health.text);
        return;
    }
    const SocketGuard::Call call(*m_work.guard);
    Result<void> done;
    if (!m_connection) {
        done = connectToServer();
    }
    if (done) {
        done = send();
    }
    if (!done) {
        failed(done.error());
        return;
    }
    m_backOff.reset();
    tellHealth({});
}

void PostgresWorker::pulse()
{
    if (!m_connection) {
        return;
    }
    {
        // Asking for news is the question whether it is alive. A notification may have been lost with a connection.
        const SocketGuard::Call call(*m_work.guard);
        if (const Result<void> told = tellOthers(); !told) {
            failed(told.error());
            return;
        }
    }
    noteSent();
    work();
}

Result<void> PostgresWorker::connectToServer()
{
    m_endsKnown.clear();
    auto opened = PostgresConnection::open(m_work.address, *m_work.guard);
    if (!opened) {
        return std::unexpected(std::move(opened).error());
    }
    std::unique_ptr<PostgresConnection> connection = *std::move(opened);
    const QSqlDatabase &database = connection->database();
    if (const Result<void> migrated = migrate(database, Dialect::PostgreSql); !migrated) {
        return migrated;
    }
    QSqlDriver *const driver = database.driver();
    if (!driver->subscribeToNotification(QString::fromLatin1(postgresChannel))) {
        return std::unexpected(databaseError(u"The journal's server takes no LISTEN."_s, driver->lastError()));
    }
    // Queued: the driver is in the middle of reading when it tells.
    connect(driver, &QSqlDriver::notification, this, &PostgresWorker::pulse, Qt::QueuedConnection);
    if (!m_everConnected) {
        const auto heads = serverHeads(database);
        if (!heads) {
            return std::unexpected(heads.error());
        }
        for (const journal::ChainHead &head : *heads) {
            m_told[head.writer] = head.seq;
        }
    }
    m_connection = std::move(connection);
    m_everConnected = true;
    m_work.log->info("The journal's server {} is there.", m_work.address.shown().toStdString());
    m_loggedLast.clear();
    return tellOthers();
}

void PostgresWorker::readOutbox()
{
    if (m_outboxRead) {
        return;
    }
    const auto heads = m_outbox.heads();
    const auto sent = m_outbox.sent();
    if (!heads || !sent) {
        // There is no file yet, or another program has it: the next round asks again.
        return;
    }
    m_outboxRead = true;
    m_noted = *sent;
    for (const journal::ChainHead &head : *heads) {
        std::uint64_t &end = m_local[head.writer];
        end = std::max(end, head.seq);
        if (const auto known = m_noted.find(head.writer); known != m_noted.end()) {
            m_sent.try_emplace(head.writer, known->second);
        }
    }
}

Result<void> PostgresWorker::tellOthers()
{
    const auto heads = serverHeads(m_connection->database());
    if (!heads) {
        return std::unexpected(heads.error());
    }
    std::vector<journal::Entry> fresh;
    for (const journal::ChainHead &head : *heads) {
        if (m_local.contains(head.writer)) {
            continue;
        }
        const auto some = newOf(head);
        if (!some) {
            return std::unexpected(some.error());
        }
        fresh.insert(fresh.end(), some->begin(), some->end());
    }
    if (!fresh.empty()) {
        sortByTime(fresh);
        Q_EMIT recorded(fresh);
    }
    return {};
}

Result<std::vector<journal::Entry>> PostgresWorker::newOf(const journal::ChainHead &head)
{
    std::uint64_t &told = m_told[head.writer];
    if (head.seq < told) {
        m_work.log->warn("The journal's server has only {} entries of {}; it had {}.", head.seq,
                         head.writer.toStdString(), told);
    }
    std::vector<journal::Entry> entries;
    if (head.seq > told) {
        auto some = entriesBehind(m_connection->database(), {head.writer, told}, head.seq - told);
        if (!some) {
            return std::unexpected(std::move(some).error());
        }
        entries = *std::move(some);
    }
    told = head.seq;
    return entries;
}

Result<void> PostgresWorker::send()
{
    std::vector<QString> writers;
    for (const auto &[writer, end] : m_local) {
        if (!m_damage.contains(writer) && (!m_endsKnown.contains(writer) || m_sent[writer] < end)) {
            writers.push_back(writer);
        }
    }
    for (const QString &writer : writers) {
        if (const Result<void> sent = sendChain(writer); !sent) {
            return sent;
        }
    }
    return {};
}

Result<void> PostgresWorker::sendChain(const QString &writer)
{
    if (!m_endsKnown.contains(writer)) {
        const Result<bool> found = findEnd(writer);
        if (!found) {
            return std::unexpected(found.error());
        }
        if (!*found) {
            return {};
        }
    }
    for (;;) {
        const auto entries = m_outbox.behind({writer, m_sent[writer]}, mostInOneTransaction);
        if (!entries) {
            logOnce(entries.error());
            return {};
        }
        if (entries->empty()) {
            return {};
        }
        const Result<Sent> sent = sendEntries(m_connection->database(), *entries);
        if (!sent) {
            return std::unexpected(sent.error());
        }
        if (*sent == Sent::Different) {
            damaged(writer,
                    u"The journal's server %1 holds other entries of this machine than its own journal, behind "
                    "entry %2; nothing more is sent there."_s.arg(m_work.address.shown())
                        .arg(m_sent[writer]));
            return {};
        }
        m_sent[writer] = entries->back().place.seq;
        m_local[writer] = std::max(m_local[writer], m_sent[writer]);
        tellHealth({});
    }
}

Result<bool> PostgresWorker::findEnd(const QString &writer)
{
    const Result<journal::ChainHead> head = headOf(m_connection->database(), writer);
    if (!head) {
        return std::unexpected(head.error());
    }
    if (head->seq > 0) {
        const Result<bool> same = m_outbox.has(*head);
        if (!same) {
            logOnce(same.error());
            return false;
        }
        if (!*same) {
            damaged(writer,
                    u"The journal's server %1 holds entry %2 of this machine, which its own journal does not "
                    "have like that; nothing more is sent there."_s.arg(m_work.address.shown())
                        .arg(head->seq));
            return false;
        }
    }
    m_sent[writer] = head->seq;
    m_endsKnown.insert(writer);
    return true;
}

void PostgresWorker::noteSent()
{
    for (const auto &[writer, seq] : m_sent) {
        if (m_noted[writer] == seq) {
            continue;
        }
        if (const Result<void> noted = m_outbox.noteSent({writer, seq}); !noted) {
            logOnce(noted.error());
            return;
        }
        m_noted[writer] = seq;
    }
}

void PostgresWorker::damaged(const QString &writer, const QString &sentence)
{
    m_damage[writer] = sentence;
    m_work.log->error("{}", sentence.toStdString());
}

void PostgresWorker::failed(const Error &error)
{
    m_connection.reset();
    logOnce(error);
    m_retry.start(m_backOff.next());
    tellHealth(sentenceFor(error, m_work.address.shown()));
}

void PostgresWorker::logOnce(const Error &error)
{
    const QString line = error.message + u' ' + error.detail;
    if (std::exchange(m_loggedLast, line) != line) {
        m_work.log->warn("{}", line.toStdString());
    }
}

void PostgresWorker::tellHealth(const QString &away)
{
    JournalHealth health;
    health.text = away;
    if (!m_connection) {
        health.state = JournalHealth::State::Away;
    } else {
        for (const auto &[writer, sentence] : m_damage) {
            health.text += (health.text.isEmpty() ? u""_s : u" "_s) + sentence;
        }
    }
    for (const auto &[writer, end] : m_local) {
        const std::uint64_t sent = m_sent[writer];
        health.waiting += end > sent ? static_cast<std::size_t>(end - sent) : 0;
    }
    if (health != m_health) {
        m_health = health;
        Q_EMIT healthChanged(health);
    }
}

void PostgresWorker::finish()
{
    if (m_connection) {
        const SocketGuard::Call call(*m_work.guard);
        if (const Result<void> sent = send(); !sent) {
            logOnce(sent.error());
        }
        noteSent();
    }
    m_ended = true;
    m_pulse.stop();
    m_retry.stop();
    m_connection.reset();
    thread()->quit();
}

} // namespace readyroom::storage
