// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/mapreader.h"

#include "models/drills/nearestword.h"

#include <algorithm>
#include <iterator>
#include <ranges>

namespace readyroom::config {

using namespace Qt::StringLiterals;

MapReader::MapReader(const YamlPtr &node, Keys keys, const QString &what, Complaints &complaints)
    : m_node(node)
    , m_what(what)
    , m_complaints(complaints)
{
    if (!node->isMap()) {
        QStringList names;
        std::ranges::copy(keys | std::views::take(3), std::back_inserter(names));
        complaints.at(*node, u"%1 must be a map with keys such as %2."_s.arg(what, names.join(", "_L1)));
        return;
    }
    for (const auto &[key, value] : node->entries) {
        if (std::ranges::find(keys, key->text) == keys.end()) {
            QStringList known;
            std::ranges::copy(keys, std::back_inserter(known));
            complaints.at(*key,
                          u"The key \"%1\" is not known in %2"_s.arg(key->text, what.toLower())
                              + drills::nearestHint(key->text, known));
        }
    }
}

YamlPtr MapReader::get(QLatin1StringView key) const
{
    YamlPtr value = m_node->value(QString(key));
    if (value && value->isNull()) {
        m_complaints.at(*value, u"The key \"%1\" has no value."_s.arg(key));
        return nullptr;
    }
    return value;
}

YamlPtr MapReader::need(QLatin1StringView key) const
{
    if (m_node->isMap() && !m_node->value(QString(key))) {
        m_complaints.at(*m_node, u"%1 needs the key \"%2\"."_s.arg(m_what, key));
        return nullptr;
    }
    return get(key);
}

const std::vector<YamlPtr> &itemsOf(const YamlNode &node, const QString &what, Complaints &complaints)
{
    if (!node.isSequence()) {
        complaints.at(node, u"%1 must be a list."_s.arg(what));
    }
    return node.items; // empty for anything but a sequence
}

} // namespace readyroom::config
