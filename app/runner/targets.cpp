// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runner/targets.h"

#include <QJsonArray>

#include <algorithm>

namespace readyroom::runner {

using namespace Qt::StringLiterals;
using drills::Act;

namespace {

bool hasNoTarget(const QString &type, const QJsonObject &provider)
{
    return type == "process"_L1 || type == "promql"_L1 || (type == "http"_L1 && provider.contains("url"_L1));
}

bool knowsAllTargets(const QString &type)
{
    return type == "etcd"_L1 || type == "load"_L1;
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    if (value.isString()) {
        texts += value.toString();
    }
    for (const QJsonValue &one : value.toArray()) {
        texts += one.toString();
    }
    return texts;
}

QStringList targetsOf(const QString &type, const fleet::Service &service)
{
    QStringList targets;
    if (type == "lab"_L1) {
        if (!service.lab.isEmpty()) {
            targets += service.lab.toString();
        }
        return targets;
    }
    for (const QUrl &instance : service.instances) {
        targets += instance.toString();
    }
    return targets;
}

} // namespace

const fleet::Service *serviceNamed(const fleet::Fleet &fleet, const QString &name)
{
    const auto found = std::ranges::find(fleet.services, name, &fleet::Service::name);
    return found == fleet.services.end() ? nullptr : &*found;
}

Result<std::vector<Act>> actsOf(const QJsonObject &provider, const QString &experimentService,
                                const fleet::Fleet &fleet)
{
    QJsonObject arguments = provider;
    const QString type = arguments.take("type"_L1).toString();
    QStringList targets = textsOf(arguments.take("targets"_L1));
    const QString named = arguments.take("service"_L1).toString();
    const QString name = named.isEmpty() ? experimentService : named;
    if (type == "promql"_L1 && !name.isEmpty()) {
        // An expression is narrowed to its service, so that one has to know which it is.
        arguments.insert("service"_L1, name);
    }
    if (hasNoTarget(type, provider)) {
        return std::vector{Act{.provider = type, .target = {}, .arguments = arguments}};
    }
    if (targets.isEmpty()) {
        const fleet::Service *const service = serviceNamed(fleet, name);
        if (service == nullptr) {
            return failure(Error::Kind::Config,
                           name.isEmpty()
                               ? u"\"%1\" has no target: give targets, or a service of the fleet."_s.arg(type)
                               : u"The fleet has no service \"%1\" that \"%2\" could act on."_s.arg(name, type));
        }
        targets = targetsOf(type, *service);
    }
    if (targets.isEmpty()) {
        return failure(Error::Kind::Config, u"The service %1 has nothing that \"%2\" could act on."_s.arg(name, type));
    }
    if (knowsAllTargets(type)) {
        arguments.insert("targets"_L1, QJsonArray::fromStringList(targets));
        return std::vector{Act{.provider = type, .target = targets.first(), .arguments = arguments}};
    }
    std::vector<Act> acts;
    for (const QString &target : std::as_const(targets)) {
        acts.push_back({.provider = type, .target = target, .arguments = arguments});
    }
    return acts;
}

} // namespace readyroom::runner
