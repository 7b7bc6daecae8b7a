// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/cache.h"

#include <QJsonValue>
#include <QString>

#include <expected>
#include <variant>

namespace readyroom::lab {

/// One comparison with a field of a cached entry. Numbers: `age_s`, `bytes`, `hits`, `version`. Texts: `key`, `tag`
/// (of the entry's tags, one must fit).
struct CacheCondition {
    enum class Field { Age, Bytes, Hits, Version, Key, Tag };
    enum class Op {
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Equal,
        NotEqual,
        Matches ///< `*` and `?` over the whole text
    };
    Field field = Field::Age;
    Op op = Op::Greater;
    std::variant<double, std::string> value = 0.0;

    /// NotEqual of a tag: none of the entry's tags is it.
    [[nodiscard]] bool holds(const CacheEntryView &entry) const;
    bool operator==(const CacheCondition &) const = default;
};

/// Reads `{"field":"age_s","op":">","value":60}` with one of `< <= > >= == != matches`, also written
/// `lt le gt ge eq ne`, or a list of at most 8 of them, all of which must hold. The error is one sentence.
[[nodiscard]] std::expected<std::vector<CacheCondition>, QString> readCacheConditions(const QJsonValue &json);

/// Whether `text` as a whole matches `pattern`, where `*` stands for any run of characters and `?` for one. Linear in
/// practice, at worst the product of both lengths.
[[nodiscard]] bool matchesPattern(std::string_view text, std::string_view pattern);

} // namespace readyroom::lab
