// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/listener.h"

#include "app/lab/server.h"

#include <unistd.h>

namespace readyroom::lab {

Listener::Listener(Routes routes, std::size_t connections)
    : m_routes(std::move(routes))
    , m_connections(connections)
{
}

Listener::~Listener()
{
    close();
    m_serving.clear();
    if (m_reservation >= 0) {
        ::close(m_reservation);
    }
}

bool Listener::reserve()
{
    if (m_reservation >= 0) {
        return true;
    }
    const int sock = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (sock < 0) {
        return false;
    }
    const int yes = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *const generic = reinterpret_cast<sockaddr *>(&address);
    // Bound but never listening: with SO_REUSEPORT on both, the server may take the port and leave it again.
    if (::setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0
        || ::setsockopt(sock, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0
        || ::bind(sock, generic, sizeof address) != 0 || ::getsockname(sock, generic, &length) != 0) {
        ::close(sock);
        return false;
    }
    m_reservation = sock;
    m_port = ntohs(address.sin_port);
    return true;
}

bool Listener::open()
{
    if (m_server) {
        return true;
    }
    if (!reserve()) {
        return false;
    }
    auto server = std::make_shared<Server>(m_connections);
    m_routes(*server);
    if (!server->bind(m_port)) {
        return false;
    }
    m_serving.emplace_back([server] { server->listen_after_bind(); });
    // stop() of a server that does not run yet is lost, so open() ends when it does.
    while (!server->is_running()) {
        std::this_thread::yield();
    }
    m_server = std::move(server);
    return true;
}

void Listener::close()
{
    if (m_server) {
        m_server->cut();
        m_server.reset();
    }
}

std::string Listener::url() const
{
    return "http://127.0.0.1:" + std::to_string(m_port);
}

} // namespace readyroom::lab
