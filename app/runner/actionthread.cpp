// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/actionthread.h"

#include "app/async/asyncscope.h"
#include "app/async/completion.h"
#include "app/async/sleep.h"
#include "app/http/transport.h"
#include "app/monitor/credentials.h"

#include <optional>
#include <utility>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using actions::Provider;
using drills::Act;
using drills::Choice;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

/// Gives up on what does not stop by itself.
template<typename T>
QCoro::Task<> giveUp(std::shared_ptr<async::Promise<T>> promise, std::stop_token stop, std::stop_token done)
{
    // Longer than anything lasts: only the stop matters.
    constexpr Duration forever = std::chrono::hours{24};
    std::stop_source either;
    const auto forward = [either]() mutable { either.request_stop(); };
    const std::stop_callback byStop(stop, forward);
    const std::stop_callback byDone(done, forward);
    (void)co_await async::sleepFor(forever, either.get_token());
    if (!done.stop_requested() && co_await async::sleepFor(ActionThread::grace, done)) {
        promise->set(std::unexpected(async::cancelledError()));
    }
}

} // namespace

/// Everything on the thread. What is made there is made by the first call, and gone with end().
class ActionThread::Worker final : public QObject {
    Q_OBJECT
public:
    Worker(fleet::Fleet fleet, QStringList loadAllowed, security::Vault vault, std::shared_ptr<const TimeSource> time,
           QuerySource *queries, Fill fill)
        : m_fleet(std::move(fleet))
        , m_loadAllowed(std::move(loadAllowed))
        , m_vault(std::move(vault))
        , m_time(std::move(time))
        , m_queries(queries)
        , m_fill(std::move(fill))
    {
    }

    template<typename T> void start(QString name, Job<T> job, std::stop_token stop, async::Promise<T> promise)
    {
        Running &running = ready();
        Provider *const provider = running.registry->find(name);
        if (provider == nullptr) {
            promise.set(failure(Error::Kind::Config, u"There is no provider \"%1\"."_s.arg(name)));
            return;
        }
        running.scope.start(work<T>(*provider, std::move(job), std::move(stop),
                                    std::make_shared<async::Promise<T>>(std::move(promise))));
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
        Running(const fleet::Fleet &fleet, const QStringList &loadAllowed, const security::Vault &vault,
                const std::shared_ptr<const TimeSource> &time, QuerySource *queries)
            : transport(vault.redactor())
            , credentials(fleet, vault, *time)
            , world{.fleet = fleet,
                    .loadAllowed = loadAllowed,
                    .time = time,
                    .vault = vault,
                    .transport = transport,
                    .credentials = credentials,
                    .queries = queries}
        {
        }
        http::Transport transport;
        monitor::Credentials credentials;
        actions::World world;
        std::optional<actions::Registry> registry;
        async::AsyncScope scope{u"actions"_s};
    };

    Running &ready()
    {
        if (!m_running) {
            m_running = std::make_unique<Running>(m_fleet, m_loadAllowed, m_vault, m_time, m_queries);
            m_running->registry.emplace(m_running->world);
            if (m_fill) {
                m_fill(*m_running->registry);
            }
        }
        return *m_running;
    }

    template<typename T>
    QCoro::Task<> work(Provider &provider, Job<T> job, std::stop_token stop, std::shared_ptr<async::Promise<T>> promise)
    {
        std::stop_source either;
        std::stop_source done;
        const auto forward = [either]() mutable { either.request_stop(); };
        const std::stop_callback byCaller(std::move(stop), forward);
        const std::stop_callback byOwner(m_running->scope.stopToken(), forward);
        m_running->scope.start(giveUp<T>(promise, either.get_token(), done.get_token()));
        Result<T> result = co_await job(provider, either.get_token());
        done.request_stop();
        promise->set(std::move(result));
    }

    fleet::Fleet m_fleet;
    QStringList m_loadAllowed;
    security::Vault m_vault;
    std::shared_ptr<const TimeSource> m_time;
    QuerySource *m_queries;
    Fill m_fill;
    std::unique_ptr<Running> m_running;
};

