// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/binary.h"

#include "models/promql/vectormatching.h"

#include <cmath>

namespace readyroom::promql {

namespace {

bool compare(BinaryOperator op, double a, double b)
{
    switch (op) {
    case BinaryOperator::Equal:
        return a == b;
    case BinaryOperator::NotEqual:
        return a != b;
    case BinaryOperator::Less:
        return a < b;
    case BinaryOperator::Greater:
        return a > b;
    case BinaryOperator::LessOrEqual:
        return a <= b;
    default:
        return a >= b;
    }
}

Result<StepValue> withScalar(const Expr &expr, const Binary &binary, std::vector<StepSeries> series,
                             const Column &scalar, bool scalarOnLeft)
{
    const bool filter = isComparison(binary.op) && !binary.returnBool;
    for (StepSeries &s : series) {
        for (std::size_t i = 0; i < scalar.size(); ++i) {
            double &v = s.values[i];
            if (!isPresent(v)) {
                continue;
            }
            const double result = scalarOnLeft ? applyOperator(binary.op, scalar[i], v, binary.returnBool)
                                               : applyOperator(binary.op, v, scalar[i], binary.returnBool);
            // A filter keeps the element of the vector, on whichever side it stands.
            v = filter ? (isPresent(result) ? v : absentValue) : result;
        }
    }
    std::erase_if(series, [](const StepSeries &s) { return !hasValue(s.values); });
    if (dropsMetricName(binary)) {
        return withoutNames(expr, std::move(series));
    }
    return StepValue{.type = ValueType::Vector, .series = std::move(series)};
}

} // namespace

double applyOperator(BinaryOperator op, double lhs, double rhs, bool returnBool)
{
    switch (op) {
    case BinaryOperator::Add:
        return lhs + rhs;
    case BinaryOperator::Subtract:
        return lhs - rhs;
    case BinaryOperator::Multiply:
        return lhs * rhs;
    case BinaryOperator::Divide:
        return lhs / rhs;
    case BinaryOperator::Modulo:
        return std::fmod(lhs, rhs);
    case BinaryOperator::Power:
        return std::pow(lhs, rhs);
    case BinaryOperator::Atan2:
        return std::atan2(lhs, rhs);
    default:
        break;
    }
    const bool holds = compare(op, lhs, rhs);
    if (returnBool) {
        return holds ? 1.0 : 0.0;
    }
    return holds ? lhs : absentValue;
}

bool dropsMetricName(const Binary &binary)
{
    return binary.returnBool || binary.op <= BinaryOperator::Atan2;
}

Result<StepValue> evaluateUnary(Evaluator &evaluator, const Expr &expr, const Unary &unary, const Steps &steps)
{
    Result<StepValue> value = evaluator.evaluate(*unary.operand, steps);
    if (!value || !unary.negative) {
        return value;
    }
    for (double &v : value->scalar) {
        v = -v;
    }
    for (StepSeries &s : value->series) {
        for (double &v : s.values) {
            v = isPresent(v) ? -v : v;
        }
    }
    return value->type == ValueType::Vector ? withoutNames(expr, std::move(value->series)) : std::move(value);
}

Result<StepValue> evaluateBinary(Evaluator &evaluator, const Expr &expr, const Binary &binary, const Steps &steps)
{
    Result<StepValue> lhs = evaluator.evaluate(*binary.lhs, steps);
    if (!lhs) {
        return lhs;
    }
    Result<StepValue> rhs = evaluator.evaluate(*binary.rhs, steps);
    if (!rhs) {
        return rhs;
    }
    const std::size_t series = lhs->series.size() + rhs->series.size() + 1;
    if (Result<void> ok = evaluator.budget().work(series * steps.count); !ok) {
        return std::unexpected(std::move(ok).error());
    }
    const bool scalarLeft = lhs->type == ValueType::Scalar;
    const bool scalarRight = rhs->type == ValueType::Scalar;
    if (scalarLeft && scalarRight) {
        for (std::size_t i = 0; i < steps.count; ++i) {
            lhs->scalar[i] = applyOperator(binary.op, lhs->scalar[i], rhs->scalar[i], binary.returnBool);
        }
        return lhs;
    }
    if (scalarLeft || scalarRight) {
        return withScalar(expr, binary, std::move((scalarLeft ? rhs : lhs)->series), (scalarLeft ? lhs : rhs)->scalar,
                          scalarLeft);
    }
    if (isSetOperator(binary.op)) {
        return combineSets(expr, binary, std::move(lhs->series), std::move(rhs->series), steps.count);
    }
    return combineVectors(evaluator, expr, binary, lhs->series, rhs->series, steps.count);
}

} // namespace readyroom::promql
