// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleet.h"
#include "models/ports/answer.h"

#include <QJsonDocument>

#include <optional>

namespace readyroom::exposition {

/// An answer with what the formats want to know about it before they read it.
class Content {
public:
    /// Both must outlive the content.
    Content(const Answer &answer, const fleet::Endpoint &endpoint);

    [[nodiscard]] const fleet::Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] const QByteArray &body() const { return m_answer.body; }
    [[nodiscard]] int status() const { return m_answer.status; }
    [[nodiscard]] bool isSuccess() const { return m_answer.status >= 200 && m_answer.status < 300; }

    /// `text/plain`, in lower case and without parameters; empty when the answer names none.
    [[nodiscard]] const QByteArray &mediaType() const { return m_mediaType; }
    /// Nothing but white space.
    [[nodiscard]] bool isBlank() const { return m_firstByte == '\0'; }
    /// By content type or by the first tag of the body.
    [[nodiscard]] bool isHtml() const;
    /// The content type names JSON (`application/json`, `…+json`).
    [[nodiscard]] bool claimsJson() const;
    /// claimsJson(), or the body begins with `{` or `[`.
    [[nodiscard]] bool looksLikeJson() const;
    /// The body as JSON; parsed once. The error has the line and column.
    [[nodiscard]] const Result<QJsonDocument> &json() const;

    /// "/metrics answered " + `what`, or with another subject for an endpoint without a path. A whole sentence.
    [[nodiscard]] QString sentence(const QString &what) const;
    /// failure() with that sentence.
    [[nodiscard]] std::unexpected<Error> failed(Error::Kind kind, const QString &what) const;

private:
    const Answer &m_answer;
    const fleet::Endpoint &m_endpoint;
    QByteArray m_mediaType;
    char m_firstByte = '\0'; ///< the first that is not white space
    mutable std::optional<Result<QJsonDocument>> m_json;
};

/// Where byte `offset` of `text` lies; columns count code points.
[[nodiscard]] SourcePosition positionOf(QByteArrayView text, qsizetype offset);

/// "503 Service Unavailable"; the number alone when the status has no name (RFC 9110).
[[nodiscard]] QString statusText(int status);
/// "Service Unavailable"; empty when the status has no name.
[[nodiscard]] QLatin1StringView statusName(int status);

} // namespace readyroom::exposition
