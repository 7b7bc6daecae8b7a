// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/varnishreading.h"

#include "app/actions/reading.h"
#include "app/actions/varnishcache.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace readyroom::actions {

using namespace Qt::StringLiterals;

namespace {

QJsonObject jsonOf(const VarnishBackend &backend)
{
    return {{u"name"_s, backend.name},
            {u"healthy"_s, backend.isHealthy()},
            {u"health"_s, backend.health()},
            {u"probed"_s, backend.probed},
            {u"director"_s, backend.isDirector}};
}

QJsonObject jsonOf(const VarnishVcl &vcl)
{
    return {
        {u"name"_s, vcl.name}, {u"active"_s, vcl.active}, {u"state"_s, vcl.state}, {u"temperature"_s, vcl.temperature}};
}

template<typename T> QStringList namesOf(const std::vector<T> &all)
{
    QStringList names;
    std::ranges::transform(all, std::back_inserter(names), &T::name);
    return names;
}

template<typename T> QJsonArray listOf(const std::vector<T> &all)
{
    QJsonArray list;
    for (const T &one : all) {
        list += jsonOf(one);
    }
    return list;
}

QCoro::Task<Result<QJsonValue>> lookUp(World &world, drills::Act act, std::stop_token stop)
{
    // A path and a host are what they are in a purge.
    QJsonObject arguments = act.arguments;
    arguments.insert("do"_L1, u"purge"_s);
    const Result<VarnishOrder> order = varnishOrderFrom(arguments);
    if (!order) {
        co_return std::unexpected(order.error());
    }
    const Result<CacheLook> seen = co_await lookAt(world, act.target, *order, order->timeout, stop);
    if (!seen) {
        co_return std::unexpected(seen.error());
    }
    if (seen->kind == CacheLook::Kind::Unknown) {
        co_return failure(
            Error::Kind::Http,
            u"The answer has no X-Varnish, X-Cache or Age, so that it does not tell whether it is a hit"_s);
    }
    co_return QJsonValue(seen->json());
}

QCoro::Task<Result<QJsonValue>> list(World &world, drills::Act act, std::stop_token stop)
{
    const bool isVcls = act.arguments.value("do"_L1) == "vcls"_L1;
    const Result<QString> name = narrowedTo(act.arguments, isVcls ? u"vcl"_s : u"backend"_s);
    const Result<VarnishOrder> access = varnishAccessFrom(act.arguments);
    if (!name || !access) {
        co_return std::unexpected(name ? access.error() : name.error());
    }
    const Result<VarnishState> state = co_await varnishStateAt(world, act.target, *access, stop);
    if (!state) {
        co_return std::unexpected(state.error());
    }
    co_return isVcls ? varnishVclsJson(state->vcls, *name) : varnishBackendsJson(state->backends, *name);
}

} // namespace

Result<QJsonValue> varnishBackendsJson(const std::vector<VarnishBackend> &backends, const QString &name)
{
    if (name.isEmpty()) {
        return QJsonValue(listOf(backends));
    }
    const auto whole = std::ranges::find(backends, name, &VarnishBackend::name);
    if (whole != backends.end()) {
        return QJsonValue(jsonOf(*whole));
    }
    const auto isIt = [&name](const VarnishBackend &one) { return one.name.endsWith(u'.' + name); };
    const auto found = std::ranges::find_if(backends, isIt);
    if (found == backends.end()) {
        QStringList known = namesOf(backends);
        // The nearest may be one without the name of its VCL.
        std::ranges::transform(backends, std::back_inserter(known),
                               [](const VarnishBackend &one) { return one.name.section(u'.', -1); });
        known.removeDuplicates();
        return std::unexpected(unknownName(u"Varnish"_s, u"backend"_s, name, known));
    }
    if (std::ranges::count_if(backends, isIt) > 1) {
        return failure(Error::Kind::Config,
                       u"More than one backend is called %1; give its whole name, one of %2"_s.arg(
                           name, namesOf(backends).join(u", "_s)));
    }
    return QJsonValue(jsonOf(*found));
}

Result<QJsonValue> varnishVclsJson(const std::vector<VarnishVcl> &vcls, const QString &name)
{
    if (name.isEmpty()) {
        return QJsonValue(listOf(vcls));
    }
    const auto found = std::ranges::find(vcls, name, &VarnishVcl::name);
    if (found == vcls.end()) {
        return std::unexpected(unknownName(u"Varnish"_s, u"VCL"_s, name, namesOf(vcls)));
    }
    return QJsonValue(jsonOf(*found));
}

QCoro::Task<Result<QJsonValue>> readVarnish(World &world, drills::Act act, std::stop_token stop)
{
    const Result<QString> reading = readingOf(act);
    if (!reading) {
        co_return std::unexpected(reading.error());
    }
    auto asking = *reading == "lookup"_L1 ? lookUp(world, act, stop) : list(world, act, stop);
    const Result<QJsonValue> output = co_await std::move(asking);
    co_return output ? partOf(*output, act.arguments) : output;
}

} // namespace readyroom::actions
