// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/explain.h"

#include "app/http/explaintls.h"
#include "app/http/origin.h"

namespace readyroom::http {

using namespace Qt::StringLiterals;

namespace {

QString durationText(Duration time)
{
    return time.count() % 1000 == 0 ? u"%1 s"_s.arg(time.count() / 1000) : u"%1 ms"_s.arg(time.count());
}

QString bytesText(std::size_t bytes)
{
    constexpr std::size_t kib = 1024;
    if (bytes >= kib * kib && bytes % (kib * kib) == 0) {
        return u"%1 MiB"_s.arg(bytes / (kib * kib));
    }
    return bytes >= kib && bytes % kib == 0 ? u"%1 KiB"_s.arg(bytes / kib) : u"%1 bytes"_s.arg(bytes);
}

Error error(Error::Kind kind, QString message)
{
    return {kind, std::move(message), {}, {}};
}

QString phaseText(const HopResult &result, const Request &request)
{
    if (result.timings.dns.count() < 0) {
        return u"looking up the name %1"_s.arg(request.url.host());
    }
    if (result.timings.connect.count() < 0) {
        // libcurl 7.88 may report a connection only together with its TLS handshake.
        return isHttps(request.url) ? u"connecting to %1, TLS handshake included"_s.arg(hostPort(request.url))
                                    : u"connecting to %1"_s.arg(hostPort(request.url));
    }
    if (isHttps(request.url) && result.timings.tls.count() < 0) {
        return u"connected, in the TLS handshake"_s;
    }
    if (result.timings.firstByte.count() < 0) {
        return u"connected, waiting for the first byte"_s;
    }
    if (!result.answer.headersComplete) {
        return u"reading the headers"_s;
    }
    return result.announced >= 0
        ? u"reading the body, %1 of %2 bytes so far"_s.arg(result.received).arg(result.announced)
        : u"reading the body, %1 bytes so far"_s.arg(result.received);
}

Error excessError(const HopResult &result, const Request &request)
{
    if (result.answer.excess == Received::Excess::Body) {
        return error(Error::Kind::TooLarge,
                     u"The answer is larger than the limit of %1"_s.arg(bytesText(request.bodyLimit)));
    }
    return error(
        Error::Kind::TooLarge,
        u"The headers of the answer are larger than the limit of %1 or %2 lines"_s.arg(bytesText(request.headerLimit))
            .arg(request.headerCountLimit));
}

Error cutShort(const HopResult &result)
{
    return error(Error::Kind::Http,
                 result.announced >= 0
                     ? u"The answer stopped halfway (%1 of %2 bytes)"_s.arg(result.received).arg(result.announced)
                     : u"The answer stopped halfway (after %1 bytes)"_s.arg(result.received));
}

Error connectionBroke(const HopResult &result, const Request &request)
{
    const QString text = QString::fromStdString(result.curlText);
    if (text.contains("chunk"_L1, Qt::CaseInsensitive) || text.contains("hexadecimal"_L1)) {
        return error(Error::Kind::Http, u"The body of the answer is broken (malformed chunked encoding)"_s);
    }
    if (text.contains("too large"_L1, Qt::CaseInsensitive) && !result.answer.headersComplete) {
        return excessError(result, request);
    }
    if (!result.answer.headersComplete) {
        return error(Error::Kind::Connect, u"%1 broke the connection before it answered"_s.arg(hostPort(request.url)));
    }
    return cutShort(result);
}

/// libcurl fails with the code of a broken connection when a proxy gives no tunnel.
std::optional<Error> proxyError(const HopResult &result, const Request &request)
{
    constexpr int wantsAuthentication = 407;
    const QString peer = hostPort(request.url);
    if (result.proxyStatus == wantsAuthentication) {
        return error(Error::Kind::Connect,
                     u"The proxy for %1 wants a name and a password (it answered 407)"_s.arg(peer));
    }
    if (result.proxyStatus >= 300) {
        return error(
            Error::Kind::Connect,
            u"The proxy for %1 makes no connection to it (it answered %2)"_s.arg(peer).arg(result.proxyStatus));
    }
    if (result.curlText.starts_with("Proxy CONNECT aborted")) {
        return error(Error::Kind::Connect, u"The proxy for %1 broke the connection before it answered"_s.arg(peer));
    }
    return std::nullopt;
}

Error explained(const HopResult &result, const Request &request)
{
    const QString peer = hostPort(request.url);
    switch (result.code) {
    case CURLE_OPERATION_TIMEDOUT:
        return timeoutError(result, request);
    case CURLE_COULDNT_RESOLVE_HOST:
        return error(Error::Kind::Dns, u"The name %1 does not resolve"_s.arg(request.url.host()));
    case CURLE_COULDNT_RESOLVE_PROXY:
        return error(Error::Kind::Dns, u"The name of the proxy for %1 does not resolve"_s.arg(peer));
    case CURLE_COULDNT_CONNECT:
        return error(Error::Kind::Connect,
                     result.curlText.contains("timed out")
                         ? u"%1 cannot be reached"_s.arg(peer)
                         : u"%1 refuses the connection or cannot be reached"_s.arg(peer));
    case CURLE_PARTIAL_FILE:
        return cutShort(result);
    case CURLE_GOT_NOTHING:
        return error(Error::Kind::Http, u"%1 closed the connection without an answer"_s.arg(peer));
    case CURLE_BAD_CONTENT_ENCODING:
        return error(Error::Kind::Http, u"The compressed body of the answer is broken"_s);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return error(Error::Kind::Http, u"%1 does not answer with HTTP"_s.arg(peer));
    case CURLE_OUT_OF_MEMORY: // libcurl's word for a single header line over its own limit
        return excessError(result, request);
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
        return connectionBroke(result, request);
    default:
        return error(Error::Kind::Http, u"The request to %1 failed"_s.arg(peer));
    }
}

} // namespace

Error timeoutError(const HopResult &result, const Request &request)
{
    const auto what =
        result.answer.headersComplete ? u"No whole answer within %1 (%2)"_s : u"No answer within %1 (%2)"_s;
    return error(Error::Kind::Timeout, what.arg(durationText(request.timeout), phaseText(result, request)));
}

std::optional<Error> explain(const HopResult &result, const Request &request)
{
    if (result.code == CURLE_OK) {
        return std::nullopt;
    }
    std::optional<Error> found = proxyError(result, request);
    if (!found && result.answer.excess != Received::Excess::None) {
        found = excessError(result, request);
    }
    if (!found && isHttps(request.url)) {
        found = explainTls(result, request);
    }
    if (!found) {
        found = explained(result, request);
    }
    found->detail = u"curl %1: %2"_s.arg(int{result.code}).arg(QString::fromUtf8(result.curlText));
    return found;
}

} // namespace readyroom::http
