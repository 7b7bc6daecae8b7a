// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/redis.h"

#include "app/actions/reading.h"
#include "app/actions/redisdelete.h"
#include "app/actions/redisfailover.h"
#include "app/actions/redisreplication.h"
#include "app/actions/sentinelfailover.h"

#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;
using drills::Outcome;
using drills::Preview;
using drills::Verification;

namespace {

QString whatOf(const Act &act)
{
    return act.arguments.value("do"_L1).toString();
}

Error unknownDo(const Act &act)
{
    if (const std::optional<Error> refusal = refusalToAct(act)) {
        return *refusal;
    }
    return {
        Error::Kind::Config,
        u"redis can `do` delete, delete-pattern, failover or sentinel-failover, not “%1”"_s.arg(whatOf(act).left(100)),
        {},
        {}};
}

template<typename T> QCoro::Task<Result<T>> failedWith(Error error)
{
    co_return std::unexpected(std::move(error));
}

QCoro::Task<Outcome> failedRun(Error error)
{
    co_return Outcome{.observed = error.message, .error = error};
}

QCoro::Task<Verification> failedVerification(Error error)
{
    co_return Verification{.observed = error.message};
}

} // namespace

Redis::Redis(World &world)
    : m_world(world)
{
}

QString Redis::name() const
{
    return u"redis"_s;
}

QCoro::Task<Result<QJsonValue>> Redis::read(Act act, std::stop_token stop)
{
    if (const Result<QString> reading = readingOf(act); !reading) {
        return failedWith<QJsonValue>(reading.error());
    }
    return redis::readRole(m_world, std::move(act), std::move(stop));
}

QCoro::Task<Result<Preview>> Redis::preview(Act act, std::stop_token stop)
{
    const QString what = whatOf(act);
    if (what == "delete"_L1) {
        return redis::previewDelete(m_world, std::move(act), std::move(stop));
    }
    if (what == "delete-pattern"_L1) {
        return redis::previewPattern(m_world, std::move(act), std::move(stop));
    }
    if (what == "failover"_L1) {
        return redis::previewFailover(m_world, std::move(act), std::move(stop));
    }
    if (what == "sentinel-failover"_L1) {
        return redis::previewSentinel(m_world, std::move(act), std::move(stop));
    }
    return failedWith<Preview>(unknownDo(act));
}

QCoro::Task<Outcome> Redis::run(Act act, Preview preview, security::Permit permit, std::stop_token stop)
{
    const QString what = whatOf(act);
    if (!preview.refusals.isEmpty()) {
        return failedRun({Error::Kind::Config, preview.refusals.join(u' '), {}, {}});
    }
    if (what == "delete"_L1) {
        return redis::runDelete(m_world, std::move(act), std::move(permit), std::move(stop));
    }
    if (what == "delete-pattern"_L1) {
        return redis::runPattern(m_world, std::move(act), std::move(permit), std::move(stop));
    }
    if (what == "failover"_L1) {
        return redis::runFailover(m_world, std::move(act), std::move(preview), std::move(permit), std::move(stop));
    }
    if (what == "sentinel-failover"_L1) {
        return redis::runSentinel(m_world, std::move(act), std::move(preview), std::move(permit), std::move(stop));
    }
    return failedRun(unknownDo(act));
}

QCoro::Task<Verification> Redis::verify(Act act, Preview preview, Outcome outcome, Duration within,
                                        std::stop_token stop)
{
    const QString what = whatOf(act);
    if (what == "delete"_L1) {
        return redis::verifyDelete(m_world, std::move(act), std::move(preview), std::move(outcome), within,
                                   std::move(stop));
    }
    if (what == "delete-pattern"_L1) {
        return redis::verifyPattern(m_world, std::move(act), std::move(outcome), within, std::move(stop));
    }
    if (what == "failover"_L1) {
        return redis::verifyFailover(m_world, std::move(act), std::move(preview), within, std::move(stop));
    }
    if (what == "sentinel-failover"_L1) {
        return redis::verifySentinel(m_world, std::move(act), std::move(preview), within, std::move(stop));
    }
    return failedVerification(unknownDo(act));
}

QCoro::Task<Result<std::vector<drills::Choice>>> Redis::choices(Act act, QString argument, std::stop_token stop)
{
    if (argument == "to"_L1) {
        return redis::replicaChoices(m_world, std::move(act), std::move(stop));
    }
    if (argument == "master"_L1) {
        return redis::masterChoices(m_world, std::move(act), std::move(stop));
    }
    return failedWith<std::vector<drills::Choice>>(
        {Error::Kind::Unsupported, u"What `%1` may be cannot be read from Redis"_s.arg(argument), {}, {}});
}

} // namespace readyroom::actions
