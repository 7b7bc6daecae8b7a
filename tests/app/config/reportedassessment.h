// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/profilefile.h"
#include "models/readiness/assessment.h"

#include <QMap>

/// The profiles that come along, judged by what their reports attest and what the demo fleet shows at its start.
namespace reported {

using namespace readyroom;
using namespace readyroom::readiness;

inline const Timestamp now = fromMillis(1'764'000'000'000);

/// Null when it does not load.
inline std::shared_ptr<const Profile> profile(const QString &name)
{
    auto loaded = config::loadProfile(config::profilePath(name));
    return loaded ? std::make_shared<const Profile>(*std::move(loaded)) : nullptr;
}

/// What the demo fleet shows of the items that score and are measured.
inline QMap<QString, Outcome> measured(const QString &name)
{
    using enum Outcome;
    using namespace Qt::StringLiterals;
    static const QMap<QString, QMap<QString, Outcome>> all{
        {u"latency-optimizer"_s,
         {{u"bounded-cache"_s, Pass},
          {u"breaker-failover"_s, Pass},
          {u"production-monitoring"_s, Pass},
          {u"performance-validated"_s, Pass}}},
        {u"bagtrack"_s,
         {{u"health-response"_s, Pass},
          {u"cache-hit-rate"_s, Pass},
          {u"pool-stability"_s, Pass},
          {u"security-headers"_s, Pass},
          {u"success-rate"_s, Pass},
          {u"mean-response"_s, Partial},
          {u"p95-response"_s, Fail},
          {u"p99-response"_s, Fail}}},
        {u"learnify-api"_s,
         {{u"security-headers"_s, Fail},
          {u"caching-headers"_s, Fail},
          {u"health-endpoint"_s, Fail},
          {u"metrics-endpoint"_s, Fail},
          {u"circuit-breakers"_s, Fail}}},
        {u"resilient-client"_s, {{u"request-id"_s, Pass}, {u"circuit-breaker"_s, Pass}, {u"timeouts"_s, Pass}}},
        {u"cap-lab"_s, {{u"tls"_s, Fail}}}};
    return all.value(name);
}

inline Outcome outcomeOf(AttestEvidence::Says says)
{
    switch (says) {
    case AttestEvidence::Says::Pass:
        return Outcome::Pass;
    case AttestEvidence::Says::Partial:
        return Outcome::Partial;
    case AttestEvidence::Says::Fail:
        break;
    }
    return Outcome::Fail;
}

/// What is neither attested nor among `live` is unknown.
inline Assessment assessed(const QString &name, const QMap<QString, Outcome> &live)
{
    const std::shared_ptr<const Profile> loaded = profile(name);
    std::vector<ItemFacts> facts;
    for (const Item *item : loaded->items()) {
        const auto *attest = item->evidence ? std::get_if<AttestEvidence>(&*item->evidence) : nullptr;
        const Outcome outcome = attest ? outcomeOf(attest->says) : live.value(item->id, Outcome::Unknown);
        facts.push_back({.evidence = {.outcome = outcome},
                         .standing = {.waiver = item->waiver, .notApplicable = item->notApplicable}});
    }
    return assess(loaded, facts, loaded->service, {}, now);
}

inline Assessment assessed(const QString &name)
{
    return assessed(name, measured(name));
}

} // namespace reported
