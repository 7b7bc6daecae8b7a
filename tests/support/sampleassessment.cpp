// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sampleassessment.h"

#include "app/config/profilefile.h"
#include "models/promql/parser.h"
#include "models/readiness/attestation.h"

#include <QCryptographicHash>
#include <QMap>

#include <array>
#include <utility>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace readyroom::readiness;

namespace {

using Live = QMap<QString, Outcome>;

/// What decides the scores: the measured items that count.
Live liveOf(const QString &profile)
{
    using enum Outcome;
    const QMap<QString, Live> known{
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
          {u"response-compression"_s, Fail},
          {u"caching-headers"_s, Fail},
          {u"health-endpoint"_s, Fail},
          {u"metrics-endpoint"_s, Fail},
          {u"circuit-breakers"_s, Fail}}},
        {u"resilient-client"_s, {{u"request-id"_s, Pass}, {u"circuit-breaker"_s, Pass}}},
        {u"cap-lab"_s, {{u"tls"_s, Fail}}},
    };
    return known.value(profile);
}

struct Words {
    QString observed;
    QString target;
};

Words wordsOf(const EvidenceSpec &spec, Outcome outcome)
{
    const bool good = outcome == Outcome::Pass;
    struct Visitor {
        bool good;
        Words operator()(const QueryEvidence &query) const
        {
            return {QString::number(query.pass.value * (good == query.pass.holds(0.0) ? 0.7 : 1.4), 'g', 3),
                    operatorSign(query.pass.op) + u' ' + limitText(query.pass.value)};
        }
        Words operator()(const HealthEvidence &) const { return {good ? u"up"_s : u"404"_s, u"up"_s}; }
        Words operator()(const HeaderEvidence &header) const
        {
            const QString all = QString::number(std::max<qsizetype>(1, header.present.size()));
            return {(good ? all : u"0"_s) + u" of "_s + all, all + u" of "_s + all};
        }
        Words operator()(const TlsEvidence &) const { return {good ? u"TLS 1.3, 82 d"_s : u"no TLS"_s, u"≥ 14 d"_s}; }
        Words operator()(const HttpEvidence &) const { return {good ? u"200"_s : u"404"_s, u"200"_s}; }
        Words operator()(const RateLimitEvidence &) const { return {good ? u"429"_s : u"200 × 60"_s, u"429"_s}; }
        Words operator()(const LoadEvidence &) const
        {
            return {good ? u"p95 142 ms"_s : u"p95 1.4 s"_s, u"p95 < 200 ms"_s};
        }
        Words operator()(const DrillEvidence &) const { return {good ? u"12 d ago"_s : u"never"_s, u"≤ 90 d"_s}; }
        Words operator()(const CommandEvidence &) const { return {good ? u"exit 0"_s : u"exit 1"_s, u"exit 0"_s}; }
        Words operator()(const CoverageEvidence &) const { return {good ? u"91.2 %"_s : u"0 %"_s, u"≥ 80 %"_s}; }
        Words operator()(const AttestEvidence &) const { return {}; }
    };
    return std::visit(Visitor{good}, spec);
}

Evidence measuredEvidence(const EvidenceSpec &spec, Outcome outcome, std::size_t index)
{
    const auto [observed, target] = wordsOf(spec, outcome);
    Evidence evidence{.outcome = outcome, .observed = observed, .target = target};
    if (outcome == Outcome::Unknown) {
        evidence.observed.clear();
        evidence.reason = isActive(spec) ? u"It has not been run yet"_s : u"The service has not answered yet"_s;
        return evidence;
    }
    evidence.takenAt = assessedAt() - std::chrono::seconds(1 + index * 7 % 240);
    evidence.expires = *evidence.takenAt + std::chrono::minutes(5);
    evidence.sha256 =
        QCryptographicHash::hash(QByteArray::number(qulonglong(index)), QCryptographicHash::Sha256).toHex();
    return evidence;
}

