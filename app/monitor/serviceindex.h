// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/fleet/fleet.h"
#include "models/promql/value.h"
#include "models/rules/servicekey.h"

#include <cstddef>
#include <unordered_map>
#include <vector>

namespace readyroom::monitor {

/// The services of a fleet by number: their place in Fleet::services.
class ServiceIndex final {
public:
    explicit ServiceIndex(const fleet::Fleet &fleet);

    [[nodiscard]] std::size_t size() const { return m_keys.size(); }
    [[nodiscard]] const rules::ServiceKey &key(std::size_t service) const { return m_keys.at(service); }
    /// size() when the labels name no service of the fleet.
    [[nodiscard]] std::size_t find(const series::Labels &labels) const;
    /// The elements by service; those of nobody under size().
    [[nodiscard]] std::unordered_map<std::size_t, promql::Vector> partition(promql::Vector elements) const;

private:
    std::vector<rules::ServiceKey> m_keys;
    std::unordered_map<rules::ServiceKey, std::size_t> m_byKey;
};

} // namespace readyroom::monitor
