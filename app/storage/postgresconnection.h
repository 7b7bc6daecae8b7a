// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/socketguard.h"
#include "models/fleet/storeaddress.h"
#include "models/ports/error.h"

#include <QSqlDatabase>

#include <memory>

namespace readyroom::storage {

/// A connection of Qt SQL to a PostgreSQL server, closed with this object. Belongs to the thread that opened it.
/// Queries on it must be gone first.
///
/// Nobody tells Qt's driver that a server died, so the limits are libpq's and the kernel's: 3 s to connect, 5 s for
/// sent bytes to be acknowledged (tcp_user_timeout), keepalives after 5 s of silence, 11 s in all. Who waits for an
/// answer of a server that hangs is freed by the guard.
class PostgresConnection final {
public:
    /// Kind::Connect when there is no such connection; Kind::Unsupported when the driver is missing or the database
    /// does not store UTF-8. `guard` outlives the connection.
    [[nodiscard]] static Result<std::unique_ptr<PostgresConnection>> open(const fleet::StoreAddress &address,
                                                                          SocketGuard &guard);
    ~PostgresConnection();
    PostgresConnection(const PostgresConnection &) = delete;
    PostgresConnection &operator=(const PostgresConnection &) = delete;

    [[nodiscard]] const QSqlDatabase &database() const { return m_database; }

private:
    explicit PostgresConnection(SocketGuard &guard)
        : m_guard(guard)
    {
    }

    SocketGuard &m_guard;
    QSqlDatabase m_database;
};

} // namespace readyroom::storage
