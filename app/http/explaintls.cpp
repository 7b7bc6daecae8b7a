// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/explaintls.h"

#include "app/http/origin.h"

#include <openssl/x509_vfy.h>

namespace readyroom::http {

using namespace Qt::StringLiterals;

namespace {

QString certificateText(const HopResult &result, const Request &request)
{
    const QString peer = hostPort(request.url);
    // The name is libcurl's own check: OpenSSL has no code for its failure, only the text tells.
    if (result.curlText.find("target host name") != std::string::npos) {
        return u"The certificate of %1 is for another name than %2"_s.arg(peer, request.url.host());
    }
    switch (result.verifyResult) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return u"The certificate of %1 has expired"_s.arg(peer);
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return u"The certificate of %1 is not valid yet"_s.arg(peer);
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return u"The certificate of %1 is self-signed and not trusted"_s.arg(peer);
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return u"The certificate of %1 was issued by an authority that is not trusted here"_s.arg(peer);
    case X509_V_ERR_CERT_REVOKED:
        return u"The certificate of %1 has been revoked"_s.arg(peer);
    default:
        return u"The certificate of %1 cannot be verified (%2)"_s.arg(
            peer, QString::fromUtf8(X509_verify_cert_error_string(result.verifyResult)));
    }
}

std::optional<QString> alertText(const HopResult &result, const Request &request)
{
    const QString text = QString::fromUtf8(result.curlText);
    if (!text.contains("alert"_L1)) {
        return std::nullopt;
    }
    const QString peer = hostPort(request.url);
    if (request.tls.cert.isEmpty()
        && (text.contains("certificate required"_L1) || text.contains("handshake failure"_L1)
            || text.contains("bad certificate"_L1))) {
        return u"%1 asks for a client certificate, and none is configured"_s.arg(peer);
    }
    if (text.contains("certificate"_L1) || text.contains("unknown ca"_L1)) {
        return u"%1 does not accept the client certificate"_s.arg(peer);
    }
    return u"%1 refuses the TLS handshake"_s.arg(peer);
}

} // namespace

std::optional<Error> explainTls(const HopResult &result, const Request &request)
{
    const auto tlsError = [](QString message) { return Error{Error::Kind::Tls, std::move(message), {}, {}}; };
    switch (result.code) {
    case CURLE_PEER_FAILED_VERIFICATION:
        return tlsError(certificateText(result, request));
    case CURLE_SSL_CACERT_BADFILE:
        return tlsError(u"The file of trusted authorities \"%1\" cannot be used"_s.arg(request.tls.ca));
    case CURLE_SSL_CERTPROBLEM:
        return tlsError(u"The client certificate \"%1\" or its key cannot be used"_s.arg(request.tls.cert));
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
        if (const auto text = alertText(result, request)) {
            return tlsError(*text);
        }
        return result.code == CURLE_SSL_CONNECT_ERROR
            ? std::optional(tlsError(u"%1 does not complete the TLS handshake"_s.arg(hostPort(request.url))))
            : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace readyroom::http
