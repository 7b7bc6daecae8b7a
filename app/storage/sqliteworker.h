// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/backoff.h"
#include "app/storage/chainwriter.h"
#include "app/storage/journalqueue.h"
#include "app/storage/sqlitefile.h"
#include "models/ports/journalstore.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <mutex>

namespace spdlog {
class logger;
}

namespace readyroom::storage {

/// What a worker works on.
struct SqliteWork {
    SqliteAccess access;
    std::shared_ptr<JournalQueue> queue;
    async::BackOffOptions retry;
    std::shared_ptr<spdlog::logger> log;
};

/// The storage thread's part of a journal in SQLite: takes events from the queue and records them, many in one
/// transaction; tries again with back-off; looks four times a second for what other programs recorded and whether the
/// file is still there.
class SqliteWorker final : public QObject {
    Q_OBJECT
public:
    explicit SqliteWorker(SqliteWork work);

    /// Opens the file and begins. On the thread of this object.
    void start();
    /// Tries once more to record what waits, ends every call with Kind::Io that could not be served, closes the file.
    void finish();
    /// Opens the file, or follows it to where it is now. For whoever is about to read it.
    void check();

    /// Something is in the queue. From any thread.
    void poke();
    /// The files that the connection is open on; zeros while it is not. From any thread.
    [[nodiscard]] FileIdentity identity() const;

Q_SIGNALS:
    void recorded(const std::vector<readyroom::journal::Entry> &entries);
    /// Without `waiting`, which the queue knows.
    void healthChanged(const readyroom::JournalHealth &health);

private:
    void work();
    void look();
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> recordBatch();
    [[nodiscard]] Result<void> tellOthers();
    void settle(ChainWriter::Recorded recorded);
    void failed(const Error &error);
    void tellHealth(const QString &failing);
    void noteIdentity();

    SqliteWork m_work;
    SqliteFile m_file;
    ChainWriter m_chain;
    async::BackOff m_backOff;
    QTimer m_retry;
    QTimer m_look;
    std::vector<PendingEvent> m_batch; ///< taken from the queue, not recorded yet
    std::vector<journal::Event> m_events; ///< those of the batch
    QString m_gap; ///< what people should know about entries that vanished
    JournalHealth m_health;
    qint64 m_dataVersion = -1;
    bool m_ended = false;
    std::atomic<bool> m_poked = false;
    mutable std::mutex m_mutex; ///< guards m_identity
    FileIdentity m_identity;
};

} // namespace readyroom::storage
