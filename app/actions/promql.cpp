// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/promql.h"

#include "app/actions/adminapi.h"
#include "app/async/completion.h"
#include "app/async/sleep.h"
#include "models/promql/number.h"
#include "models/promql/parser.h"
#include "models/rules/evaluation.h"

#include <QDeadlineTimer>
#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <utility>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;

namespace {

constexpr Duration pause{500}; ///< between two questions
constexpr Duration longest = std::chrono::minutes{10}; ///< that is asked again

struct Question {
    QString expr;
    std::optional<readiness::Threshold> pass = {};
    Duration within{0};
};

/// Absent: the whole fleet is meant. Kind::Config when the fleet has no such service.
Result<std::optional<rules::ServiceKey>> subjectOf(const Act &act, const fleet::Fleet &fleet)
{
    const QString name = act.arguments.value("service"_L1).toString();
    if (name.isEmpty() || act.arguments.value("scope"_L1).toString() == "fleet"_L1) {
        return std::optional<rules::ServiceKey>();
    }
    const auto service = std::ranges::find(fleet.services, name, &fleet::Service::name);
    if (service == fleet.services.end()) {
        return failure(Error::Kind::Config, u"The fleet has no service %1"_s.arg(name));
    }
    return std::optional(
        rules::ServiceKey{.environment = service->environment.toUtf8(), .service = service->name.toUtf8()});
}

Result<Question> questionOf(const Act &act, const fleet::Fleet &fleet)
{
    const Result<promql::ExprPtr> expr = promql::parse(act.arguments.value("expr"_L1).toString());
    const Result<std::optional<rules::ServiceKey>> subject = subjectOf(act, fleet);
    if (!expr || !subject) {
        return std::unexpected(expr ? subject.error() : expr.error());
    }
    const promql::ExprPtr narrowed = *subject ? rules::restrictedTo(*expr, **subject) : *expr;
    Question question{.expr = promql::toText(*narrowed)};
    if (const QString pass = act.arguments.value("pass"_L1).toString(); !pass.isEmpty()) {
        const Result<readiness::Threshold> threshold = readiness::parseThreshold(pass);
        if (!threshold) {
            return std::unexpected(threshold.error());
        }
        question.pass = *threshold;
    }
    const QJsonValue within = act.arguments.value("within"_L1);
    if (within.isDouble() && within.toDouble() > 0) {
        question.within = std::min(longest, Duration(qRound64(std::min(within.toDouble(), 1e6) * 1000)));
    } else if (within.isString()) {
        question.within = std::min(longest, promql::parseDuration(within.toString().toUtf8()).value_or(Duration{0}));
    }
    return question;
}

std::unexpected<Error> onlyReads()
{
    return failure(Error::Kind::Unsupported, u"promql only reads, so that there is nothing to be done"_s);
}

} // namespace

Result<QJsonValue> promqlOutput(const Result<promql::QueryResult> &answer,
                                const std::optional<readiness::Threshold> &pass)
{
    if (!answer) {
        return std::unexpected(answer.error());
    }
    const Result<promql::Vector> vector = rules::asVector(answer->value);
    if (!vector) {
        return std::unexpected(vector.error());
    }
    QJsonArray numbers;
    bool holds = true;
    bool isKnown = !vector->empty();
    for (const promql::VectorSample &sample : *vector) {
        // JSON knows no infinity, but a threshold does.
        isKnown = isKnown && (pass ? !std::isnan(sample.v) : std::isfinite(sample.v));
        holds = holds && pass && pass->holds(sample.v);
        numbers.append(sample.v);
    }
    if (!isKnown) {
        return failure(Error::Kind::Config,
                       vector->empty() ? u"The expression yields nothing"_s : u"The expression yields no number"_s);
    }
    if (pass) {
        return QJsonValue(holds);
    }
    return numbers.size() == 1 ? numbers.first() : QJsonValue(numbers);
}

QString Promql::name() const
{
    return u"promql"_s;
}

QCoro::Task<Result<QJsonValue>> Promql::read(Act act, std::stop_token stop)
{
    const Result<Question> question = questionOf(act, m_world.fleet);
    if (!question) {
        co_return std::unexpected(question.error());
    }
    if (m_world.queries == nullptr) {
        co_return failure(Error::Kind::Unsupported, u"There are no series here that promql could be asked of"_s);
    }
    const QDeadlineTimer deadline(question->within);
    while (true) {
        auto asking = m_world.queries->instant(question->expr, m_world.time->now(), stop);
        const Result<QJsonValue> output = promqlOutput(co_await std::move(asking), question->pass);
        const bool isDone = question->within <= Duration::zero() || (output && (!question->pass || output->toBool()));
        const Duration left(deadline.remainingTime());
        if (isDone || left <= Duration::zero()) {
            co_return output;
        }
        auto sleeping = async::sleepFor(std::min(pause, left), stop);
        if (!co_await std::move(sleeping)) {
            co_return std::unexpected(async::cancelledError());
        }
    }
}

QCoro::Task<Result<drills::Preview>> Promql::preview(Act, std::stop_token)
{
    co_return onlyReads();
}

QCoro::Task<drills::Outcome> Promql::run(Act, drills::Preview, security::Permit, std::stop_token)
{
    co_return notSent(onlyReads().error());
}

QCoro::Task<drills::Verification> Promql::verify(Act, drills::Preview, drills::Outcome, Duration, std::stop_token)
{
    co_return drills::Verification{.observed = u"promql only reads"_s};
}

QCoro::Task<Result<std::vector<drills::Choice>>> Promql::choices(Act, QString argument, std::stop_token)
{
    co_return failure(Error::Kind::Unsupported, u"promql does not tell what %1 may be"_s.arg(argument));
}

} // namespace readyroom::actions
