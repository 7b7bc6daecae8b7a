// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/serverprocess.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace readyroom::test {

/// Debian's Redis, or a Sentinel, on a free port of 127.0.0.1, without a file on disk.
class RedisServer final {
public:
    /// `more` are further arguments of redis-server.
    explicit RedisServer(const QStringList &more = {})
        : m_port(freePort())
        , m_process(QStringLiteral("redis-server"),
                    QStringList{QStringLiteral("--port"), QString::number(m_port), QStringLiteral("--bind"),
                                QStringLiteral("127.0.0.1"), QStringLiteral("--save"), QString(),
                                QStringLiteral("--dir"), m_folder.path(), QStringLiteral("--repl-diskless-sync-delay"),
                                QStringLiteral("0")}
                        + more)
    {
    }
    /// A Sentinel that watches `master` as "mymaster". It writes its file, so that has a folder of its own.
    explicit RedisServer(const RedisServer *master)
        : m_port(freePort())
        , m_process(QStringLiteral("redis-sentinel"), {sentinelFile(*master)})
    {
    }
    Q_DISABLE_COPY_MOVE(RedisServer)
    ~RedisServer() = default;

    /// Empty when it has started, else a sentence.
    [[nodiscard]] QString start() { return m_process.start(m_port); }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString address() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }
    /// "127.0.0.1 PORT", as --replicaof wants it.
    [[nodiscard]] QStringList replicaOf() const
    {
        return {QStringLiteral("--replicaof"), QStringLiteral("127.0.0.1 %1").arg(m_port)};
    }

    /// What redis-cli says, which knows nothing of our protocol.
    [[nodiscard]] QString cli(const QStringList &words) const
    {
        QProcess program;
        program.start(QStringLiteral("redis-cli"),
                      QStringList{QStringLiteral("-h"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"),
                                  QString::number(m_port)}
                          + words);
        program.waitForFinished(10'000);
        return QString::fromUtf8(program.readAllStandardOutput()).trimmed();
    }
    [[nodiscard]] QString role() const { return cli({QStringLiteral("ROLE")}).section(QLatin1Char('\n'), 0, 0); }

private:
    [[nodiscard]] QString sentinelFile(const RedisServer &master) const
    {
        QFile file(m_folder.filePath(QStringLiteral("sentinel.conf")));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(QStringLiteral("port %1\nbind 127.0.0.1\ndir %2\n"
                                      "sentinel monitor mymaster 127.0.0.1 %3 1\n"
                                      "sentinel down-after-milliseconds mymaster 1000\n"
                                      "sentinel failover-timeout mymaster 3000\n")
                           .arg(m_port)
                           .arg(m_folder.path())
                           .arg(master.port())
                           .toUtf8());
        }
        return file.fileName();
    }

    QTemporaryDir m_folder;
    quint16 m_port;
    ServerProcess m_process;
};

} // namespace readyroom::test
