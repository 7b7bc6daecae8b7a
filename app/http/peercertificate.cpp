// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/peercertificate.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>
#include <string_view>

namespace readyroom::http {

namespace {

std::optional<Timestamp> notAfter(std::string_view pem)
{
    const std::unique_ptr<BIO, int (*)(BIO *)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                   &BIO_free);
    const std::unique_ptr<X509, void (*)(X509 *)> certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr),
                                                              &X509_free);
    std::tm time{};
    if (!certificate || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &time) != 1) {
        return std::nullopt;
    }
    return std::chrono::sys_seconds{std::chrono::seconds{timegm(&time)}};
}

} // namespace

std::optional<Timestamp> peerCertificateExpiry(CURL *easy)
{
    curl_certinfo *chain = nullptr;
    if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain || chain->num_of_certs < 1) {
        return std::nullopt;
    }
    constexpr std::string_view prefix = "Cert:";
    for (const curl_slist *line = chain->certinfo[0]; line; line = line->next) {
        const std::string_view text = line->data;
        if (text.starts_with(prefix)) {
            return notAfter(text.substr(prefix.size()));
        }
    }
    return std::nullopt;
}

} // namespace readyroom::http
