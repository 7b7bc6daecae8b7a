// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/faults.h"
#include "app/lab/httpfwd.h"
#include "app/lab/listener.h"
#include "app/lab/loader.h"
#include "app/lab/metrics.h"
#include "app/lab/optimizer/cacheadmin.h"
#include "app/lab/optimizer/failover.h"
#include "app/lab/traffic.h"

#include <QJsonObject>

namespace readyroom::lab {

/// One instance of latency-optimizer: `GET /api/items/{id}` through a bounded cache in front of two slow origins. It
/// answers on two ports: its own traffic uses one, operators the other, which therefore answers `/health`, `/metrics`,
/// `/breakers`, `/stats` and `/failover` in milliseconds under any load. What CacheAdmin offers is on both.
/// `PUT` or `POST /failover` takes a FailoverOrder and answers as `GET`; with `If-Match` only if the plan still is the
/// one that a `GET` showed under that `ETag`, otherwise 412.
class OptimizerInstance final {
public:
    /// Beyond `memoryLimit` bytes of the process half of the cache is thrown out.
    explicit OptimizerInstance(std::uint64_t seed, std::size_t memoryLimit = std::size_t{2048} * 1024 * 1024);
    ~OptimizerInstance();
    OptimizerInstance(const OptimizerInstance &) = delete;
    OptimizerInstance &operator=(const OptimizerInstance &) = delete;

    /// Opens both ports. False when none can be had.
    [[nodiscard]] bool open();
    /// Loads the hot keys, 16 at a time (about 3.6 s), then starts the traffic.
    void warmUpAndRun();

    /// Down closes both ports; up opens the same ones again.
    Fault changeFault(const FaultChange &change);
    Failover &failover() { return m_failover; }
    [[nodiscard]] std::string url() const { return m_operations.url(); }
    [[nodiscard]] QJsonObject overview();

private:
    void addAppRoutes(httplib::Server &server);
    void addOperationsRoutes(httplib::Server &server);
    void observeCache();
    void serveItem(const httplib::Request &request, httplib::Response &response);
    void showFailover(httplib::Response &response) const;
    void serveFailover(const httplib::Request &request, httplib::Response &response);
    void answered(const httplib::Request &request, const httplib::Response &response, const std::string &path,
                  std::chrono::steady_clock::time_point start);
    [[nodiscard]] std::string nextPath();
    void maintain();
    void keepHouse(const std::stop_token &stop);
    [[nodiscard]] QJsonObject health();
    [[nodiscard]] QJsonObject breakers();
    [[nodiscard]] QJsonObject stats() const;

    std::stop_source m_stop;
    std::size_t m_memoryLimit;
    Randomness m_random;
    MetricsRegistry m_metrics;
    Faults m_faults;
    Failover m_failover;
    Cache m_cache;
    Loader m_loader;
    CacheAdmin m_admin;
    Histogram &m_duration;
    Histogram &m_firstByte;
    Histogram &m_maintenancePause;
    Counter &m_trafficFailed;
    Counter &m_emergencies;
    std::mutex m_openMutex; ///< guards opening and closing the listeners
    Listener m_app;
    Listener m_operations;
    int m_turn = 0; ///< of the next path, within a block
    int m_tailTurn = 0;
    std::unique_ptr<Traffic> m_traffic;
    std::jthread m_housekeeper;
};

} // namespace readyroom::lab