std::vector<ItemFacts> factsOf(const Profile &profile, const Live &live)
{
    std::vector<ItemFacts> facts;
    for (const Item *item : profile.items()) {
        ItemFacts fact;
        if (item->evidence && std::holds_alternative<AttestEvidence>(*item->evidence)) {
            fact.evidence = evidenceOf(std::get<AttestEvidence>(*item->evidence));
        } else if (item->evidence) {
            fact.evidence = measuredEvidence(*item->evidence, live.value(item->id, Outcome::Unknown), facts.size());
        }
        fact.standing = {item->waiver, item->notApplicable};
        facts.push_back(std::move(fact));
    }
    return facts;
}

/// Decides about items that do not score, so that every kind of decision is seen and no score changes.
void decide(const Profile &profile, std::vector<ItemFacts> &facts)
{
    std::size_t index = 0;
    int decided = 0;
    for (const Item *item : profile.items()) {
        Standing &standing = facts[index].standing;
        if (item->effectiveWeight() == 0.0 && facts[index].evidence.outcome != Outcome::Pass && decided < 3) {
            if (decided == 0) {
                standing.waiver =
                    Waiver{u"Grace Hopper"_s, u"The traffic of the pilot stays below a tenth of the limit"_s,
                           assessedAt() + std::chrono::days(30)};
            } else if (decided == 1) {
                standing.waiver = Waiver{u"Ada Lovelace"_s, u"Until the new gateway is in place"_s,
                                         assessedAt() - std::chrono::days(2)};
            } else {
                standing.notApplicable = NotApplicable{u"This service keeps no personal data"_s, u"Ada Lovelace"_s};
            }
            ++decided;
        }
        ++index;
    }
}

Assessment judged(Profile profile, const std::vector<ItemFacts> &facts, const QString &service)
{
    return assess(std::make_shared<const Profile>(std::move(profile)), facts, service, u"staging"_s, assessedAt());
}

ItemFacts factOf(int index)
{
    constexpr std::array outcomes{Outcome::Pass, Outcome::Fail, Outcome::Pass, Outcome::Partial, Outcome::Unknown};
    ItemFacts fact;
    fact.evidence = {.outcome = outcomes.at(std::size_t(index) % outcomes.size()),
                     .observed = index % 7 == 3 ? QString() : QString::number(100 + index) + u" ms"_s,
                     .target = u"≤ 200 ms"_s,
                     .reason = index % 4 == 1 ? u"The worst of three instances is 10.0.0.%1:8080"_s.arg(index % 250)
                                              : QString(),
                     .takenAt = assessedAt() - std::chrono::seconds(index * 37)};
    if (index % 11 == 6) {
        fact.standing.waiver =
            Waiver{u"Grace Hopper"_s, u"Accepted for the pilot"_s, assessedAt() + std::chrono::days(14)};
    } else if (index % 13 == 9) {
        fact.standing.notApplicable = NotApplicable{u"The service has no such part"_s, u"Ada Lovelace"_s};
    }
    return fact;
}

QString titleOf(int index)
{
    const QString number = QString::number(index);
    switch (index % 6) {
    case 1:
        return u"Answers of the search endpoint stay below two hundred milliseconds at the ninety-fifth percentile, item "_s
            + number;
    case 4:
        return u"service_latency_seconds_bucket_without_a_single_space_in_it_however_long_it_gets_item_"_s + number;
    default:
        return u"Requirement "_s + number;
    }
}

class Numbered {
public:
    explicit Numbered(QString text)
        : m_text(std::move(text))
    {
    }
    QString operator()() { return m_text + u' ' + QString::number(++m_count); }

private:
    QString m_text;
    int m_count = 0;
};

Item hostileItem(Numbered &text, const QString &id, Severity severity)
{
    return {.id = id,
            .title = text(),
            .severity = severity,
            .owner = text(),
            .description = text(),
            .fix = text(),
            .evidence = AttestEvidence{.says = AttestEvidence::Says::Fail,
                                       .by = text(),
                                       .statement = text(),
                                       .link = text(),
                                       .date = assessedAt() - std::chrono::days(3)}};
}

} // namespace

Timestamp assessedAt()
{
    return std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(2);
}

