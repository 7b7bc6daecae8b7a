// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/promql.h"

#include "app/async/completion.h"
#include "app/async/sleep.h"
#include "models/promql/ast.h"
#include "models/promql/number.h"
#include "models/promql/parser.h"
#include "models/readiness/threshold.h"
#include "models/rules/evaluation.h"
#include "models/rules/servicekey.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <cmath>

namespace readyroom::actions {

using namespace Qt::StringLiterals;
using drills::Act;

namespace {

constexpr Duration betweenQuestions{500};

Error cannot()
{
    return {Error::Kind::Unsupported, u"PromQL only asks; nothing can be done by it"_s, {}, {}};
}

/// The expression as it is asked: narrowed to the service that it is about.
Result<QString> questionOf(const Act &act, const fleet::Fleet &fleet)
{
    Result<promql::ExprPtr> expr = promql::parse(act.arguments.value("expr"_L1).toString());
    if (!expr) {
        return std::unexpected(expr.error());
    }
    const QString service = act.arguments.value("service"_L1).toString();
    if (service.isEmpty() || act.arguments.value("scope"_L1) == "fleet"_L1) {
        return promql::toText(**expr);
    }
    const auto known = std::ranges::find(fleet.services, service, &fleet::Service::name);
    if (known == fleet.services.end()) {
        return failure(Error::Kind::Config, u"The fleet has no service \"%1\""_s.arg(service));
    }
    return promql::toText(*rules::restrictedTo(*expr, {known->environment.toUtf8(), known->name.toUtf8()}));
}

/// Seconds, or a duration; zero: once.
Duration withinOf(const Act &act)
{
    const QJsonValue within = act.arguments.value("within"_L1);
    if (within.isDouble()) {
        return Duration{std::llround(within.toDouble() * 1000)};
    }
    return promql::parseDuration(within.toString().toUtf8()).value_or(Duration{0});
}

std::vector<double> valuesOf(const promql::Value &value)
{
    std::vector<double> values;
    if (const auto *const scalar = std::get_if<promql::Scalar>(&value)) {
        values.push_back(scalar->v);
    } else if (const auto *const vector = std::get_if<promql::Vector>(&value)) {
        std::ranges::transform(*vector, std::back_inserter(values), &promql::VectorSample::v);
    }
    return values;
}

/// One answer. NaN says nothing, so it never passes.
Result<QJsonValue> outputOf(const std::vector<double> &values, const Act &act)
{
    const QString pass = act.arguments.value("pass"_L1).toString();
    if (!pass.isEmpty()) {
        const Result<readiness::Threshold> threshold = readiness::parseThreshold(pass);
        if (!threshold) {
            return std::unexpected(threshold.error());
        }
        return QJsonValue(!values.empty() && std::ranges::all_of(values, [&threshold](double value) {
            return threshold->holds(value);
        }));
    }
    const bool unknown = std::ranges::any_of(values, [](double value) { return !std::isfinite(value); });
    if (values.empty() || unknown) {
        return failure(Error::Kind::Config, u"%1 yields no number"_s.arg(act.arguments.value("expr"_L1).toString()));
    }
    return QJsonValue(act.arguments.value("worst"_L1) == "lowest"_L1 ? std::ranges::min(values)
                                                                     : std::ranges::max(values));
}

} // namespace

QString Promql::name() const
{
    return u"promql"_s;
}

QCoro::Task<Result<QJsonValue>> Promql::read(Act act, std::stop_token stop)
{
    if (m_world.queries == nullptr) {
        co_return failure(Error::Kind::Config, u"There is no fleet whose series could be asked"_s);
    }
    const Result<QString> question = questionOf(act, m_world.fleet);
    if (!question) {
        co_return std::unexpected(question.error());
    }
    const QDeadlineTimer deadline(withinOf(act));
    while (true) {
        auto asking = m_world.queries->instant(*question, m_world.time->now(), stop);
        const Result<promql::QueryResult> answer = co_await std::move(asking);
        if (stop.stop_requested()) {
            co_return std::unexpected(async::cancelledError());
        }
        const Result<QJsonValue> output =
            answer ? outputOf(valuesOf(answer->value), act) : Result<QJsonValue>(std::unexpected(answer.error()));
        if ((output && *output != QJsonValue(false)) || deadline.hasExpired()) {
            co_return output;
        }
        auto sleeping = async::sleepFor(betweenQuestions, stop);
        if (!co_await std::move(sleeping)) {
            co_return std::unexpected(async::cancelledError());
        }
    }
}

QCoro::Task<Result<drills::Preview>> Promql::preview(Act, std::stop_token)
{
    co_return std::unexpected(cannot());
}

QCoro::Task<drills::Outcome> Promql::run(Act, drills::Preview, security::Permit, std::stop_token)
{
    co_return drills::Outcome{.error = cannot()};
}

QCoro::Task<drills::Verification> Promql::verify(Act, drills::Preview, drills::Outcome, Duration, std::stop_token)
{
    co_return drills::Verification{.observed = cannot().message};
}

QCoro::Task<Result<std::vector<drills::Choice>>> Promql::choices(Act, QString, std::stop_token)
{
    co_return std::unexpected(cannot());
}

} // namespace readyroom::actions
