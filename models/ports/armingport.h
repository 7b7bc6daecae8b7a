// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleet.h"
#include "models/ports/error.h"
#include "models/ports/time.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace readyroom {

/// How a person confirmed that an environment shall be armed.
struct ArmingConfirmation {
    enum class How {
        Typed, ///< the name of the environment was typed
        Clicked,
        CommandLine ///< named on the command line, which is as good as typed
    };
    How how = How::Typed;
    QString typed = {}; ///< with How::Typed
    bool operator==(const ArmingConfirmation &) const = default;
};

/// What may be changed right now.
struct Armed {
    QString environment;
    Duration left; ///< until it ends by itself; positive
    bool operator==(const Armed &) const = default;
};

/// Whether the program may change something, for those who show it. Used on the thread it lives on.
class ArmingPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Those that can be armed, as the fleet file has them.
    [[nodiscard]] virtual std::vector<fleet::Environment> environments() const = 0;
    /// Absent: read-only, as at the start.
    [[nodiscard]] virtual std::optional<Armed> armed() const = 0;
    /// Arms one environment for its `armFor`, and disarms any other. Kind::Config with a sentence when the confirmation
    /// is not what the environment asks for.
    [[nodiscard]] virtual Result<void> arm(const QString &environment, const ArmingConfirmation &confirmation) = 0;
    /// Starts the time of what is armed again. Kind::Config when nothing is.
    [[nodiscard]] virtual Result<void> extend() = 0;
    /// Back to read-only, at the wish of the operator.
    virtual void disarm() = 0;

Q_SIGNALS:
    /// Armed, extended, disarmed for whatever reason, or other environments. Not for the passing of time.
    void changed();
};

} // namespace readyroom
