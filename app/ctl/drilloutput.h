// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"
#include "models/ports/drillsport.h"

#include <QByteArray>
#include <QObject>
#include <QSet>

namespace readyroom::ctl {

/// `drill list`: what can be run, what is owed, and what somebody forgot.
[[nodiscard]] QByteArray drillList(const DrillsPort &drills, Timestamp now, Output output);

/// `drill show` and `drill run --dry-run`: step by step what would be done, nothing of it has been. The JSON has the
/// experiment as Chaos Toolkit reads it.
[[nodiscard]] QByteArray drillPreview(const DrillPreview &preview, Output output);

/// `drill run`: what came of it. The JSON is the Chaos Toolkit journal.
[[nodiscard]] QByteArray drillResult(const drills::Run &run, Output output);

/// Says on standard error what a run does, a line for each step that begins or ends.
class DrillReporter final : public QObject {
    Q_OBJECT
public:
    /// `drills` outlives this.
    explicit DrillReporter(DrillsPort &drills);

private:
    void report();

    DrillsPort &m_drills;
    QSet<QString> m_told; ///< lines that were said
};

} // namespace readyroom::ctl
