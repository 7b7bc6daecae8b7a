// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/fleetreader.h"

#include "app/config/filepattern.h"
#include "app/config/fleetkeys.h"
#include "app/config/rulefile.h"
#include "app/config/servicereader.h"
#include "models/drills/nearestword.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace readyroom::config {

using namespace Qt::StringLiterals;

FleetReader::FleetReader(const QString &file, Complaints &complaints)
    : m_file(file)
    , m_folder(QFileInfo(file).absoluteDir())
    , m_complaints(complaints)
    , m_scalars(complaints)
{
}

fleet::Fleet FleetReader::read(const YamlPtr &root)
{
    m_fleet.file = m_file;
    const MapReader map(root, keys::fleet, u"A fleet file"_s, m_complaints);
    if (!map.isMap()) {
        return m_fleet;
    }
    readEnvironments(map.get("environments"_L1));
    const EndpointDefaults fallbacks = defaults(map.get("defaults"_L1));
    readServices(map.need("services"_L1), fallbacks);
    readRules(map.get("rules"_L1));
    readStore(map.get("store"_L1));
    readLaterKeys(map);
    return std::move(m_fleet);
}

void FleetReader::readEnvironments(const YamlPtr &node)
{
    if (!node) {
        return;
    }
    if (!node->isMap()) {
        m_complaints.at(*node, u"\"environments\" must be a map of names, such as production: {confirm: type-name}."_s);
        return;
    }
    for (const auto &[name, value] : node->entries) {
        fleet::Environment environment;
        environment.name = m_scalars.text(name, u"The name of an environment"_s).value_or(QString());
        if (!value->isNull()) {
            const MapReader map(value, keys::environment, u"An environment"_s, m_complaints);
            const YamlPtr confirm = map.get("confirm"_L1);
            if (const auto way = m_scalars.text(confirm, u"\"confirm\""_s)) {
                if (*way == "click"_L1) {
                    environment.confirm = fleet::Environment::Confirm::Click;
                } else if (*way != "type-name"_L1) {
                    m_complaints.at(*confirm,
                                    u"\"%1\" is not a way to confirm"_s.arg(*way)
                                        + drills::nearestHint(*way, {u"type-name"_s, u"click"_s}));
                }
            }
            environment.armFor =
                m_scalars
                    .duration(map.get("arm_for"_L1), u"\"arm_for\""_s, std::chrono::seconds{10}, std::chrono::hours{24})
                    .value_or(environment.armFor);
        }
        m_fleet.environments.push_back(std::move(environment));
    }
}

EndpointDefaults FleetReader::defaults(const YamlPtr &node) const
{
    EndpointDefaults result;
    if (!node) {
        return result;
    }
    const MapReader map(node, keys::defaults, u"\"defaults\""_s, m_complaints);
    const YamlPtr timeout = map.get("timeout"_L1);
    result.every =
        m_scalars.duration(map.get("every"_L1), u"\"every\""_s, leastEvery, mostEvery).value_or(result.every);
    result.timeout = m_scalars.duration(timeout, u"\"timeout\""_s, leastTimeout, mostTimeout);
    result.bodyLimit =
        m_scalars.size(map.get("body_limit"_L1), u"\"body_limit\""_s, leastBody, mostBody).value_or(result.bodyLimit);
    if (result.timeout && *result.timeout > result.every) {
        m_complaints.at(*timeout, u"The timeout %1 is longer than the interval of the polls."_s.arg(timeout->text));
    }
    return result;
}

void FleetReader::readServices(const YamlPtr &node, const EndpointDefaults &defaults)
{
    if (!node) {
        return;
    }
    const std::vector<YamlPtr> &items = itemsOf(*node, u"\"services\""_s, m_complaints);
    if (node->isSequence() && items.empty()) {
        m_complaints.at(*node, u"\"services\" must name at least one service."_s);
    }
    const bool declared = !m_fleet.environments.empty();
    const ServiceReader reader(defaults, m_folder, m_complaints);
    QMap<std::pair<QString, QString>, int> lineOf;
    for (const YamlPtr &item : items) {
        fleet::Service service = reader.read(item);
        const std::pair key(service.environment, service.name);
        if (const auto known = lineOf.constFind(key); !service.name.isEmpty() && known != lineOf.constEnd()) {
            const YamlPtr name = item->value(u"name");
            m_complaints.at(
                name ? *name : *item,
                u"The service %1 is given twice%2; the first is on line %3."_s
                    .arg(service.name, service.environment.isEmpty() ? QString() : u" in "_s + service.environment)
                    .arg(*known));
        }
        lineOf.insert(key, item->line);
        checkEnvironment(*item, service, declared);
        m_fleet.services.push_back(std::move(service));
    }
    checkDependencies(*node);
}

