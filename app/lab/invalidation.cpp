// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/invalidation.h"

#include "app/lab/jsonreply.h"

#include <array>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

std::expected<Invalidation, QString> readInvalidation(const httplib::Request &request)
{
    using By = Invalidation::By;
    static const std::array<std::pair<QString, By>, 5> ways{{{u"key"_s, By::Key},
                                                             {u"tag"_s, By::Tag},
                                                             {u"pattern"_s, By::Pattern},
                                                             {u"ttl"_s, By::Ttl},
                                                             {u"all"_s, By::All}}};
    const auto body = bodyObject(request, {u"by"_s, u"value"_s});
    if (!body) {
        return std::unexpected(body.error());
    }
    const QString by = body->value("by"_L1).toString();
    const auto way = std::ranges::find(ways, by, [](const auto &pair) { return pair.first; });
    if (way == ways.end()) {
        return std::unexpected(u"\"by\" must be key, tag, pattern, ttl or all."_s);
    }
    Invalidation order{way->second, {}, 0};
    const QJsonValue value = body->value("value"_L1);
    if (order.by == By::Ttl) {
        order.seconds = value.toDouble(-1);
        if (order.seconds < 0) {
            return std::unexpected(u"\"value\" must be a number of seconds, 0 or more."_s);
        }
    } else if (order.by != By::All) {
        order.value = value.toString().toStdString();
        if (order.value.empty()) {
            return std::unexpected(u"\"value\" must be a text that names what to invalidate."_s);
        }
    }
    return order;
}

std::size_t invalidate(Cache &cache, const Invalidation &order)
{
    switch (order.by) {
    case Invalidation::By::Key:
        return cache.invalidateKey(order.value);
    case Invalidation::By::Tag:
        return cache.invalidateTag(order.value);
    case Invalidation::By::Pattern:
        return cache.invalidateWhere(
            [&](const CacheEntryView &entry) { return matchesPattern(entry.key, order.value); });
    case Invalidation::By::Ttl:
        return cache.invalidateWhere([&](const CacheEntryView &entry) {
            return std::chrono::duration<double>(entry.age).count() > order.seconds;
        });
    case Invalidation::By::All:
        return cache.clear();
    }
    return 0;
}

bool matchesPattern(std::string_view text, std::string_view pattern)
{
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t retry = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

} // namespace readyroom::lab
