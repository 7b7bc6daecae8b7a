// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/sqliteworker.h"
#include "models/ports/journalstore.h"

#include <QThread>
#include <QTimer>

#include <memory>

namespace readyroom::storage {

/// $XDG_DATA_HOME/readyroom/journal.sqlite: the same for the window and readyroomctl.
[[nodiscard]] QString defaultJournalPath();

struct SqliteJournalOptions {
    QString path = {}; ///< empty: defaultJournalPath()
    journal::Operator by = {}; ///< filled into events without one; without user and host: localOperator()
    std::size_t bound = 100'000; ///< events that may wait in memory (some 100 MB); beyond it they are refused
    Duration busyTimeout{2000}; ///< how long to wait for another program's transaction before that is told
    async::BackOffOptions retry = {.first = Duration{50}, .cap = Duration{5000}}; ///< after a failure
    QString vfs = {}; ///< SQLite VFS by name; empty: the system's
    std::shared_ptr<spdlog::logger> log = {}; ///< null: nothing is logged
};

/// The journal in a SQLite file (mode 0600, in WAL mode, synchronous=FULL), for one person and as the outbox of a team.
/// Several programs may share a file: they lengthen one chain, and each tells of the other's entries within half a
/// second. A file that is damaged is set aside, one that is deleted or replaced is written anew from the connection
/// that still holds it; health() says so. A disk that fails, is full, read-only, locked or just does not answer makes
/// events wait.
class SqliteJournal final : public JournalStore {
    Q_OBJECT
public:
    explicit SqliteJournal(SqliteJournalOptions options = {}, QObject *parent = nullptr);
    /// Waits until what was appended is recorded, or one more try has failed.
    ~SqliteJournal() override;

    [[nodiscard]] QCoro::Task<Result<journal::Entry>> append(journal::Event event) override;
    void post(std::vector<journal::Event> events) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<journal::Entry>>> read(JournalFilter filter, std::size_t limit,
                                                                        std::optional<JournalCursor> after = {},
                                                                        std::stop_token stop = {}) override;
    [[nodiscard]] QCoro::Task<Result<std::vector<journal::Damage>>>
    verify(std::optional<journal::TreeHead> expected = {}, std::stop_token stop = {}) override;
    [[nodiscard]] QCoro::Task<Result<journal::TreeHead>> treeHead() override;
    [[nodiscard]] JournalHealth health() const override;

private:
    struct Readers;
    template<typename T, typename F>
    static QCoro::Task<Result<T>> onReader(std::shared_ptr<Readers> readers, std::stop_token stop, F question);
    [[nodiscard]] bool enqueue(PendingEvent pending);
    void watchHealth();

    SqliteJournalOptions m_options;
    std::shared_ptr<JournalQueue> m_queue;
    std::shared_ptr<Readers> m_readers;
    std::unique_ptr<SqliteWorker> m_worker; ///< lives on m_thread
    QThread m_thread;
    QTimer m_watch;
    JournalHealth m_health; ///< as the worker told it last
    JournalHealth m_told; ///< as it was when healthChanged() was emitted last
};

} // namespace readyroom::storage
