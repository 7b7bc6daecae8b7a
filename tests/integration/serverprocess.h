// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

namespace readyroom::test {

/// A port of 127.0.0.1 that was free a moment ago.
[[nodiscard]] quint16 freePort();

/// A real server that runs as a child of the test and ends with it, by its pid.
class ServerProcess final {
public:
    ServerProcess(QString program, QStringList arguments);
    ~ServerProcess();
    Q_DISABLE_COPY_MOVE(ServerProcess)

    /// Starts it and waits until `port` takes connections. Empty when it does, else a sentence with what the server
    /// said.
    [[nodiscard]] QString start(quint16 port);
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }

private:
    QString m_program;
    QStringList m_arguments;
    QProcess m_process;
};

} // namespace readyroom::test
