// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/loadevidence.h"

#include "app/evidence/active.h"
#include "app/evidence/finding.h"
#include "app/evidence/measure.h"
#include "app/load/loadclient.h"
#include "app/load/progresstext.h"
#include "app/load/reportjson.h"
#include "app/monitor/servicerequest.h"
#include "app/monitor/target.h"

#include <QJsonDocument>

#include <array>
#include <cmath>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::Evidence;
using readiness::LoadEvidence;
using readiness::Outcome;
using readiness::Unit;
using Figure = LoadEvidence::Figure;

namespace {

constexpr Duration timeout{15'000};
constexpr std::size_t bodyLimit = std::size_t{4} * 1024 * 1024;

struct FigureRow {
    QLatin1StringView name;
    Unit unit;
    double load::Report::*value;
};

/// In the order of Figure.
constexpr std::array figures{FigureRow{"mean"_L1, Unit::Seconds, &load::Report::mean},
                             FigureRow{"p50"_L1, Unit::Seconds, &load::Report::p50},
                             FigureRow{"p95"_L1, Unit::Seconds, &load::Report::p95},
                             FigureRow{"p99"_L1, Unit::Seconds, &load::Report::p99},
                             FigureRow{"success"_L1, Unit::Ratio, &load::Report::success},
                             FigureRow{"throughput"_L1, Unit::PerSecond, &load::Report::throughput}};

const FigureRow &rowOf(Figure figure)
{
    return figures.at(static_cast<std::size_t>(figure));
}

QString targetOf(const LoadEvidence &spec)
{
    QStringList targets;
    for (const LoadEvidence::Limit &limit : spec.limits) {
        const FigureRow &row = rowOf(limit.figure);
        targets += u"%1 %2"_s.arg(row.name, targeted(limit.pass, row.unit));
    }
    return targets.join(u", "_s);
}

Evidence judgeLimit(const LoadEvidence::Limit &limit, const load::Report &report)
{
    const FigureRow &row = rowOf(limit.figure);
    const double value = report.*row.value;
    if (std::isnan(value)) {
        return unknown(u"No request was answered, so there is no %1"_s.arg(row.name));
    }
    Evidence evidence{.outcome = Outcome::Fail};
    if (limit.pass.holds(value)) {
        evidence.outcome = Outcome::Pass;
    } else if (limit.partial && limit.partial->holds(value)) {
        evidence.outcome = Outcome::Partial;
    }
    evidence.observed = u"%1 %2"_s.arg(row.name, measured(value, row.unit, limit.pass));
    evidence.value = value;
    return evidence;
}

load::Plan planOf(const LoadEvidence &spec, const ActiveContext &context)
{
    load::Plan plan{.requests = {},
                    .users = spec.users,
                    .duration = spec.duration,
                    .clientHeader = spec.clientHeader.toUtf8().toLower()};
    for (const QUrl &instance : context.service.instances) {
        http::Request request = monitor::serviceRequest(context.service, monitor::endpointUrl(instance, spec.path),
                                                        context.credentials, "*/*");
        request.timeout = timeout;
        request.bodyLimit = bodyLimit;
        plan.requests.push_back(std::move(request));
    }
    return plan;
}

} // namespace

Evidence judgeLoad(const LoadEvidence &spec, const load::Report &report)
{
    std::vector<Evidence> findings;
    QStringList observed;
    for (const LoadEvidence::Limit &limit : spec.limits) {
        findings.push_back(judgeLimit(limit, report));
        if (!findings.back().observed.isEmpty()) {
            observed += findings.back().observed;
        }
    }
    Evidence evidence = worst(std::move(findings));
    evidence.observed = observed.join(u", "_s);
    evidence.target = targetOf(spec);
    if (evidence.reason.isEmpty()) {
        evidence.reason = u"%1 requests by %2 users in %3 s, %4 failed"_s.arg(report.requests)
                              .arg(spec.users)
                              .arg(report.seconds, 0, 'f', 1)
                              .arg(report.failed);
        if (!report.firstFailure.isEmpty()) {
            evidence.reason += u"; the first failure: "_s + report.firstFailure;
        }
    }
    return withRaw(std::move(evidence), QJsonDocument(load::toJson(report)).toJson(QJsonDocument::Compact));
}

QCoro::Task<Evidence> collectLoad(LoadEvidence spec, ActiveContext context, security::Permit permit,
                                  std::stop_token stop)
{
    const Timestamp began = context.clock.now();
    std::function<void(load::Progress)> tell;
    if (context.progress) {
        tell = [progress = context.progress](const load::Progress &now) {
            progress(now.done, load::progressText(now));
        };
    }
    const Result<load::Report> report = co_await load::run(planOf(spec, context), std::move(permit), context.redactor,
                                                           std::move(tell), std::move(stop));
    if (!report) {
        Evidence evidence = unknown(report.error(), targetOf(spec));
        evidence.takenAt = began;
        co_return evidence;
    }
    Evidence evidence = judgeLoad(spec, *report);
    evidence.takenAt = began;
    co_return redacted(std::move(evidence), context.redactor);
}

} // namespace readyroom::evidence
