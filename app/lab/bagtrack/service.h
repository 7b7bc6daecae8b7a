// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/bagtrack/guard.h"
#include "app/lab/bagtrack/lookup.h"
#include "app/lab/bagtrack/workload.h"
#include "app/lab/labservice.h"
#include "app/lab/ports.h"

#include <deque>

namespace readyroom::lab {

/// "bagtrack": tracks bags in the manner of a Flask application, with three caches in front of a pooled database and 50
/// users of its own. Operators: `POST /cache/invalidate` (of all three, or of one with `"cache"`), `GET /cache/entries`
/// with readCacheSelection() and `?cache=`. Control: `POST fault`, also of `"origin":"database"`.
class BagtrackService final : public LabService {
public:
    explicit BagtrackService(std::uint64_t seed);
    ~BagtrackService() override;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] bool open() override;
    void warmUpAndRun() override;
    [[nodiscard]] FleetEntry fleetEntry() const override;
    [[nodiscard]] QJsonObject overview() override;
    [[nodiscard]] bool control(const QString &action, const httplib::Request &request,
                               httplib::Response &response) override;

private:
    using Handler = void (BagtrackService::*)(const httplib::Request &request, httplib::Response &response);
    struct Route {
        const char *method;
        const char *pattern;
        const char *path; ///< as the metrics name it
        Guard::Area area;
        Handler handler;
    };

    void addAppRoutes(httplib::Server &server);
    void addOperationsRoutes(httplib::Server &server);
    void addRoute(httplib::Server &server, const Route &route);
    void serve(const Route &route, const httplib::Request &request, httplib::Response &response);
    void answer(const Route &route, const httplib::Request &request, httplib::Response &response);
    void serveLookup(Workload::Area area, const std::string &key, httplib::Response &response);
    void serveStation(const httplib::Request &request, httplib::Response &response);
    void serveBag(const httplib::Request &request, httplib::Response &response);
    void serveUser(const httplib::Request &request, httplib::Response &response);
    void serveReport(const httplib::Request &request, httplib::Response &response);
    void serveCounts(const httplib::Request &request, httplib::Response &response);
    void serveToken(const httplib::Request &request, httplib::Response &response);
    void serveLogin(const httplib::Request &request, httplib::Response &response);
    void serveEntries(const httplib::Request &request, httplib::Response &response);
    void serveInvalidation(const httplib::Request &request, httplib::Response &response);
    void work(double seconds);
    void observeBags();
    [[nodiscard]] Lookup &lookup(Workload::Area area) { return m_lookups[static_cast<std::size_t>(area)]; }
    [[nodiscard]] QJsonObject cachePage();
    [[nodiscard]] QJsonObject breakerPage();

    std::stop_source m_stop;
    Randomness m_random;
    MetricsRegistry m_metrics;
    Store m_store;
    std::deque<Lookup> m_lookups; ///< by area
    Guard m_guard;
    Workload m_workload;
    Counter &m_trafficFailed;
    Ports m_ports;
    std::unique_ptr<Users> m_users;
};

} // namespace readyroom::lab
