// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/drills/act.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>
#include <vector>

/// What is known of the orders that the demo fleet takes over its control port, POST <service>/<order>, from the
/// overview of the service. Of an order that is not known here nothing is said.
namespace readyroom::actions::lab {

/// What the overview shows once an order is carried out.
struct Expectation {
    QString at; ///< JSON pointer into the overview
    QJsonValue value;
    bool differs = false; ///< it is not to be that value
    bool operator==(const Expectation &) const = default;
};

/// Of `fault` (but of an origin that the overview does not show), `failover`, `deploy`, `rollback`, `mode`, `partition`
/// and `heal`.
[[nodiscard]] std::vector<Expectation> expectationsOf(const QString &order, const QJsonObject &body,
                                                      const QJsonObject &overview);

/// What leads back to how it is in `overview`. Absent where nothing does, as for instances that differ among each
/// other, since one order is for all of them.
struct Undo {
    QString order;
    QJsonObject body;
    QString effect; ///< one sentence
    bool operator==(const Undo &) const = default;
};
[[nodiscard]] std::optional<Undo> undoOf(const QString &order, const QJsonObject &body, const QJsonObject &overview);

/// What of the overview an order is about, one sentence; empty when that is not known.
[[nodiscard]] QString nowOf(const QString &order, const QJsonObject &body, const QJsonObject &overview);

} // namespace readyroom::actions::lab
