// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/endpointreader.h"

#include "app/config/fleetkeys.h"
#include "models/drills/nearestword.h"

#include <algorithm>
#include <array>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using fleet::EndpointKind;
using fleet::Format;

namespace {

struct NamedFormat {
    QLatin1StringView name;
    Format format;
};

constexpr std::array healthFormats{NamedFormat{"status"_L1, Format::Status},
                                   NamedFormat{"actuator"_L1, Format::Actuator},
                                   NamedFormat{"health+json"_L1, Format::HealthJson}};
constexpr std::array metricsFormats{NamedFormat{"prometheus"_L1, Format::Prometheus}};
constexpr std::array breakerFormats{
    NamedFormat{"actuator"_L1, Format::Actuator}, NamedFormat{"resilience4j"_L1, Format::Resilience4j},
    NamedFormat{"json"_L1, Format::Json}, NamedFormat{"prometheus"_L1, Format::Prometheus}};
constexpr std::array cacheFormats{NamedFormat{"json"_L1, Format::Json}};

std::span<const NamedFormat> formatsOf(EndpointKind kind)
{
    switch (kind) {
    case EndpointKind::Health:
        return healthFormats;
    case EndpointKind::Metrics:
        return metricsFormats;
    case EndpointKind::Breakers:
        return breakerFormats;
    case EndpointKind::Caches:
        return cacheFormats;
    }
    return {};
}

Keys keysOf(EndpointKind kind)
{
    switch (kind) {
    case EndpointKind::Health:
        return keys::health;
    case EndpointKind::Metrics:
        return keys::metrics;
    case EndpointKind::Breakers:
        return keys::breakers;
    case EndpointKind::Caches:
        return keys::caches;
    }
    return {};
}

constexpr Duration usualTimeout{3000};

} // namespace

fleet::Endpoint EndpointReader::probe(EndpointKind kind, const QString &path) const
{
    fleet::Endpoint endpoint;
    endpoint.kind = kind;
    endpoint.path = path;
    endpoint.every = m_defaults.every;
    endpoint.timeout = m_defaults.timeout.value_or(std::min(usualTimeout, endpoint.every));
    endpoint.bodyLimit = m_defaults.bodyLimit;
    return endpoint;
}

std::optional<fleet::Endpoint> EndpointReader::read(EndpointKind kind, const YamlPtr &node) const
{
    if (!node) {
        return std::nullopt;
    }
    fleet::Endpoint endpoint = probe(kind, {});
    if (node->isScalar()) {
        const auto written = m_scalars.path(node);
        if (!written) {
            return std::nullopt;
        }
        endpoint.path = *written;
        if (kind == EndpointKind::Caches) {
            m_complaints.at(*node, u"Caches need a map that also says where \"hits\" and \"misses\" are."_s);
        }
        return endpoint;
    }
    const MapReader map(node, keysOf(kind), u"\"%1\""_s.arg(fleet::endpointKindName(kind)), m_complaints);
    if (!map.isMap()) {
        return std::nullopt;
    }
    endpoint.path = m_scalars.path(map.need("path"_L1)).value_or(QString());
    endpoint.required = m_scalars.truth(map.get("required"_L1), u"\"required\""_s).value_or(false);
    endpoint.bodyLimit =
        m_scalars.size(map.get("body_limit"_L1), u"\"body_limit\""_s, leastBody, mostBody).value_or(endpoint.bodyLimit);
    readTimes(map, endpoint);
    readFormat(map, endpoint);
    readMapping(map, endpoint);
    return endpoint;
}

void EndpointReader::readTimes(const MapReader &map, fleet::Endpoint &endpoint) const
{
    const YamlPtr everyNode = map.get("every"_L1);
    const YamlPtr timeoutNode = map.get("timeout"_L1);
    const auto every = m_scalars.duration(everyNode, u"\"every\""_s, leastEvery, mostEvery);
    const auto timeout = m_scalars.duration(timeoutNode, u"\"timeout\""_s, leastTimeout, mostTimeout);
    endpoint.every = every.value_or(m_defaults.every);
    endpoint.timeout = timeout.value_or(std::min(m_defaults.timeout.value_or(usualTimeout), endpoint.every));
    if (timeout && *timeout > endpoint.every) {
        m_complaints.at(*timeoutNode,
                        u"The timeout %1 is longer than the interval of the polls."_s.arg(timeoutNode->text));
    }
}

void EndpointReader::readFormat(const MapReader &map, fleet::Endpoint &endpoint) const
{
    const YamlPtr node = map.get("kind"_L1);
    const auto written = m_scalars.text(node, u"\"kind\""_s);
    if (!written) {
        return;
    }
    const auto formats = formatsOf(endpoint.kind);
    const auto found = std::ranges::find(formats, *written, [](const NamedFormat &f) { return QString(f.name); });
    if (found != formats.end()) {
        endpoint.format = found->format;
        return;
    }
    QStringList names;
    for (const NamedFormat &format : formats) {
        names << format.name;
    }
    m_complaints.at(*node,
                    u"\"%1\" is not a kind of \"%2\""_s.arg(*written, fleet::endpointKindName(endpoint.kind))
                        + drills::nearestHint(*written, names));
}

void EndpointReader::readMapping(const MapReader &map, fleet::Endpoint &endpoint) const
{
    struct Part {
        QLatin1StringView key;
        QString fleet::JsonMapping::*member;
    };
    static constexpr std::array parts{Part{"at"_L1, &fleet::JsonMapping::at},
                                      Part{"name"_L1, &fleet::JsonMapping::name},
                                      Part{"state"_L1, &fleet::JsonMapping::state},
                                      Part{"hits"_L1, &fleet::JsonMapping::hits},
                                      Part{"misses"_L1, &fleet::JsonMapping::misses},
                                      Part{"size"_L1, &fleet::JsonMapping::size},
                                      Part{"evictions"_L1, &fleet::JsonMapping::evictions}};
    const auto keysHere = keysOf(endpoint.kind);
    for (const Part &part : parts) {
        if (std::ranges::find(keysHere, part.key) == keysHere.end()) {
            continue;
        }
        const YamlPtr node = map.get(part.key);
        if (!node) {
            continue;
        }
        endpoint.json.*part.member = m_scalars.pointer(node, u"\"%1\""_s.arg(part.key)).value_or(QString());
        if (endpoint.format == Format::Auto) {
            endpoint.format = Format::Json;
        } else if (endpoint.format != Format::Json) {
            m_complaints.at(*node, u"\"%1\" is only for endpoints of kind json."_s.arg(part.key));
        }
    }
    if (endpoint.kind == EndpointKind::Caches) {
        endpoint.format = Format::Json;
        (void)map.need("hits"_L1);
        (void)map.need("misses"_L1);
    }
    if (endpoint.kind == EndpointKind::Breakers && endpoint.format == Format::Json) {
        (void)map.need("state"_L1);
    }
}

} // namespace readyroom::config
