// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/evidencethread.h"

#include "app/async/asyncscope.h"
#include "app/async/completion.h"

#include <optional>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::Evidence;

/// Everything on the thread. What is made there is made by the first call, and gone with end().
class EvidenceThread::Worker final : public QObject {
    Q_OBJECT
public:
    Worker(fleet::Fleet fleet, security::Vault vault, std::shared_ptr<const TimeSource> time)
        : m_fleet(std::move(fleet))
        , m_vault(std::move(vault))
        , m_time(std::move(time))
    {
    }

    void start(Job job, std::stop_token stop, async::Promise<Evidence> promise)
    {
        if (!m_running) {
            m_running.emplace(m_fleet, m_vault, m_time);
        }
        m_running->scope.start(work(std::move(job), std::move(stop), std::move(promise)));
    }

    void end()
    {
        if (m_running) {
            constexpr Duration patience{5000};
            m_running->scope.requestStop();
            m_running->scope.waitUntilDrained(patience);
            m_running.reset();
        }
    }

private:
    struct Running {
        Running(fleet::Fleet fleet, const security::Vault &vault, std::shared_ptr<const TimeSource> time)
            : client(std::move(fleet), vault, std::move(time))
        {
        }
        ServiceClient client;
        async::AsyncScope scope{u"evidence"_s};
    };

    QCoro::Task<> work(Job job, std::stop_token stop, async::Promise<Evidence> promise)
    {
        std::stop_source either;
        const auto forward = [either]() mutable { either.request_stop(); };
        const std::stop_callback byCaller(std::move(stop), forward);
        const std::stop_callback byOwner(m_running->scope.stopToken(), forward);
        promise.set(co_await job(m_running->client, either.get_token()));
    }

    fleet::Fleet m_fleet;
    security::Vault m_vault;
    std::shared_ptr<const TimeSource> m_time;
    std::optional<Running> m_running;
};

EvidenceThread::EvidenceThread(fleet::Fleet fleet, const security::Vault &vault, std::shared_ptr<const TimeSource> time)
    : m_worker(std::make_unique<Worker>(std::move(fleet), vault, std::move(time)))
{
    m_thread.setObjectName(u"evidence"_s);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

EvidenceThread::~EvidenceThread()
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get()] { worker->end(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QCoro::Task<Result<Evidence>> EvidenceThread::run(Job job, std::stop_token stop)
{
    struct Call {
        Job job;
        std::stop_token stop;
        async::Promise<Evidence> promise;
    };
    auto [promise, completion] = async::makeCompletion<Evidence>();
    auto call = std::make_shared<Call>(Call{std::move(job), std::move(stop), std::move(promise)});
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get(), call = std::move(call)] {
            worker->start(std::move(call->job), std::move(call->stop), std::move(call->promise));
        },
        Qt::QueuedConnection);
    co_return co_await completion;
}

} // namespace readyroom::evidence

#include "evidencethread.moc"
