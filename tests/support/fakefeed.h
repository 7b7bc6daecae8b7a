// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/clock.h"
#include "models/ports/fleetfeed.h"

namespace readyroom::fakes {

/// A feed that says what a test tells it to.
class FakeFeed final : public FleetFeed {
    Q_OBJECT
public:
    explicit FakeFeed(fleet::FleetSnapshot snapshot = {}, QObject *parent = nullptr);

    void set(fleet::FleetSnapshot snapshot);
    [[nodiscard]] std::shared_ptr<const fleet::FleetSnapshot> latest() const override { return m_latest; }

private:
    std::shared_ptr<const fleet::FleetSnapshot> m_latest;
};

/// A clock that stands still until it is set.
class FakeClock final : public Clock {
public:
    explicit FakeClock(Timestamp at)
        : m_at(at)
    {
    }
    [[nodiscard]] Timestamp now() const override { return m_at; }
    void advance(Duration by) { m_at += by; }

private:
    Timestamp m_at;
};

} // namespace readyroom::fakes
