// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleet.h"
#include "models/ports/answer.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <cstddef>
#include <vector>

namespace readyroom::http {

/// Resolved secrets of one origin. Never logged, never part of an Error.
struct Credentials {
    QByteArray bearer = {}; ///< token for `Authorization: Bearer`; wins over user and password
    QString user = {}; ///< HTTP basic, sent at once without waiting for a challenge
    QString password = {};
    QByteArray clientKey = {}; ///< PEM, of the certificate in `tls`; wins over the file named there

    /// Nothing for the header Authorization.
    [[nodiscard]] bool isEmpty() const { return bearer.isEmpty() && user.isEmpty() && password.isEmpty(); }
};

/// The methods that change nothing, so that they need no permit.
enum class Reading {
    Get,
    Head,
    /// A POST that only asks, of a Prometheus API: the path must end with /api/v1/query or /api/v1/query_range and the
    /// body be a form. A GET would not do, because a long expression does not fit into a URL everywhere.
    Query,
    /// A POST that only asks, of etcd, whose JSON gateway knows no GET: the path must end with /v3/maintenance/status
    /// or /v3/cluster/member/list, the body be {} of JSON, and no redirect be followed.
    Status
};

/// "GET", "HEAD" or "POST".
[[nodiscard]] QByteArray methodOf(Reading reading);

/// One HTTP request that reads; Transport::change() is for all others. Everything that limits the answer is a field, so
/// that nothing is unlimited.
struct Request {
    QUrl url; ///< http or https; user info in it counts as credentials when `credentials` is empty
    Reading reading = Reading::Get;
    /// Belong to the origin of `url`, as credentials do. X-Request-ID is added unless it is here.
    std::vector<Answer::Header> headers = {};
    QByteArray body = {}; ///< of a Query or Status
    Credentials credentials = {};
    fleet::Tls tls = {};
    Duration timeout{3000}; ///< for everything, from name lookup to last byte, all redirects included
    std::size_t bodyLimit = std::size_t{16} * 1024 * 1024; ///< bytes after decoding
    std::size_t headerLimit = std::size_t{64} * 1024; ///< bytes of all header lines, interim answers included
    std::size_t headerCountLimit = 256; ///< header lines
    bool keepBody = true; ///< false: the body is read to its end and counted, but Response::body stays empty
    int maxRedirects = 5; ///< 0: a redirect is an answer like any other
    /// For looking at the handshake: a connection of its own, of whatever version and strength the peer still speaks.
    /// Therefore without secrets: credentials but the client certificate, and headers, are refused.
    bool probesTls = false;
};

} // namespace readyroom::http
