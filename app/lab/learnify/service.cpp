// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/learnify/service.h"

#include "app/lab/faultorder.h"
#include "app/lab/jsonreply.h"

#include <httplib.h>

#include <QJsonArray>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {
constexpr double requestsPerSecond = 15;
constexpr std::array firstByteBounds{0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0};
constexpr std::size_t keptRevisions = 100;
} // namespace

LearnifyService::LearnifyService(std::uint64_t seed)
    : m_random(seed)
    , m_app([this](httplib::Server &server) { m_release->addRoutes(server); })
    , m_operations([this](httplib::Server &server) { m_release->addRoutes(server); })
{
    install(u"1.0"_s);
}

LearnifyService::~LearnifyService()
{
    m_stop.request_stop();
    m_traffic.reset();
}

QString LearnifyService::name() const
{
    return u"learnify-api"_s;
}

bool LearnifyService::openListeners()
{
    return m_app.open() && m_operations.open();
}

void LearnifyService::closeListeners()
{
    m_app.close();
    m_operations.close();
}

bool LearnifyService::open()
{
    const std::lock_guard lock(m_mutex);
    return openListeners();
}

void LearnifyService::warmUpAndRun()
{
    m_traffic = std::make_unique<Traffic>(
        Traffic::Options{.port = m_app.port(), .rate = requestsPerSecond, .workers = 12}, m_random.below(1U << 30U),
        [this] { return nextPath(); },
        m_trafficMetrics.histogram("first_byte_seconds", "Time to the first byte.", firstByteBounds),
        m_trafficMetrics.counter("failures_total", "Requests that got no answer or a 5xx."));
}

FleetEntry LearnifyService::fleetEntry() const
{
    return {name(),
            u"staging"_s,
            u"education"_s,
            {QString::fromStdString(m_operations.url())},
            {u"health: {path: /health}"_s, u"metrics: {path: /metrics}"_s}};
}

std::string LearnifyService::nextPath()
{
    const double dice = m_random.uniform(0, 1);
    if (dice < 0.3) {
        return "/api/courses";
    }
    if (dice < 0.7) {
        return "/api/courses/" + std::to_string(1 + m_random.below(24));
    }
    return "/api/users/" + std::to_string(1 + m_random.below(500)) + "/progress";
}

void LearnifyService::install(const QString &version)
{
    m_release = std::make_shared<LearnifyRelease>(version, m_faults, m_random, m_stop.get_token());
    const int number = m_revisions.empty() ? 1 : m_revisions.back().number + 1;
    if (m_revisions.size() == keptRevisions) {
        m_revisions.erase(m_revisions.begin());
    }
    m_revisions.push_back({number, version, QDateTime::currentDateTimeUtc()});
}

QJsonObject LearnifyService::revisions()
{
    QJsonArray list;
    for (const Revision &revision : m_revisions) {
        list.append(QJsonObject{{u"revision"_s, revision.number},
                                {u"version"_s, revision.version},
                                {u"deployed_at"_s, revision.deployedAt.toString(Qt::ISODateWithMs)},
                                {u"active"_s, revision.number == m_revisions.back().number}});
    }
    return {{u"revisions"_s, list}};
}

QJsonObject LearnifyService::overview()
{
    const std::lock_guard lock(m_mutex);
    return {{u"version"_s, m_release->version()},
            {u"instances"_s,
             QJsonArray{QJsonObject{{u"url"_s, QString::fromStdString(m_operations.url())},
                                    {u"fault"_s, faultReport(m_faults.read())}}}}};
}

bool LearnifyService::control(const QString &action, const httplib::Request &request, httplib::Response &response)
{
    const bool post = request.method == "POST";
    if (post && action == "fault"_L1) {
        controlFault(request, response);
        return true;
    }
    if (post && action == "deploy"_L1) {
        controlDeploy(request, response);
        return true;
    }
    if (!post && action == "revisions"_L1) {
        const std::lock_guard lock(m_mutex);
        reply(response, 200, revisions());
        return true;
    }
    return false;
}

void LearnifyService::controlFault(const httplib::Request &request, httplib::Response &response)
{
    const auto order = readFaultOrder(request, 1);
    if (!order) {
        refuse(response, 400, order.error());
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        if (m_faults.change(order->change).down) {
            closeListeners();
        } else if (!openListeners()) {
            m_faults.change({.down = true});
        }
    }
    reply(response, 200, overview());
}

void LearnifyService::controlDeploy(const httplib::Request &request, httplib::Response &response)
{
    const auto body = bodyObject(request, {u"version"_s});
    if (!body) {
        refuse(response, 400, body.error());
        return;
    }
    const QString version = body->value("version"_L1).toString();
    if (!LearnifyRelease::isKnown(version)) {
        refuse(response, 400, u"\"version\" must be \"1.0\" or \"1.1\"."_s);
        return;
    }
    const std::lock_guard lock(m_mutex);
    closeListeners();
    install(version);
    if (!m_faults.read().down && !openListeners()) {
        m_faults.change({.down = true});
    }
    reply(response, 200, revisions());
}

} // namespace readyroom::lab
