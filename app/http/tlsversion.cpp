// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/tlsversion.h"

#include <openssl/ssl.h>

namespace readyroom::http {

int tlsVersionOf(CURL *easy)
{
    const curl_tlssessioninfo *session = nullptr;
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || !session || !session->internals
        || session->backend != CURLSSLBACKEND_OPENSSL) {
        return 0;
    }
    switch (SSL_version(static_cast<const SSL *>(session->internals))) {
    case TLS1_VERSION:
        return 10;
    case TLS1_1_VERSION:
        return 11;
    case TLS1_2_VERSION:
        return 12;
    case TLS1_3_VERSION:
        return 13;
    default:
        return 0;
    }
}

} // namespace readyroom::http
