// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/server.h"

#include "app/lab/connectionstream.h"
#include "app/lab/workers.h"

namespace readyroom::lab {

namespace {
constexpr std::chrono::seconds keepAlive{30};
constexpr int backlog = 256;

/// RFC 9112, section 6.3: a request without either header has no body. The library waits for one until it gives up.
void assumeNoBody(httplib::Request &request)
{
    if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding")) {
        request.set_header("Content-Length", "0");
    }
}
} // namespace

Server::Server(std::size_t threads)
{
    new_task_queue = [threads] { return new Workers(threads); };
    set_tcp_nodelay(true);
    set_keep_alive_timeout(keepAlive.count());
    set_keep_alive_max_count(1'000'000);
    set_payload_max_length(64U * 1024);
    set_socket_options([](socket_t sock) {
        const int yes = 1;
        ::setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        ::setsockopt(sock, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
    });
    set_exception_handler([](const httplib::Request &, httplib::Response &answer, std::exception_ptr) {
        answer.status = 500;
        answer.set_content("{\"error\":\"The demo service failed to answer.\"}", "application/json");
    });
}

bool Server::bind(int port)
{
    return bind_to_port("127.0.0.1", port) && ::listen(svr_sock_, backlog) == 0;
}

void Server::cut()
{
    {
        const std::lock_guard lock(m_mutex);
        m_cut = true;
        for (const socket_t sock : m_open) {
            ::shutdown(sock, SHUT_RDWR);
        }
    }
    stop();
}

bool Server::admit(socket_t sock)
{
    const std::lock_guard lock(m_mutex);
    if (!m_cut) {
        m_open.insert(sock);
    }
    return !m_cut;
}

bool Server::process_and_close_socket(socket_t sock)
{
    bool good = admit(sock);
    if (good) {
        ConnectionStream stream(sock);
        bool closed = false;
        while (good && !closed && stream.waitForRequest(keepAlive)) {
            good = process_request(stream, false, closed, &assumeNoBody);
            good = stream.flush() && good;
        }
    }
    // Forgotten before it is closed: the number may belong to another connection a moment later.
    const std::lock_guard lock(m_mutex);
    m_open.erase(sock);
    ::shutdown(sock, SHUT_RDWR);
    ::close(sock);
    return good;
}

} // namespace readyroom::lab
