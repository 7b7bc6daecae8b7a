// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/error.h"
#include "models/series/labels.h"

#include <QByteArrayView>

namespace readyroom::exposition {

/// Reads the series part of a line of the Prometheus text format, `name{label="value",…}` or
/// `{"name","label"="value"}`, by the rules of Prometheus 3 (model/textparse/promlex.l): blanks and tabs between
/// tokens, a trailing comma, the escapes `\\`, `\"` and `\n`. Errors are Kind::Parse; `where` is line 1 and the column
/// within `text`.
[[nodiscard]] Result<series::Labels> parseSeries(QByteArrayView text);

} // namespace readyroom::exposition
