// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakefeed.h"

namespace readyroom::fakes {

FakeFeed::FakeFeed(fleet::FleetSnapshot snapshot, QObject *parent)
    : FleetFeed(parent)
    , m_latest(std::make_shared<const fleet::FleetSnapshot>(std::move(snapshot)))
{
}

void FakeFeed::set(fleet::FleetSnapshot snapshot)
{
    m_latest = std::make_shared<const fleet::FleetSnapshot>(std::move(snapshot));
    Q_EMIT changed();
}

} // namespace readyroom::fakes
