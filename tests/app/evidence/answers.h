// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/evidence/instanceanswers.h"

#include <QString>

#include <utility>
#include <vector>

namespace readyroom::test {

inline http::Response answer(int status, const QByteArray &body = {}, std::vector<Answer::Header> headers = {})
{
    http::Response made;
    made.status = status;
    made.body = body;
    made.headers = std::move(headers);
    return made;
}

inline http::Response silence(const QString &sentence = QStringLiteral("10.0.0.1:80 refused the connection"))
{
    http::Response made;
    made.error = Error{Error::Kind::Connect, sentence};
    return made;
}

/// One instance for each list of answers.
inline std::vector<evidence::InstanceAnswers> instances(std::vector<std::vector<http::Response>> answers)
{
    std::vector<evidence::InstanceAnswers> made;
    for (std::vector<http::Response> &ofOne : answers) {
        made.push_back({QStringLiteral("10.0.0.%1:80").arg(made.size() + 1), std::move(ofOne)});
    }
    return made;
}

} // namespace readyroom::test
