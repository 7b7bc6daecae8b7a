// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/runner/stage.h"
#include "models/drills/experiment.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QJsonValue>

#include <memory>
#include <optional>
#include <stop_token>

namespace readyroom::runner {

/// What a probe yielded.
struct ProbeReading {
    QJsonValue output = {}; ///< of several targets: an array
    bool met = false; ///< every target is tolerated; without a tolerance: an answer came
    std::optional<double> value =
        {}; ///< where there is a number; of several targets the one that is not met, or the last
    QString observed = {}; ///< for people, without full stop
    std::optional<Error> error = {};
};

/// Asks once. `values` fill its placeholders. A probe that may change something (a process) needs a permit, which
/// `permits` gives; Kind::Unsupported where that is refused.
[[nodiscard]] QCoro::Task<ProbeReading> readProbe(std::shared_ptr<Stage> stage, drills::Activity probe,
                                                  QJsonObject values, QString service, Permits permits,
                                                  std::stop_token stop);

} // namespace readyroom::runner
