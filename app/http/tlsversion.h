// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

namespace readyroom::http {

/// The TLS version of the connection that this transfer runs on: 10, 11, 12 or 13 for TLS 1.0 … 1.3. 0 without TLS, and
/// where libcurl uses another library than OpenSSL. To be asked while the transfer runs.
[[nodiscard]] int tlsVersionOf(CURL *easy);

} // namespace readyroom::http
