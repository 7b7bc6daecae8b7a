// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/drillevidence.h"

#include "models/items/quantity.h"

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using journal::Event;
using readiness::DrillEvidence;
using readiness::Evidence;
using readiness::Outcome;

namespace {

QString statusOf(const Event &event)
{
    return event.detail.value("status"_L1).toString();
}

bool deviated(const Event &event)
{
    // Whoever does not say that all went well has not shown it.
    return event.detail.value("deviated"_L1).toBool(true);
}

} // namespace

bool isRunOf(const DrillEvidence &spec, const Event &event, const QString &service)
{
    const QString status = statusOf(event);
    const bool hasEnded = !status.isEmpty() && status != "started"_L1 && status != "running"_L1;
    return event.kind == journal::EventKind::Drill && event.service == service && hasEnded
        && event.detail.value("title"_L1).toString() == spec.drill;
}

Evidence judgeDrill(const DrillEvidence &spec, const std::optional<Event> &newest, Timestamp now)
{
    Evidence evidence{.outcome = Outcome::Fail,
                      .observed = u"never run"_s,
                      .target = u"completed, ≤ %1 ago"_s.arg(items::ageText(spec.maxAge)),
                      .takenAt = now};
    if (!newest) {
        return evidence;
    }
    const Duration age = now - newest->at;
    const QString ago = u"%1 ago"_s.arg(items::ageText(age));
    evidence.value = toSeconds(age);
    if (statusOf(*newest) != "completed"_L1) {
        evidence.observed = u"%1 %2"_s.arg(statusOf(*newest), ago);
    } else if (deviated(*newest)) {
        evidence.observed = u"deviated %1"_s.arg(ago);
    } else {
        evidence.observed = ago;
        evidence.takenAt = newest->at;
        if (age <= spec.maxAge) {
            evidence.outcome = Outcome::Pass;
            evidence.expires = newest->at + spec.maxAge;
        }
    }
    return evidence;
}

} // namespace readyroom::evidence
