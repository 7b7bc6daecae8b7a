// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/action.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace readyroom::drills {

/// The buttons of one service of a fleet.
struct ServiceActions {
    ActionSubject subject;
    std::vector<Action> actions;
};

/// All that a fleet file says about actions and drills.
struct Catalogue {
    std::vector<ServiceActions> services; ///< those with actions, in the order of the file
    QStringList files; ///< experiments, absolute paths
    QStringList loadAllowed; ///< production environments in which a load drill may run all the same
};

} // namespace readyroom::drills