Assessment builtInAssessment(const QString &name)
{
    const config::Loaded<Profile> profile = config::loadProfile(config::profilePath(name));
    Q_ASSERT(profile);
    std::vector<ItemFacts> facts = factsOf(*profile, liveOf(name));
    decide(*profile, facts);
    return judged(*profile, facts, profile->service.isEmpty() ? u"checkout"_s : profile->service);
}

Assessment largeAssessment(int count)
{
    Profile profile{.name = u"large"_s, .title = u"A very large profile"_s, .conditions = {}, .categories = {}};
    profile.conditions = {u"The pilot has no more than 50 users"_s};
    std::vector<ItemFacts> facts;
    for (int i = 0; i < count; ++i) {
        if (i % 25 == 0) {
            profile.categories.push_back(
                {.name = i % 50 == 0
                     ? u"Category %1"_s.arg(i / 25)
                     : u"Availability, durability and everything else that is promised %1"_s.arg(i / 25)});
        }
        profile.categories.back().items.push_back(
            {.id = u"item-%1"_s.arg(i),
             .title = titleOf(i),
             .severity = static_cast<Severity>(i % 4),
             .blocker = i % 29 == 1,
             .owner = i % 3 == 0 ? u"The team of customer-facing platform services"_s : u"Platform"_s,
             .fix = i % 5 == 1 ? u"Put a cache in front of the index, and measure again"_s : QString()});
        facts.push_back(factOf(i));
    }
    return judged(std::move(profile), facts, u"checkout"_s);
}

Assessment readyAssessment()
{
    config::Loaded<Profile> profile = config::loadProfile(config::profilePath(u"service-default"_s));
    Q_ASSERT(profile);
    profile->conditions.clear();
    std::vector<ItemFacts> facts;
    for (const Item *item : profile->items()) {
        ItemFacts fact;
        if (item->evidence) {
            fact.evidence = measuredEvidence(*item->evidence, Outcome::Pass, facts.size());
        }
        fact.evidence.outcome = Outcome::Pass;
        facts.push_back(std::move(fact));
    }
    return judged(*std::move(profile), facts, u"checkout"_s);
}

Assessment hostileAssessment(const QString &hostile)
{
    Numbered text(hostile);
    Profile profile{.name = u"hostile"_s, .title = text(), .source = text(), .conditions = {text()}, .categories = {}};
    const std::array ids{u"one"_s, u"two"_s, u"three"_s, u"four"_s};
    std::vector<ItemFacts> facts;
    for (const QString &id : ids) {
        Category category{.name = text(), .summary = text()};
        category.items.push_back(hostileItem(text, id, Severity::Critical));
        category.items.back().blocker = id == ids.front();
        profile.categories.push_back(std::move(category));
        facts.push_back({.evidence = {.outcome = id == u"four"_s ? Outcome::Unknown : Outcome::Fail,
                                      .observed = text(),
                                      .target = text(),
                                      .reason = text(),
                                      .takenAt = assessedAt()}});
    }
    facts[1].standing.waiver = Waiver{text(), text(), assessedAt() + std::chrono::days(1)};
    facts[2].standing.notApplicable = NotApplicable{text(), text()};
    profile.scenarios = {{.name = text(), .claimed = 70.0, .says = text()}};
    profile.risks = {{.title = text(), .before = RiskLevel::High, .mitigatedBy = {u"one"_s}, .note = text()}};
    profile.phases = {{.name = text(), .items = {u"one"_s}, .claimed = 80.0, .says = text()}};
    profile.claims = {ConflictClaim{{text(), text(), text()}, {text(), text(), text()}, text()},
                      ValueClaim{.says = text(),
                                 .where = text(),
                                 .claimed = 1.0,
                                 .expr = u"1 + 1"_s,
                                 .parsed = promql::parse(u"1 + 1").value()}};
    profile.approvals = {{.name = u"security"_s, .title = text()}};
    return judged(std::move(profile), facts, text());
}

Assessment emptyAssessment()
{
    return judged({.name = u"empty"_s, .title = u"Nothing yet"_s, .categories = {}}, {}, u"checkout"_s);
}

} // namespace readyroom::fakes
