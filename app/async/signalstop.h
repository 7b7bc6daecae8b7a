// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>

#include <stop_token>

namespace readyroom::async {

/// Turns SIGINT and SIGTERM into a stop request, on the event loop of the thread that made it. Must be made before any
/// other thread, so that all of them block the signals; or block() before.
class SignalStop final {
public:
    /// Keeps the signals until somebody takes them. Needs no event loop: an application that starts threads of its own
    /// comes after it.
    static void block();

    SignalStop();
    ~SignalStop();
    Q_DISABLE_COPY_MOVE(SignalStop)

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    void take();

    int m_fd = -1;
    QSocketNotifier m_notifier{QSocketNotifier::Read};
    std::stop_source m_stop;
};

} // namespace readyroom::async
