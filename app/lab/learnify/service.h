// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/labservice.h"
#include "app/lab/learnify/release.h"
#include "app/lab/listener.h"
#include "app/lab/traffic.h"

#include <mutex>

namespace readyroom::lab {

/// "learnify-api": one instance of version 1.0 or 1.1. The deployment system is not part of it, so that its orders are
/// taken by the control port: `POST deploy {"version":"1.1"}`, `POST rollback {"revision":1}` (`"dry_run":true` only
/// tells the difference), `GET revisions`, beside `POST fault`. A deployment really replaces what listens: open
/// connections are cut, the port stays the same.
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
    /// `version` of deploy, `revision` of rollback.
    [[nodiscard]] std::optional<std::vector<LabChoice>> choices(const QString &action,
                                                                const QString &argument) override;

private:
    [[nodiscard]] bool openListeners();
    void closeListeners();
    void controlFault(const httplib::Request &request, httplib::Response &response);
    void controlDeploy(const httplib::Request &request, httplib::Response &response);
    void controlRollback(const httplib::Request &request, httplib::Response &response);
    void install(const QString &version);
    void replaceRunning(const QString &version);
    [[nodiscard]] int revisionNumber(const QJsonValue &value) const;
    [[nodiscard]] QJsonObject report(const Deployments::Revision &revision) const;
    [[nodiscard]] QJsonObject revisions() const;
    [[nodiscard]] std::string nextPath();

    std::stop_source m_stop;
    Randomness m_random;
    Faults m_faults;
    MetricsRegistry m_trafficMetrics; ///< what the clients see; not on any page of the service
    std::mutex m_mutex; ///< guards the release, the revisions, opening and closing
    std::shared_ptr<LearnifyRelease> m_release;
    Deployments m_deployments;
    Listener m_app;
    Listener m_operations;
    std::unique_ptr<Traffic> m_traffic;
};

} // namespace readyroom::lab
