// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/actuatorcache.h"

#include "app/actions/arguments.h"
#include "app/actions/reading.h"
#include "app/actions/reread.h"
#include "app/http/origin.h"

#include <QJsonArray>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Choice;
using drills::Confirmed;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

QString cacheOf(const Act &act)
{
    return act.arguments.value("cache"_L1).toString();
}

QString managerOf(const Act &act)
{
    return act.arguments.value("manager"_L1).toString();
}

/// For people: "the cache prices", "all caches".
QString shown(const Act &act)
{
    return cacheOf(act).isEmpty() ? u"all caches"_s : u"the cache "_s + cacheOf(act);
}

Result<AdminCall> deletionOf(const Act &act)
{
    Result<AdminCall> call = actuator::callOf(act, u"/caches"_s);
    if (call) {
        call->method = "DELETE";
        call->path += cacheOf(act).isEmpty() ? QString() : QString(u'/' + actuator::encoded(cacheOf(act)));
        call->query = managerOf(act).isEmpty() ? QString() : u"cacheManager="_s + actuator::encoded(managerOf(act));
    }
    return call;
}

/// Why that cannot be emptied; empty when it can.
QString refusalOf(const Act &act, const std::vector<ManagedCache> &caches)
{
    const QString host = http::hostPort(QUrl(act.target));
    const QString cache = cacheOf(act);
    if (cache.isEmpty()) {
        return !managerOf(act).isEmpty()
            ? u"The manager goes with the name of a cache: all caches are those of every manager."_s
            : caches.empty() ? u"%1 has no caches."_s.arg(host)
                             : QString();
    }
    QStringList names;
    QStringList managers;
    for (const ManagedCache &one : caches) {
        names += one.name;
        if (one.name == cache) {
            managers += one.manager;
        }
    }
    names.removeDuplicates();
    if (managers.isEmpty()) {
        return u"%1 knows no cache %2; known are: %3."_s.arg(host, cache,
                                                             names.isEmpty() ? u"none"_s : names.join(u", "_s));
    }
    if (!managerOf(act).isEmpty()) {
        return managers.contains(managerOf(act))
            ? QString()
            : u"The manager %1 has no cache %2; it is in %3."_s.arg(managerOf(act), cache, managers.join(u", "_s));
    }
    // The endpoint itself would answer 400.
    return managers.size() == 1 ? QString()
                                : u"The cache %1 is in several managers, %2: say in which by `manager`."_s.arg(
                                      cache, managers.join(u" and "_s));
}

QString entries(double size)
{
    return size == 1 ? u"1 entry"_s : u"%1 entries"_s.arg(QString::number(size, 'f', 0));
}

/// The first of `names` that is a tag of the metric.
QString tagAmong(const QJsonObject &metric, std::initializer_list<QLatin1StringView> names)
{
    for (const QJsonValue &one : metric.value("availableTags"_L1).toArray()) {
        const QString tag = one.toObject().value("tag"_L1).toString();
        if (std::ranges::any_of(names, [&](QLatin1StringView name) { return name == tag; })) {
            return tag;
        }
    }
    return {};
}

