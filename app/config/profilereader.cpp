// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/profilereader.h"

#include "app/config/claimreader.h"
#include "app/config/planreader.h"
#include "app/config/profilekeys.h"

#include <QFileInfo>
#include <QHash>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using namespace readiness;
namespace keys = profilekeys;

namespace {

constexpr double mostWeight = 1000;

} // namespace

ProfileReader::ProfileReader(const YamlDocument &document, Complaints &complaints)
    : m_document(document)
    , m_complaints(complaints)
    , m_scalars(complaints)
    , m_values(complaints)
    , m_items(document, QFileInfo(document.file()).absoluteDir(), complaints)
{
}

Profile ProfileReader::read() const
{
    Profile profile;
    const MapReader map(m_document.root(), keys::profile, u"A profile"_s, m_complaints);
    if (!map.isMap()) {
        return profile;
    }
    readHead(map, profile);
    profile.categories = categories(map.need("categories"_L1));
    ProfileNames names = namesOf(profile.categories);
    const PlanReader plan(names, m_complaints);
    profile.scenarios = plan.scenarios(map.get("scenarios"_L1), profile.gate, profile.floor);
    profile.risks = plan.risks(map.get("risks"_L1));
    profile.phases = plan.phases(map.get("phases"_L1));
    profile.approvals = plan.approvals(map.get("approvals"_L1));
    for (const Scenario &scenario : profile.scenarios) {
        names.scenarios << scenario.name;
    }
    for (const Phase &phase : profile.phases) {
        names.phases << phase.name;
    }
    profile.claims = ClaimReader(m_document, names, m_complaints).read(map.get("claims"_L1));
    return profile;
}

void ProfileReader::readHead(const MapReader &map, Profile &profile) const
{
    profile.name = m_values.slug(map.need("profile"_L1), u"The name of a profile"_s).value_or(QString());
    profile.title = m_scalars.text(map.need("title"_L1), u"\"title\""_s).value_or(QString());
    profile.service = m_scalars.text(map.get("service"_L1), u"\"service\""_s).value_or(QString());
    profile.source = m_scalars.text(map.get("source"_L1), u"\"source\""_s).value_or(QString());
    const YamlPtr gate = map.get("gate"_L1);
    const YamlPtr floor = map.get("floor"_L1);
    profile.gate = m_values.number(gate, u"\"gate\""_s, 0, 100).value_or(profile.gate);
    profile.floor = m_values.number(floor, u"\"floor\""_s, 0, 100).value_or(profile.floor);
    if (profile.floor > profile.gate) {
        m_complaints.at(floor ? *floor : *gate, u"The floor must not lie above the gate."_s);
    }
    profile.conditions = m_values.texts(map.get("conditions"_L1), u"\"conditions\""_s, u"A condition"_s);
}

std::vector<Category> ProfileReader::categories(const YamlPtr &node) const
{
    std::vector<Category> result;
    if (!node) {
        return result;
    }
    const std::vector<YamlPtr> &items = itemsOf(*node, u"\"categories\""_s, m_complaints);
    if (node->isSequence() && items.empty()) {
        m_complaints.at(*node, u"\"categories\" must name at least one category."_s);
    }
    QStringList seen;
    for (const YamlPtr &item : items) {
        result.push_back(category(item));
        checkOnce(item, "name"_L1, u"The category"_s, seen, m_complaints);
    }
    checkIds(*node);
    return result;
}

Category ProfileReader::category(const YamlPtr &node) const
{
    Category category;
    const MapReader map(node, keys::category, u"A category"_s, m_complaints);
    if (!map.isMap()) {
        return category;
    }
    category.name = m_scalars.text(map.need("name"_L1), u"The name of a category"_s).value_or(QString());
    category.weight = m_values.number(map.get("weight"_L1), u"\"weight\""_s, 0, mostWeight).value_or(category.weight);
    category.assessed = m_values.number(map.get("assessed"_L1), u"\"assessed\""_s, 0, 100);
    category.summary = m_scalars.prose(map.get("summary"_L1), u"\"summary\""_s).value_or(QString());
    if (const YamlPtr items = map.get("items"_L1)) {
        for (const YamlPtr &item : itemsOf(*items, u"\"items\""_s, m_complaints)) {
            category.items.push_back(m_items.read(item));
        }
    }
    return category;
}

void ProfileReader::checkIds(const YamlNode &categories) const
{
    QHash<QString, int> lineOf;
    for (const YamlPtr &category : categories.items) {
        const YamlPtr items = category->value(u"items");
        for (const YamlPtr &item : items ? items->items : std::vector<YamlPtr>()) {
            const YamlPtr id = item->value(u"id");
            if (!id || !id->isScalar() || id->text.isEmpty()) {
                continue;
            }
            if (const auto known = lineOf.constFind(id->text); known != lineOf.constEnd()) {
                m_complaints.at(*id,
                                u"The id \"%1\" is given twice; the first is on line %2."_s.arg(id->text).arg(*known));
            } else {
                lineOf.insert(id->text, id->line);
            }
        }
    }
}

} // namespace readyroom::config
