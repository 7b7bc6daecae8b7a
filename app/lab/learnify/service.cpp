// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/learnify/service.h"

#include "app/lab/faultorder.h"
#include "app/lab/jsonreply.h"
#include "app/lab/learnify/actions.h"

#include <httplib.h>

#include <QJsonArray>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {
constexpr double requestsPerSecond = 15;
constexpr std::array firstByteBounds{0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0};
} // namespace

LearnifyService::LearnifyService(std::uint64_t seed)
    : m_random(seed)
    , m_app([this](httplib::Server &server) { m_release->addRoutes(server); })
    , m_operations([this](httplib::Server &server) { m_release->addRoutes(server); })
{
    install(u"1.0"_s);
    m_deployments.deploy(u"1.0"_s, QDateTime::currentDateTimeUtc());
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
            {u"health: {path: /health}"_s, u"metrics: {path: /metrics}"_s},
            name(),
            learnifyActions()};
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
}

void LearnifyService::replaceRunning(const QString &version)
{
    closeListeners();
    install(version);
    if (!m_faults.read().down && !openListeners()) {
        m_faults.change({.down = true});
    }
}

int LearnifyService::revisionNumber(const QJsonValue &value) const
{
    if (value == "previous"_L1) {
        return m_deployments.active().number - 1;
    }
    // Choices are texts, so that a number may come as one.
    return value.isString() ? value.toString().toInt() : value.toInt();
}

QJsonObject LearnifyService::report(const Deployments::Revision &revision) const
{
    return revisionReport(m_deployments, revision,
                          LearnifyRelease::difference(m_deployments.active().version, revision.version));
}

QJsonObject LearnifyService::revisions() const
{
    QJsonArray list;
    for (const Deployments::Revision &revision : m_deployments.revisions()) {
        list.append(report(revision));
    }
    return {{u"active"_s, m_deployments.active().number},
            {u"version"_s, m_deployments.active().version},
            {u"revisions"_s, list}};
}

std::optional<std::vector<LabChoice>> LearnifyService::choices(const QString &action, const QString &argument)
{
    const std::lock_guard lock(m_mutex);
    const Deployments::Revision &active = m_deployments.active();
    std::vector<LabChoice> choices;
    if (action == "deploy"_L1 && argument == "version"_L1) {
        for (const QString &version : LearnifyRelease::versions()) {
            choices.push_back({.value = version, .current = version == active.version});
        }
        return choices;
    }
    if (action == "rollback"_L1 && argument == "revision"_L1) {
        for (const Deployments::Revision &revision : m_deployments.revisions()) {
            const auto difference = LearnifyRelease::difference(active.version, revision.version);
            choices.push_back({.value = QString::number(revision.number),
                               .label = u"%1 · version %2 of %3 UTC. %4"_s.arg(
                                   QString::number(revision.number), revision.version,
                                   revision.at.toString(u"yyyy-MM-dd HH:mm:ss"_s), difference.text()),
                               .current = revision.number == active.number});
        }
        return choices;
    }
    return std::nullopt;
}

QJsonObject LearnifyService::overview()
{
    const std::lock_guard lock(m_mutex);
    const Deployments::Revision &active = m_deployments.active();
    return {{u"version"_s, m_release->version()},
            {u"revision"_s, active.number},
            {u"restores"_s, active.rolledBackTo.value_or(active.number)},
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
    if (post && action == "rollback"_L1) {
        controlRollback(request, response);
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
    replaceRunning(version);
    m_deployments.deploy(version, QDateTime::currentDateTimeUtc());
    reply(response, 200, revisions());
}

void LearnifyService::controlRollback(const httplib::Request &request, httplib::Response &response)
{
    const auto body = bodyObject(request, {u"revision"_s, u"dry_run"_s});
    if (!body) {
        refuse(response, 400, body.error());
        return;
    }
    const std::lock_guard lock(m_mutex);
    const auto chosen = m_deployments.find(revisionNumber(body->value("revision"_L1)));
    if (!chosen) {
        refuse(response, 400,
               u"\"revision\" must be \"previous\" or the number of a revision that GET revisions lists."_s);
        return;
    }
    if (chosen->number == m_deployments.active().number) {
        refuse(response, 400, u"Revision %1 is the one that is active."_s.arg(chosen->number));
        return;
    }
    if (body->value("dry_run"_L1).toBool()) {
        reply(response, 200, report(*chosen));
        return;
    }
    replaceRunning(chosen->version);
    m_deployments.rollBack(chosen->number, QDateTime::currentDateTimeUtc());
    reply(response, 200, revisions());
}

} // namespace readyroom::lab
