// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/lab.h"

#include "app/lab/bagtrack/service.h"
#include "app/lab/caplab/service.h"
#include "app/lab/jsonreply.h"
#include "app/lab/learnify/service.h"
#include "app/lab/optimizer/service.h"
#include "app/lab/resilient/service.h"

#include <httplib.h>

#include <algorithm>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

Lab::Lab(std::uint64_t seed)
    : m_control([this](httplib::Server &server) { addRoutes(server); })
{
    m_services.push_back(std::make_unique<OptimizerService>(seed));
    m_services.push_back(std::make_unique<LearnifyService>(seed + 100));
    m_services.push_back(std::make_unique<BagtrackService>(seed + 200));
    m_services.push_back(std::make_unique<ResilientService>(seed + 300));
    m_services.push_back(std::make_unique<CapService>(seed + 400));
}

std::expected<void, QString> Lab::start()
{
    const bool open = std::ranges::all_of(m_services, [](const auto &service) { return service->open(); });
    if (!open || !m_control.open()) {
        return std::unexpected(u"No free port of 127.0.0.1 can be had for the demo fleet."_s);
    }
    std::vector<std::jthread> warming;
    for (const auto &service : m_services) {
        warming.emplace_back([&service] { service->warmUpAndRun(); });
    }
    return {};
}

QString Lab::controlUrl() const
{
    return QString::fromStdString(m_control.url());
}

std::vector<FleetEntry> Lab::fleet() const
{
    std::vector<FleetEntry> entries;
    for (const auto &service : m_services) {
        entries.push_back(service->fleetEntry());
    }
    return entries;
}

QJsonObject Lab::overview() const
{
    QJsonObject services;
    for (const auto &service : m_services) {
        services[service->name()] = service->overview();
    }
    return {{u"services"_s, services}};
}

void Lab::addRoutes(httplib::Server &server)
{
    server.Get("/lab/?",
               [this](const httplib::Request &, httplib::Response &response) { reply(response, 200, overview()); });
    const auto handler = [this](const httplib::Request &request, httplib::Response &response) {
        control(request, response);
    };
    const std::string pattern = "/lab/([A-Za-z0-9_-]+)(?:/([A-Za-z0-9_-]+))?";
    server.Get(pattern, handler);
    server.Post(pattern, handler);
    server.set_error_handler([](const httplib::Request &, httplib::Response &response) {
        if (response.body.empty()) {
            refuse(response, response.status, u"Nothing here answers that request; GET /lab shows what there is."_s);
        }
    });
}

void Lab::control(const httplib::Request &request, httplib::Response &response)
{
    const QString name = QString::fromStdString(request.matches[1].str());
    const QString action = QString::fromStdString(request.matches[2].str());
    const auto service = std::ranges::find_if(m_services, [&](const auto &known) { return known->name() == name; });
    if (service == m_services.end()) {
        refuse(response, 404, u"There is no service \"%1\" in this lab."_s.arg(name));
        return;
    }
    if (action.isEmpty() && request.method == "GET") {
        reply(response, 200, (*service)->overview());
        return;
    }
    if (action == "choices"_L1 && request.method == "GET") {
        tellChoices(**service, request, response);
        return;
    }
    if (!(*service)->control(action, request, response)) {
        refuse(response, 404,
               u"Service \"%1\" has no %2 \"%3\"."_s.arg(name, QString::fromStdString(request.method), action));
    }
}

void Lab::tellChoices(LabService &service, const httplib::Request &request, httplib::Response &response)
{
    const QString action = QString::fromStdString(request.get_param_value("action"));
    const QString argument = QString::fromStdString(request.get_param_value("argument"));
    const auto choices = service.choices(action, argument);
    if (!choices) {
        refuse(response, 404,
               u"Service \"%1\" does not tell what \"%2\" of \"%3\" may be."_s.arg(service.name(), argument, action));
        return;
    }
    reply(response, 200, choicesReport(*choices));
}

} // namespace readyroom::lab