std::optional<double> valueOf(const QJsonObject &metric)
{
    for (const QJsonValue &one : metric.value("measurements"_L1).toArray()) {
        const QJsonObject measurement = one.toObject();
        if (measurement.value("statistic"_L1).toString() == "VALUE"_L1 && measurement.value("value"_L1).isDouble()) {
            return measurement.value("value"_L1).toDouble();
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<ManagedCache> cachesFrom(const QJsonObject &answer)
{
    std::vector<ManagedCache> caches;
    const QJsonObject managers = answer.value("cacheManagers"_L1).toObject();
    for (auto manager = managers.begin(); manager != managers.end(); ++manager) {
        for (const QString &name : manager.value().toObject().value("caches"_L1).toObject().keys()) {
            caches.push_back({manager.key(), name});
        }
    }
    return caches;
}

QString ActuatorCache::name() const
{
    return u"actuator-cache"_s;
}

QCoro::Task<Result<std::vector<ManagedCache>>> ActuatorCache::caches(Act act, Duration longest, std::stop_token stop)
{
    Result<AdminCall> call = actuator::callOf(act, u"/caches"_s);
    if (!call) {
        co_return std::unexpected(call.error());
    }
    call->timeout = std::min(call->timeout, longest);
    auto reading = m_api.read(*call, http::Reading::Get, stop);
    const Result<QJsonObject> answer = actuator::objectOf(co_await std::move(reading), *call);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    if (!answer->value("cacheManagers"_L1).isObject()) {
        co_return failure(Error::Kind::Parse, u"%1 does not tell its caches"_s.arg(http::hostPort(call->base)));
    }
    co_return cachesFrom(*answer);
}

QCoro::Task<Result<QJsonObject>> ActuatorCache::metric(Act act, QString query, Duration longest, std::stop_token stop)
{
    Result<AdminCall> call = actuator::callOf(act, u"/metrics/cache.size"_s);
    if (!call) {
        co_return std::unexpected(call.error());
    }
    call->query = query;
    call->timeout = std::min(call->timeout, longest);
    auto reading = m_api.read(*call, http::Reading::Get, stop);
    co_return actuator::objectOf(co_await std::move(reading), *call);
}

QCoro::Task<std::optional<double>> ActuatorCache::size(Act act, Duration longest, std::stop_token stop)
{
    auto asking = metric(act, {}, longest, stop);
    const Result<QJsonObject> all = co_await std::move(asking);
    if (!all || cacheOf(act).isEmpty()) {
        co_return all ? valueOf(*all) : std::nullopt;
    }
    // The tags have changed their names between versions of Micrometer and Spring Boot.
    const QString nameTag = tagAmong(*all, {"name"_L1, "cache"_L1});
    const QString managerTag = tagAmong(*all, {"cache.manager"_L1, "cacheManager"_L1});
    QString query = u"tag=%1:%2"_s.arg(nameTag, actuator::encoded(cacheOf(act)));
    if (!managerOf(act).isEmpty() && !managerTag.isEmpty()) {
        query += u"&tag=%1:%2"_s.arg(managerTag, actuator::encoded(managerOf(act)));
    }
    if (nameTag.isEmpty() || (!managerOf(act).isEmpty() && managerTag.isEmpty())) {
        co_return std::nullopt; // that would be the size of others, too
    }
    auto narrowing = metric(act, query, longest, stop);
    const Result<QJsonObject> one = co_await std::move(narrowing);
    co_return one ? valueOf(*one) : std::nullopt;
}

QCoro::Task<Result<QJsonValue>> ActuatorCache::read(Act act, std::stop_token stop)
{
    if (const Result<QString> allowed = readingOf(act); !allowed) {
        co_return std::unexpected(allowed.error());
    }
    for (const QString &name : {u"cache"_s, u"manager"_s}) {
        const Result<QString> given = narrowedTo(act.arguments, name);
        if (!given) {
            co_return std::unexpected(given.error());
        }
        act.arguments.insert(name, *given);
    }
    auto reading = caches(act, Duration::max(), stop);
    const Result<std::vector<ManagedCache>> all = co_await std::move(reading);
    if (!all) {
        co_return std::unexpected(all.error());
    }
    QJsonArray list;
    QStringList known;
    for (const ManagedCache &one : *all) {
        const bool isManaged = managerOf(act).isEmpty() || one.manager == managerOf(act);
        if (isManaged && (cacheOf(act).isEmpty() || one.name == cacheOf(act))) {
            list.append(QJsonObject{{u"name"_s, one.name}, {u"manager"_s, one.manager}});
        }
        known += managerOf(act).isEmpty() || isManaged ? one.name : QString(one.manager + u'/' + one.name);
    }
    known.removeDuplicates();
    if (list.isEmpty() && !(cacheOf(act).isEmpty() && managerOf(act).isEmpty())) {
        co_return std::unexpected(unknownName(http::hostPort(QUrl(act.target)), u"cache"_s,
                                              cacheOf(act).isEmpty() ? managerOf(act) : cacheOf(act), known));
    }
    QJsonObject output{{u"caches"_s, list}};
    auto measuring = size(act, Duration::max(), stop);
    if (const std::optional<double> now = co_await std::move(measuring)) {
        output.insert("size"_L1, *now);
    }
    co_return partOf(output, act.arguments);
}

QCoro::Task<Result<Preview>> ActuatorCache::preview(Act act, std::stop_token stop)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        co_return std::unexpected(*refusal);
    }
    const Result<AdminCall> call = deletionOf(act);
    if (!call) {
        co_return std::unexpected(call.error());
    }
    auto reading = caches(act, Duration::max(), stop);
    const Result<std::vector<ManagedCache>> all = co_await std::move(reading);
    if (!all) {
        co_return std::unexpected(all.error());
    }
    Preview preview{.target = http::hostPort(call->base)};
    if (const QString refusal = refusalOf(act, *all); !refusal.isEmpty()) {
        preview.refusals += refusal;
        co_return preview;
    }
    auto measuring = size(act, Duration::max(), stop);
    const std::optional<double> before = co_await std::move(measuring);
    QString subject = shown(act);
    subject[0] = subject[0].toUpper();
    if (before) {
        preview.state.insert("size"_L1, *before);
        preview.now = u"%1 of %2: %3."_s.arg(subject, preview.target, entries(*before));
    } else {
        preview.warnings +=
            u"%1 does not tell how much it caches, so that nobody will know whether it was emptied."_s.arg(
                preview.target);
    }
    preview.effect = cacheOf(act).isEmpty() ? u"All %1 caches of %2 are emptied."_s.arg(all->size()).arg(preview.target)
                                            : u"%1 of %2 is emptied."_s.arg(subject, preview.target);
    auto describing = actuator::withRequest(m_world, preview, *call, stop);
    co_return co_await std::move(describing);
}

QCoro::Task<Outcome> ActuatorCache::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        co_return notSent(*refusal);
    }
    const Result<AdminCall> call = deletionOf(act);
    if (!call) {
        co_return notSent(call.error());
    }
    if (!preview.refusals.isEmpty()) {
        co_return notSent({Error::Kind::Config, preview.refusals.front(), {}, {}});
    }
    auto changing = m_api.change(*call, std::move(permit), stop);
    const http::Response response = co_await std::move(changing);
    co_return outcomeOf(response, preview.target.isEmpty() ? http::hostPort(call->base) : preview.target,
                        m_world.vault.redactor());
}

