// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/async/asyncscope.h"

#include "app/async/call.h"
#include "app/async/completion.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QTimer>

#include <spdlog/spdlog.h>

#include <vector>

namespace readyroom::async {

struct AsyncScope::State {
    QString name;
    std::stop_source stop;
    std::size_t running = 0;
    std::vector<Promise<void>> drained;

    void finished(const Result<void> &result)
    {
        if (!result && result.error().kind != Error::Kind::Cancelled) {
            spdlog::error("{}: {} ({})", name.toStdString(), result.error().message.toStdString(),
                          result.error().detail.toStdString());
        }
        if (--running > 0) {
            return;
        }
        for (const Promise<void> &promise : std::exchange(drained, {})) {
            promise.set({});
        }
    }
};

AsyncScope::AsyncScope(QString name)
    : m_state(std::make_shared<State>(State{.name = std::move(name), .stop = {}, .running = 0, .drained = {}}))
{
}

AsyncScope::~AsyncScope()
{
    m_state->stop.request_stop();
    if (m_state->running > 0) {
        spdlog::warn("{}: {} tasks outlive their owner", m_state->name.toStdString(), m_state->running);
    }
}

void AsyncScope::start(QCoro::Task<Result<void>> task)
{
    ++m_state->running;
    track(m_state, std::move(task));
}

void AsyncScope::start(QCoro::Task<> task)
{
    ++m_state->running;
    trackPlain(m_state, std::move(task));
}

std::size_t AsyncScope::running() const
{
    return m_state->running;
}

std::stop_token AsyncScope::stopToken() const
{
    return m_state->stop.get_token();
}

void AsyncScope::requestStop()
{
    m_state->stop.request_stop();
}

QCoro::Task<> AsyncScope::drain()
{
    return waitForDrained(m_state);
}

QCoro::Task<> AsyncScope::waitForDrained(std::shared_ptr<State> state)
{
    while (state->running > 0) {
        auto [promise, completion] = makeCompletion<void>();
        state->drained.push_back(std::move(promise));
        (void)co_await completion;
    }
}

bool AsyncScope::waitUntilDrained(Duration atMost)
{
    if (m_state->running == 0) {
        return true;
    }
    QEventLoop loop;
    QTimer::singleShot(atMost, Qt::PreciseTimer, &loop, [&loop] { loop.quit(); });
    QCoro::connect(drain(), &loop, [&loop] { loop.quit(); });
    // Inside an event handler, Qt on GLib takes what was posted along with that event for delivered already and would
    // sleep on it: the last task's resumption can be among it.
    QAbstractEventDispatcher::instance()->wakeUp();
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    return m_state->running == 0;
}

QCoro::Task<> AsyncScope::track(std::shared_ptr<State> state, QCoro::Task<Result<void>> task)
{
    Result<void> result;
    try {
        result = co_await task;
    } catch (const std::exception &exception) {
        result = std::unexpected(detail::foreignException(exception));
    }
    state->finished(result);
}

QCoro::Task<> AsyncScope::trackPlain(std::shared_ptr<State> state, QCoro::Task<> task)
{
    Result<void> result;
    try {
        co_await task;
    } catch (const std::exception &exception) {
        result = std::unexpected(detail::foreignException(exception));
    }
    state->finished(result);
}

} // namespace readyroom::async
