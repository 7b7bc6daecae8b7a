// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/storeaddress.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace readyroom::test {

/// Debian's PostgreSQL 15 with a new cluster in a folder of its own, on a free port of 127.0.0.1, as a child that ends
/// with the test. It refuses to run as root; then it runs as the user postgres.
class PostgresServer final {
public:
    PostgresServer();
    ~PostgresServer();
    Q_DISABLE_COPY_MOVE(PostgresServer)

    /// Makes the cluster. Empty when that went well, else a sentence with what was said; so are all that follow.
    [[nodiscard]] QString init();
    /// Starts the server and waits until it answers; also when one was killed and its children are still dying.
    [[nodiscard]] QString start();
    /// SIGKILL.
    void kill();
    /// SIGSTOP and SIGCONT to the server and all its children.
    void freeze();
    void thaw();

    /// Of the database "journal", which init() made.
    [[nodiscard]] fleet::StoreAddress address(const QString &user = QStringLiteral("postgres")) const;
    /// What psql answers to a statement, or an empty text after a warning.
    [[nodiscard]] QString sql(const QString &statement) const;

private:
    [[nodiscard]] QStringList asUser(const QString &program, const QStringList &arguments) const;
    [[nodiscard]] static QString run(QStringList command);
    void signalAll(int signal) const;

    QTemporaryDir m_dir;
    quint16 m_port = 0;
    std::unique_ptr<QProcess> m_process;
};

} // namespace readyroom::test
