// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/queryevidence.h"

#include "app/evidence/finding.h"
#include "app/evidence/measure.h"
#include "models/items/quantity.h"
#include "models/promql/json.h"
#include "models/rules/evaluation.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using promql::EvaluationTime;
using readiness::Evidence;
using readiness::Outcome;
using readiness::QueryEvidence;

namespace {

/// One value among all that were looked at.
struct Point {
    const series::Labels *labels = nullptr;
    std::int64_t t = 0;
    double v = 0.0;
    Outcome outcome = Outcome::Unknown;
    double distance = 0.0;
};

Outcome outcomeOf(const QueryEvidence &spec, double value)
{
    if (std::isnan(value)) {
        return Outcome::Unknown;
    }
    if (spec.pass.holds(value)) {
        return Outcome::Pass;
    }
    return spec.partial && spec.partial->holds(value) ? Outcome::Partial : Outcome::Fail;
}

Point pointOf(const QueryEvidence &spec, const series::Labels &labels, std::int64_t t, double v)
{
    return {&labels, t, v, outcomeOf(spec, v), spec.pass.distance(v)};
}

bool isBetter(const Point &a, const Point &b)
{
    const int badA = badness(a.outcome);
    const int badB = badness(b.outcome);
    if (badA != badB) {
        return badA < badB;
    }
    // Of equals the latest, which says since when it has been better.
    return a.distance < b.distance || (!(b.distance < a.distance) && a.t < b.t);
}

/// What tells a series from the others of the service.
QString nameOf(const series::Labels &labels)
{
    return QString::fromUtf8(labels.dropping({"service", "environment", "job"}).toText());
}

QString lengthText(Duration length)
{
    return items::secondsQuantity(toSeconds(length)).text();
}

Evidence evidenceOf(const QueryEvidence &spec, const Point &worst, std::size_t seriesCount)
{
    Evidence evidence{.outcome = worst.outcome, .target = queryTarget(spec)};
    if (std::isnan(worst.v)) {
        evidence.reason = u"the value is not a number"_s;
    } else {
        evidence.value = worst.v;
        evidence.observed = measured(worst.v, spec.unit, spec.pass);
    }
    if (seriesCount > 1) {
        const QString which = u"worst of %1 series: %2"_s.arg(seriesCount).arg(nameOf(*worst.labels));
        evidence.reason += evidence.reason.isEmpty() ? which : u", "_s + which;
    }
    return evidence;
}

QueryFinding nothing(const QueryEvidence &spec)
{
    return {unknown(u"the expression yields nothing"_s, queryTarget(spec)), true};
}

QueryFinding judgeNow(const QueryEvidence &spec, const promql::Value &value)
{
    const Result<promql::Vector> vector = rules::asVector(value);
    if (!vector) {
        return {unknown(u"the expression yields neither a number nor an instant vector"_s, queryTarget(spec))};
    }
    std::vector<Point> points;
    for (const promql::VectorSample &sample : *vector) {
        points.push_back(pointOf(spec, sample.labels, sample.t, sample.v));
    }
    if (points.empty()) {
        return nothing(spec);
    }
    return {evidenceOf(spec, *std::ranges::max_element(points, isBetter), points.size())};
}

/// Why a stretch of history is not enough; empty when it is.
std::optional<QString> whatIsMissing(const EvaluationTime &time, const std::set<std::int64_t> &covered)
{
    if (covered.size() >= time.steps()) {
        return std::nullopt;
    }
    const std::int64_t end = toMillis(time.end);
    const std::int64_t step = time.step.count();
    std::int64_t since = end;
    while (covered.contains(since - step)) {
        since -= step;
    }
    const QString wanted = lengthText(time.end - time.start);
    const bool reachesBack = covered.lower_bound(since) == covered.begin();
    return reachesBack
        ? u"the history is only %1 long, and it has to hold for %2"_s.arg(lengthText(Duration{end - since}), wanted)
        : u"it has to hold for %1, and nothing was measured %2 ago"_s.arg(wanted,
                                                                          lengthText(Duration{end - since + step}));
}

QueryFinding judgeHistory(const QueryEvidence &spec, const promql::Value &value, const EvaluationTime &time)
{
    const auto *const matrix = std::get_if<promql::Matrix>(&value);
    if (matrix == nullptr) {
        return {unknown(u"the expression yields no history"_s, queryTarget(spec))};
    }
    std::vector<Point> points;
    std::set<std::int64_t> covered;
    for (const promql::MatrixSeries &line : *matrix) {
        for (const series::Sample &sample : line.samples) {
            points.push_back(pointOf(spec, line.labels, sample.t, sample.v));
            covered.insert(sample.t);
        }
    }
    const std::int64_t end = toMillis(time.end);
    if (!covered.contains(end)) {
        return nothing(spec);
    }
    const Point &worst = *std::ranges::max_element(points, isBetter);
    Evidence evidence = evidenceOf(spec, worst, matrix->size());
    if (const std::optional<QString> missing = whatIsMissing(time, covered)) {
        evidence.outcome = Outcome::Unknown;
        evidence.reason = *missing;
        return {evidence, true};
    }
    if (worst.t < end && worst.outcome != Outcome::Pass) {
        const QString when = u"%1 ago"_s.arg(lengthText(Duration{end - worst.t}));
        evidence.reason += evidence.reason.isEmpty() ? when : u", "_s + when;
    }
    return {evidence};
}

} // namespace

EvaluationTime evaluationTime(const QueryEvidence &spec, Timestamp at)
{
    if (spec.holdFor <= Duration{0}) {
        return EvaluationTime::instant(at);
    }
    constexpr std::int64_t mostSteps = 60;
    constexpr std::int64_t shortestStep = 1000;
    const std::int64_t steps = std::clamp<std::int64_t>(spec.holdFor.count() / shortestStep, 1, mostSteps);
    const Duration step{spec.holdFor.count() / steps};
    return {at - steps * step, at, step};
}

QueryFinding judgeQuery(const QueryEvidence &spec, const Result<promql::QueryResult> &answer, Timestamp at)
{
    QueryFinding finding;
    if (!answer) {
        finding.evidence = unknown(answer.error(), queryTarget(spec));
    } else {
        const EvaluationTime time = evaluationTime(spec, at);
        finding = time.isInstant() ? judgeNow(spec, answer->value) : judgeHistory(spec, answer->value, time);
        finding.evidence =
            withRaw(std::move(finding.evidence), QJsonDocument(promql::toJson(*answer)).toJson(QJsonDocument::Compact));
    }
    finding.evidence.takenAt = at;
    return finding;
}

QString queryTarget(const QueryEvidence &spec)
{
    const QString target = targeted(spec.pass, spec.unit);
    return spec.holdFor > Duration{0} ? u"%1 for %2"_s.arg(target, lengthText(spec.holdFor)) : target;
}

} // namespace readyroom::evidence
