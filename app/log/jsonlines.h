// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/security/redactor.h"

#include <QByteArrayView>

#include <spdlog/formatter.h>

#include <memory>
#include <string>

namespace readyroom::logs {

/// A message that belongs to one request: the line gets it as `request_id`, by which the request is found again in the
/// journal and in the log of the server that was asked. An id that is not made of up to 128 letters, digits, '-', '_',
/// '.', ':' and '+' is left out: it comes from a fleet file.
[[nodiscard]] std::string ofRequest(QByteArrayView requestId, std::string message);

/// One JSON object a line (jsonlines.org), without secrets:
///
///     {"ts":"2026-11-21T02:00:00.000Z","level":"warning","msg":"…","request_id":"…"}
///
/// `ts` is UTC; `request_id` is there when the message was made by ofRequest(). Bytes that are not UTF-8 become U+FFFD.
class JsonLines final : public spdlog::formatter {
public:
    explicit JsonLines(security::Redactor redactor);

    void format(const spdlog::details::log_msg &message, spdlog::memory_buf_t &line) override;
    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override;

private:
    security::Redactor m_redactor;
};

} // namespace readyroom::logs
