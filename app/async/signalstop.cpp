// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/signalstop.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace readyroom::async {

namespace {

sigset_t endingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

void SignalStop::block()
{
    const sigset_t signals = endingSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

SignalStop::SignalStop()
{
    block();
    const sigset_t signals = endingSignals();
    m_fd = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    m_notifier.setSocket(m_fd);
    QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { take(); });
    m_notifier.setEnabled(true);
}

SignalStop::~SignalStop()
{
    m_notifier.setEnabled(false);
    ::close(m_fd);
}

void SignalStop::take()
{
    signalfd_siginfo info{};
    if (::read(m_fd, &info, sizeof info) == sizeof info) {
        m_stop.request_stop();
    }
}

} // namespace readyroom::async
