// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/origin.h"

#include "app/lab/pause.h"

#include <array>
#include <charconv>

namespace readyroom::lab {

namespace {
constexpr const char *requestsName = "lab_origin_requests_total";
constexpr const char *requestsHelp = "Requests to an origin by its answer.";
constexpr std::array secondsBounds{0.1, 0.25, 0.45, 0.5, 0.52, 0.54, 0.6, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0};

/// What item `number` is made from. Items 8 and 9 are made from one another, so that the graph has a circle.
std::string basisOf(unsigned long number)
{
    if (number == 8 || number == 9) {
        return std::to_string(17 - number);
    }
    return number < 10 ? "catalogue" : std::to_string(number < 100 ? number / 10 : number % 100);
}

} // namespace

Origin::Origin(std::string name, Options options, MetricsRegistry &registry, Randomness &random, std::stop_token stop)
    : m_name(std::move(name))
    , m_options(options)
    , m_random(random)
    , m_stop(std::move(stop))
    , m_good(registry.counter(requestsName, requestsHelp, {{"origin", m_name}, {"code", "200"}}))
    , m_bad(registry.counter(requestsName, requestsHelp, {{"origin", m_name}, {"code", "503"}}))
    , m_seconds(registry.histogram("lab_origin_request_seconds", "Time that an origin takes to answer.", secondsBounds,
                                   {{"origin", m_name}}))
{
    registry.observe(MetricsRegistry::Type::Gauge, "lab_origin_active", "Requests under way at an origin.",
                     {{"origin", m_name}}, [this] { return double(m_running.load()); });
}

FreshOrStatus Origin::answer(const std::string &key)
{
    const Fault fault = m_faults.read();
    if (fault.down) {
        return std::unexpected(503);
    }
    const double jitter = m_random.uniform(-1, 1) * std::chrono::duration<double>(m_options.jitter).count();
    const std::chrono::duration<double> length(std::chrono::duration<double>(m_options.latency + fault.latency).count()
                                               + jitter);
    if (!pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(length), m_stop)
        || m_random.uniform(0, 1) < fault.errorRatio) {
        return std::unexpected(503);
    }
    return itemOf(key);
}

FreshOrStatus Origin::fetch(const std::string &key)
{
    const auto start = std::chrono::steady_clock::now();
    ++m_running;
    auto fresh = answer(key);
    --m_running;
    (fresh ? m_good : m_bad).add();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    m_seconds.observe(seconds);
    m_lastSeconds = seconds;
    return fresh;
}

Fresh itemOf(const std::string &id)
{
    unsigned long number = 0;
    std::from_chars(id.data(), id.data() + id.size(), number);
    const std::size_t size = 8192 + (number * 2654435761UL) % 16384;
    std::string text =
        "{\"id\":" + std::to_string(number) + ",\"name\":\"Item " + std::to_string(number) + "\",\"description\":\"";
    static constexpr std::string_view filler = "An answer of the origin that is worth keeping. ";
    while (text.size() < size) {
        text += filler;
    }
    text += "\"}";
    return {std::move(text),
            {"category:" + std::to_string(number % 10), "user:" + std::to_string(number % 25)},
            {basisOf(number)}};
}

} // namespace readyroom::lab
