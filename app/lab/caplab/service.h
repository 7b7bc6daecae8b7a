// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/caplab/register.h"
#include "app/lab/labservice.h"
#include "app/lab/metrics.h"
#include "app/lab/ports.h"
#include "app/lab/users.h"

#include <memory>
#include <thread>

namespace readyroom::lab {

/// "cap-lab": a replicated register that shows what consistency costs. `GET|PUT /data/KEY`, `GET|PUT /mode`, the latter
/// with `{"mode":"AP","staleness_bound_ms":5000}`. Who names a session (header `X-Session`) reads its own writes.
/// Control: `POST fault`, also of `"origin":"database"`, `POST partition`, `POST heal`, `POST mode` (the same body).
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
    void serveMode(const httplib::Request &request, httplib::Response &response);
    /// Takes the time that every answer takes. False when the request has been made to fail.
    [[nodiscard]] bool work(httplib::Response &response);
    void serve(const char *operation, const httplib::Request &request, httplib::Response &response);
    void finish(bool isWrite, const Register::Answer &answer, httplib::Response &response);
    void controlFault(const httplib::Request &request, httplib::Response &response);
    [[nodiscard]] QJsonObject breakerPage();
    [[nodiscard]] QJsonObject healthPage();
    [[nodiscard]] QJsonObject modePage() const;
    [[nodiscard]] Users::Request nextOfTraffic(std::size_t user);

    std::stop_source m_stop;
    Randomness m_random;
    MetricsRegistry m_metrics;
    Register m_register;
    Counter &m_trafficFailed;
    Ports m_ports;
    std::unique_ptr<Users> m_users;
    std::jthread m_replicator;
};

} // namespace readyroom::lab
