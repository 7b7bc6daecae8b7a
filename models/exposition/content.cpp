// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exposition/content.h"

#include <QJsonParseError>

#include <algorithm>
#include <array>

namespace readyroom::exposition {

using namespace Qt::StringLiterals;

namespace {

struct StatusName {
    int status;
    QLatin1StringView name;
};

constexpr std::array statusNames{
    StatusName{200, "OK"_L1},
    StatusName{201, "Created"_L1},
    StatusName{202, "Accepted"_L1},
    StatusName{204, "No Content"_L1},
    StatusName{206, "Partial Content"_L1},
    StatusName{301, "Moved Permanently"_L1},
    StatusName{302, "Found"_L1},
    StatusName{303, "See Other"_L1},
    StatusName{304, "Not Modified"_L1},
    StatusName{307, "Temporary Redirect"_L1},
    StatusName{308, "Permanent Redirect"_L1},
    StatusName{400, "Bad Request"_L1},
    StatusName{401, "Unauthorized"_L1},
    StatusName{403, "Forbidden"_L1},
    StatusName{404, "Not Found"_L1},
    StatusName{405, "Method Not Allowed"_L1},
    StatusName{406, "Not Acceptable"_L1},
    StatusName{407, "Proxy Authentication Required"_L1},
    StatusName{408, "Request Timeout"_L1},
    StatusName{410, "Gone"_L1},
    StatusName{418, "I'm a teapot"_L1},
    StatusName{429, "Too Many Requests"_L1},
    StatusName{500, "Internal Server Error"_L1},
    StatusName{501, "Not Implemented"_L1},
    StatusName{502, "Bad Gateway"_L1},
    StatusName{503, "Service Unavailable"_L1},
    StatusName{504, "Gateway Timeout"_L1},
};

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

Content::Content(const Answer &answer, const fleet::Endpoint &endpoint)
    : m_answer(answer)
    , m_endpoint(endpoint)
{
    const QByteArrayView type = answer.header("content-type");
    const auto parameters = std::ranges::find(type, ';');
    m_mediaType = type.first(parameters - type.begin()).trimmed().toByteArray().toLower();
    QByteArrayView rest = answer.body;
    if (rest.startsWith("\xef\xbb\xbf")) {
        rest = rest.sliced(3);
    }
    if (const auto first = std::ranges::find_if_not(rest, isSpace); first != rest.end()) {
        m_firstByte = *first;
    }
}

bool Content::isHtml() const
{
    if (m_mediaType == "text/html" || m_mediaType == "application/xhtml+xml") {
        return true;
    }
    if (m_firstByte != '<') {
        return false;
    }
    const QByteArray start = m_answer.body.left(256).trimmed().toLower();
    return start.contains("<!doctype html") || start.contains("<html") || start.startsWith("<head")
        || start.startsWith("<body");
}

bool Content::claimsJson() const
{
    return m_mediaType == "application/json" || m_mediaType == "text/json" || m_mediaType.endsWith("+json");
}

bool Content::looksLikeJson() const
{
    // Not the verbose text of Kubernetes, whose lines begin with "[+]" and "[-]".
    const QByteArrayView start =
        QByteArrayView(m_answer.body).first(std::min<qsizetype>(m_answer.body.size(), 256)).trimmed();
    const bool kubernetes = start.startsWith("[+]") || start.startsWith("[-]");
    return claimsJson() || m_firstByte == '{' || (m_firstByte == '[' && !kubernetes);
}

const Result<QJsonDocument> &Content::json() const
{
    if (!m_json) {
        QJsonParseError error;
        QJsonDocument document = QJsonDocument::fromJson(m_answer.body, &error);
        if (error.error == QJsonParseError::NoError) {
            m_json = std::move(document);
        } else {
            const SourcePosition where = positionOf(m_answer.body, error.offset);
            Error failed{Error::Kind::Parse,
                         sentence(u"with JSON that breaks at line %1, column %2: %3"_s.arg(where.line)
                                      .arg(where.column)
                                      .arg(error.errorString())),
                         {},
                         where};
            m_json = std::unexpected(std::move(failed));
        }
    }
    return *m_json;
}

QString Content::sentence(const QString &what) const
{
    const QString subject = m_endpoint.path.isEmpty() ? u"The endpoint"_s : m_endpoint.path;
    const QString end = what.endsWith(u'?') || what.endsWith(u'.') ? QString() : u"."_s;
    return u"%1 answered %2%3"_s.arg(subject, what, end);
}

std::unexpected<Error> Content::failed(Error::Kind kind, const QString &what) const
{
    return failure(kind, sentence(what));
}

SourcePosition positionOf(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const auto isCodePointStart = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
    return {{},
            static_cast<int>(std::ranges::count(before, '\n')) + 1,
            static_cast<int>(std::ranges::count_if(before.sliced(lineStart), isCodePointStart)) + 1};
}

QString statusText(int status)
{
    const QLatin1StringView name = statusName(status);
    return name.isEmpty() ? QString::number(status) : u"%1 %2"_s.arg(status).arg(name);
}

QLatin1StringView statusName(int status)
{
    const auto it = std::ranges::find(statusNames, status, &StatusName::status);
    return it == statusNames.end() ? QLatin1StringView() : it->name;
}

} // namespace readyroom::exposition
