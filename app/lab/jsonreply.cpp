// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/jsonreply.h"

#include <httplib.h>

#include <QJsonDocument>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

void reply(httplib::Response &response, int status, const QJsonObject &body, const std::string &contentType)
{
    response.status = status;
    response.set_content(QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString() + "\n", contentType);
}

void refuse(httplib::Response &response, int status, const QString &sentence)
{
    reply(response, status, {{u"error"_s, sentence}});
}

std::expected<QJsonObject, QString> bodyObject(const httplib::Request &request, const QStringList &known)
{
    if (request.body.empty()) {
        return QJsonObject{};
    }
    QJsonParseError error{};
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(request.body), &error);
    if (error.error != QJsonParseError::NoError) {
        return std::unexpected(u"The body is not JSON: %1 at byte %2."_s.arg(error.errorString()).arg(error.offset));
    }
    if (!document.isObject()) {
        return std::unexpected(u"The body must be a JSON object."_s);
    }
    const QJsonObject object = document.object();
    for (const QString &key : object.keys()) {
        if (!known.contains(key)) {
            return std::unexpected(u"Unknown key \"%1\"; known are %2."_s.arg(key, known.join(u", "_s)));
        }
    }
    return object;
}

} // namespace readyroom::lab
