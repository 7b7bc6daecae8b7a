// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/hop.h"
#include "app/http/request.h"
#include "models/ports/error.h"

#include <optional>

namespace readyroom::http {

/// One sentence that names the host and what is wrong with its certificate or handshake; empty when the failure of this
/// https request has nothing to do with TLS.
[[nodiscard]] std::optional<Error> explainTls(const HopResult &result, const Request &request);

} // namespace readyroom::http
