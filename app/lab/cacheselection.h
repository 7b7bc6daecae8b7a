// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/cachecondition.h"
#include "app/lab/httpfwd.h"

#include <QJsonObject>

namespace readyroom::lab {

/// Entries that somebody asks for, as the query of `GET /cache/entries` has it; what is absent does not narrow:
///
///     ?key=17&tag=user:1&pattern=1*       exactly that key, with that tag, `*` and `?` over the key
///     &dependency=catalogue               what an invalidation by that dependency would take
///     &version=3&stale=true               of that version, of any but the current one
///     &older_than=5                       loaded longer ago than so many seconds
///     &field=hits&op=lt&value=2           what a condition finds
///
/// After an invalidation, those that it took and that are `older_than` the time since then must be none, however fast
/// the cache fills again.
struct CacheSelection {
    std::string key = {};
    std::string tag = {};
    std::string pattern = {};
    std::string dependency = {};
    std::optional<DataVersion> version = {};
    bool staleOnly = false;
    double olderThan = -1; ///< seconds
    std::optional<CacheCondition> condition = {};
};

/// The selection of a request, whose further parameters `known` are left alone. The error is one sentence.
[[nodiscard]] std::expected<CacheSelection, QString> readCacheSelection(const httplib::Request &request,
                                                                        const QStringList &known = {});

/// `{"count","bytes","entries":[{"key","tags","depends_on","version","age_s","bytes","hits"}]}`, of whose entries at
/// most 200 are listed.
[[nodiscard]] QJsonObject entriesReport(const Cache &cache, const CacheSelection &selection);

} // namespace readyroom::lab
