// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>

namespace readyroom::bench {

/// A peer or a program of ours that a benchmark runs. Ends with this object.
class ChildProcess final {
public:
    /// Output is discarded, or written to `outputFile`. Fatal when it cannot be started.
    ChildProcess(const QString &program, const QStringList &arguments, const QString &outputFile = {});
    ~ChildProcess();
    Q_DISABLE_COPY_MOVE(ChildProcess)

    /// User and system CPU time since its start, in seconds (proc(5), /proc/PID/stat fields 14 and 15).
    [[nodiscard]] double cpuSeconds() const;
    /// Resident memory in bytes.
    [[nodiscard]] qint64 residentBytes() const;
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }

private:
    QProcess m_process;
};

} // namespace readyroom::bench
