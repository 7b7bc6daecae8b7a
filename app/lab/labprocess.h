// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <QTimer>

namespace readyroom::lab {

/// Runs the demo fleet (`readyroom-lab`) as a child process that ends with this object or with this process, whichever
/// ends first. Start it from a thread that lives as long as the program: the kernel ties the child to that thread.
class LabProcess final : public QObject {
    Q_OBJECT
public:
    explicit LabProcess(QObject *parent = nullptr);
    ~LabProcess() override;
    Q_DISABLE_COPY_MOVE(LabProcess)

    /// Starts the `readyroom-lab` beside this program, else the one in PATH. ready() or failed() follows, once.
    void start();

Q_SIGNALS:
    /// The services listen and their caches are warm; `fleetFile` is gone when this object is.
    void ready(const QString &fleetFile);
    /// `sentence` says why there is no demo fleet.
    void failed(const QString &sentence);

private:
    void onOutput();
    void fail(const QString &sentence);

    QTemporaryDir m_folder;
    QProcess m_process;
    QTimer m_deadline;
    bool m_settled = false;
};

} // namespace readyroom::lab
