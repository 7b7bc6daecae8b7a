// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/postgresreader.h"
#include "app/storage/postgresworker.h"
#include "app/storage/sqlitejournal.h"
#include "models/ports/journalstore.h"

#include <QThread>
#include <QTimer>

#include <memory>

namespace readyroom::storage {

struct TeamJournalOptions {
    fleet::StoreAddress server;
    SqliteJournalOptions local = {}; ///< the journal of this machine, which is the outbox too
};

/// The journal of a team on a PostgreSQL server. Every event is recorded in the SQLite file of this machine first and
/// sent on at once, or when the server is there again; entries of others are told within a second. While the server is
/// away health() says so, and reading yields what this machine recorded.
///
/// verify() and treeHead() speak for all chains, so they need the server: Kind::Connect or Kind::Io without it.
class TeamJournal final : public JournalStore {
    Q_OBJECT
public:
    explicit TeamJournal(TeamJournalOptions options, QObject *parent = nullptr);
    /// Sends what can be sent within two seconds; the rest is in the outbox and goes when the program runs again.
    ~TeamJournal() override;

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
    void watch();

    QString m_path; ///< of the local file
    QString m_server; ///< for people
    std::unique_ptr<SqliteJournal> m_local;
    std::shared_ptr<SocketGuard> m_guard; ///< of the worker
    std::unique_ptr<PostgresWorker> m_worker; ///< lives on m_thread
    PostgresReader m_pages;
    PostgresReader m_audits; ///< verifying takes long and shall not keep a page waiting
    QThread m_thread;
    QTimer m_watch;
    JournalHealth m_remote; ///< as the worker told it last
    JournalHealth m_told; ///< as it was when healthChanged() was emitted last
};

} // namespace readyroom::storage
