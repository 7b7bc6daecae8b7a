// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/httpfwd.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <expected>
#include <string>

namespace readyroom::lab {

/// Answers with compact JSON.
void reply(httplib::Response &response, int status, const QJsonObject &body,
           const std::string &contentType = "application/json");
/// Answers `{"error": sentence}`.
void refuse(httplib::Response &response, int status, const QString &sentence);

/// The JSON object of a request's body, all of whose keys are among `known`; otherwise one sentence that says what is
/// wrong. An empty body is an empty object.
[[nodiscard]] std::expected<QJsonObject, QString> bodyObject(const httplib::Request &request, const QStringList &known);

} // namespace readyroom::lab
