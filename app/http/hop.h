// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/completion.h"
#include "app/http/receiver.h"
#include "app/http/request.h"

#include <curl/curl.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace readyroom::http {

/// How one hop ended, as libcurl tells it.
struct HopResult {
    CURLcode code = CURLE_OK;
    std::string curlText = {}; ///< libcurl's own words, for the log
    long verifyResult = 0; ///< X509_V_ERR_* of OpenSSL
    Timings timings = {}; ///< of this hop
    curl_off_t received = 0; ///< body bytes on the wire
    curl_off_t announced = -1; ///< Content-Length; negative: none
    std::optional<Timestamp> tlsExpiry = {}; ///< only when this hop made a TLS handshake
    int tlsVersion = 0; ///< 10 … 13; 0: no TLS, or not known
    long requestBytes = 0; ///< of the request, that were sent to whom it is for
    int proxyStatus = 0; ///< what a proxy answered to CONNECT; 0: none was asked for a tunnel, or it did not answer
    Received answer = {};
};

/// One request on the wire: an easy handle with its options, and what comes back. A redirect is a new hop.
class Hop final {
public:
    /// Never used again, unlike an address.
    using Id = std::uint64_t;
    /// Shared with the stop callback, which may run on another thread while the hop goes.
    using SharedPromise = std::shared_ptr<const async::Promise<HopResult>>;

    /// `request` must be valid (see checkRequest) and `timeLeft` positive.
    Hop(Id id, const Request &request, const QByteArray &method, Duration timeLeft, SharedPromise promise);
    ~Hop();
    Hop(const Hop &) = delete;
    Hop &operator=(const Hop &) = delete;

    [[nodiscard]] Id id() const { return m_id; }
    [[nodiscard]] CURL *easy() const { return m_easy; }
    [[nodiscard]] static Hop *of(CURL *easy);

    /// Gathers what libcurl knows and completes the promise.
    void finish(CURLcode code);
    /// Completes the promise with `error`; without effect after finish().
    void fail(Error error);

private:
    void setUp(const Request &request, Duration timeLeft);
    void setUpMethod(const QByteArray &method);
    void setUpHeaders(const Request &request);
    void setUpTls(const Request &request);
    static int onConnected(void *self, char *, char *, int, int);
    void addHeader(const QByteArray &line);

    Id m_id;
    CURL *m_easy;
    curl_slist *m_headers = nullptr;
    QByteArray m_body;
    Receiver m_receiver;
    SharedPromise m_promise;
    std::array<char, CURL_ERROR_SIZE> m_text{};
    int m_tlsVersion = 0;
    bool m_isTls;
    bool m_isConnected = false; ///< to whom the request is for; known of https only
};

} // namespace readyroom::http