QCoro::Task<Verification> ActuatorCache::verify(Act act, Preview preview, Outcome, Duration within,
                                                std::stop_token stop)
{
    const QJsonValue size = preview.state.value("size"_L1);
    const std::optional<double> before = size.isDouble() ? std::optional(size.toDouble()) : std::nullopt;
    if (!before) {
        auto looking = look(act, before, within, stop);
        co_return co_await std::move(looking);
    }
    auto reading =
        reread([this, act, before, stop](Duration timeout) { return look(act, before, timeout, stop); }, within, stop);
    co_return co_await std::move(reading);
}

QCoro::Task<Verification> ActuatorCache::look(Act act, std::optional<double> before, Duration timeout,
                                              std::stop_token stop)
{
    auto reading = caches(act, timeout, stop);
    const Result<std::vector<ManagedCache>> all = co_await std::move(reading);
    if (!all) {
        co_return Verification{.observed = all.error().message};
    }
    if (const QString refusal = refusalOf(act, *all); !refusal.isEmpty()) {
        co_return Verification{.confirmed = Confirmed::No, .observed = refusal.chopped(1)};
    }
    auto measuring = size(act, timeout, stop);
    const std::optional<double> now = co_await std::move(measuring);
    if (!now || !before) {
        co_return Verification{.observed = u"How much it holds now cannot be read"_s};
    }
    if (*now < *before || *now == 0) {
        co_return Verification{.confirmed = Confirmed::Yes,
                               .observed = u"%1, after %2"_s.arg(entries(*now), entries(*before)),
                               .count = static_cast<std::int64_t>(*before - *now)};
    }
    co_return Verification{.confirmed = Confirmed::No,
                           .observed = u"%1, after %2: it was not emptied, or has been filled again"_s.arg(
                               entries(*now), entries(*before))};
}

QCoro::Task<Result<std::vector<Choice>>> ActuatorCache::choices(Act act, QString argument, std::stop_token stop)
{
    if (argument != "cache"_L1 && argument != "manager"_L1) {
        co_return failure(Error::Kind::Unsupported, u"An actuator does not tell what %1 may be"_s.arg(argument));
    }
    auto reading = caches(act, Duration::max(), stop);
    const Result<std::vector<ManagedCache>> all = co_await std::move(reading);
    if (!all) {
        co_return std::unexpected(all.error());
    }
    std::vector<Choice> choices;
    for (const ManagedCache &one : *all) {
        const bool isCache = argument == "cache"_L1;
        if (!isCache && !cacheOf(act).isEmpty() && one.name != cacheOf(act)) {
            continue;
        }
        const QString value = isCache ? one.name : one.manager;
        const auto same = std::ranges::find(choices, value, &Choice::value);
        if (same == choices.end()) {
            choices.push_back({.value = value, .label = isCache ? u"%1 · %2"_s.arg(value, one.manager) : QString()});
        } else if (isCache) {
            same->label += u", "_s + one.manager;
        }
    }
    co_return choices;
}

} // namespace readyroom::actions
