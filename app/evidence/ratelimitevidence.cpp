// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/ratelimitevidence.h"

#include "app/evidence/active.h"
#include "app/evidence/finding.h"
#include "app/http/transport.h"
#include "app/monitor/servicerequest.h"
#include "app/monitor/target.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <map>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::Evidence;
using readiness::Outcome;
using readiness::RateLimitEvidence;

namespace {

constexpr Duration timeout{5000};
constexpr std::size_t bodyLimit = std::size_t{1} * 1024 * 1024;

QString targetOf(const RateLimitEvidence &spec)
{
    return u"%1 within %2 requests"_s.arg(spec.expect).arg(spec.requests);
}

/// "200 × 60, 503 × 2"
QString countsText(const std::vector<LimitAnswer> &answers)
{
    std::map<int, int> counts;
    for (const LimitAnswer &answer : answers) {
        ++counts[answer.status];
    }
    QStringList parts;
    for (const auto &[status, count] : counts) {
        parts += u"%1 × %2"_s.arg(status == 0 ? u"no answer"_s : QString::number(status)).arg(count);
    }
    return parts.join(u", "_s);
}

QByteArray rawOf(const std::vector<LimitAnswer> &answers)
{
    QJsonArray statuses;
    for (const LimitAnswer &answer : answers) {
        statuses.append(answer.status);
    }
    return QJsonDocument(statuses).toJson(QJsonDocument::Compact);
}

http::Request requestOf(const RateLimitEvidence &spec, const ActiveContext &context, const QByteArray &client)
{
    const QUrl url = monitor::endpointUrl(context.service.instances.front(), spec.path);
    http::Request request = monitor::serviceRequest(context.service, url, context.credentials, "*/*");
    if (!spec.clientHeader.isEmpty()) {
        request.headers.emplace_back(spec.clientHeader.toUtf8(), client);
    }
    request.timeout = timeout;
    request.bodyLimit = bodyLimit;
    request.maxRedirects = 0;
    return request;
}

LimitAnswer answerOf(const http::Response &response)
{
    return {.status = response.error ? 0 : response.status,
            .retryAfter = response.header("retry-after").toByteArray(),
            .error = response.error ? response.error->message : QString()};
}

} // namespace

Evidence judgeRateLimit(const RateLimitEvidence &spec, const std::vector<LimitAnswer> &answers)
{
    const auto answered = std::ranges::count_if(answers, [](const LimitAnswer &answer) { return answer.status != 0; });
    if (answered == 0) {
        return unknown(answers.empty() ? u"Nothing was asked"_s : answers.front().error, targetOf(spec));
    }
    Evidence evidence{.outcome = Outcome::Fail, .observed = countsText(answers), .target = targetOf(spec)};
    const auto refused = std::ranges::find(answers, spec.expect, &LimitAnswer::status);
    if (refused == answers.end()) {
        evidence.reason = u"No request of %1 was refused"_s.arg(answers.size());
    } else if (refused == answers.begin()) {
        evidence.reason = u"The first request was refused already, so nothing is known about the limit"_s;
        evidence.outcome = Outcome::Unknown;
    } else {
        const auto before = refused - answers.begin();
        evidence.outcome = Outcome::Pass;
        evidence.observed = u"%1 after %2 requests"_s.arg(spec.expect).arg(before);
        evidence.value = double(before);
        evidence.reason = refused->retryAfter.isEmpty()
            ? u"The refusal does not say when to try again (Retry-After)"_s
            : u"Retry-After: %1"_s.arg(QString::fromUtf8(refused->retryAfter));
    }
    return withRaw(std::move(evidence), rawOf(answers));
}

QCoro::Task<Evidence> collectRateLimit(RateLimitEvidence spec, ActiveContext context, security::Permit permit,
                                       std::stop_token stop)
{
    const QByteArray client = "readyroom-" + QUuid::createUuid().toByteArray(QUuid::Id128);
    const Timestamp began = context.clock.now();
    std::vector<LimitAnswer> answers;
    for (int i = 0; i < spec.requests; ++i) {
        if (const Result<void> allowed = permit.check(); !allowed) {
            co_return unknown(allowed.error(), targetOf(spec));
        }
        answers.push_back(answerOf(co_await context.transport.fetch(requestOf(spec, context, client), stop)));
        if (stop.stop_requested()) {
            co_return unknown(u"It was withdrawn"_s, targetOf(spec));
        }
        if (context.progress) {
            context.progress(double(i + 1) / spec.requests, u"%1 of %2 requests"_s.arg(i + 1).arg(spec.requests));
        }
        if (answers.back().status == spec.expect) {
            break;
        }
    }
    Evidence evidence = judgeRateLimit(spec, answers);
    evidence.takenAt = began;
    co_return redacted(std::move(evidence), context.redactor);
}

} // namespace readyroom::evidence
