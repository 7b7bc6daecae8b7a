// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/promql/value.h"

#include <QByteArray>

namespace readyroom::sources {

/// Reads the envelope of the Prometheus HTTP API (docs: querying/api): `{"status","data":{"resultType","result"},…}`.
/// Values are strings there ("NaN", "+Inf"), times are float seconds. An answer with status "error" becomes an Error
/// with the server's own sentence. Native histograms are refused with Kind::Unsupported.
[[nodiscard]] Result<promql::QueryResult> readApiAnswer(const QByteArray &body);

} // namespace readyroom::sources
