// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/haproxystate.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <variant>

namespace readyroom::actions {

/// A weight as HAProxy takes it: 0 … 256, or so many percent of the one that is configured.
struct HaproxyWeight {
    int amount = 0;
    bool percent = false;

    /// "25" or "25%".
    [[nodiscard]] QString text() const;
    /// What it comes to. HAProxy cuts off what is behind the point, so that 50 % of 1 is 0.
    [[nodiscard]] int of(int initialWeight) const;
    bool operator==(const HaproxyWeight &) const = default;
};

/// One change of one server.
struct HaproxyOrder {
    QString backend;
    QString server;
    std::variant<HaproxyMode, HaproxyWeight> want;
    Duration timeout{2000};

    /// "be/s1".
    [[nodiscard]] QString path() const { return backend + u'/' + server; }
    /// "set server be/s1 state drain", without a line end.
    [[nodiscard]] QByteArray line() const;
    bool operator==(const HaproxyOrder &) const = default;
};

/// From `do`, `backend`, `server` and `state` or `weight`. Kind::Config with a sentence. Names are those that HAProxy
/// allows (letters, digits, "-", "_", "." and ":"), so that none can end the command and begin another one.
[[nodiscard]] Result<HaproxyOrder> haproxyOrderFrom(const QJsonObject &arguments);
/// The argument `name`, which must be such a name.
[[nodiscard]] Result<QString> haproxyNameFrom(const QJsonObject &arguments, const QString &name);

} // namespace readyroom::actions
