// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/learnify/release.h"

#include "app/lab/jsonreply.h"
#include "app/lab/pause.h"
#include "app/lab/processstats.h"

#include <httplib.h>

#include <array>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::array durationBounds{0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08,
                                    0.1,   0.15, 0.2,   0.3,  0.5,   0.75, 1.0,  2.5,  5.0,  10.0};
constexpr int courses = 24;

/// Version 1.1 brought the pages that operators need.
bool hasOperations(const QString &version)
{
    return version != "1.0"_L1;
}

std::string course(int id)
{
    return "{\"id\":" + std::to_string(id) + ",\"title\":\"Course " + std::to_string(id)
        + "\",\"exercises\":" + std::to_string(5 + id % 7) + "}";
}

std::string courseList(const httplib::Request &)
{
    std::string text = "{\"courses\":[";
    for (int id = 1; id <= courses; ++id) {
        text += (id > 1 ? "," : "") + course(id);
    }
    return text + "]}";
}

std::string oneCourse(const httplib::Request &request)
{
    const int id = std::stoi(request.matches[1].str());
    return id >= 1 && id <= courses ? course(id) : std::string();
}

std::string progress(const httplib::Request &request)
{
    const int user = std::stoi(request.matches[1].str());
    return "{\"user\":" + std::to_string(user) + ",\"completed\":" + std::to_string(user % 40) + "}";
}

} // namespace

LearnifyRelease::LearnifyRelease(QString version, Faults &faults, Randomness &random, std::stop_token stop)
    : m_version(std::move(version))
    , m_faults(faults)
    , m_random(random)
    , m_stop(std::move(stop))
{
    using Type = MetricsRegistry::Type;
    m_metrics.observe(Type::Gauge, "learnify_build_info", "Always 1.", {{"version", m_version.toStdString()}},
                      [] { return 1.0; });
    observeProcess(m_metrics);
}

bool LearnifyRelease::isKnown(const QString &version)
{
    return versions().contains(version);
}

QStringList LearnifyRelease::features(const QString &version)
{
    QStringList requests{u"GET /api/courses"_s, u"GET /api/courses/{id}"_s, u"GET /api/users/{id}/progress"_s};
    if (hasOperations(version)) {
        requests += {u"GET /health"_s, u"GET /metrics"_s};
    }
    return requests;
}

ReleaseDifference LearnifyRelease::difference(const QString &from, const QString &to)
{
    const auto without = [](QStringList list, const QStringList &others) {
        list.removeIf([&](const QString &each) { return others.contains(each); });
        return list;
    };
    return {.adds = without(features(to), features(from)), .removes = without(features(from), features(to))};
}

void LearnifyRelease::addRoutes(httplib::Server &server)
{
    addApi(server, "/api/courses", "/api/courses", milliseconds(28), &courseList);
    addApi(server, "/api/courses/([0-9]{1,6})", "/api/courses/{id}", milliseconds(18), &oneCourse);
    addApi(server, "/api/users/([0-9]{1,6})/progress", "/api/users/{id}/progress", milliseconds(45), &progress);
    server.set_error_handler([](const httplib::Request &, httplib::Response &response) {
        if (response.body.empty()) {
            refuse(response, response.status, u"Nothing here answers that request."_s);
        }
    });
    if (!hasOperations(m_version)) {
        return;
    }
    const auto self = shared_from_this();
    server.Get("/health", [self](const httplib::Request &, httplib::Response &response) {
        const QJsonObject up{{u"status"_s, u"UP"_s}};
        reply(response, 200,
              {{u"status"_s, u"UP"_s}, {u"components"_s, QJsonObject{{u"api"_s, up}, {u"courses"_s, up}}}});
    });
    server.Get("/metrics", [self](const httplib::Request &, httplib::Response &response) {
        response.set_content(self->m_metrics.page(), metricsContentType);
    });
}

void LearnifyRelease::addApi(httplib::Server &server, const char *pattern, const char *path, milliseconds work,
                             Body body)
{
    const auto self = shared_from_this();
    server.Get(pattern, [self, path, work, body](const httplib::Request &request, httplib::Response &response) {
        self->serve(request, response, path, work, body);
    });
}

void LearnifyRelease::serve(const httplib::Request &request, httplib::Response &response, const char *path,
                            milliseconds work, Body body)
{
    const auto start = Clock::now();
    const Fault fault = m_faults.read();
    const double spread = m_random.uniform(0.8, 1.5);
    const std::chrono::duration<double> length(std::chrono::duration<double>(work).count() * spread
                                               + std::chrono::duration<double>(fault.latency).count());
    pauseFor(std::chrono::duration_cast<std::chrono::nanoseconds>(length), m_stop);
    if (m_random.uniform(0, 1) < fault.errorRatio) {
        refuse(response, 500, u"An injected fault: this answer was chosen to fail."_s);
    } else if (const std::string text = body(request); !text.empty()) {
        response.status = 200;
        response.set_content(text, "application/json");
    } else {
        refuse(response, 404, u"There is no such course."_s);
    }
    const MetricLabels labels{{"method", request.method}, {"path", path}};
    MetricLabels counted = labels;
    counted.emplace_back("status", std::to_string(response.status));
    m_metrics.counter("http_requests_total", "Requests by method, path and status.", counted).add();
    m_metrics.histogram("http_request_duration_seconds", "Time to answer a request.", durationBounds, labels)
        .observe(std::chrono::duration<double>(Clock::now() - start).count());
}

} // namespace readyroom::lab
