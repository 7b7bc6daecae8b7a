// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/ports.h"

namespace readyroom::lab {

Ports::Ports(Listener::Routes app, std::size_t connections, Listener::Routes operations)
    : m_app(std::move(app), connections)
    , m_operations(std::move(operations))
{
}

bool Ports::open()
{
    const std::lock_guard lock(m_mutex);
    return m_app.open() && m_operations.open();
}

Fault Ports::change(const FaultChange &change)
{
    const std::lock_guard lock(m_mutex);
    const Fault fault = m_faults.change(change);
    if (fault.down) {
        m_app.close();
        m_operations.close();
        return fault;
    }
    if (!m_app.open() || !m_operations.open()) {
        return m_faults.change({.down = true});
    }
    return fault;
}

} // namespace readyroom::lab
