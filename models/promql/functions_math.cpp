// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/functions.h"
#include "models/promql/stepvalue.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace readyroom::promql {

namespace {

using Parameters = std::span<const double>;

template<double (*F)(double)> double apply(double v, Parameters)
{
    return F(v);
}

double signOf(double v)
{
    return v < 0.0 ? -1.0 : v > 0.0 ? 1.0 : v;
}

double degrees(double v)
{
    return v * 180.0 / std::numbers::pi;
}

double radians(double v)
{
    return v * std::numbers::pi / 180.0;
}

double atLeast(double v, double bound)
{
    return std::isnan(bound) || std::isnan(v) ? std::numeric_limits<double>::quiet_NaN() : std::max(v, bound);
}

double atMost(double v, double bound)
{
    return std::isnan(bound) || std::isnan(v) ? std::numeric_limits<double>::quiet_NaN() : std::min(v, bound);
}

double clamp(double v, Parameters p)
{
    return p[0] > p[1] ? absentValue : atLeast(atMost(v, p[1]), p[0]);
}

double clampMin(double v, Parameters p)
{
    return atLeast(v, p[0]);
}

double clampMax(double v, Parameters p)
{
    return atMost(v, p[0]);
}

/// To the nearest multiple, halves up. The inverse is multiplied because it is often exact when the fraction is not.
double round(double v, Parameters p)
{
    const double inverse = 1.0 / (p.empty() ? 1.0 : p[0]);
    return std::floor(v * inverse + 0.5) / inverse;
}

Function unary(QByteArrayView name, ElementFunction implementation)
{
    return {.name = name, .arguments = {ValueType::Vector}, .required = 1, .implementation = implementation};
}

} // namespace

std::vector<Function> mathFunctions()
{
    constexpr auto V = ValueType::Vector;
    constexpr auto S = ValueType::Scalar;
    return {
        unary("abs", apply<std::fabs>),
        unary("ceil", apply<std::ceil>),
        unary("floor", apply<std::floor>),
        unary("exp", apply<std::exp>),
        unary("ln", apply<std::log>),
        unary("log2", apply<std::log2>),
        unary("log10", apply<std::log10>),
        unary("sqrt", apply<std::sqrt>),
        unary("sgn", apply<signOf>),
        unary("sin", apply<std::sin>),
        unary("cos", apply<std::cos>),
        unary("tan", apply<std::tan>),
        unary("asin", apply<std::asin>),
        unary("acos", apply<std::acos>),
        unary("atan", apply<std::atan>),
        unary("sinh", apply<std::sinh>),
        unary("cosh", apply<std::cosh>),
        unary("tanh", apply<std::tanh>),
        unary("asinh", apply<std::asinh>),
        unary("acosh", apply<std::acosh>),
        unary("atanh", apply<std::atanh>),
        unary("deg", apply<degrees>),
        unary("rad", apply<radians>),
        {.name = "clamp", .arguments = {V, S, S}, .required = 3, .implementation = ElementFunction(clamp)},
        {.name = "clamp_min", .arguments = {V, S}, .required = 2, .implementation = ElementFunction(clampMin)},
        {.name = "clamp_max", .arguments = {V, S}, .required = 2, .implementation = ElementFunction(clampMax)},
        {.name = "round", .arguments = {V, S}, .required = 1, .implementation = ElementFunction(round)},
    };
}

} // namespace readyroom::promql
