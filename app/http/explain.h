// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/hop.h"
#include "app/http/request.h"
#include "models/ports/error.h"

#include <optional>

namespace readyroom::http {

/// The error of a hop as one sentence for people, libcurl's words as detail; empty when a whole answer came.
[[nodiscard]] std::optional<Error> explain(const HopResult &result, const Request &request);

/// The sentence for a deadline that passed, naming the phase that the request was in.
[[nodiscard]] Error timeoutError(const HopResult &result, const Request &request);

} // namespace readyroom::http
