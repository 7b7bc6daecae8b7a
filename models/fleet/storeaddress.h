// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace readyroom::fleet {

/// A PostgreSQL database that a team shares: postgresql://[user@]host[:port]/database[?parameter=value&…], the form of
/// libpq (PostgreSQL 15, section 34.1.1.2) without what is left out here.
///
/// Never a password: that belongs into the password file (~/.pgpass, or PGPASSFILE, or the parameter passfile).
struct StoreAddress {
    QString user = {}; ///< empty: the user of the operating system, or PGUSER
    QString host;
    int port = 5432;
    QString database;
    QMap<QString, QString> parameters = {}; ///< those of parameterNames()

    /// host:port/database, for people and as a name.
    [[nodiscard]] QString shown() const;
    bool operator==(const StoreAddress &) const = default;

    /// passfile, sslcert, sslcrl, sslkey, sslmode, sslrootcert
    [[nodiscard]] static const QStringList &parameterNames();
};

/// Kind::Config with a sentence that does not repeat the address.
[[nodiscard]] Result<StoreAddress> storeAddressFromUrl(const QString &url);

} // namespace readyroom::fleet
