// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/config/complaints.h"

#include <QLatin1StringView>

#include <span>

namespace readyroom::config {

using Keys = std::span<const QLatin1StringView>;

/// A map with a closed set of keys. Unknown keys are complained about at once, naming the nearest known one.
class MapReader final {
public:
    /// `what` names the map in sentences, e.g. "a service".
    MapReader(const YamlPtr &node, Keys keys, const QString &what, Complaints &complaints);

    /// False when the node is no map; every key is then absent.
    [[nodiscard]] bool isMap() const { return m_node->isMap(); }
    [[nodiscard]] const YamlNode &node() const { return *m_node; }
    /// The key's value; null when the key is absent or has no value, which is complained about.
    [[nodiscard]] YamlPtr get(QLatin1StringView key) const;
    /// As get(), and complains when the key is absent.
    [[nodiscard]] YamlPtr need(QLatin1StringView key) const;

private:
    YamlPtr m_node;
    QString m_what;
    Complaints &m_complaints;
};

/// The items of a sequence; complains when `node` is none.
[[nodiscard]] const std::vector<YamlPtr> &itemsOf(const YamlNode &node, const QString &what, Complaints &complaints);

} // namespace readyroom::config
