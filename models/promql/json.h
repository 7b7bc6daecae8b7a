// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/promql/value.h"

#include <QJsonObject>

namespace readyroom::promql {

/// The `data` object of an answer of the Prometheus HTTP API to a query:
/// `{"resultType": "scalar|string|vector|matrix", "result": …}`, values as strings in the form of formatFloat(), times
/// as seconds since the Unix epoch.
[[nodiscard]] QJsonObject toJson(const Value &value);

/// A whole answer: `{"status": "success", "data": …}`, with `warnings` when there are some.
[[nodiscard]] QJsonObject toJson(const QueryResult &result);

} // namespace readyroom::promql
