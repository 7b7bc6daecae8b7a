// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/labservice.h"
#include "app/lab/listener.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <vector>

namespace readyroom::lab {

/// The demo fleet: its services, and the control port that steers them, which no service knows of:
///
///     GET  /lab                              all services: {"services":{name: overview}}
///     GET  /lab/<service>                    its overview
///     POST /lab/<service>/<action>           an order with a JSON object, e.g. fault, failover, deploy
///     GET  /lab/<service>/choices?action=rollback&argument=revision
///                                            what an argument may be right now:
///                                            {"choices":[{"value","label","current"}]}
///
/// What is wrong is answered 400 or 404 with {"error": one sentence}.
class Lab final {
public:
    /// The same seed gives the same sequence of items, gaps and faults.
    explicit Lab(std::uint64_t seed);

    /// Opens every port and warms every service; takes a few seconds. The error is one sentence.
    [[nodiscard]] std::expected<void, QString> start();
    [[nodiscard]] QString controlUrl() const;
    [[nodiscard]] std::vector<FleetEntry> fleet() const;

private:
    void addRoutes(httplib::Server &server);
    void control(const httplib::Request &request, httplib::Response &response);
    static void tellChoices(LabService &service, const httplib::Request &request, httplib::Response &response);
    [[nodiscard]] QJsonObject overview() const;

    std::vector<std::unique_ptr<LabService>> m_services;
    Listener m_control;
};

} // namespace readyroom::lab
