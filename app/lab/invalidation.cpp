// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/invalidation.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using By = Invalidation::By;

constexpr std::array<std::pair<QLatin1StringView, By>, 8> ways{{{"key"_L1, By::Key},
                                                                {"tag"_L1, By::Tag},
                                                                {"pattern"_L1, By::Pattern},
                                                                {"dependency"_L1, By::Dependency},
                                                                {"version"_L1, By::Version},
                                                                {"condition"_L1, By::Condition},
                                                                {"ttl"_L1, By::Ttl},
                                                                {"all"_L1, By::All}}};
constexpr double largestVersion = 9007199254740992; ///< 2^53: beyond, JSON numbers are not whole any more

std::expected<Invalidation, QString> readText(Invalidation order, const QJsonValue &value)
{
    order.text = value.toString().toStdString();
    if (order.text.empty()) {
        return std::unexpected(u"\"value\" must be a text that names what to invalidate."_s);
    }
    return order;
}

std::expected<Invalidation, QString> readSeconds(Invalidation order, const QJsonValue &value)
{
    order.seconds = value.toDouble(-1);
    if (order.seconds < 0) {
        return std::unexpected(u"\"value\" must be a number of seconds, 0 or more."_s);
    }
    return order;
}

std::expected<Invalidation, QString> readVersion(Invalidation order, const QJsonValue &value)
{
    if (value.isUndefined()) {
        return order;
    }
    const double number = value.toDouble(-1);
    if (number < 0 || number > largestVersion || number != std::floor(number)) {
        return std::unexpected(u"\"value\" must be a version, a whole number of 0 or more."_s);
    }
    order.version = static_cast<DataVersion>(number);
    return order;
}

std::expected<Invalidation, QString> readConditions(Invalidation order, const QJsonValue &value)
{
    auto conditions = readCacheConditions(value);
    if (!conditions) {
        return std::unexpected(conditions.error());
    }
    order.conditions = std::move(*conditions);
    return order;
}

std::size_t invalidateVersions(Cache &cache, const Invalidation &order)
{
    const DataVersion last = order.version.value_or(cache.version() - 1);
    return cache.invalidateWhere([&](const CacheEntryView &entry) { return entry.version <= last; });
}

} // namespace

QString invalidationName(By by)
{
    return std::ranges::find(ways, by, [](const auto &pair) { return pair.second; })->first;
}

std::expected<Invalidation, QString> readInvalidation(const QJsonObject &body)
{
    const auto way = std::ranges::find(ways, body["by"_L1].toString(), [](const auto &pair) { return pair.first; });
    if (way == ways.end()) {
        return std::unexpected(u"\"by\" must be key, tag, pattern, dependency, version, condition, ttl or all."_s);
    }
    const Invalidation order{.by = way->second};
    const QJsonValue value = body["value"_L1];
    switch (order.by) {
    case By::Key:
    case By::Tag:
    case By::Pattern:
    case By::Dependency:
        return readText(order, value);
    case By::Version:
        return readVersion(order, value);
    case By::Condition:
        return readConditions(order, value);
    case By::Ttl:
        return readSeconds(order, value);
    case By::All:
        break;
    }
    if (!value.isUndefined()) {
        return std::unexpected(u"\"value\" must be absent where everything is invalidated."_s);
    }
    return order;
}

std::size_t invalidate(Cache &cache, const Invalidation &order)
{
    switch (order.by) {
    case By::Key:
        return cache.invalidateKey(order.text);
    case By::Tag:
        return cache.invalidateTag(order.text);
    case By::Pattern:
        return cache.invalidateWhere(
            [&](const CacheEntryView &entry) { return matchesPattern(entry.key, order.text); });
    case By::Dependency:
        return cache.invalidateDependents(order.text);
    case By::Version:
        return invalidateVersions(cache, order);
    case By::Condition:
        return cache.invalidateWhere([&](const CacheEntryView &entry) {
            return std::ranges::all_of(order.conditions, [&](const auto &each) { return each.holds(entry); });
        });
    case By::Ttl:
        return cache.invalidateWhere([&](const CacheEntryView &entry) {
            return std::chrono::duration<double>(entry.age).count() > order.seconds;
        });
    case By::All:
        return cache.clear();
    }
    return 0;
}

} // namespace readyroom::lab
