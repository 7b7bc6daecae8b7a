// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitor/engine.h"

#include "app/async/callon.h"
#include "app/config/rulefile.h"
#include "app/monitor/core.h"
#include "app/monitor/networkwatch.h"
#include "app/monitor/querystats.h"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>

#include <iterator>
#include <utility>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace readyroom::monitor {

using namespace Qt::StringLiterals;

namespace {

/// Pages come and go in pieces of 100 KiB and more. By default glibc gives their memory back to the system after each
/// poll and takes it again for the next, cleared page by page.
void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int kept = 64 * 1024 * 1024;
    constexpr int taken = 4 * 1024 * 1024;
    mallopt(M_TRIM_THRESHOLD, kept);
    mallopt(M_TOP_PAD, taken);
    mallopt(M_MMAP_THRESHOLD, taken);
#endif
}

void append(config::Errors &errors, config::Errors more)
{
    errors.insert(errors.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Error stoppedError()
{
    return {Error::Kind::Cancelled, u"The monitor is not running"_s, {}, {}};
}

} // namespace

config::Loaded<EngineOptions> engineOptions(fleet::Fleet fleet)
{
    auto maps = config::loadSignalMaps();
    auto stateRules = config::loadStateRules(fleet);
    auto recordingRules = config::loadRecordingRules(fleet);
    config::Errors errors;
    if (!maps) {
        append(errors, std::move(maps).error());
    }
    if (!stateRules) {
        append(errors, std::move(stateRules).error());
    }
    // Both read the same files: the same mistakes are told once.
    if (!recordingRules && stateRules) {
        append(errors, std::move(recordingRules).error());
    }
    if (!errors.empty()) {
        return std::unexpected(std::move(errors));
    }
    return EngineOptions{.fleet = std::move(fleet),
                         .signalMaps = *std::move(maps),
                         .stateRules = *std::move(stateRules),
                         .recordingRules = *std::move(recordingRules)};
}

Engine::Engine(EngineOptions options)
    : m_options(std::make_unique<EngineOptions>(std::move(options)))
    , m_time(m_options->time ? m_options->time : std::make_shared<const SystemTime>())
    , m_queryStats(std::make_shared<QueryStats>())
    , m_feed(std::make_unique<Feed>())
{
    if (!m_options->log) {
        m_options->log = std::make_shared<spdlog::logger>("monitor", std::make_shared<spdlog::sinks::null_sink_mt>());
    }
    m_thread.setObjectName(u"engine"_s);
}

Engine::~Engine()
{
    stop();
}

void Engine::start()
{
    keepFreedMemory();
    Q_ASSERT_X(m_options, "Engine", "started twice");
    {
        const std::scoped_lock lock(m_mutex);
        m_context = std::make_unique<QObject>();
        m_context->moveToThread(&m_thread);
    }
    m_thread.start();
    QMetaObject::invokeMethod(
        m_context.get(),
        [this, options = std::shared_ptr<EngineOptions>(std::move(m_options))] {
            m_core = std::make_unique<Core>(std::move(*options), m_time, *m_feed, m_queryStats);
            m_core->start();
        },
        Qt::QueuedConnection);
    m_networkWatch = std::make_unique<NetworkWatch>();
    const auto tellCore = [this](std::optional<bool> offline) {
        QMetaObject::invokeMethod(
            m_context.get(), [this, offline] { m_core->setSystemOffline(offline); }, Qt::QueuedConnection);
    };
    QObject::connect(m_networkWatch.get(), &NetworkWatch::changed, m_networkWatch.get(), tellCore);
    tellCore(m_networkWatch->offline());
}

void Engine::stop()
{
    std::unique_ptr<QObject> context;
    {
        const std::scoped_lock lock(m_mutex);
        context = std::move(m_context);
    }
    if (!context) {
        return;
    }
    m_networkWatch.reset();
    QMetaObject::invokeMethod(
        context.get(),
        [this] {
            m_core->shutDown();
            m_core.reset();
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    // What was still queued for the engine is dropped with the context, and whoever waits for it hears "cancelled".
    context.reset();
}

QCoro::Task<Result<series::Snapshot>> Engine::snapshot(std::vector<series::SelectRequest> requests)
{
    return ask<series::Snapshot>(
        [requests = std::move(requests)](const Core &core) { return core.store().snapshot(requests); });
}

QCoro::Task<Result<std::vector<QByteArray>>> Engine::labelValues(QByteArray name, std::vector<series::Matcher> matchers)
{
    return ask<std::vector<QByteArray>>([name = std::move(name), matchers = std::move(matchers)](const Core &core) {
        return core.store().labelValues(name, matchers);
    });
}

template<typename T, typename F> QCoro::Task<Result<T>> Engine::ask(F question)
{
    std::unique_lock lock(m_mutex);
    if (!m_context) {
        co_return std::unexpected(stoppedError());
    }
    // The call is posted before callOn() suspends for the first time, so the lock is only needed up to here.
    auto call = async::callOn(m_context.get(), [this, question = std::move(question)]() -> Result<T> {
        if (!m_core) {
            return std::unexpected(stoppedError());
        }
        return question(*m_core);
    });
    lock.unlock();
    co_return co_await std::move(call);
}

} // namespace readyroom::monitor
