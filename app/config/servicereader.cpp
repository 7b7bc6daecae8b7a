// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/servicereader.h"

#include "app/config/fleetkeys.h"
#include "app/config/profilefile.h"
#include "app/config/rulefile.h"
#include "models/drills/nearestword.h"
#include "models/series/labels.h"

#include <QFileInfo>

#include <array>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using fleet::EndpointKind;

namespace {

constexpr std::array kinds{EndpointKind::Health, EndpointKind::Metrics, EndpointKind::Breakers, EndpointKind::Caches};

} // namespace

fleet::Service ServiceReader::read(const YamlPtr &node) const
{
    fleet::Service service;
    const MapReader map(node, keys::service, u"A service"_s, m_complaints);
    if (!map.isMap()) {
        return service;
    }
    service.where = m_complaints.where(*node);
    service.name = m_scalars.text(map.need("name"_L1), u"The name of a service"_s).value_or(QString());
    service.environment = m_scalars.text(map.get("environment"_L1), u"\"environment\""_s).value_or(QString());
    service.owner = m_scalars.text(map.get("owner"_L1), u"\"owner\""_s).value_or(QString());
    if (const YamlPtr dependencies = map.get("depends_on"_L1)) {
        for (const YamlPtr &item : itemsOf(*dependencies, u"\"depends_on\""_s, m_complaints)) {
            if (const auto name = m_scalars.text(item, u"The name of a service"_s)) {
                service.dependsOn << *name;
            }
        }
    }
    if (const YamlPtr instances = map.need("instances"_L1)) {
        readInstances(instances, service);
    }
    readEndpoints(map, service);
    service.headers = m_access.headers(map.get("headers"_L1));
    service.auth = m_access.auth(map.get("auth"_L1));
    service.tls = m_access.tls(map.get("tls"_L1));
    readSignals(map, service);
    service.profile = profile(map.get("profile"_L1));
    service.selector = selector(map.get("selector"_L1));
    if (const auto lab = m_scalars.url(map.get("lab"_L1), u"\"lab\""_s)) {
        service.lab = *lab;
    }
    readLaterKeys(map);
    return service;
}

void ServiceReader::readInstances(const YamlPtr &node, fleet::Service &service) const
{
    const std::vector<YamlPtr> &items = itemsOf(*node, u"\"instances\""_s, m_complaints);
    if (node->isSequence() && items.empty()) {
        m_complaints.at(*node, u"\"instances\" must name at least one base URL."_s);
    }
    QMap<QString, int> lineOf;
    for (const YamlPtr &item : items) {
        auto url = m_scalars.url(item, u"An instance"_s);
        if (!url) {
            continue;
        }
        const QString label = fleet::instanceLabel(*url);
        if (const auto known = lineOf.constFind(label); known != lineOf.constEnd()) {
            m_complaints.at(*item,
                            u"The instance %1 is given twice; the first is on line %2."_s.arg(label).arg(*known));
            continue;
        }
        lineOf.insert(label, item->line);
        QString path = url->path();
        while (path.endsWith(u'/')) {
            path.chop(1);
        }
        url->setPath(path);
        service.instances.push_back(*url);
    }
}

void ServiceReader::readEndpoints(const MapReader &map, fleet::Service &service) const
{
    bool named = false;
    for (const EndpointKind kind : kinds) {
        const QLatin1StringView key = fleet::endpointKindName(kind);
        named = named || map.node().value(QString(key));
        if (auto endpoint = m_endpoints.read(kind, map.get(key))) {
            service.endpoints.push_back(std::move(*endpoint));
        }
    }
    if (!named) {
        // A user who gives only a URL gets the paths that most services use.
        service.endpoints.push_back(m_endpoints.probe(EndpointKind::Health, u"/health"_s));
        service.endpoints.push_back(m_endpoints.probe(EndpointKind::Metrics, u"/metrics"_s));
    }
}

void ServiceReader::readSignals(const MapReader &map, fleet::Service &service) const
{
    const YamlPtr node = map.get("signals"_L1);
    const auto name = m_scalars.text(node, u"\"signals\""_s);
    if (!name) {
        return;
    }
    service.signalMap = *name;
    if (*name == "auto"_L1 || *name == "none"_L1) {
        return;
    }
    QStringList known{u"auto"_s, u"none"_s};
    if (const auto maps = loadSignalMaps()) {
        for (const rules::SignalMap &signalMap : *maps) {
            known << signalMap.name;
        }
    }
    if (!known.contains(*name)) {
        m_complaints.at(*node, u"There is no signal map \"%1\""_s.arg(*name) + drills::nearestHint(*name, known));
    }
}

QString ServiceReader::profile(const YamlPtr &node) const
{
    const auto written = m_scalars.text(node, u"\"profile\""_s);
    if (!written) {
        return {};
    }
    const bool named = isProfileName(*written);
    const QString path = named ? profilePath(*written) : QDir::cleanPath(m_folder.absoluteFilePath(*written));
    // What is wrong inside the profile is no reason to stop watching the service: it is told where profiles are shown.
    if (QFileInfo(path).isFile()) {
        return named ? *written : path;
    }
    if (named) {
        m_complaints.at(
            *node, u"There is no profile \"%1\""_s.arg(*written) + drills::nearestHint(*written, builtInProfiles()));
    } else {
        m_complaints.at(*node, u"There is no profile %1."_s.arg(path));
    }
    return {};
}

QMap<QString, QString> ServiceReader::selector(const YamlPtr &node) const
{
    QMap<QString, QString> result;
    if (!node) {
        return result;
    }
    if (!node->isMap()) {
        m_complaints.at(*node, u"\"selector\" must be a map of labels and values, such as {job: checkout}."_s);
        return result;
    }
    for (const auto &[label, value] : node->entries) {
        if (!series::isLegacyLabelName(label->text.toUtf8())) {
            m_complaints.at(*label, u"\"%1\" is not the name of a label."_s.arg(label->text));
        } else if (const auto text = m_scalars.text(value, u"The value of a label"_s)) {
            result.insert(label->text, *text);
        }
    }
    return result;
}

/// Keys that this version does not act on: their shape is checked, so that a file written today stays valid.
void ServiceReader::readLaterKeys(const MapReader &map) const
{
    const YamlPtr source = map.get("source"_L1);
    if (const auto name = m_scalars.text(source, u"\"source\""_s); name && *name != "local"_L1) {
        m_complaints.at(*source, u"source %1: this version reads only local endpoints."_s.arg(*name),
                        Error::Kind::Unsupported);
    }
    if (const YamlPtr slo = map.get("slo"_L1)) {
        const MapReader objective(slo, keys::slo, u"\"slo\""_s, m_complaints);
        const YamlPtr percent = objective.need("objective"_L1);
        const auto value = m_scalars.number(percent, u"\"objective\""_s);
        if (value && (*value <= 0 || *value >= 100)) {
            m_complaints.at(*percent, u"\"objective\" must be a percentage above 0 and below 100."_s);
        }
        (void)m_scalars.duration(objective.get("window"_L1), u"\"window\""_s, std::chrono::hours{1},
                                 std::chrono::hours{24 * 366});
    }
}

} // namespace readyroom::config
