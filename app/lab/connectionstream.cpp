// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/connectionstream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>

namespace readyroom::lab {

namespace {

constexpr std::chrono::milliseconds peerPatience{5000};
constexpr std::size_t gatherLimit = 256U * 1024;

void fillIn(const sockaddr_in &address, std::string &ip, int &port)
{
    std::array<char, INET_ADDRSTRLEN> text{};
    if (inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size())) {
        ip = text.data();
    }
    port = ntohs(address.sin_port);
}

} // namespace

ConnectionStream::ConnectionStream(socket_t socket)
    : m_socket(socket)
{
}

bool ConnectionStream::waitFor(short events, std::chrono::milliseconds timeout) const
{
    const auto end = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd wanted{.fd = m_socket, .events = events, .revents = 0};
        const int ready = ::poll(&wanted, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        if (ready >= 0 || errno != EINTR) {
            return ready > 0;
        }
    }
}

bool ConnectionStream::waitForRequest(std::chrono::milliseconds timeout) const
{
    if (m_inBegin < m_inEnd) {
        return true;
    }
    char first = 0;
    return waitFor(POLLIN, timeout) && ::recv(m_socket, &first, 1, MSG_PEEK) == 1;
}

bool ConnectionStream::flush()
{
    std::size_t sent = 0;
    while (sent < m_out.size()) {
        const ssize_t n = ::send(m_socket, m_out.data() + sent, m_out.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            sent += static_cast<std::size_t>(n);
        } else if (n == 0 || (errno != EAGAIN && errno != EINTR) || !waitFor(POLLOUT, peerPatience)) {
            m_out.clear();
            return false;
        }
    }
    m_out.clear();
    return true;
}

bool ConnectionStream::is_readable() const
{
    return m_inBegin < m_inEnd || waitFor(POLLIN, peerPatience);
}

bool ConnectionStream::is_writable() const
{
    return waitFor(POLLOUT, peerPatience);
}

ssize_t ConnectionStream::read(char *data, size_t size)
{
    if (m_inBegin == m_inEnd) {
        if (!waitFor(POLLIN, peerPatience)) {
            return -1;
        }
        const ssize_t n = ::recv(m_socket, m_in.data(), m_in.size(), 0);
        if (n <= 0) {
            return n;
        }
        m_inBegin = 0;
        m_inEnd = static_cast<std::size_t>(n);
    }
    const std::size_t n = std::min(size, m_inEnd - m_inBegin);
    std::memcpy(data, m_in.data() + m_inBegin, n);
    m_inBegin += n;
    return static_cast<ssize_t>(n);
}

ssize_t ConnectionStream::write(const char *data, size_t size)
{
    m_out.append(data, size);
    if (m_out.size() > gatherLimit && !flush()) {
        return -1;
    }
    return static_cast<ssize_t>(size);
}

void ConnectionStream::get_remote_ip_and_port(std::string &ip, int &port) const
{
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (::getpeername(m_socket, reinterpret_cast<sockaddr *>(&address), &length) == 0) {
        fillIn(address, ip, port);
    }
}

void ConnectionStream::get_local_ip_and_port(std::string &ip, int &port) const
{
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &length) == 0) {
        fillIn(address, ip, port);
    }
}

} // namespace readyroom::lab
