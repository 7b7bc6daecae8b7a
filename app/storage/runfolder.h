// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"
#include "models/ports/drillsport.h"
#include "models/ports/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace readyroom::storage {

/// The right to run, and to write, one run, and to act on its service: held as long as it lives.
class RunHold final {
public:
    ~RunHold();
    RunHold(const RunHold &) = delete;
    RunHold &operator=(const RunHold &) = delete;

private:
    friend class RunFolder;
    explicit RunHold(std::vector<int> locks)
        : m_locks(std::move(locks))
    {
    }
    std::vector<int> m_locks; ///< descriptors
};

/// Runs on this machine: `<id>/journal.json`, the Chaos Toolkit journal (drills::chaosJournal()), written whole before
/// each act and after each step, so that whatever happens to the program it says what was done and what is owed;
/// `<id>/lock`, held by the program that runs it; and `<id>/unsettled`, while it runs or has something that can be
/// taken back, so that it is found behind any number of later runs. A run that says it is running and whose lock nobody
/// holds was interrupted. `locks/` has a lock for each service, so that two programs do not act on one at once. Blocks:
/// to be called on a thread that may. The folder is for this account alone.
class RunFolder final {
public:
    /// $XDG_DATA_HOME/readyroom/runs.
    [[nodiscard]] static QString defaultPath();
    /// `clean` takes out of the bytes of a run what must not be on the disk: its secrets. What was there stays as it
    /// was.
    using Clean = std::function<QByteArray(QByteArray bytes)>;
    explicit RunFolder(QString path, Clean clean = {});

    /// Makes the folder of a run and writes it there. Kind::Config with a sentence when another program on this machine
    /// runs something at its service in its environment, naming who; Kind::Io.
    [[nodiscard]] Result<std::unique_ptr<RunHold>> begin(const drills::Run &run) const;
    /// Takes over a run that was interrupted, for its rollbacks. Kind::Config when somebody holds it.
    [[nodiscard]] Result<std::unique_ptr<RunHold>> resume(const drills::Run &run) const;
    /// Writes the run, down to the disk. Kind::Io.
    [[nodiscard]] Result<void> write(const drills::Run &run) const;

    /// Kind::Io, and what drills::runFrom() refuses. A run that was interrupted says so, and owes its rollbacks.
    [[nodiscard]] Result<drills::Run> read(const QString &id) const;
    /// Writes down of every run that was interrupted that it was, once: yields those of which that was not written yet.
    [[nodiscard]] std::vector<RunSummary> settleInterrupted() const;
    /// Every run that owes its rollbacks or can be undone, newest first.
    [[nodiscard]] std::vector<drills::Run> unsettled() const;
    /// Newest first; what cannot be read is left out. Empty names do not restrict.
    [[nodiscard]] std::vector<RunSummary> list(const QString &drill, const QString &service, std::size_t limit) const;

private:
    [[nodiscard]] QString folderOf(const QString &id) const;
    [[nodiscard]] QStringList markedIds() const;
    [[nodiscard]] Result<drills::Run> readAsWritten(const QString &id) const;
    [[nodiscard]] Result<std::unique_ptr<RunHold>> hold(const drills::Run &run) const;

    QString m_path;
    Clean m_clean;
};

/// What a list says of a run.
[[nodiscard]] RunSummary summaryOf(const drills::Run &run);

} // namespace readyroom::storage
