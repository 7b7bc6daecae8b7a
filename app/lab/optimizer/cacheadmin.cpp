// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/cacheadmin.h"

#include "app/lab/cacheselection.h"
#include "app/lab/invalidation.h"
#include "app/lab/jsonreply.h"

#include <httplib.h>

#include <QJsonArray>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostListed = 200;

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QJsonArray texts(const std::vector<std::string> &list)
{
    QJsonArray array;
    for (const std::string &each : list) {
        array.append(text(each));
    }
    return array;
}

QJsonArray countReport(const std::map<std::string, std::size_t> &counts)
{
    QJsonArray list;
    for (const auto &[name, count] : counts) {
        list.append(QJsonObject{{u"name"_s, text(name)}, {u"count"_s, static_cast<qint64>(count)}});
    }
    return list;
}

} // namespace

CacheAdmin::CacheAdmin(Cache &cache, Loader &loader)
    : m_cache(cache)
    , m_loader(loader)
{
}

void CacheAdmin::addRoutes(httplib::Server &server)
{
    using Request = httplib::Request;
    using Response = httplib::Response;
    server.Post("/cache/invalidate",
                [this](const Request &request, Response &response) { invalidateEntries(request, response); });
    server.Post("/cache/versions", [this](const Request &, Response &response) {
        reply(response, 200, {{u"current"_s, static_cast<qint64>(m_cache.raiseVersion())}});
    });
    server.Get("/cache/entries",
               [this](const Request &request, Response &response) { showEntries(request, response); });
    server.Get("/cache/tags", [this](const Request &, Response &response) { showTags(response); });
    server.Get("/cache/versions", [this](const Request &, Response &response) { showVersions(response); });
    server.Get("/cache/graph", [this](const Request &, Response &response) { showGraph(response); });
}

void CacheAdmin::invalidateEntries(const httplib::Request &request, httplib::Response &response)
{
    const auto body = bodyObject(request, {u"by"_s, u"value"_s});
    const auto order = body ? readInvalidation(*body) : std::unexpected(body.error());
    if (!order) {
        refuse(response, 400, order.error());
        return;
    }
    m_loader.disown();
    const std::size_t gone = invalidate(m_cache, *order);
    reply(response, 200, {{u"removed"_s, static_cast<qint64>(gone)}, {u"by"_s, invalidationName(order->by)}});
}

void CacheAdmin::showEntries(const httplib::Request &request, httplib::Response &response) const
{
    const auto selection = readCacheSelection(request);
    if (!selection) {
        refuse(response, 400, selection.error());
        return;
    }
    reply(response, 200, entriesReport(m_cache, *selection));
}

void CacheAdmin::showTags(httplib::Response &response) const
{
    std::map<std::string, std::size_t> counts;
    m_cache.visit([&](const CacheEntryView &entry) {
        for (const std::string &tag : entry.tags) {
            ++counts[tag];
        }
    });
    reply(response, 200, {{u"tags"_s, countReport(counts)}});
}

void CacheAdmin::showVersions(httplib::Response &response) const
{
    std::map<DataVersion, qint64> counts;
    m_cache.visit([&](const CacheEntryView &entry) { ++counts[entry.version]; });
    QJsonArray versions;
    for (const auto &[version, count] : counts) {
        versions.append(QJsonObject{{u"version"_s, static_cast<qint64>(version)}, {u"count"_s, count}});
    }
    reply(response, 200, {{u"current"_s, static_cast<qint64>(m_cache.version())}, {u"versions"_s, versions}});
}

void CacheAdmin::showGraph(httplib::Response &response) const
{
    QJsonArray edges;
    m_cache.visit([&](const CacheEntryView &entry) {
        if (!entry.dependsOn.empty() && edges.size() < mostListed) {
            edges.append(QJsonObject{{u"key"_s, text(entry.key)}, {u"depends_on"_s, texts(entry.dependsOn)}});
        }
    });
    reply(response, 200, {{u"dependencies"_s, countReport(m_cache.dependencies())}, {u"edges"_s, edges}});
}

} // namespace readyroom::lab
