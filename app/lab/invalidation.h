// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/cachecondition.h"
#include "app/lab/httpfwd.h"

#include <QJsonObject>

namespace readyroom::lab {

/// What shall leave the cache.
struct Invalidation {
    enum class By {
        Key,
        Tag,
        Pattern, ///< `*` and `?` over the whole key
        Dependency, ///< the entry of that name, and all that was made from it, directly or not
        Version, ///< loaded at that version of the data or an older one
        Condition,
        Ttl, ///< loaded longer ago than so many seconds
        All
    };
    By by = By::All;
    std::string text = {}; ///< of Key, Tag, Pattern, Dependency
    double seconds = 0; ///< of Ttl
    std::optional<DataVersion> version = {}; ///< of Version; absent: the one before the current
    std::vector<CacheCondition> conditions = {}; ///< of Condition: all must hold

    bool operator==(const Invalidation &) const = default;
};

/// Reads an order from `{"by":…,"value":…}`:
///
///     {"by":"key","value":"17"}               {"by":"dependency","value":"catalogue"}
///     {"by":"tag","value":"user:1"}           {"by":"version","value":3}    (absent: all but the current)
///     {"by":"pattern","value":"1*"}           {"by":"condition","value":{"field":"hits","op":"<","value":2}}
///     {"by":"ttl","value":60}  (seconds)      {"by":"all"}
///
/// The error is one sentence.
[[nodiscard]] std::expected<Invalidation, QString> readInvalidation(const QJsonObject &body);

/// Returns how many entries left.
std::size_t invalidate(Cache &cache, const Invalidation &order);

/// "key", "tag", "pattern", "dependency", "version", "condition", "ttl", "all".
[[nodiscard]] QString invalidationName(Invalidation::By by);

} // namespace readyroom::lab
