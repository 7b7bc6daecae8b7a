// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/experiment.h"

#include "models/drills/experimentreader.h"

namespace readyroom::drills {

std::expected<Experiment, std::vector<Problem>> experimentFrom(const QJsonObject &json)
{
    return ExperimentReader(json).read();
}

} // namespace readyroom::drills
