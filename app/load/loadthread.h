// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/async/completion.h"
#include "app/load/loadclient.h"
#include "app/load/progressboard.h"

#include <QThread>

#include <stop_token>

namespace readyroom::load {

/// The thread of one load, with an event loop and a transport of its own. Completes the promise as its last deed, when
/// its connections are closed already, so that waiting for its end after that takes no time.
class LoadThread final : public QThread {
    Q_OBJECT
public:
    /// `board` outlives it.
    LoadThread(Plan plan, security::Permit permit, security::Redactor redactor, std::stop_token stop,
               ProgressBoard &board, async::Promise<Report> promise);
    ~LoadThread() override;

protected:
    void run() override;

private:
    Plan m_plan;
    security::Permit m_permit;
    security::Redactor m_redactor;
    std::stop_token m_stop;
    ProgressBoard &m_board;
    async::Promise<Report> m_promise;
};

} // namespace readyroom::load
