// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/labservice.h"
#include "app/lab/optimizer/instance.h"

#include <deque>

namespace readyroom::lab {

/// "latency-optimizer": two instances, each with its cache, its origins and its half of the traffic.
/// Control: `POST fault` (also of an origin), `POST failover {"strategy","to","weight","instance"}`, `GET failover`.
class OptimizerService final : public LabService {
public:
    explicit OptimizerService(std::uint64_t seed);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] bool open() override;
    void warmUpAndRun() override;
    [[nodiscard]] FleetEntry fleetEntry() const override;
    [[nodiscard]] QJsonObject overview() override;
    [[nodiscard]] bool control(const QString &action, const httplib::Request &request,
                               httplib::Response &response) override;

private:
    void controlFault(const httplib::Request &request, httplib::Response &response);
    void controlFailover(const httplib::Request &request, httplib::Response &response);

    std::deque<OptimizerInstance> m_instances;
};

} // namespace readyroom::lab
