// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/redirect.h"

#include "app/http/origin.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace readyroom::http {

using namespace Qt::StringLiterals;

namespace {

bool belongsToNoOrigin(const Answer::Header &header)
{
    const auto is = [&](QByteArrayView name) { return header.first.compare(name, Qt::CaseInsensitive) == 0; };
    return is("accept") || is("accept-language") || is("content-type");
}

bool isToken(QByteArrayView text)
{
    // RFC 9110 section 5.6.2
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || others.find(c) != std::string_view::npos;
    });
}

bool breaksLine(QByteArrayView text)
{
    return std::ranges::any_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool isRequestId(const Answer::Header &header)
{
    return header.first.compare("x-request-id", Qt::CaseInsensitive) == 0;
}

/// Frameworks that obey one of these would turn a GET into something else.
bool overridesMethod(QByteArrayView name)
{
    return std::ranges::any_of(std::array{"x-http-method-override", "x-http-method", "x-method-override"},
                               [&](const char *header) { return name.compare(header, Qt::CaseInsensitive) == 0; });
}

bool hasSecrets(const Request &request)
{
    return !request.credentials.isEmpty() || !request.tls.cert.isEmpty()
        || !std::ranges::all_of(request.headers, [](const Answer::Header &header) {
               return belongsToNoOrigin(header) || isRequestId(header);
           });
}

bool endsWithAny(const QUrl &url, std::initializer_list<QLatin1StringView> ends)
{
    const QString path = url.path();
    return std::ranges::any_of(ends, [&](QLatin1StringView end) { return path.endsWith(end); });
}

bool hasContentType(const Request &request, QByteArrayView type)
{
    return std::ranges::any_of(request.headers, [&](const Answer::Header &header) {
        return header.first.compare("content-type", Qt::CaseInsensitive) == 0 && QByteArrayView(header.second) == type;
    });
}

std::unexpected<Error> notTheAddressOf(const QString &what, const Request &request)
{
    return failure(Error::Kind::Config,
                   u"%1 is not the address of %2"_s.arg(
                       request.url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery), what));
}

void dropWhatBelongsToOrigin(Request &request, bool sameHost)
{
    request.credentials = {};
    request.tls.cert.clear();
    request.tls.key.clear();
    request.tls.verify = request.tls.verify || !sameHost;
    std::erase_if(request.headers, [](const Answer::Header &header) { return !belongsToNoOrigin(header); });
}

} // namespace

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Result<Request> redirected(Request request, int status, QByteArrayView location)
{
    const QUrl from = request.url;
    const QUrl target =
        from.resolved(QUrl::fromEncoded(location.toByteArray(), QUrl::TolerantMode)).adjusted(QUrl::RemoveUserInfo);
    if (location.isEmpty() || !target.isValid() || target.host().isEmpty()
        || (target.scheme() != "http"_L1 && target.scheme() != "https"_L1)) {
        return failure(Error::Kind::Http, u"%1 redirects to an address that cannot be followed"_s.arg(hostPort(from)));
    }
    if (methodOf(request.reading) == "POST" && status != 307 && status != 308) {
        request.reading = Reading::Get;
        request.body.clear();
        std::erase_if(request.headers, [](const Answer::Header &header) {
            return header.first.compare("content-type", Qt::CaseInsensitive) == 0;
        });
    }
    request.url = target;
    if (sameOrigin(from, target)) {
        return request;
    }
    if (isHttps(from) && !isHttps(target) && hasSecrets(request)) {
        return failure(
            Error::Kind::Http,
            u"%1 redirects from https to unprotected http at %2, which is not followed with credentials"_s.arg(
                hostPort(from), hostPort(target)));
    }
    if (!request.body.isEmpty()) {
        return failure(
            Error::Kind::Http,
            u"%1 redirects a request with a body to %2, which is not followed"_s.arg(hostPort(from), hostPort(target)));
    }
    dropWhatBelongsToOrigin(request, from.host() == target.host());
    return request;
}

QByteArray methodOf(Reading reading)
{
    switch (reading) {
    case Reading::Get:
        return "GET";
    case Reading::Head:
        return "HEAD";
    case Reading::Query:
    case Reading::Status:
        return "POST";
    }
    return {};
}

bool isMethod(QByteArrayView text)
{
    return isToken(text);
}

Result<void> checkReadsOnly(const Request &request)
{
    if (std::ranges::any_of(request.headers, overridesMethod, &Answer::Header::first)) {
        return failure(Error::Kind::Config,
                       u"A header that overrides the method is not sent with a request that reads"_s);
    }
    if (request.reading != Reading::Query && request.reading != Reading::Status) {
        return request.body.isEmpty()
            ? Result<void>()
            : failure(Error::Kind::Config, u"A request that reads has no body, unless it is a query"_s);
    }
    if (request.reading == Reading::Status) {
        const bool asks = endsWithAny(request.url, {"/v3/maintenance/status"_L1, "/v3/cluster/member/list"_L1});
        const bool plain = request.body == "{}" && request.maxRedirects == 0;
        return asks && plain && hasContentType(request, "application/json")
            ? Result<void>()
            : notTheAddressOf(u"a status of etcd"_s, request);
    }
    const bool asks = endsWithAny(request.url, {"/api/v1/query"_L1, "/api/v1/query_range"_L1});
    return asks && hasContentType(request, "application/x-www-form-urlencoded")
        ? Result<void>()
        : notTheAddressOf(u"a Prometheus query"_s, request);
}

Result<Request> checked(Request request)
{
    const QString scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty() || (scheme != "http"_L1 && scheme != "https"_L1)) {
        return failure(
            Error::Kind::Config,
            u"\"%1\" is not an http or https address"_s.arg(request.url.toDisplayString(QUrl::RemoveUserInfo)));
    }
    for (const auto &[name, value] : request.headers) {
        if (!isToken(name) || breaksLine(value)) {
            return failure(Error::Kind::Config,
                           u"The header \"%1\" holds characters that no header may hold"_s.arg(
                               QString::fromUtf8(name).simplified()));
        }
    }
    if (breaksLine(request.credentials.bearer)) {
        return failure(Error::Kind::Config, u"The bearer token holds a line break"_s);
    }
    if (request.credentials.isEmpty()) {
        request.credentials.user = request.url.userName(QUrl::FullyDecoded);
        request.credentials.password = request.url.password(QUrl::FullyDecoded);
    }
    request.url = request.url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    if (request.probesTls && (!request.credentials.isEmpty() || !request.headers.empty())) {
        return failure(Error::Kind::Config,
                       u"A request that only looks at the TLS handshake carries neither credentials nor headers"_s);
    }
    return request;
}

} // namespace readyroom::http
