// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/labels.h"

namespace readyroom::series {

/// The labels of a scraped series plus those of its target. On a clash the target's wins and the page's is renamed to
/// `exported_` + name, again and again until the name is free (Prometheus, honor_labels: false).
[[nodiscard]] Labels withTargetLabels(const Labels &scraped, const Labels &target);

} // namespace readyroom::series
