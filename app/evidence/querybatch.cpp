// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/querybatch.h"

#include "models/rules/evaluation.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using readiness::QueryEvidence;

namespace {

QByteArray keyOf(const series::SelectRequest &request)
{
    QByteArray key;
    for (const series::Matcher &matcher : request.matchers) {
        key += matcher.toText() + '\n';
    }
    return key;
}

/// Requests, each only once. Two for the same series become one when their times meet.
class Requests final {
public:
    std::size_t placeOf(series::SelectRequest request)
    {
        std::vector<std::size_t> &same = m_places[keyOf(request)];
        for (const std::size_t place : same) {
            series::SelectRequest &known = m_requests[place];
            if (request.from <= known.to && known.from <= request.to) {
                known.from = std::min(known.from, request.from);
                known.to = std::max(known.to, request.to);
                return place;
            }
        }
        same.push_back(m_requests.size());
        m_requests.push_back(std::move(request));
        return same.back();
    }
    [[nodiscard]] std::vector<series::SelectRequest> take() { return std::move(m_requests); }

private:
    std::vector<series::SelectRequest> m_requests;
    QHash<QByteArray, std::vector<std::size_t>> m_places;
};

} // namespace

QueryBatch::QueryBatch(const readiness::Profile &profile, const rules::ServiceKey &service)
{
    std::size_t number = 0;
    for (const readiness::Category &category : profile.categories) {
        for (const readiness::Item &item : category.items) {
            const auto *const query = item.evidence ? std::get_if<QueryEvidence>(&*item.evidence) : nullptr;
            if (query != nullptr) {
                const bool wholeFleet = query->scope == QueryEvidence::Scope::Fleet;
                m_questions.push_back(
                    {.item = number,
                     .spec = *query,
                     .expr = wholeFleet ? query->parsed : rules::restrictedTo(query->parsed, service)});
            }
            ++number;
        }
    }
}

QueryBatch::Plan QueryBatch::plan(Timestamp at) const
{
    Plan plan{.at = at, .requests = {}, .selections = {}};
    Requests requests;
    for (const Question &question : m_questions) {
        std::vector<std::size_t> &places = plan.selections.emplace_back();
        for (series::SelectRequest &request : promql::selections(*question.expr, evaluationTime(question.spec, at))) {
            places.push_back(requests.placeOf(std::move(request)));
        }
    }
    plan.requests = requests.take();
    return plan;
}

std::vector<QueryBatch::Finding> QueryBatch::judge(const Plan &plan, const series::Snapshot &snapshot,
                                                   const Limits &limits) const
{
    std::vector<Finding> findings;
    findings.reserve(m_questions.size());
    for (std::size_t i = 0; i < m_questions.size() && !limits.stop.stop_requested(); ++i) {
        const Question &question = m_questions[i];
        series::Snapshot selected;
        for (const std::size_t place : plan.selections[i]) {
            selected.push_back(snapshot.at(place));
        }
        promql::EvaluationLimits evaluation;
        evaluation.maxSamples = limits.maxSamples;
        evaluation.stop = limits.stop;
        if (limits.clock) {
            evaluation.expired = [clock = limits.clock, until = limits.clock() + limits.deadline] {
                return clock() >= until;
            };
        }
        Result<promql::QueryResult> answer =
            promql::evaluate(*question.expr, evaluationTime(question.spec, plan.at), selected, evaluation);
        if (answer || answer.error().kind != Error::Kind::Cancelled) {
            findings.push_back({question.item, judgeQuery(question.spec, answer, plan.at)});
        }
    }
    return findings;
}

} // namespace readyroom::evidence
