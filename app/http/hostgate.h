// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/completion.h"
#include "models/ports/error.h"

#include <QCoroTask>
#include <QHash>
#include <QString>

#include <list>
#include <memory>
#include <stop_token>

namespace readyroom::http {

struct GateLimits {
    int perHost = 4; ///< requests under way to one host:port
    int overall = 512; ///< requests under way at all; half the usual soft limit of open files
    /// Of `overall`, what hosts whose last request failed may hold together. The rest is kept for healthy ones, so that
    /// even hundreds of hanging hosts leave room.
    int suspects = 384;
};

/// Limits how many requests are under way, per host:port and overall, first come first served within a host; a waiter
/// whose host is full never holds up one whose host is not. Lives on one thread. The time spent waiting here belongs to
/// no request: a request's deadline starts when it is sent, because a queue of ours says nothing about the endpoint.
class HostGate final {
    struct State;

public:
    /// The right to have one request under way; given back on destruction. May outlive the gate.
    class [[nodiscard]] Permit final {
    public:
        Permit(Permit &&other) noexcept = default;
        Permit &operator=(Permit &&other) noexcept;
        ~Permit();
        /// Says how the request went. A host is suspect from a failure on until a success.
        void report(bool success);

    private:
        friend class HostGate;
        Permit(std::shared_ptr<State> state, QString host, bool suspect);
        void release();
        std::shared_ptr<State> m_state;
        QString m_host;
        bool m_suspect = false;
    };

    explicit HostGate(GateLimits limits = {});
    /// Whoever still waits gets Kind::Cancelled.
    ~HostGate();
    HostGate(const HostGate &) = delete;
    HostGate &operator=(const HostGate &) = delete;

    /// Waits for a permit. Errors: Kind::Cancelled.
    [[nodiscard]] QCoro::Task<Result<Permit>> enter(QString hostPort, std::stop_token stop = {});

    [[nodiscard]] int underWay() const;
    [[nodiscard]] int waiting() const;

private:
    static QCoro::Task<Result<Permit>> wait(std::shared_ptr<State> state, QString hostPort, std::stop_token stop);
    std::shared_ptr<State> m_state;
};

} // namespace readyroom::http
