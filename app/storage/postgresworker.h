// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/backoff.h"
#include "app/storage/outbox.h"
#include "app/storage/postgresconnection.h"
#include "models/ports/journalstore.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>

namespace spdlog {
class logger;
}

namespace readyroom::storage {

/// What a worker works on.
struct PostgresWork {
    fleet::StoreAddress address;
    QString outbox; ///< path of the journal of this machine
    std::shared_ptr<SocketGuard> guard; ///< of the worker's connection
    std::shared_ptr<spdlog::logger> log;
};

/// The part of a team's journal that talks to the server, on a thread of its own: sends the chains of this machine on,
/// each in order and from where the server's own copy of it ends, listens for entries of others, asks once a second
/// whether the server is alive, and connects again with back-off, from 0.25 s to 10 s.
class PostgresWorker final : public QObject {
    Q_OBJECT
public:
    explicit PostgresWorker(PostgresWork work);
    ~PostgresWorker() override;

    /// On the thread of this object, as all that follows.
    void start();
    /// Sends what can be sent now, closes the connection and ends the thread.
    void finish();
    /// Entries were recorded on this machine.
    void takeRecorded(const std::vector<journal::Entry> &entries);

Q_SIGNALS:
    /// Entries of other machines; oldest first.
    void recorded(const std::vector<readyroom::journal::Entry> &entries);
    /// Good or Away; waiting: entries that are not on the server yet.
    void healthChanged(const readyroom::JournalHealth &health);

private:
    void work();
    void pulse();
    [[nodiscard]] Result<void> connectToServer();
    void readOutbox();
    [[nodiscard]] Result<void> tellOthers();
    [[nodiscard]] Result<std::vector<journal::Entry>> newOf(const journal::ChainHead &head);
    [[nodiscard]] Result<void> send();
    [[nodiscard]] Result<void> sendChain(const QString &writer);
    [[nodiscard]] Result<bool> findEnd(const QString &writer);
    void noteSent();
    void failed(const Error &error);
    void damaged(const QString &writer, const QString &sentence);
    void logOnce(const Error &error);
    void tellHealth(const QString &away);

    PostgresWork m_work;
    Outbox m_outbox;
    std::unique_ptr<PostgresConnection> m_connection;
    async::BackOff m_backOff;
    QTimer m_retry;
    QTimer m_pulse;
    std::map<QString, std::uint64_t> m_local; ///< by writer: the end of each chain of this machine
    std::map<QString, std::uint64_t> m_sent; ///< how far each is on the server, as far as is known
    std::map<QString, std::uint64_t> m_noted; ///< how far the outbox knows
    QSet<QString> m_endsKnown; ///< m_sent has been compared with the server since connecting
    std::map<QString, std::uint64_t> m_told; ///< how far the chains of others were told
    std::map<QString, QString> m_damage; ///< sentences, by writer; those chains are not sent
    bool m_everConnected = false;
    bool m_outboxRead = false;
    bool m_workPosted = false;
    bool m_ended = false;
    QString m_loggedLast;
    JournalHealth m_health;
};

} // namespace readyroom::storage
