// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/arguments.h"
#include "models/promql/value.h"

#include <QByteArray>

namespace readyroom::ctl {

/// A query's answer for people (a line for each series), or as the envelope of the Prometheus HTTP API. Ends with a
/// newline unless it is empty.
[[nodiscard]] QByteArray queryText(const promql::QueryResult &result, Output output);

} // namespace readyroom::ctl