ActionThread::ActionThread(fleet::Fleet fleet, QStringList loadAllowed, const security::Vault &vault,
                           std::shared_ptr<const TimeSource> time, QuerySource *queries, Fill fill)
    : m_worker(std::make_unique<Worker>(std::move(fleet), std::move(loadAllowed), vault, std::move(time), queries,
                                        std::move(fill)))
{
    m_thread.setObjectName(u"actions"_s);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

ActionThread::~ActionThread()
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get()] { worker->end(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

template<typename T> QCoro::Task<Result<T>> ActionThread::submit(QString provider, Job<T> job, std::stop_token stop)
{
    struct Call {
        QString provider;
        Job<T> job;
        std::stop_token stop;
        async::Promise<T> promise;
    };
    auto [promise, completion] = async::makeCompletion<T>();
    auto call = std::make_shared<Call>(Call{std::move(provider), std::move(job), std::move(stop), std::move(promise)});
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get(), call = std::move(call)] {
            worker->start<T>(call->provider, std::move(call->job), std::move(call->stop), std::move(call->promise));
        },
        Qt::QueuedConnection);
    co_return co_await completion;
}

QCoro::Task<Result<QJsonValue>> ActionThread::read(Act act, std::stop_token stop)
{
    const QString name = act.provider;
    return submit<QJsonValue>(
        name, [act = std::move(act)](Provider &provider, std::stop_token either) { return provider.read(act, either); },
        std::move(stop));
}

QCoro::Task<Result<Preview>> ActionThread::preview(Act act, std::stop_token stop)
{
    const QString name = act.provider;
    return submit<Preview>(
        name,
        [act = std::move(act)](Provider &provider, std::stop_token either) { return provider.preview(act, either); },
        std::move(stop));
}

namespace {

/// What run() and verify() yield is never an error, but the call may be withdrawn.
template<typename T> QCoro::Task<Result<T>> asResult(QCoro::Task<T> task)
{
    co_return co_await task;
}

} // namespace

QCoro::Task<Result<Outcome>> ActionThread::run(Act act, Preview preview, security::Permit permit,
                                               Provider::Telling telling, std::stop_token stop)
{
    const QString name = act.provider;
    // Shared because a function is copied, which a permit is not.
    auto once = std::make_shared<security::Permit>(std::move(permit));
    // Goes with this call, and what is still on its way then finds nobody.
    const auto listener = std::make_shared<Provider::Telling>(std::move(telling));
    Provider::Telling tell;
    if (*listener) {
        tell = [context = &m_thread, listener = std::weak_ptr(listener)](const drills::Progress &progress) {
            QMetaObject::invokeMethod(
                context,
                [listener, progress] {
                    if (const auto listening = listener.lock()) {
                        (*listening)(progress);
                    }
                },
                Qt::QueuedConnection);
        };
    }
    co_return co_await submit<Outcome>(
        name,
        [act = std::move(act), preview = std::move(preview), once, tell = std::move(tell)](Provider &provider,
                                                                                           std::stop_token either) {
            return asResult(provider.runTelling(act, preview, std::move(*once), tell, either));
        },
        std::move(stop));
}

QCoro::Task<Result<Verification>> ActionThread::verify(Act act, Preview preview, Outcome outcome, Duration within,
                                                       std::stop_token stop)
{
    const QString name = act.provider;
    return submit<Verification>(
        name,
        [act = std::move(act), preview = std::move(preview), outcome = std::move(outcome),
         within](Provider &provider, std::stop_token either) {
            return asResult(provider.verify(act, preview, outcome, within, either));
        },
        std::move(stop));
}

QCoro::Task<Result<std::vector<Choice>>> ActionThread::choices(Act act, QString argument, std::stop_token stop)
{
    const QString name = act.provider;
    return submit<std::vector<Choice>>(
        name,
        [act = std::move(act), argument = std::move(argument)](Provider &provider, std::stop_token either) {
            return provider.choices(act, argument, either);
        },
        std::move(stop));
}

} // namespace readyroom::runner

#include "actionthread.moc"
