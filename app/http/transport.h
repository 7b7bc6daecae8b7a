// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"
#include "app/http/response.h"
#include "app/security/permit.h"
#include "app/security/redactor.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QUuid>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <unordered_map>

namespace readyroom::http {

class CurlMulti;
class Hop;
struct HopResult;

/// HTTP for the thread it lives on: libcurl's multi interface driven by the Qt event loop. Any number of requests run
/// at once (limit them with HostGate) and nothing of it blocks, a hanging resolver included.
///
/// HTTP/1.1 with connections kept alive; gzip is asked for and undone; no cookies, no netrc. Proxies are taken from
/// http_proxy, https_proxy, all_proxy and no_proxy as curl does, except that loopback is always asked directly. A proxy
/// that gives no tunnel for https is an error, Kind::Connect; what it says to a request without TLS is the answer.
///
/// Redirects are followed up to the request's limit. What belongs to the first origin (scheme, host and port), that is
/// credentials, the client certificate and all headers but Accept, Accept-Language and Content-Type, is not sent to
/// another one, nor is a body; from https to http a request with credentials is not followed at all.
///
/// Every request carries X-Request-ID: the one among its headers, or a new UUID (RFC 4122, version 4). It is kept
/// across redirects within an origin; another origin gets a new one. Secrets that are sent are made known to the
/// redactor, and no error holds one.
class Transport final : public QObject {
    Q_OBJECT
public:
    static constexpr long usualIdleConnections = 256;

    /// `idleConnections`: how many are kept for later requests, of all hosts together; the oldest is closed first.
    explicit Transport(const security::Redactor &redactor = {}, QObject *parent = nullptr,
                       long idleConnections = usualIdleConnections);
    /// Requests under way end with Kind::Cancelled, from the event loop.
    ~Transport() override;

    /// Call on the thread of this object. Never fails as a task: what went wrong is in Response::error, as one sentence
    /// without a full stop. Kinds: Timeout, Dns, Connect, Tls, Http, TooLarge, Limit (redirects), Cancelled, Config
    /// (the request makes no sense). A requested stop ends it with Kind::Cancelled.
    [[nodiscard]] QCoro::Task<Response> fetch(Request request, std::stop_token stop = {});

    /// Sends a request that changes something, by any method: the only way to do so. `permit` is looked at as the last
    /// thing before the request goes out; when it is void, nothing is sent and the error is Kind::Unsupported.
    /// Redirects are not followed but are the answer, because the permit was given for this address. It is sent once,
    /// on a connection of its own. Otherwise as fetch(); `request.reading` must be Get.
    [[nodiscard]] QCoro::Task<Response> change(Request request, QByteArray method, security::Permit permit,
                                               std::stop_token stop = {});

    /// Requests on the wire.
    [[nodiscard]] std::size_t active() const { return m_hops.size(); }

private:
    QCoro::Task<Response> follow(Request request, std::stop_token stop);
    QCoro::Task<Result<HopResult>> send(Request request, QByteArray method, Duration timeLeft, std::stop_token stop);
    [[nodiscard]] Response failed(Error error, const Request &request) const;
    [[nodiscard]] Response unfinished(Error error, const Request &request) const;
    [[nodiscard]] Response responseOf(HopResult hop, const Request &request, Duration passed);
    void ensureRequestId(Request &request);
    void learnSecrets(const Request &request);
    void drop(std::uint64_t hop);
    [[nodiscard]] std::optional<Timestamp> expiryOf(const QUrl &url, const HopResult &result);

    security::Redactor m_redactor;
    std::unique_ptr<CurlMulti> m_multi;
    std::unordered_map<std::uint64_t, std::unique_ptr<Hop>> m_hops;
    QByteArray m_requestIds = QUuid::createUuid().toByteArray(QUuid::WithoutBraces); ///< how they begin
    quint64 m_lastRequest = 0;
    std::uint64_t m_lastHop = 0;
    QHash<QString, Timestamp> m_expiries; ///< by host:port; a kept connection does not show its certificate again
};

} // namespace readyroom::http
