// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/receiver.h"

#include <algorithm>

namespace readyroom::http {

namespace {

constexpr std::size_t largestReserve = std::size_t{1} << 20;

QByteArray trimmed(std::string_view text)
{
    return QByteArrayView(text.data(), static_cast<qsizetype>(text.size())).trimmed().toByteArray();
}

} // namespace

bool Receiver::headerLine(std::string_view line)
{
    // Counted over everything that looks like a header: interim answers and trailers are no way around the cap.
    m_headerBytes += line.size();
    ++m_headerLines;
    if (m_headerBytes > m_limits.headerBytes || m_headerLines > m_limits.headerCount) {
        m_received.excess = Received::Excess::Headers;
        return false;
    }
    if (m_received.headersComplete) {
        field(m_received.trailers, line);
        return true;
    }
    if (line.starts_with("HTTP/")) {
        statusLine(line);
        return true;
    }
    if (line == "\r\n" || line == "\n") {
        m_received.headersComplete = m_received.status >= 200 || m_received.status == 101;
        if (m_received.headersComplete && m_limits.keepBody) {
            reserveBody();
        }
        return true;
    }
    field(m_received.headers, line);
    return true;
}

bool Receiver::bodyBytes(std::string_view bytes)
{
    if (bytes.size() > m_limits.bodyBytes - m_bodyBytes) {
        m_received.excess = Received::Excess::Body;
        m_received.body = {};
        return false;
    }
    m_bodyBytes += bytes.size();
    if (m_limits.keepBody) {
        m_received.body.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }
    return true;
}

void Receiver::field(std::vector<Answer::Header> &fields, std::string_view line)
{
    const bool folded = line.starts_with(' ') || line.starts_with('\t');
    if (folded && !fields.empty()) {
        fields.back().second += ' ' + trimmed(line);
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) {
        fields.emplace_back(trimmed(line.substr(0, colon)).toLower(), trimmed(line.substr(colon + 1)));
    }
}

void Receiver::statusLine(std::string_view line)
{
    m_received.headers.clear();
    const std::size_t space = line.find(' ');
    const QByteArray rest = space == std::string_view::npos ? QByteArray() : trimmed(line.substr(space + 1));
    m_received.status = rest.left(3).toInt();
    m_received.reason = rest.mid(3).trimmed();
}

void Receiver::reserveBody()
{
    for (const auto &[name, value] : m_received.headers) {
        if (name == "content-length") {
            // What the peer announces is a hint, never a reason to allocate much.
            const auto announced = static_cast<std::size_t>(std::max(value.toLongLong(), qlonglong{0}));
            m_received.body.reserve(static_cast<qsizetype>(std::min({announced, m_limits.bodyBytes, largestReserve})));
        }
    }
}

} // namespace readyroom::http
