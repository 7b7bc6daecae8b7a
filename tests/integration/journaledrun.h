// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/stage.h"
#include "models/drills/run.h"
#include "tests/support/fakejournal.h"

#include <QTemporaryDir>

#include <memory>

namespace readyroom::test {

/// One act at a real server, done by the runner as a drill does it whose rollbacks always run, with everything that is
/// told of it: by the journal, and by the run on the disk.
class JournaledRun final {
public:
    /// Does it, and takes it back where that can be done.
    explicit JournaledRun(const drills::Act &act);

    [[nodiscard]] const drills::Run &run() const { return m_run; }
    /// What is not as it has to be, in sentences: the run went well and was confirmed at its target, it was taken back
    /// when `undone`, and journal and disk have the whole story. Empty when all is.
    [[nodiscard]] QString problem(bool undone) const;

private:
    [[nodiscard]] QStringList problemsOfRun(bool undone) const;
    [[nodiscard]] QStringList problemsOfJournal() const;
    [[nodiscard]] QStringList problemsOfDisk() const;

    QTemporaryDir m_folder;
    std::shared_ptr<const TimeSource> m_time;
    security::ArmingGate m_gate;
    fakes::FakeJournal m_journal;
    std::shared_ptr<runner::Stage> m_stage;
    drills::Run m_run;
    QString m_failure; ///< it did not even begin
};

} // namespace readyroom::test
