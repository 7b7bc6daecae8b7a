// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/httpfwd.h"

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace readyroom::lab {

class Server;

/// One port of 127.0.0.1 that a service answers on, and that it can really go away from: while closed, connections are
/// refused and those that were open are cut, but the port stays reserved, so that nobody else gets it meanwhile.
/// Not thread-safe; handlers run on the threads of the listener.
class Listener final {
public:
    using Routes = std::function<void(httplib::Server &)>;

    /// Enough for the load of 100 users that a readiness profile may ask for, and for those who look on meanwhile.
    static constexpr std::size_t usualConnections = 256;

    /// `routes` registers the handlers; it is called at every open(). More than `connections` at a time have to wait.
    explicit Listener(Routes routes, std::size_t connections = usualConnections);
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    /// False when no port can be had. Opening an open listener does nothing.
    [[nodiscard]] bool open();
    /// Returns at once; requests that are being answered end on their own threads.
    void close();
    [[nodiscard]] bool isOpen() const { return m_server != nullptr; }
    [[nodiscard]] int port() const { return m_port; } ///< 0 before the first open()
    [[nodiscard]] std::string url() const; ///< "http://127.0.0.1:PORT"

private:
    [[nodiscard]] bool reserve();

    Routes m_routes;
    std::size_t m_connections;
    int m_reservation = -1;
    int m_port = 0;
    std::shared_ptr<Server> m_server;
    std::vector<std::jthread> m_serving; ///< of this and of earlier servers that still end their last requests
};

} // namespace readyroom::lab
