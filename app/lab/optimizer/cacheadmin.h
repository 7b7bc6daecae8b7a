// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lab/httpfwd.h"
#include "app/lab/loader.h"

namespace readyroom::lab {

/// What operators may do to a cache, and read of it, over HTTP:
///
///     POST /cache/invalidate  readInvalidation()       → {"removed","by"}
///     POST /cache/versions    (no body): the data have changed → {"current"}
///     GET  /cache/entries     readCacheSelection()     → entriesReport()
///     GET  /cache/tags        → {"tags":[{"name","count"}]}
///     GET  /cache/versions    → {"current","versions":[{"version","count"}]}
///     GET  /cache/graph       → {"dependencies":[{"name","count"}],"edges":[{"key","depends_on"}]}
///
/// Counts are of entries that are there and have not expired; of `edges` at most 200 are listed.
class CacheAdmin final {
public:
    /// Both live on as long as the server that gets the routes.
    CacheAdmin(Cache &cache, Loader &loader);

    void addRoutes(httplib::Server &server);

private:
    void invalidateEntries(const httplib::Request &request, httplib::Response &response);
    void showEntries(const httplib::Request &request, httplib::Response &response) const;
    void showTags(httplib::Response &response) const;
    void showVersions(httplib::Response &response) const;
    void showGraph(httplib::Response &response) const;

    Cache &m_cache;
    Loader &m_loader;
};

} // namespace readyroom::lab
