// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/response.h"

#include <QString>

#include <vector>

namespace readyroom::evidence {

/// What one instance of a service answered, in the order of asking.
struct InstanceAnswers {
    QString instance; ///< host:port
    std::vector<http::Response> answers;
};

/// "host:port: " before what is said of one of several instances.
[[nodiscard]] inline QString ofInstance(const QString &instance, const QString &said, std::size_t instances)
{
    if (instances < 2) {
        return said;
    }
    return said.isEmpty() ? instance : QString(instance + QStringLiteral(": ") + said);
}

} // namespace readyroom::evidence
