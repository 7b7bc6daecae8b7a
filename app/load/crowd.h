// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/asyncscope.h"
#include "app/http/transport.h"
#include "app/load/loadclient.h"
#include "app/load/progressboard.h"
#include "app/load/tally.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>

namespace readyroom::load {

/// The users of a load, on the thread it lives on.
class Crowd final : public QObject {
    Q_OBJECT
public:
    /// `permit` and `board` outlive it; `stop` may be requested from any thread.
    Crowd(Plan plan, const security::Permit &permit, const security::Redactor &redactor, const std::stop_token &stop,
          ProgressBoard &board);
    ~Crowd() override;

    void start();
    /// Once it has ended. Kind::Cancelled when it was stopped, Kind::Unsupported when the permit became void.
    [[nodiscard]] Result<Report> result() const;

Q_SIGNALS:
    /// No user asks any more. The owner destroys this then, from the event loop.
    void ended();

private:
    using Steady = std::chrono::steady_clock;

    [[nodiscard]] QCoro::Task<> user(int number);
    [[nodiscard]] http::Request requestOf(int user, std::size_t turn) const;
    [[nodiscard]] bool mayAsk();
    [[nodiscard]] double done() const;
    void look();
    void endEarly(Error why);

    Plan m_plan;
    const security::Permit &m_permit;
    ProgressBoard &m_board;
    QByteArray m_keys; ///< how the client keys of this run begin
    http::Transport m_transport;
    async::AsyncScope m_scope;
    QTimer m_looks;
    Tally m_tally;
    std::size_t m_asked = 0;
    Steady::time_point m_began;
    Steady::time_point m_lastEnd; ///< of a request
    double m_cpuBefore = 0.0; ///< seconds of this thread when the load began
    std::optional<Error> m_why; ///< it ended early
    std::stop_callback<std::function<void()>> m_onStop; ///< destroyed first
};

} // namespace readyroom::load
