// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/mapreader.h"
#include "app/config/scalars.h"

namespace readyroom::config {

/// What endpoints fall back to, from `defaults:`.
struct EndpointDefaults {
    Duration every{5000};
    std::optional<Duration> timeout = {}; ///< absent: 3 s, or `every` when that is shorter
    std::size_t bodyLimit = 16U * 1024 * 1024;
};

/// Reads `health:`, `metrics:`, `breakers:` and `caches:` of a service.
class EndpointReader final {
public:
    EndpointReader(EndpointDefaults defaults, Complaints &complaints)
        : m_defaults(defaults)
        , m_complaints(complaints)
        , m_scalars(complaints)
    {
    }

    /// `node` is a path, or a map of an endpoint's keys.
    [[nodiscard]] std::optional<fleet::Endpoint> read(fleet::EndpointKind kind, const YamlPtr &node) const;
    /// An endpoint that nobody named but that is worth a look: not required, format detected.
    [[nodiscard]] fleet::Endpoint probe(fleet::EndpointKind kind, const QString &path) const;

private:
    void readFormat(const MapReader &map, fleet::Endpoint &endpoint) const;
    void readMapping(const MapReader &map, fleet::Endpoint &endpoint) const;
    void readTimes(const MapReader &map, fleet::Endpoint &endpoint) const;

    EndpointDefaults m_defaults;
    Complaints &m_complaints;
    ScalarReader m_scalars;
};

/// Bounds of `every:`, `timeout:` and `body_limit:`.
inline constexpr Duration leastEvery{100};
inline constexpr Duration mostEvery = std::chrono::hours{24};
inline constexpr Duration leastTimeout{10};
inline constexpr Duration mostTimeout = std::chrono::minutes{10};
inline constexpr std::size_t leastBody = 1024;
inline constexpr std::size_t mostBody = std::size_t{1} << 30U;

} // namespace readyroom::config
