// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/traffic.h"

#include "app/lab/pause.h"

#include <httplib.h>

namespace readyroom::lab {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

Traffic::Traffic(Options options, std::uint64_t seed, NextPath nextPath, Histogram &firstByte, Counter &failed)
    : m_options(options)
    , m_random(seed)
    , m_nextPath(std::move(nextPath))
    , m_firstByte(firstByte)
    , m_failed(failed)
{
    for (int i = 0; i < m_options.workers; ++i) {
        Worker &worker = m_workers.emplace_back();
        m_idle.push_back(&worker);
    }
    for (Worker &worker : m_workers) {
        worker.thread = std::jthread([this, &worker](const std::stop_token &stop) { serve(worker, stop); });
    }
    m_pacer = std::jthread([this](const std::stop_token &stop) { pace(stop); });
}

Traffic::~Traffic()
{
    m_pacer.request_stop();
    m_pacer.join();
    for (Worker &worker : m_workers) {
        worker.thread.request_stop();
    }
    for (Worker &worker : m_workers) {
        worker.thread.join();
    }
}

void Traffic::pace(const std::stop_token &stop)
{
    auto next = Clock::now();
    for (;;) {
        const std::chrono::duration<double> gap(m_random.exponential(m_options.rate));
        next += std::chrono::duration_cast<Clock::duration>(gap);
        if (!pauseFor(next - Clock::now(), stop)) {
            return;
        }
        dispatch(m_nextPath());
    }
}

void Traffic::dispatch(std::string path)
{
    const std::lock_guard lock(m_mutex);
    if (!m_idle.empty()) {
        Worker *const worker = m_idle.back();
        m_idle.pop_back();
        worker->path = std::move(path);
        worker->wake.notify_one();
    } else if (m_waiting.size() < m_options.queueLimit) {
        m_waiting.push_back(std::move(path));
    } else {
        m_failed.add();
    }
}

std::string Traffic::awaitWork(Worker &worker, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    if (!worker.wake.wait(lock, stop, [&worker] { return !worker.path.empty(); })) {
        return {};
    }
    return std::exchange(worker.path, {});
}

void Traffic::serve(Worker &worker, const std::stop_token &stop)
{
    httplib::Client client("127.0.0.1", m_options.port);
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    client.set_connection_timeout(std::chrono::seconds(2));
    client.set_read_timeout(std::chrono::seconds(30));
    for (std::string path = awaitWork(worker, stop); !path.empty(); path = awaitWork(worker, stop)) {
        while (!path.empty() && !stop.stop_requested()) {
            const auto start = Clock::now();
            const auto answer = client.Get(
                path,
                [&](const httplib::Response &) {
                    m_firstByte.observe(secondsSince(start));
                    return true;
                },
                [](const char *, size_t) { return true; });
            if (!answer || answer->status >= 500) {
                m_failed.add();
            }
            const std::lock_guard lock(m_mutex);
            path.clear();
            if (m_waiting.empty()) {
                m_idle.push_back(&worker);
            } else {
                path = std::move(m_waiting.front());
                m_waiting.pop_front();
            }
        }
    }
}

} // namespace readyroom::lab
