// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/response.h"
#include "app/security/redactor.h"
#include "models/drills/act.h"
#include "models/ports/error.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <optional>

namespace readyroom::actions {

/// An answer as Chaos Toolkit has it: {"status": 200, "headers": {name in lower case: text}, "body": …}, the body as
/// the JSON that it is where the Content-Type says so, else as a text. Secrets are blotted out.
[[nodiscard]] QJsonObject answerJson(const http::Response &response, const security::Redactor &redactor);

/// `wanted` is a status or a list of them; absent: any 2xx.
[[nodiscard]] bool isExpected(int status, const QJsonValue &wanted);
/// "200 or 204", "2xx".
[[nodiscard]] QString expectedText(const QJsonValue &wanted);

/// How many things were invalidated, as the argument `count` says where to find it: {"at": JSON pointer into the body}
/// to a number, a text that is one, or a list, which counts its elements; or {"regex": RE2, "in": body | reason | the
/// name of a header}, whose first group, or else the whole, is the number. Absent: it is not there. Kind::Config when
/// the pointer or the expression is wrong.
[[nodiscard]] Result<std::optional<std::int64_t>> countOf(const QJsonValue &count, const http::Response &response);

/// What a re-read shows, judged by the argument `verify`: {"status", "at", "pass" | "equals"}. Unknown when no answer
/// came, or `verify` makes no sense.
[[nodiscard]] drills::Verification judgeAnswer(const QJsonObject &verify, const http::Response &response,
                                               const security::Redactor &redactor);

} // namespace readyroom::actions
