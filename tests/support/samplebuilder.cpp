// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samplebuilder.h"

#include "tests/support/fakefleet.h"

#include <QCryptographicHash>

namespace readyroom::fakes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace readiness;

SampleBuilder::SampleBuilder(const QString &name, const QString &title, const QString &service)
{
    m_sample.profile.name = name;
    m_sample.profile.title = title;
    m_sample.profile.service = service;
    m_sample.service = service;
}

void SampleBuilder::category(const QString &name, Figure assessed)
{
    m_sample.profile.categories.push_back({.name = name, .assessed = assessed});
}

Item &SampleBuilder::item(const QString &id, const QString &title, Severity severity, Figure hours,
                          const QString &owner, Evidence evidence, std::optional<EvidenceSpec> spec)
{
    Item item{.id = id, .title = title, .severity = severity, .owner = owner, .evidence = std::move(spec)};
    if (hours) {
        item.effort = static_cast<HalfHours>(*hours * 2);
    }
    m_sample.facts.push_back({.evidence = std::move(evidence)});
    m_sample.profile.categories.back().items.push_back(std::move(item));
    return m_sample.profile.categories.back().items.back();
}

Evidence seen(Outcome outcome, const QString &observed, const QString &target, Duration age,
              std::optional<double> value)
{
    Evidence evidence{.outcome = outcome,
                      .observed = observed,
                      .target = target,
                      .value = value,
                      .takenAt = moment() - age,
                      .raw = "HTTP/1.1 answer of " + observed.toUtf8()};
    evidence.sha256 = QCryptographicHash::hash(evidence.raw, QCryptographicHash::Sha256).toHex();
    return evidence;
}

Evidence attested(Outcome outcome, const QString &observed)
{
    return {.outcome = outcome, .observed = observed, .target = u"done"_s, .takenAt = moment() - 12 * 24h};
}

Evidence unknown(const QString &reason, const QString &target)
{
    return {.outcome = Outcome::Unknown, .target = target, .reason = reason};
}

EvidenceSpec query(const QString &expr, double below)
{
    return QueryEvidence{.expr = expr, .parsed = {}, .pass = {Threshold::Operator::Less, below}, .unit = Unit::Seconds};
}

} // namespace readyroom::fakes
