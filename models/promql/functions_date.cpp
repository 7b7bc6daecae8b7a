// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/functions.h"

#include <chrono>
#include <cmath>
#include <limits>

namespace readyroom::promql {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month_day;

/// `F` of the element's value read as a Unix time in UTC; NaN outside the years std::chrono can tell.
template<int (*F)(sys_seconds)> double ofTime(double v, std::span<const double>)
{
    if (!(std::abs(v) < 9e11)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return F(sys_seconds(std::chrono::seconds(static_cast<std::int64_t>(v))));
}

year_month_day dateOf(sys_seconds t)
{
    return year_month_day(floor<days>(t));
}

int minute(sys_seconds t)
{
    return static_cast<int>(floor<std::chrono::minutes>(t - floor<std::chrono::hours>(t)).count());
}

int hour(sys_seconds t)
{
    return static_cast<int>(floor<std::chrono::hours>(t - floor<days>(t)).count());
}

int dayOfMonth(sys_seconds t)
{
    return static_cast<int>(static_cast<unsigned>(dateOf(t).day()));
}

int dayOfWeek(sys_seconds t)
{
    return static_cast<int>(std::chrono::weekday(floor<days>(t)).c_encoding());
}

int dayOfYear(sys_seconds t)
{
    const sys_days newYear = dateOf(t).year() / std::chrono::January / 1;
    return static_cast<int>((floor<days>(t) - newYear).count()) + 1;
}

int daysInMonth(sys_seconds t)
{
    const year_month_day date = dateOf(t);
    return static_cast<int>(static_cast<unsigned>((date.year() / date.month() / std::chrono::last).day()));
}

int month(sys_seconds t)
{
    return static_cast<int>(static_cast<unsigned>(dateOf(t).month()));
}

int year(sys_seconds t)
{
    return static_cast<int>(dateOf(t).year());
}

Function ofDate(QByteArrayView name, ElementFunction implementation)
{
    return {.name = name,
            .arguments = {ValueType::Vector},
            .required = 0,
            .implementation = implementation,
            .defaultsToTime = true};
}

} // namespace

std::vector<Function> dateFunctions()
{
    return {ofDate("minute", ofTime<minute>),
            ofDate("hour", ofTime<hour>),
            ofDate("day_of_month", ofTime<dayOfMonth>),
            ofDate("day_of_week", ofTime<dayOfWeek>),
            ofDate("day_of_year", ofTime<dayOfYear>),
            ofDate("days_in_month", ofTime<daysInMonth>),
            ofDate("month", ofTime<month>),
            ofDate("year", ofTime<year>)};
}

} // namespace readyroom::promql
