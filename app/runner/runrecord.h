// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/stage.h"
#include "models/drills/run.h"
#include "models/journal/event.h"

#include <QCoroTask>
#include <QObject>
#include <QTimer>

#include <memory>

namespace readyroom::runner {

/// One run as it is known so far: what is shown, what is on the disk, and what the journal has of it.
class RunRecord final : public QObject {
    Q_OBJECT
public:
    RunRecord(std::shared_ptr<Stage> stage, drills::Run run);

    [[nodiscard]] const drills::Run &run() const { return m_run; }
    /// To change it: whoever shows it hears of it at the end of what is done right now.
    [[nodiscard]] drills::Run &edit();

    /// Takes the run, or refuses because another program has it or its service.
    [[nodiscard]] QCoro::Task<Result<void>> begin();
    /// Completes once it is on the disk as it is now.
    [[nodiscard]] QCoro::Task<Result<void>> save();
    /// Lets go of it; after the last save().
    void release() { m_hold.reset(); }

    void tellStarted();
    void tellEnded();
    /// One thing that was done at one target.
    void tellAct(const drills::Step &step, const drills::StepTarget &target);
    void tellNote(const QString &text, const QJsonObject &detail);

Q_SIGNALS:
    void changed();

private:
    void tell(journal::Event event);

    std::shared_ptr<Stage> m_stage;
    drills::Run m_run;
    std::shared_ptr<storage::RunHold> m_hold;
    QTimer m_soon;
};

/// What a step adds to the Chaos Toolkit journal: {activity, status, output, start, end, duration, …}.
[[nodiscard]] QJsonObject entryOf(const drills::Step &step, const QJsonValue &output);
/// A moment as Chaos Toolkit writes it: UTC, without a zone.
[[nodiscard]] QString chaosTime(Timestamp at);

} // namespace readyroom::runner
