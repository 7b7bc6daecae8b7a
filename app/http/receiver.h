// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/answer.h"

#include <QByteArray>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace readyroom::http {

/// What has been received of one answer.
struct Received {
    enum class Excess { None, Headers, Body };

    int status = 0;
    QByteArray reason = {}; ///< what stands behind the status in its line
    std::vector<Answer::Header> headers;
    std::vector<Answer::Header> trailers = {}; ///< fields behind the body
    QByteArray body; ///< decoded
    Excess excess = Excess::None; ///< the cap that was hit, if any
    bool headersComplete = false;
};

/// Takes an answer in as libcurl delivers it and stops it at the caps.
class Receiver final {
public:
    struct Limits {
        std::size_t bodyBytes;
        std::size_t headerBytes;
        std::size_t headerCount;
        bool keepBody = true; ///< false: bytes of the body are only counted
    };

    explicit Receiver(Limits limits)
        : m_limits(limits)
    {
    }

    /// One header line with its line end, the status line and the empty line included; after the head, one of the
    /// trailers. False: a cap is hit.
    [[nodiscard]] bool headerLine(std::string_view line);
    /// Decoded bytes of the body. False: the cap is hit, nothing is kept.
    [[nodiscard]] bool bodyBytes(std::string_view bytes);

    [[nodiscard]] const Received &received() const { return m_received; }
    [[nodiscard]] Received take() { return std::move(m_received); }

private:
    void statusLine(std::string_view line);
    static void field(std::vector<Answer::Header> &fields, std::string_view line);
    void reserveBody();

    Limits m_limits;
    Received m_received;
    std::size_t m_headerBytes = 0;
    std::size_t m_headerLines = 0;
    std::size_t m_bodyBytes = 0;
};

} // namespace readyroom::http
