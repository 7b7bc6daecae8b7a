// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/cacheselection.h"

#include <httplib.h>

#include <QJsonArray>

#include <algorithm>

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

bool fits(const CacheEntryView &entry, const CacheSelection &selection, DataVersion current)
{
    return (selection.key.empty() || entry.key == selection.key)
        && (selection.tag.empty() || std::ranges::count(entry.tags, selection.tag) > 0)
        && (selection.pattern.empty() || matchesPattern(entry.key, selection.pattern))
        && (!selection.version || entry.version == *selection.version)
        && (!selection.staleOnly || entry.version != current)
        && std::chrono::duration<double>(entry.age).count() > selection.olderThan
        && (!selection.condition || selection.condition->holds(entry));
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

std::expected<void, QString> readCondition(const httplib::Request &request, CacheSelection &selection)
{
    const QString field = QString::fromStdString(request.get_param_value("field"));
    const QString value = QString::fromStdString(request.get_param_value("value"));
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    const bool isText = field == "key"_L1 || field == "tag"_L1;
    const auto conditions =
        readCacheConditions(QJsonObject{{u"field"_s, field},
                                        {u"op"_s, QString::fromStdString(request.get_param_value("op"))},
                                        {u"value"_s, isNumber && !isText ? QJsonValue(number) : QJsonValue(value)}});
    if (!conditions) {
        return std::unexpected(conditions.error());
    }
    selection.condition = conditions->front();
    return {};
}

} // namespace

std::expected<CacheSelection, QString> readCacheSelection(const httplib::Request &request, const QStringList &known)
{
    const QStringList ours{u"key"_s,   u"tag"_s,        u"pattern"_s, u"dependency"_s, u"version"_s,
                           u"stale"_s, u"older_than"_s, u"field"_s,   u"op"_s,         u"value"_s};
    for (const auto &[name, value] : request.params) {
        const QString given = QString::fromStdString(name);
        if (!ours.contains(given) && !known.contains(given)) {
            return std::unexpected(
                u"Entries cannot be selected by \"%1\", only by %2."_s.arg(given, ours.join(u", "_s)));
        }
    }
    CacheSelection selection{.key = request.get_param_value("key"),
                             .tag = request.get_param_value("tag"),
                             .pattern = request.get_param_value("pattern"),
                             .dependency = request.get_param_value("dependency"),
                             .staleOnly = request.get_param_value("stale") == "true"};
    bool isNumber = true;
    if (request.has_param("version")) {
        selection.version = QString::fromStdString(request.get_param_value("version")).toULongLong(&isNumber);
    }
    if (!isNumber) {
        return std::unexpected(u"\"version\" must be a whole number of 0 or more."_s);
    }
    if (request.has_param("older_than")) {
        selection.olderThan = QString::fromStdString(request.get_param_value("older_than")).toDouble(&isNumber);
    }
    if (!isNumber) {
        return std::unexpected(u"\"older_than\" must be a number of seconds."_s);
    }
    if (request.has_param("field") || request.has_param("op") || request.has_param("value")) {
        if (const auto read = readCondition(request, selection); !read) {
            return std::unexpected(read.error());
        }
    }
    return selection;
}

QJsonObject entriesReport(const Cache &cache, const CacheSelection &selection)
{
    qint64 count = 0;
    qint64 bytes = 0;
    QJsonArray listed;
    const DataVersion current = cache.version();
    const auto dependents = cache.dependents(selection.dependency);
    cache.visit([&](const CacheEntryView &entry) {
        if (!fits(entry, selection, current)
            || (!selection.dependency.empty() && !std::ranges::binary_search(dependents, entry.key))) {
            return;
        }
        ++count;
        bytes += static_cast<qint64>(entry.bytes);
        if (listed.size() < mostListed) {
            listed.append(entryReport(entry));
        }
    });
    return {{u"count"_s, count}, {u"bytes"_s, bytes}, {u"entries"_s, listed}};
}

} // namespace readyroom::lab
