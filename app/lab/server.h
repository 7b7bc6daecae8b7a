// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <httplib.h>

#include <mutex>
#include <set>

namespace readyroom::lab {

/// cpp-httplib's server with connections that can be cut: stopping does not wait for idle peers.
class Server final : public httplib::Server {
public:
    /// Each open connection holds one of `threads`.
    explicit Server(std::size_t threads);

    /// Binds 127.0.0.1:`port` and asks the kernel for a backlog that survives a burst (the library's is 5).
    [[nodiscard]] bool bind(int port);
    /// Stops accepting and cuts every connection. Call after `is_running()`.
    void cut();

private:
    bool process_and_close_socket(socket_t sock) override;
    [[nodiscard]] bool admit(socket_t sock);

    std::mutex m_mutex;
    std::set<socket_t> m_open;
    bool m_cut = false;
};

} // namespace readyroom::lab
