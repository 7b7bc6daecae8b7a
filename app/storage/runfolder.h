// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/run.h"
#include "models/ports/drillsport.h"
#include "models/ports/error.h"

#include <QString>

#include <memory>
#include <vector>

namespace readyroom::storage {

class FolderLock;

/// Runs on this machine: `<id>/journal.json`, the Chaos Toolkit journal (drills::chaosJournal()), written whole before
/// each act and after each step, so that whatever happens to the program it says what was done and what is owed; and
/// `<id>/lock`, held by the program that runs it. A run that says it is running and whose lock nobody holds was
/// interrupted. Blocks: to be called on a thread that may. The folder is for this account alone.
class RunFolder final {
public:
    /// $XDG_DATA_HOME/readyroom/runs.
    [[nodiscard]] static QString defaultPath();
    explicit RunFolder(QString path);

    /// The right to run, and to write, one run: held as long as it lives.
    class Hold;
    /// Kind::Config with a sentence when another program on this machine runs something at `service` in `environment`.
    [[nodiscard]] Result<std::unique_ptr<Hold>> begin(const drills::Run &run);
    /// Writes the run, to the disk. Kind::Io.
    [[nodiscard]] Result<void> write(const drills::Run &run);
    /// Takes over a run that was interrupted, for its rollbacks. Kind::Config when somebody holds it.
    [[nodiscard]] Result<std::unique_ptr<Hold>> resume(const QString &id);

    /// Kind::Io, and what drills::runFrom() refuses. A run that was interrupted says so.
    [[nodiscard]] Result<drills::Run> read(const QString &id) const;
    /// Newest first; what cannot be read is left out. Empty names do not restrict.
    [[nodiscard]] std::vector<RunSummary> list(const QString &drill, const QString &service, std::size_t limit) const;

private:
    QString m_path;
};

} // namespace readyroom::storage
