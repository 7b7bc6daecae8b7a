// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/timetext.h"

#include <algorithm>
#include <string_view>

namespace readyroom::journal {

namespace {

constexpr Timestamp first = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
constexpr Timestamp end = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1);
constexpr std::string_view pattern = "0000-00-00T00:00:00.000Z";

void putDigits(char *to, int count, std::int64_t number)
{
    for (int i = count - 1; i >= 0; --i) {
        to[i] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
}

int digits(const char *from, int count)
{
    int number = 0;
    for (int i = 0; i < count; ++i) {
        number = number * 10 + (from[i] - '0');
    }
    return number;
}

bool hasShape(QByteArrayView text)
{
    return text.size() == qsizetype(pattern.size()) && std::ranges::equal(text, pattern, [](char is, char should) {
               return should == '0' ? is >= '0' && is <= '9' : is == should;
           });
}

} // namespace

std::optional<QByteArray> timeText(Timestamp at)
{
    if (at < first || at >= end) {
        return std::nullopt;
    }
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(at - day);
    QByteArray text(pattern.data(), qsizetype(pattern.size()));
    putDigits(text.data(), 4, static_cast<int>(date.year()));
    putDigits(text.data() + 5, 2, static_cast<unsigned>(date.month()));
    putDigits(text.data() + 8, 2, static_cast<unsigned>(date.day()));
    putDigits(text.data() + 11, 2, time.hours().count());
    putDigits(text.data() + 14, 2, time.minutes().count());
    putDigits(text.data() + 17, 2, time.seconds().count());
    putDigits(text.data() + 20, 3, time.subseconds().count());
    return text;
}

std::optional<Timestamp> timeFromText(QByteArrayView text)
{
    if (!hasShape(text)) {
        return std::nullopt;
    }
    const char *at = text.data();
    const std::chrono::year_month_day date{std::chrono::year(digits(at, 4)),
                                           std::chrono::month(static_cast<unsigned>(digits(at + 5, 2))),
                                           std::chrono::day(static_cast<unsigned>(digits(at + 8, 2)))};
    const int hours = digits(at + 11, 2);
    const int minutes = digits(at + 14, 2);
    const int seconds = digits(at + 17, 2);
    if (!date.ok() || hours > 23 || minutes > 59 || seconds > 59) {
        return std::nullopt;
    }
    return Timestamp(std::chrono::sys_days(date)) + std::chrono::hours(hours) + std::chrono::minutes(minutes)
        + std::chrono::seconds(seconds) + std::chrono::milliseconds(digits(at + 20, 3));
}

} // namespace readyroom::journal
