// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/socketguard.h"

#include <sys/socket.h>

namespace readyroom::storage {

using SteadyClock = std::chrono::steady_clock;

void SocketGuard::use(int socket)
{
    const std::scoped_lock lock(m_mutex);
    m_socket = socket;
}

void SocketGuard::interrupt()
{
    // Under the lock, so that the number does not belong to another file meanwhile.
    const std::scoped_lock lock(m_mutex);
    if (m_socket >= 0) {
        ::shutdown(m_socket, SHUT_RDWR);
    }
}

SocketGuard::Call::Call(SocketGuard &guard)
    : m_guard(guard)
{
    const std::scoped_lock lock(m_guard.m_mutex);
    m_outermost = !m_guard.m_busySince;
    if (m_outermost) {
        m_guard.m_busySince = SteadyClock::now();
    }
}

SocketGuard::Call::~Call()
{
    const std::scoped_lock lock(m_guard.m_mutex);
    if (m_outermost) {
        m_guard.m_busySince.reset();
    }
}

std::chrono::milliseconds SocketGuard::busyFor() const
{
    const std::scoped_lock lock(m_mutex);
    return m_busySince ? std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - *m_busySince)
                       : std::chrono::milliseconds{0};
}

} // namespace readyroom::storage
