// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/users.h"

#include "app/lab/pause.h"

#include <httplib.h>

#include <algorithm>

namespace readyroom::lab {

namespace {

constexpr int tooManyRequests = 429;

httplib::Result send(httplib::Client &client, const Users::Request &request)
{
    const httplib::Headers headers(request.headers.begin(), request.headers.end());
    if (request.method == "POST") {
        return client.Post(request.path, headers, request.body, "application/json");
    }
    if (request.method == "PUT") {
        return client.Put(request.path, headers, request.body, "text/plain");
    }
    return client.Get(request.path, headers);
}

} // namespace

Users::Users(Options options, std::uint64_t seed, Next next, Answered answered, Counter &failed)
    : m_options(options)
    , m_random(seed)
    , m_next(std::move(next))
    , m_answered(std::move(answered))
    , m_failed(failed)
{
    for (std::size_t user = 0; user < m_options.count; ++user) {
        m_threads.emplace_back([this, user](const std::stop_token &stop) { live(user, stop); });
    }
}

Users::~Users()
{
    for (std::jthread &thread : m_threads) {
        thread.request_stop();
    }
}

std::chrono::nanoseconds Users::rest(bool failed)
{
    const double mean = std::chrono::duration<double>(m_options.think).count();
    const std::chrono::duration<double> thought(mean > 0 ? m_random.exponential(1 / mean) : 0);
    const auto pause = std::chrono::duration_cast<std::chrono::nanoseconds>(thought);
    return failed ? std::max<std::chrono::nanoseconds>(pause, m_options.afterFailure) : pause;
}

void Users::live(std::size_t user, const std::stop_token &stop)
{
    httplib::Client client("127.0.0.1", m_options.port);
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    client.set_connection_timeout(std::chrono::seconds(2));
    client.set_read_timeout(std::chrono::seconds(90));
    const auto share = double(user) / double(m_options.count);
    pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(m_options.settleIn * share), stop);
    while (!stop.stop_requested()) {
        const auto answer = send(client, m_next(user));
        const bool answered = bool(answer);
        const bool failed = !answered || answer->status >= 500;
        if (failed) {
            m_failed.add();
        }
        if (answered) {
            m_answered(user, *answer);
        }
        const auto pause = rest(failed || answer->status == tooManyRequests);
        if (pause.count() > 0 && !pauseFor(pause, stop)) {
            return;
        }
    }
}

} // namespace readyroom::lab
