// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/faults.h"
#include "app/lab/httpfwd.h"
#include "app/lab/learnify/deployments.h"
#include "app/lab/metrics.h"
#include "app/lab/randomness.h"

#include <QString>

#include <chrono>
#include <memory>
#include <stop_token>

namespace readyroom::lab {

/// One deployed version of learnify-api. 1.0 has the API alone; 1.1 adds `/health` (in the words of Spring Boot's
/// Actuator) and `/metrics`. Numbers begin at zero with each deployment, as they do when a process is replaced.
/// Handlers keep their release alive, so that one that is being replaced ends its last requests.
class LearnifyRelease final : public std::enable_shared_from_this<LearnifyRelease> {
public:
    LearnifyRelease(QString version, Faults &faults, Randomness &random, std::stop_token stop);

    [[nodiscard]] static bool isKnown(const QString &version);
    [[nodiscard]] static QStringList versions() { return {QStringLiteral("1.0"), QStringLiteral("1.1")}; }
    /// The requests that a version answers, e.g. "GET /health".
    [[nodiscard]] static QStringList features(const QString &version);
    [[nodiscard]] static ReleaseDifference difference(const QString &from, const QString &to);
    [[nodiscard]] const QString &version() const { return m_version; }
    void addRoutes(httplib::Server &server);

private:
    using Body = std::string (*)(const httplib::Request &);
    void addApi(httplib::Server &server, const char *pattern, const char *path, std::chrono::milliseconds work,
                Body body);
    void serve(const httplib::Request &request, httplib::Response &response, const char *path,
               std::chrono::milliseconds work, Body body);

    QString m_version;
    Faults &m_faults;
    Randomness &m_random;
    std::stop_token m_stop;
    MetricsRegistry m_metrics;
};

} // namespace readyroom::lab
