// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/armingport.h"
#include "models/ports/drillsport.h"

#include <optional>

namespace readyroom::drillsui {

/// All that decides whether a drill may be run now, as far as the window can tell; the last word has the port.
struct RunQuestion {
    QString environment = {}; ///< in which it acts; empty: the one that is armed
    QString formProblem = {}; ///< of the parameters
    const std::optional<Result<DrillPreview>> *answer = nullptr; ///< of the preview
    bool isBusy = false; ///< the preview is of what was asked before
    QString running = {}; ///< title of the run under way
    std::optional<Armed> armed = {};
    std::vector<fleet::Environment> environments = {}; ///< those that can be armed
};

/// Why it may not be run, one sentence; empty: it may.
[[nodiscard]] QString whyNot(const RunQuestion &question);
/// What has to be armed first; absent: nothing has, or nothing can be.
[[nodiscard]] std::optional<QString> toBeArmed(const RunQuestion &question);
/// Whether the environment wants a name to be typed. One that nobody knows does.
[[nodiscard]] bool wantsTyping(const std::vector<fleet::Environment> &environments, const QString &environment);

} // namespace readyroom::drillsui
