// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/itemreader.h"

#include "app/config/profilekeys.h"

#include <array>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using namespace readiness;
namespace keys = profilekeys;

namespace {

constexpr std::array severities{Choice{"critical"_L1, Severity::Critical}, Choice{"high"_L1, Severity::High},
                                Choice{"medium"_L1, Severity::Medium}, Choice{"low"_L1, Severity::Low}};
constexpr double mostWeight = 1000;
constexpr Duration leastExpiry = std::chrono::seconds{1};
constexpr Duration mostExpiry = std::chrono::hours{24 * 366};

} // namespace

Item ItemReader::read(const YamlPtr &node) const
{
    Item item;
    const MapReader map(node, keys::item, u"An item"_s, m_complaints);
    if (!map.isMap()) {
        return item;
    }
    item.where = m_complaints.where(*node);
    item.id = m_values.slug(map.need("id"_L1), u"The id"_s).value_or(QString());
    item.severity = m_values.choice<Severity>(map.need("severity"_L1), u"\"severity\""_s, u"a severity"_s, severities)
                        .value_or(item.severity);
    item.blocker = m_scalars.truth(map.get("blocker"_L1), u"\"blocker\""_s).value_or(false);
    item.weight = m_values.number(map.get("weight"_L1), u"\"weight\""_s, 0, mostWeight);
    item.effort = m_values.effort(map.get("effort"_L1), u"\"effort\""_s);
    item.expiry =
        m_scalars.duration(map.get("expires"_L1), u"\"expires\""_s, leastExpiry, mostExpiry).value_or(item.expiry);
    readTexts(map, item);
    item.evidence = m_evidence.read(map.get("evidence"_L1));
    item.waiver = waiver(map.get("waiver"_L1));
    item.notApplicable = notApplicable(map.get("not_applicable"_L1));
    return item;
}

void ItemReader::readTexts(const MapReader &map, Item &item) const
{
    item.title = m_scalars.text(map.need("title"_L1), u"The title of an item"_s).value_or(QString());
    item.owner = m_scalars.text(map.get("owner"_L1), u"\"owner\""_s).value_or(QString());
    item.tags = m_values.slugs(map.get("tags"_L1), u"\"tags\""_s, u"The tag"_s);
    item.description = m_scalars.prose(map.get("description"_L1), u"\"description\""_s).value_or(QString());
    item.fix = m_scalars.prose(map.get("fix"_L1), u"\"fix\""_s).value_or(QString());
}

std::optional<Waiver> ItemReader::waiver(const YamlPtr &node) const
{
    if (!node) {
        return std::nullopt;
    }
    const MapReader map(node, keys::waiver, u"A waiver"_s, m_complaints);
    const auto owner = m_scalars.text(map.need("owner"_L1), u"The owner of a waiver"_s);
    const auto reason = m_scalars.prose(map.need("reason"_L1), u"The reason of a waiver"_s);
    const auto expires = m_values.moment(map.need("expires"_L1), u"\"expires\""_s, ProfileScalars::Day::Ends);
    if (!owner || !reason || !expires) {
        return std::nullopt;
    }
    return Waiver{*owner, *reason, *expires};
}

std::optional<NotApplicable> ItemReader::notApplicable(const YamlPtr &node) const
{
    if (!node) {
        return std::nullopt;
    }
    const MapReader map(node, keys::notApplicable, u"\"not_applicable\""_s, m_complaints);
    const auto reason = m_scalars.prose(map.need("reason"_L1), u"The reason why an item is not applicable"_s);
    const auto by = m_scalars.text(map.get("by"_L1), u"\"by\""_s);
    return reason ? std::optional(NotApplicable{*reason, by.value_or(QString())}) : std::nullopt;
}

} // namespace readyroom::config
