// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/cache.h"
#include "app/lab/httpfwd.h"

#include <QString>

#include <expected>
#include <string_view>

namespace readyroom::lab {

/// What shall leave the cache.
struct Invalidation {
    enum class By {
        Key,
        Tag,
        Pattern, ///< `*` and `?` over the whole key
        Ttl, ///< loaded longer ago than so many seconds
        All
    };
    By by = By::All;
    std::string value;
    double seconds = 0;
};

/// Reads `{"by":"tag","value":"user:1"}`; `by` is key, tag, pattern, ttl (value: seconds) or all (no value).
/// The error is one sentence.
[[nodiscard]] std::expected<Invalidation, QString> readInvalidation(const httplib::Request &request);

/// Returns how many entries left.
std::size_t invalidate(Cache &cache, const Invalidation &order);

/// Whether `text` as a whole matches `pattern`, where `*` stands for any run of characters and `?` for one. Linear in
/// practice, at worst the product of both lengths.
[[nodiscard]] bool matchesPattern(std::string_view text, std::string_view pattern);

} // namespace readyroom::lab
