// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/endpoint.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace readyroom {

/// How long each part of a request took, cumulative from its start as libcurl reports it. Negative: not reached.
struct Timings {
    using Seconds = std::chrono::duration<double>;
    Seconds dns{-1}; ///< name resolved
    Seconds connect{-1}; ///< TCP connected
    Seconds tls{-1}; ///< TLS handshake done; stays negative for plain HTTP
    Seconds firstByte{-1}; ///< first byte of the answer
    Seconds total{-1}; ///< last byte, or the moment of failure

    bool operator==(const Timings &) const = default;
};

/// What one poll of one endpoint brought. The single value that everything downstream starts from: a live poll, a
/// recording, a test fixture and a replay all yield this and nothing else.
struct Answer {
    using Header = std::pair<QByteArray, QByteArray>; ///< name in lower case, value trimmed

    fleet::EndpointId endpoint;
    Timestamp at{}; ///< when the request was started, UTC
    int status = 0; ///< HTTP status; 0 when no complete answer came
    std::vector<Header> headers; ///< of the final answer, in order
    QByteArray body; ///< decoded (gzip undone), at most the endpoint's body limit
    Timings timings;
    std::optional<Timestamp> tlsExpiry = {}; ///< notAfter of the peer's leaf certificate, when TLS was used
    std::optional<Error> error = {}; ///< set when transport failed; status and body are then not to be trusted
    QByteArray requestId = {}; ///< the X-Request-ID that was sent, to find the request in the log of the server

    /// Value of the first header called `lowerCaseName`, or an empty view.
    [[nodiscard]] QByteArrayView header(QByteArrayView lowerCaseName) const
    {
        for (const Header &h : headers) {
            if (QByteArrayView(h.first) == lowerCaseName) {
                return h.second;
            }
        }
        return {};
    }
};

} // namespace readyroom
