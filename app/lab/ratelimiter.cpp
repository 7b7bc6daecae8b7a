// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/ratelimiter.h"

#include "app/lab/jsonreply.h"

#include <httplib.h>

#include <algorithm>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {
constexpr int tooManyRequests = 429;
constexpr std::size_t longestKey = 128;
} // namespace

RateLimiter::RateLimiter(std::vector<RateLimit> limits, std::size_t clientLimit)
    : m_limits(std::move(limits))
    , m_clientLimit(clientLimit)
{
}

void RateLimiter::makeRoom(Time now)
{
    if (m_clients.size() < m_clientLimit) {
        return;
    }
    std::erase_if(m_clients, [&](const auto &client) {
        for (std::size_t i = 0; i < m_limits.size(); ++i) {
            if (now - client.second[i].begin < m_limits[i].window) {
                return false;
            }
        }
        return true;
    });
    if (m_clients.size() >= m_clientLimit) {
        m_clients.erase(m_clients.begin());
    }
}

std::optional<RateLimiter::Refusal> RateLimiter::refuse(const std::string &client, Time now)
{
    const std::lock_guard lock(m_mutex);
    auto known = m_clients.find(client);
    if (known == m_clients.end()) {
        makeRoom(now);
        known = m_clients.emplace(client, std::vector<Window>(m_limits.size(), Window{.begin = now})).first;
    }
    std::optional<Refusal> refusal;
    for (std::size_t i = 0; i < m_limits.size(); ++i) {
        Window &window = known->second[i];
        if (now - window.begin >= m_limits[i].window) {
            window = {.begin = now};
        }
        if (window.count < m_limits[i].count) {
            continue;
        }
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(window.begin + m_limits[i].window - now);
        if (!refusal || wait > refusal->wait) {
            refusal = {i, wait};
        }
    }
    if (!refusal) {
        for (Window &window : known->second) {
            ++window.count;
        }
    }
    return refusal;
}

std::size_t RateLimiter::clients() const
{
    const std::lock_guard lock(m_mutex);
    return m_clients.size();
}

std::string clientOf(const httplib::Request &request)
{
    const std::string key = request.get_header_value("X-Api-Key").substr(0, longestKey);
    return key.empty() ? "address " + request.remote_addr : "key " + key;
}

void refuseTooMany(httplib::Response &response, const RateLimit &limit, std::chrono::milliseconds wait)
{
    refuse(response, tooManyRequests,
           u"Only %1 requests are allowed within %2 seconds; try again later."_s.arg(limit.count)
               .arg(limit.window.count()));
    response.set_header("Retry-After", std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count()));
}

} // namespace readyroom::lab
