// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/service.h"

#include "app/lab/faultorder.h"
#include "app/lab/jsonreply.h"
#include "app/lab/optimizer/actions.h"
#include "app/lab/optimizer/failoverorder.h"

#include <httplib.h>

#include <QJsonArray>

#include <algorithm>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

OptimizerService::OptimizerService(std::uint64_t seed)
{
    for (std::uint64_t i = 0; i < 2; ++i) {
        m_instances.emplace_back(seed + i);
    }
}

QString OptimizerService::name() const
{
    return u"latency-optimizer"_s;
}

bool OptimizerService::open()
{
    return std::ranges::all_of(m_instances, [](OptimizerInstance &instance) { return instance.open(); });
}

void OptimizerService::warmUpAndRun()
{
    std::vector<std::jthread> warming;
    for (OptimizerInstance &instance : m_instances) {
        warming.emplace_back([&instance] { instance.warmUpAndRun(); });
    }
}

FleetEntry OptimizerService::fleetEntry() const
{
    FleetEntry entry{name(), u"production"_s, u"platform"_s, {}, {}};
    for (const OptimizerInstance &instance : m_instances) {
        entry.instances.append(QString::fromStdString(instance.url()));
    }
    entry.endpoints = {
        u"health: {path: /health}"_s,
        u"metrics: {path: /metrics}"_s,
        u"breakers: {path: /breakers, kind: json, at: /breakers, name: /name, state: /state}"_s,
        u"caches: {path: /stats, kind: json, at: /caches, name: /name, hits: /hits, misses: /misses, size: /bytes, evictions: /evictions}"_s,
    };
    entry.profile = name();
    entry.actions = optimizerActions();
    return entry;
}

QJsonObject OptimizerService::overview()
{
    QJsonArray instances;
    for (OptimizerInstance &instance : m_instances) {
        instances.append(instance.overview());
    }
    return {{u"instances"_s, instances}};
}

bool OptimizerService::control(const QString &action, const httplib::Request &request, httplib::Response &response)
{
    const bool post = request.method == "POST";
    if (post && action == "fault"_L1) {
        controlFault(request, response);
        return true;
    }
    if (post && action == "failover"_L1) {
        controlFailover(request, response);
        return true;
    }
    return false;
}

void OptimizerService::controlFault(const httplib::Request &request, httplib::Response &response)
{
    const auto order = readFaultOrder(request, static_cast<int>(m_instances.size()), {u"primary"_s, u"backup"_s});
    if (!order) {
        refuse(response, 400, order.error());
        return;
    }
    for (std::size_t i = 0; i < m_instances.size(); ++i) {
        if (order->instance && static_cast<std::size_t>(*order->instance) != i) {
            continue;
        }
        const auto origin = m_instances[i].failover().indexOf(order->origin.toStdString());
        if (origin) {
            m_instances[i].failover().members()[*origin].origin.faults().change(order->change);
        } else {
            m_instances[i].changeFault(order->change);
        }
    }
    reply(response, 200, overview());
}

void OptimizerService::controlFailover(const httplib::Request &request, httplib::Response &response)
{
    const auto order = readFailoverOrder(request, static_cast<int>(m_instances.size()));
    if (!order) {
        refuse(response, 400, order.error());
        return;
    }
    for (std::size_t i = 0; i < m_instances.size(); ++i) {
        if (!order->instance || static_cast<std::size_t>(*order->instance) == i) {
            Failover &failover = m_instances[i].failover();
            failover.setPlan(order->appliedTo(failover.plan().plan));
        }
    }
    reply(response, 200, overview());
}

} // namespace readyroom::lab
