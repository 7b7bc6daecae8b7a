// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/time.h"

#include <curl/curl.h>

#include <optional>

namespace readyroom::http {

/// notAfter of the leaf certificate that the peer showed in the handshake of this transfer (CURLOPT_CERTINFO must be
/// on). Empty without TLS, and on a connection that was kept alive: libcurl tells about handshakes only.
[[nodiscard]] std::optional<Timestamp> peerCertificateExpiry(CURL *easy);

} // namespace readyroom::http
