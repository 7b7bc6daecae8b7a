// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/callon.h"
#include "app/storage/postgresconnection.h"

#include <QCoroTask>
#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <utility>

namespace readyroom::storage {

/// Answers questions from a PostgreSQL server, one after the other, on a thread and a connection of its own that is
/// kept between them. Belongs to the thread that made it.
class PostgresReader final {
public:
    PostgresReader(fleet::StoreAddress address, const QString &name);
    /// Ends the question that is being answered.
    ~PostgresReader();
    PostgresReader(const PostgresReader &) = delete;
    PostgresReader &operator=(const PostgresReader &) = delete;

    /// `question` takes a const QSqlDatabase& and returns a Result. It runs on the reader's thread; a second time on a
    /// new connection when the kept one turns out to be dead. Kind::Cancelled when the reader goes first.
    template<typename T, typename F> [[nodiscard]] QCoro::Task<Result<T>> ask(F question)
    {
        return async::callOn(m_context.get(), [shared = m_shared, question = std::move(question)]() -> Result<T> {
            const SocketGuard::Call call(shared->guard);
            const bool kept = shared->connection != nullptr;
            Result<T> result = once<T>(*shared, question);
            if (!result && kept && !shared->connection && !shared->ended) {
                result = once<T>(*shared, question);
            }
            return result;
        });
    }

    [[nodiscard]] SocketGuard &guard() { return m_shared->guard; }

private:
    struct Shared {
        fleet::StoreAddress address;
        SocketGuard guard;
        std::unique_ptr<PostgresConnection> connection; ///< on the reader's thread only
        std::atomic<bool> ended = false;
    };

    template<typename T, typename F> static Result<T> once(Shared &shared, const F &question)
    {
        if (!shared.connection) {
            auto opened = PostgresConnection::open(shared.address, shared.guard);
            if (!opened) {
                return std::unexpected(std::move(opened).error());
            }
            shared.connection = *std::move(opened);
        }
        Result<T> result = question(shared.connection->database());
        if (!result && result.error().kind != Error::Kind::Cancelled) {
            shared.connection.reset();
        }
        return result;
    }

    std::shared_ptr<Shared> m_shared;
    std::unique_ptr<QObject> m_context; ///< lives on m_thread
    QThread m_thread;
};

} // namespace readyroom::storage
