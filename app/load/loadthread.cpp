// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load/loadthread.h"

#include "app/load/crowd.h"

#include <memory>

namespace readyroom::load {

LoadThread::LoadThread(Plan plan, security::Permit permit, security::Redactor redactor, std::stop_token stop,
                       ProgressBoard &board, async::Promise<Report> promise)
    : m_plan(std::move(plan))
    , m_permit(std::move(permit))
    , m_redactor(std::move(redactor))
    , m_stop(std::move(stop))
    , m_board(board)
    , m_promise(std::move(promise))
{
    setObjectName(QStringLiteral("load"));
}

LoadThread::~LoadThread()
{
    wait();
}

void LoadThread::run()
{
    auto crowd = std::make_unique<Crowd>(m_plan, m_permit, m_redactor, m_stop, m_board);
    connect(crowd.get(), &Crowd::ended, crowd.get(), [this] { quit(); });
    crowd->start();
    exec();
    Result<Report> result = crowd->result();
    crowd.reset();
    m_promise.set(std::move(result));
}

} // namespace readyroom::load
