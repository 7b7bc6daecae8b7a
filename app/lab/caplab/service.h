// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/caplab/node.h"
#include "app/lab/labservice.h"
#include "app/lab/metrics.h"
#include "app/lab/ports.h"
#include "app/lab/users.h"

#include <atomic>
#include <memory>
#include <vector>

namespace readyroom::lab {

/// "cap-lab": a replicated store that shows what consistency costs. `GET|PUT /data/KEY`, `GET|PUT /mode`. A session
/// (header `X-Session-Version`, given with each answer) reads its own writes. Control: `POST fault`, also of
/// `"origin":"database"`, `POST partition`, `POST heal`, `POST mode {"mode":"AP"}`.
class CapService final : public LabService {
public:
    explicit CapService(std::uint64_t seed);
    ~CapService() override;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] bool open() override;
    void warmUpAndRun() override;
    [[nodiscard]] FleetEntry fleetEntry() const override;
    [[nodiscard]] QJsonObject overview() override;
    [[nodiscard]] bool control(const QString &action, const httplib::Request &request,
                               httplib::Response &response) override;

private:
    void addAppRoutes(httplib::Server &server);
    void addOperationsRoutes(httplib::Server &server);
    void observe();
    void serveRead(const httplib::Request &request, httplib::Response &response);
    void serveWrite(const httplib::Request &request, httplib::Response &response);
    void serveMode(const httplib::Request &request, httplib::Response &response);
    /// Fails as the fault of the service has it; false when the request has been answered that way.
    [[nodiscard]] bool passesFault(httplib::Response &response);
    void finish(const char *operation, const CapNode::Reply &reply, httplib::Response &response);
    void count(const char *operation, std::chrono::steady_clock::time_point start, const httplib::Response &response);
    void controlFault(const httplib::Request &request, httplib::Response &response);
    [[nodiscard]] QJsonObject breakerPage();
    [[nodiscard]] QJsonObject healthPage();
    [[nodiscard]] Users::Request nextOfTraffic(std::size_t user);

    std::stop_source m_stop;
    Randomness m_random;
    MetricsRegistry m_metrics;
    CapNode m_node;
    Counter &m_trafficFailed;
    Ports m_ports;
    std::vector<std::atomic<Replicas::Version>> m_sessions; ///< of the own users: what each has seen
    std::unique_ptr<Users> m_users;
};

} // namespace readyroom::lab
