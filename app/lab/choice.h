// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace readyroom::lab {

/// One value that an argument of an action may have right now, as `GET /lab/<service>/choices?action=A&argument=B`
/// tells.
struct LabChoice {
    QString value;
    QString label = {}; ///< for people; empty: as the value
    bool current = false; ///< it is what is there now
    bool operator==(const LabChoice &) const = default;
};

/// `{"choices":[{"value","label","current"}]}`.
[[nodiscard]] QJsonObject choicesReport(const std::vector<LabChoice> &choices);

} // namespace readyroom::lab
