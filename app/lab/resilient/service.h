// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/labservice.h"
#include "app/lab/metrics.h"
#include "app/lab/ports.h"
#include "app/lab/ratelimiter.h"
#include "app/lab/resilient/caller.h"
#include "app/lab/resilient/externalapi.h"
#include "app/lab/users.h"

#include <atomic>
#include <memory>

namespace readyroom::lab {

/// "resilient-client" v1.11: exchange rates from an external API, with retries, a breaker, limits of 10 requests a
/// minute and 100 an hour for each client, and a request id on every answer. Control: `POST fault`, also of
/// `"origin":"external-api"`.
class ResilientService final : public LabService {
public:
    explicit ResilientService(std::uint64_t seed);
    ~ResilientService() override;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] bool open() override;
    void warmUpAndRun() override;
    [[nodiscard]] FleetEntry fleetEntry() const override;
    [[nodiscard]] QJsonObject overview() override;
    [[nodiscard]] bool control(const QString &action, const httplib::Request &request,
                               httplib::Response &response) override;

    /// "req-" and 12 hexadecimal digits that cannot be guessed.
    [[nodiscard]] static std::string newRequestId();

private:
    void addAppRoutes(httplib::Server &server);
    void addOperationsRoutes(httplib::Server &server);
    void observe();
    void serve(const char *route, const std::string &upstreamPath, const httplib::Request &request,
               httplib::Response &response);
    void answer(const std::string &upstreamPath, const httplib::Request &request, httplib::Response &response);
    [[nodiscard]] QJsonObject healthPage();
    [[nodiscard]] QJsonObject breakerPage();
    [[nodiscard]] Users::Request nextOfTraffic();

    std::stop_source m_stop;
    Randomness m_random;
    MetricsRegistry m_metrics;
    ExternalApi m_api;
    Caller m_caller;
    RateLimiter m_limiter;
    Counter &m_limited;
    Counter &m_trafficFailed;
    Ports m_ports;
    std::atomic<std::uint64_t> m_trafficRequests{0};
    std::unique_ptr<Users> m_users;
};

} // namespace readyroom::lab
