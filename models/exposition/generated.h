// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exposition/page.h"
#include "models/series/labels.h"

#include <vector>

namespace readyroom::exposition {

/// Adds a sample that an adapter made up; empty labels are left out. The text of the series is kept in page.generated.
void addSample(Page &page, const QByteArray &metric, std::vector<series::Label> labels, double value);

} // namespace readyroom::exposition
