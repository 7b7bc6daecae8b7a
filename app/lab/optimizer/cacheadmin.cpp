// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/optimizer/cacheadmin.h"

#include "app/lab/invalidation.h"
#include "app/lab/jsonreply.h"

#include <httplib.h>

#include <QJsonArray>

#include <algorithm>
#include <charconv>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostListed = 200;

/// What `GET /cache/entries` is asked for; what is empty does not narrow.
struct Selection {
    std::string key;
    std::string tag;
    std::string pattern;
    std::string dependency; ///< named by the entry itself
    std::optional<DataVersion> version;

    [[nodiscard]] bool fits(const CacheEntryView &entry) const
    {
        return (key.empty() || entry.key == key) && (tag.empty() || std::ranges::count(entry.tags, tag) > 0)
            && (pattern.empty() || matchesPattern(entry.key, pattern))
            && (dependency.empty() || std::ranges::count(entry.dependsOn, dependency) > 0)
            && (!version || entry.version == *version);
    }
};

std::expected<Selection, QString> selectionOf(const httplib::Request &request)
{
    Selection selection;
    for (const auto &[name, value] : request.params) {
        if (name == "key") {
            selection.key = value;
        } else if (name == "tag") {
            selection.tag = value;
        } else if (name == "pattern") {
            selection.pattern = value;
        } else if (name == "dependency") {
            selection.dependency = value;
        } else if (name == "version") {
            DataVersion version = 0;
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), version);
            if (error != std::errc{} || end != value.data() + value.size()) {
                return std::unexpected(u"\"version\" must be a whole number of 0 or more."_s);
            }
            selection.version = version;
        } else {
            return std::unexpected(
                u"Entries can be selected by key, tag, pattern, version and dependency, not by \"%1\"."_s.arg(
                    QString::fromStdString(name)));
        }
    }
    return selection;
}

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

QJsonObject entryReport(const CacheEntryView &entry)
{
    return {{u"key"_s, text(entry.key)},
            {u"tags"_s, texts(entry.tags)},
            {u"depends_on"_s, texts(entry.dependsOn)},
            {u"version"_s, static_cast<qint64>(entry.version)},
            {u"age_s"_s, std::chrono::duration<double>(entry.age).count()},
            {u"bytes"_s, static_cast<qint64>(entry.bytes)},
            {u"hits"_s, static_cast<qint64>(entry.hits)}};
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
    const auto selection = selectionOf(request);
    if (!selection) {
        refuse(response, 400, selection.error());
        return;
    }
    qint64 count = 0;
    qint64 bytes = 0;
    QJsonArray listed;
    m_cache.visit([&](const CacheEntryView &entry) {
        if (!selection->fits(entry)) {
            return;
        }
        ++count;
        bytes += static_cast<qint64>(entry.bytes);
        if (listed.size() < mostListed) {
            listed.append(entryReport(entry));
        }
    });
    reply(response, 200, {{u"count"_s, count}, {u"bytes"_s, bytes}, {u"entries"_s, listed}});
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
