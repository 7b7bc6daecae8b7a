// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/planreader.h"

#include "app/config/profilekeys.h"
#include "models/drills/nearestword.h"

#include <array>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using namespace readiness;
namespace keys = profilekeys;

namespace {

constexpr std::array levels{Choice{"high"_L1, RiskLevel::High}, Choice{"medium"_L1, RiskLevel::Medium},
                            Choice{"low"_L1, RiskLevel::Low}};

} // namespace

void checkOnce(const YamlPtr &node, QLatin1StringView key, const QString &what, QStringList &seen,
               Complaints &complaints)
{
    const YamlPtr name = node->isScalar() ? node : node->value(QString(key));
    if (!name || !name->isScalar() || name->text.isEmpty()) {
        return;
    }
    if (seen.contains(name->text)) {
        complaints.at(*name, u"%1 \"%2\" is given twice."_s.arg(what, name->text));
    }
    seen << name->text;
}

std::vector<Scenario> PlanReader::scenarios(const YamlPtr &node, double gate, double floor) const
{
    std::vector<Scenario> result;
    if (!node) {
        return result;
    }
    QStringList seen;
    for (const YamlPtr &item : itemsOf(*node, u"\"scenarios\""_s, m_complaints)) {
        Scenario read = scenario(item);
        checkOnce(item, "name"_L1, u"The scenario"_s, seen, m_complaints);
        if (read.floor.value_or(floor) > read.gate.value_or(gate)) {
            m_complaints.at(*item, u"The floor of a scenario must not lie above its gate."_s);
        }
        result.push_back(std::move(read));
    }
    return result;
}

Scenario PlanReader::scenario(const YamlPtr &node) const
{
    Scenario scenario;
    const MapReader map(node, keys::scenario, u"A scenario"_s, m_complaints);
    if (!map.isMap()) {
        return scenario;
    }
    scenario.name = m_scalars.text(map.need("name"_L1), u"The name of a scenario"_s).value_or(QString());
    scenario.floor = m_values.number(map.get("floor"_L1), u"\"floor\""_s, 0, 100);
    scenario.gate = m_values.number(map.get("gate"_L1), u"\"gate\""_s, 0, 100);
    scenario.requires_ = references(map.get("requires"_L1), u"\"requires\""_s, u"tag"_s, m_names.tags);
    scenario.claimed = m_values.number(map.get("claimed"_L1), u"\"claimed\""_s, 0, 100);
    scenario.says = m_scalars.prose(map.get("says"_L1), u"\"says\""_s).value_or(QString());
    return scenario;
}

std::vector<Risk> PlanReader::risks(const YamlPtr &node) const
{
    std::vector<Risk> result;
    if (!node) {
        return result;
    }
    QStringList seen;
    for (const YamlPtr &item : itemsOf(*node, u"\"risks\""_s, m_complaints)) {
        const MapReader map(item, keys::risk, u"A risk"_s, m_complaints);
        if (!map.isMap()) {
            continue;
        }
        Risk risk;
        risk.title = m_scalars.text(map.need("title"_L1), u"The title of a risk"_s).value_or(QString());
        checkOnce(item, "title"_L1, u"The risk"_s, seen, m_complaints);
        risk.now = m_values.choice<RiskLevel>(map.need("now"_L1), u"\"now\""_s, u"a level of risk"_s, levels)
                       .value_or(risk.now);
        risk.before = m_values.choice<RiskLevel>(map.get("before"_L1), u"\"before\""_s, u"a level of risk"_s, levels);
        risk.mitigatedBy = references(map.get("mitigated_by"_L1), u"\"mitigated_by\""_s, u"item"_s, m_names.ids);
        risk.note = m_scalars.prose(map.get("note"_L1), u"\"note\""_s).value_or(QString());
        result.push_back(std::move(risk));
    }
    return result;
}

std::vector<Phase> PlanReader::phases(const YamlPtr &node) const
{
    std::vector<Phase> result;
    if (!node) {
        return result;
    }
    QStringList seen;
    for (const YamlPtr &item : itemsOf(*node, u"\"phases\""_s, m_complaints)) {
        result.push_back(phase(item));
        checkOnce(item, "name"_L1, u"The phase"_s, seen, m_complaints);
    }
    return result;
}

Phase PlanReader::phase(const YamlPtr &node) const
{
    Phase phase;
    const MapReader map(node, keys::phase, u"A phase"_s, m_complaints);
    if (!map.isMap()) {
        return phase;
    }
    phase.name = m_scalars.text(map.need("name"_L1), u"The name of a phase"_s).value_or(QString());
    phase.items = references(map.get("items"_L1), u"\"items\""_s, u"item"_s, m_names.ids);
    for (const QString &tag : references(map.get("tags"_L1), u"\"tags\""_s, u"tag"_s, m_names.tags)) {
        for (const QString &id : m_names.idsOfTag.value(tag)) {
            if (!phase.items.contains(id)) {
                phase.items << id;
            }
        }
    }
    const auto names = [&node](QStringView key) {
        const YamlPtr value = node->value(key);
        return value && (!value->isSequence() || !value->items.empty());
    };
    if (!names(u"items") && !names(u"tags")) {
        m_complaints.at(*node, u"A phase needs \"items\" or \"tags\" that say what it completes."_s);
    }
    phase.alone = m_scalars.truth(map.get("alone"_L1), u"\"alone\""_s).value_or(false);
    phase.claimed = m_values.number(map.get("claimed"_L1), u"\"claimed\""_s, 0, 100);
    phase.says = m_scalars.prose(map.get("says"_L1), u"\"says\""_s).value_or(QString());
    return phase;
}

std::vector<Role> PlanReader::approvals(const YamlPtr &node) const
{
    std::vector<Role> result;
    if (!node) {
        return result;
    }
    QStringList seen;
    for (const YamlPtr &item : itemsOf(*node, u"\"approvals\""_s, m_complaints)) {
        result.push_back(role(item));
        checkOnce(item, "name"_L1, u"The approval"_s, seen, m_complaints);
    }
    return result;
}

Role PlanReader::role(const YamlPtr &node) const
{
    Role role;
    if (node->isScalar()) {
        role.name = m_values.slug(node, u"The approval"_s).value_or(QString());
    } else {
        const MapReader map(node, keys::role, u"An approval"_s, m_complaints);
        role.name = m_values.slug(map.need("name"_L1), u"The approval"_s).value_or(QString());
        role.title = m_scalars.text(map.get("title"_L1), u"\"title\""_s).value_or(QString());
    }
    if (role.title.isEmpty() && !role.name.isEmpty()) {
        role.title = role.name.left(1).toUpper() + role.name.mid(1).replace(u'-', u' ');
    }
    return role;
}

QStringList PlanReader::references(const YamlPtr &node, const QString &what, const QString &kind,
                                   const QStringList &known) const
{
    QStringList result;
    if (!node) {
        return result;
    }
    for (const YamlPtr &item : itemsOf(*node, what, m_complaints)) {
        const auto name = m_scalars.text(item, u"An entry of %1"_s.arg(what));
        if (!name) {
            continue;
        }
        if (!known.contains(*name)) {
            m_complaints.at(
                *item, u"There is no %1 \"%2\" in this profile"_s.arg(kind, *name) + drills::nearestHint(*name, known));
        } else if (result.contains(*name)) {
            m_complaints.at(*item, u"\"%1\" stands twice in %2."_s.arg(*name, what));
        } else {
            result << *name;
        }
    }
    return result;
}

} // namespace readyroom::config
