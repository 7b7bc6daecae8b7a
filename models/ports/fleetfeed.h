// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleetsnapshot.h"

#include <QObject>

#include <memory>

namespace readyroom {

/// The state of the fleet as the window sees it: lives on the UI thread, changes at most 10 times a second.
class FleetFeed : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Never null; empty before the first snapshot.
    [[nodiscard]] virtual std::shared_ptr<const fleet::FleetSnapshot> latest() const = 0;

Q_SIGNALS:
    void changed();
};

} // namespace readyroom
