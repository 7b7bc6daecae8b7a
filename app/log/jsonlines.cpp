// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/jsonlines.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <chrono>
#include <utility>

namespace readyroom::logs {

using namespace Qt::StringLiterals;

namespace {

/// Unit separators around the id, in front of the message: spdlog hands a formatter nothing but the text.
constexpr char mark = '\x1f';
constexpr qsizetype longestId = 128;

bool isId(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= longestId && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
            || c == '.' || c == ':' || c == '+';
    });
}

/// The id and what follows it; the id is empty when there is none.
std::pair<QByteArrayView, QByteArrayView> parted(QByteArrayView payload)
{
    if (!payload.startsWith(mark)) {
        return {{}, payload};
    }
    const qsizetype end = payload.indexOf(mark, 1);
    if (end < 0 || !isId(payload.sliced(1, end - 1))) {
        return {{}, payload};
    }
    return {payload.sliced(1, end - 1), payload.sliced(end + 1)};
}

QByteArray quoted(const QByteArray &text)
{
    // A document needs an array or object at its top, so the string travels in an array.
    const QByteArray array = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

} // namespace

std::string ofRequest(QByteArrayView requestId, std::string message)
{
    return isId(requestId)
        ? mark + std::string(requestId.data(), static_cast<std::size_t>(requestId.size())) + mark + std::move(message)
        : message;
}

JsonLines::JsonLines(security::Redactor redactor)
    : m_redactor(std::move(redactor))
{
}

void JsonLines::format(const spdlog::details::log_msg &message, spdlog::memory_buf_t &line)
{
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(message.time.time_since_epoch());
    const auto [id, text] =
        parted(QByteArrayView(message.payload.data(), static_cast<qsizetype>(message.payload.size())));
    const auto level = spdlog::level::to_string_view(message.level);

    QByteArray json = "{\"ts\":\"";
    json += QDateTime::fromMSecsSinceEpoch(millis.count(), Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
    json += "\",\"level\":\"" + QByteArray(level.data(), static_cast<qsizetype>(level.size()));
    json += "\",\"msg\":" + quoted(m_redactor.redacted(text.toByteArray()));
    if (!id.isEmpty()) {
        json += ",\"request_id\":" + quoted(m_redactor.redacted(id.toByteArray()));
    }
    json += "}\n";
    line.append(json.constData(), json.constData() + json.size());
}

std::unique_ptr<spdlog::formatter> JsonLines::clone() const
{
    return std::make_unique<JsonLines>(m_redactor);
}

} // namespace readyroom::logs
