// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/entry.h"
#include "ui/charts/trace.h"

#include <vector>

namespace readyroom::service {

/// The vertical lines that tell on a chart what happened: a word for the label, the whole sentence for the tooltip.
/// Events of one moment share a line, in the tone of the worst of them. `entries` are oldest first.
[[nodiscard]] std::vector<charts::Marker> markersOf(const std::vector<journal::Entry> &entries);

} // namespace readyroom::service
