// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/labservice.h"
#include "app/lab/learnify/release.h"
#include "app/lab/listener.h"
#include "app/lab/traffic.h"

#include <QDateTime>

#include <mutex>

namespace readyroom::lab {

/// "learnify-api": one instance of version 1.0 or 1.1. Control: `POST fault`, `POST deploy {"version":"1.1"}`,
/// `GET revisions`. A deployment really replaces what listens: open connections are cut, the port stays the same.
class LearnifyService final : public LabService {
public:
    explicit LearnifyService(std::uint64_t seed);
    ~LearnifyService() override;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] bool open() override;
    void warmUpAndRun() override;
    [[nodiscard]] FleetEntry fleetEntry() const override;
    [[nodiscard]] QJsonObject overview() override;
    [[nodiscard]] bool control(const QString &action, const httplib::Request &request,
                               httplib::Response &response) override;

private:
    struct Revision {
        int number = 0;
        QString version;
        QDateTime deployedAt;
    };

    [[nodiscard]] bool openListeners();
    void closeListeners();
    void controlFault(const httplib::Request &request, httplib::Response &response);
    void controlDeploy(const httplib::Request &request, httplib::Response &response);
    void install(const QString &version);
    [[nodiscard]] QJsonObject revisions();
    [[nodiscard]] std::string nextPath();

    std::stop_source m_stop;
    Randomness m_random;
    Faults m_faults;
    MetricsRegistry m_trafficMetrics; ///< what the clients see; not on any page of the service
    std::mutex m_mutex; ///< guards the release, the revisions, opening and closing
    std::shared_ptr<LearnifyRelease> m_release;
    std::vector<Revision> m_revisions;
    Listener m_app;
    Listener m_operations;
    std::unique_ptr<Traffic> m_traffic;
};

} // namespace readyroom::lab
