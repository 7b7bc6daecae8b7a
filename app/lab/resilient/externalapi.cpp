// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/resilient/externalapi.h"

#include "app/lab/jsonreply.h"
#include "app/lab/pause.h"

#include <httplib.h>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

constexpr double shortestWork = 0.02; // seconds
constexpr double longestWork = 0.06;

} // namespace

ExternalApi::ExternalApi(Randomness &random, std::stop_token stop)
    : m_random(random)
    , m_stop(std::move(stop))
    , m_listener([this](httplib::Server &server) { addRoutes(server); })
{
}

bool ExternalApi::open()
{
    const std::lock_guard lock(m_mutex);
    return m_listener.open();
}

Fault ExternalApi::changeFault(const FaultChange &change)
{
    const std::lock_guard lock(m_mutex);
    const Fault fault = m_faults.change(change);
    if (fault.down) {
        m_listener.close();
        return fault;
    }
    return m_listener.open() ? fault : m_faults.change({.down = true});
}

void ExternalApi::addRoutes(httplib::Server &server)
{
    server.Get("/v1/rates/([A-Z]{3})", [this](const httplib::Request &request, httplib::Response &response) {
        const Fault fault = m_faults.read();
        const std::chrono::duration<double> work(m_random.uniform(shortestWork, longestWork));
        pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(work) + fault.latency, m_stop);
        if (m_random.uniform(0, 1) < fault.errorRatio) {
            refuse(response, 503, u"An injected fault: this answer was chosen to fail."_s);
            return;
        }
        reply(response, 200,
              {{u"currency"_s, QString::fromStdString(request.matches[1].str())},
               {u"rate"_s, m_random.uniform(0.5, 2.0)}});
    });
}

UpstreamAnswer ExternalApi::ask(const std::string &path, std::chrono::milliseconds timeout) const
{
    httplib::Client client("127.0.0.1", m_listener.port());
    client.set_tcp_nodelay(true);
    client.set_connection_timeout(timeout);
    client.set_read_timeout(timeout);
    const auto start = std::chrono::steady_clock::now();
    const httplib::Result answer = client.Get(path);
    if (answer) {
        return {answer->status, answer->body};
    }
    // The library has one error for a connection that was cut and for one that stayed silent.
    return {.timedOut = std::chrono::steady_clock::now() - start >= timeout};
}

} // namespace readyroom::lab
