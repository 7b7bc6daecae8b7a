// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/lifetime.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace readyroom::lab {

Lifetime::Lifetime(Parent parent)
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    m_signals = ::signalfd(-1, &ending, SFD_CLOEXEC);
    if (parent == Parent::Watch) {
        const pid_t starter = ::getppid();
        m_parent = static_cast<int>(::syscall(SYS_pidfd_open, starter, 0));
        // The parent may have ended before its pidfd was opened; this process then has another one already.
        m_orphaned = m_parent < 0 || ::getppid() != starter;
    }
}

Lifetime::~Lifetime()
{
    ::close(m_signals);
    if (m_parent >= 0) {
        ::close(m_parent);
    }
}

void Lifetime::wait() const
{
    std::array<pollfd, 2> watched{{{m_signals, POLLIN, 0}, {m_parent, POLLIN, 0}}};
    while (!m_orphaned) {
        if (::poll(watched.data(), watched.size(), -1) >= 0 || errno != EINTR) {
            return;
        }
    }
}

} // namespace readyroom::lab