void FleetReader::checkEnvironment(const YamlNode &node, const fleet::Service &service, bool declared)
{
    const auto known = [&](const fleet::Environment &e) { return e.name == service.environment; };
    if (service.environment.isEmpty() || std::ranges::any_of(m_fleet.environments, known)) {
        return;
    }
    if (!declared) {
        m_fleet.environments.push_back({service.environment});
        return;
    }
    QStringList names;
    for (const fleet::Environment &environment : m_fleet.environments) {
        names << environment.name;
    }
    m_complaints.at(*node.value(u"environment"),
                    u"The environment \"%1\" is not listed under \"environments\""_s.arg(service.environment)
                        + drills::nearestHint(service.environment, names));
}

void FleetReader::checkDependencies(const YamlNode &services) const
{
    QStringList names;
    for (const fleet::Service &service : m_fleet.services) {
        names << service.name;
    }
    for (const YamlPtr &item : services.items) {
        const YamlPtr dependencies = item->value(u"depends_on");
        const YamlPtr name = item->value(u"name");
        if (!dependencies) {
            continue;
        }
        for (const YamlPtr &dependency : dependencies->items) {
            if (!dependency->isScalar()) {
                continue;
            }
            if (name && dependency->text == name->text) {
                m_complaints.at(*dependency, u"The service %1 cannot depend on itself."_s.arg(name->text));
            } else if (!names.contains(dependency->text)) {
                m_complaints.at(*dependency,
                                u"There is no service \"%1\" in this file"_s.arg(dependency->text)
                                    + drills::nearestHint(dependency->text, names));
            }
        }
    }
}

void FleetReader::readRules(const YamlPtr &node)
{
    if (!node) {
        return;
    }
    for (const YamlPtr &item : itemsOf(*node, u"\"rules\""_s, m_complaints)) {
        const auto pattern = m_scalars.text(item, u"The path of a rule file"_s);
        if (!pattern) {
            continue;
        }
        for (const QString &path : filesMatching(m_folder, *item, *pattern, u"rule file"_s, m_complaints)) {
            if (m_fleet.ruleFiles.contains(path)) {
                continue;
            }
            m_fleet.ruleFiles << path;
            if (auto groups = loadRuleFile(path); !groups) {
                m_complaints.add(std::move(groups.error()));
            }
        }
    }
}

/// Keys that this version does not act on: their shape is checked, so that a file written today stays valid.
void FleetReader::readStore(const YamlPtr &node)
{
    const std::optional<QString> url = m_scalars.text(node, u"\"store\""_s);
    if (!url) {
        return;
    }
    Result<fleet::StoreAddress> address = fleet::storeAddressFromUrl(*url);
    if (!address) {
        m_complaints.at(*node, address.error().message);
        return;
    }
    m_fleet.store = *std::move(address);
}

void FleetReader::readLaterKeys(const MapReader &map) const
{
    if (const YamlPtr sources = map.get("sources"_L1)) {
        for (const YamlPtr &item : itemsOf(*sources, u"\"sources\""_s, m_complaints)) {
            const MapReader source(item, keys::source, u"A source"_s, m_complaints);
            (void)m_scalars.text(source.need("name"_L1), u"The name of a source"_s);
            const YamlPtr type = source.need("type"_L1);
            if (const auto written = m_scalars.text(type, u"\"type\""_s); written && *written != "prometheus"_L1) {
                m_complaints.at(*type,
                                u"\"%1\" is not a type of source"_s.arg(*written)
                                    + drills::nearestHint(*written, {u"prometheus"_s}));
            }
            (void)m_scalars.url(source.need("url"_L1), u"\"url\""_s);
        }
    }
    (void)m_scalars.url(map.get("alertmanager"_L1), u"\"alertmanager\""_s);
}

} // namespace readyroom::config
