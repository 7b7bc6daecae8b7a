// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/healthevidence.h"

#include "app/evidence/finding.h"
#include "app/evidence/instanceanswers.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using fleet::EndpointState;
using fleet::HealthComponent;
using readiness::Evidence;
using readiness::HealthEvidence;
using readiness::Outcome;

namespace {

QString targetOf(const HealthEvidence &spec)
{
    return spec.component.isEmpty() ? u"up"_s : u"%1 up"_s.arg(spec.component);
}

bool isMeant(const HealthEvidence &spec, const HealthComponent &component)
{
    if (spec.component.isEmpty()) {
        return component.path.isEmpty();
    }
    return !component.path.isEmpty()
        && (component.path.join(u'/') == spec.component || component.path.last() == spec.component);
}

Evidence judgeComponent(const HealthComponent &component, const QString &target)
{
    Evidence evidence{.observed = component.status, .target = target, .reason = component.detail};
    if (std::isnan(component.value)) {
        evidence.reason = u"“%1” says neither up nor down"_s.arg(component.status);
        return evidence;
    }
    evidence.value = component.value;
    evidence.outcome = component.value >= 1.0 ? Outcome::Pass
        : component.value > 0.0               ? Outcome::Partial
                                              : Outcome::Fail;
    return evidence;
}

Evidence judgeAnswer(const HealthEvidence &spec, const fleet::EndpointStatus &endpoint)
{
    std::vector<Evidence> findings;
    for (const HealthComponent &component : endpoint.health) {
        if (isMeant(spec, component)) {
            findings.push_back(judgeComponent(component, targetOf(spec)));
        }
    }
    if (findings.empty()) {
        return unknown(spec.component.isEmpty() ? u"the answer says nothing about the whole"_s
                                                : u"the answer names no component “%1”"_s.arg(spec.component),
                       targetOf(spec));
    }
    return worst(std::move(findings));
}

Evidence judgeFailure(const fleet::EndpointStatus &endpoint, const QString &target)
{
    constexpr int unauthorized = 401;
    constexpr int forbidden = 403;
    const bool mayNotAsk = endpoint.status == unauthorized || endpoint.status == forbidden;
    const bool neverAnswered = endpoint.status == 0 && !endpoint.lastAnswer;
    Evidence evidence = unknown(endpoint.error, target);
    evidence.observed = endpoint.status > 0 ? QString::number(endpoint.status) : u"no answer"_s;
    evidence.outcome = mayNotAsk || neverAnswered ? Outcome::Unknown : Outcome::Fail;
    return evidence;
}

Evidence judgeEndpoint(const HealthEvidence &spec, const fleet::EndpointStatus &endpoint)
{
    const QString target = targetOf(spec);
    switch (endpoint.state) {
    case EndpointState::Pending:
        return unknown(u"it has not answered yet"_s, target);
    case EndpointState::Stale:
        return unknown(u"it does not answer at the moment, and nobody knows why yet"_s, target);
    case EndpointState::NotExposed:
        return {.outcome = Outcome::Fail,
                .observed = QString::number(endpoint.status),
                .target = target,
                .reason = u"%1 is not exposed"_s.arg(endpoint.id.path)};
    case EndpointState::Failed:
        return judgeFailure(endpoint, target);
    case EndpointState::Ok:
        break;
    }
    return judgeAnswer(spec, endpoint);
}

} // namespace

Evidence judgeHealth(const HealthEvidence &spec, const fleet::ServiceStatus *service, const QString &notice)
{
    const QString target = targetOf(spec);
    if (service == nullptr) {
        return unknown(u"nothing has been heard of the service yet"_s, target);
    }
    if (service->state == fleet::ServiceState::Asleep) {
        return unknown(u"this machine was suspended, and the service has not been asked since"_s, target);
    }
    std::vector<Evidence> findings;
    for (const fleet::InstanceStatus &instance : service->instances) {
        for (const fleet::EndpointStatus &endpoint : instance.endpoints) {
            if (endpoint.id.kind != fleet::EndpointKind::Health) {
                continue;
            }
            const bool judged = notice.isEmpty() || endpoint.state != EndpointState::Failed;
            Evidence finding = judged ? judgeEndpoint(spec, endpoint) : unknown(notice, target);
            finding.takenAt = endpoint.lastAttempt;
            if (finding.outcome != Outcome::Pass) {
                finding.reason = ofInstance(instance.instance, finding.reason, service->instances.size());
            }
            findings.push_back(std::move(finding));
        }
    }
    if (findings.empty()) {
        return unknown(u"the fleet file names no health endpoint of this service"_s, target);
    }
    return worst(std::move(findings));
}

} // namespace readyroom::evidence
