// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/faults.h"
#include "app/lab/listener.h"

namespace readyroom::lab {

/// The two ports of a service that has one instance: its own traffic uses the first, operators the other, which
/// therefore answers in milliseconds under any load. A fault "down" closes both. Thread-safe.
class Ports final {
public:
    /// `connections` bounds those of the first port.
    Ports(Listener::Routes app, std::size_t connections, Listener::Routes operations);

    /// False when no port can be had.
    [[nodiscard]] bool open();
    /// Down closes both ports, up opens the same ones again. The fault that holds from now on.
    Fault change(const FaultChange &change);
    [[nodiscard]] Fault fault() const { return m_faults.read(); }
    [[nodiscard]] int appPort() const { return m_app.port(); }
    /// Where operators find the service.
    [[nodiscard]] std::string url() const { return m_operations.url(); }

private:
    std::mutex m_mutex; ///< guards opening and closing
    Faults m_faults;
    Listener m_app;
    Listener m_operations;
};

} // namespace readyroom::lab
