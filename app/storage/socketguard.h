// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <mutex>
#include <optional>

namespace readyroom::storage {

/// The socket under a connection that one thread works on, so that another one can end a call that does not return:
/// libpq has no time limit for an answer, and a server that hangs keeps its connections.
class SocketGuard final {
public:
    using SteadyTime = std::chrono::steady_clock::time_point;

    /// The working thread says which socket it uses, and before it is closed, that there is none (-1).
    void use(int socket);
    /// Ends a call of the working thread with an error. From any thread.
    void interrupt();

    /// Marks a call of the working thread that may hang.
    class Call final {
    public:
        explicit Call(SocketGuard &guard);
        ~Call();
        Call(const Call &) = delete;
        Call &operator=(const Call &) = delete;

    private:
        SocketGuard &m_guard;
        bool m_outermost;
    };

    /// How long the present call has been taking; zero between calls. From any thread.
    [[nodiscard]] std::chrono::milliseconds busyFor() const;

private:
    mutable std::mutex m_mutex;
    int m_socket = -1;
    std::optional<SteadyTime> m_busySince;
};

} // namespace readyroom::storage
