// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/answer.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QUrl>

#include <optional>
#include <vector>

namespace readyroom::http {

/// What a request brought. A status such as 500 is an answer, not an error; `error` means that no whole answer came.
struct Response {
    int status = 0; ///< 0 when not even a status line came
    /// What stands behind the status in its line, RFC 9112 section 4; often empty. Varnish tells by it how many objects
    /// it has purged.
    QByteArray reason = {};
    std::vector<Answer::Header> headers = {}; ///< of the final answer, names in lower case, values trimmed, in order
    /// Fields that came behind a chunked body (RFC 9112 section 7.1.2), written as headers are. Kept apart, because
    /// what stands there is known only when the body is, and must not pass for a header (RFC 9110 section 6.5.1).
    std::vector<Answer::Header> trailers = {};
    QByteArray body = {}; ///< decoded; with an error: empty
    Timings timings = {}; ///< cumulative from the start of the first request, redirects included
    std::optional<Timestamp> tlsExpiry = {}; ///< notAfter of the certificate that the peer showed at its last handshake
    int tlsVersion = 0; ///< 10, 11, 12 or 13, of the connection; 0: none, or not known
    std::optional<Error> error = {};
    bool sent = false; ///< something of the request may have reached the peer, whether it answered or not
    bool certificateRefused = false; ///< the error is that the peer's certificate is not trusted
    QUrl effectiveUrl = {}; ///< after redirects; without user info
    QByteArray requestId = {}; ///< the X-Request-ID that was sent to `effectiveUrl`; empty when nothing was sent

    /// Value of the first header called `lowerCaseName`, or an empty view.
    [[nodiscard]] QByteArrayView header(QByteArrayView lowerCaseName) const { return first(headers, lowerCaseName); }
    /// Value of the first trailer called `lowerCaseName`, or an empty view.
    [[nodiscard]] QByteArrayView trailer(QByteArrayView lowerCaseName) const { return first(trailers, lowerCaseName); }

private:
    [[nodiscard]] static QByteArrayView first(const std::vector<Answer::Header> &fields, QByteArrayView lowerCaseName)
    {
        for (const Answer::Header &field : fields) {
            if (QByteArrayView(field.first) == lowerCaseName) {
                return field.second;
            }
        }
        return {};
    }
};

} // namespace readyroom::http
