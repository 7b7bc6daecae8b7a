// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/placeholdercheck.h"

#include "models/drills/nearestword.h"
#include "models/drills/placeholders.h"

#include <algorithm>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using drills::Action;
using drills::ActionKind;
using drills::Parameter;
using drills::Strategy;

namespace {

QStringList parameterNames(const Action &action)
{
    QStringList names;
    for (const Parameter &parameter : action.parameters) {
        names += parameter.name;
    }
    return names;
}

QStringList stageNames(const Action &action)
{
    QStringList names;
    for (const QJsonObject &stage : action.stages) {
        names += stage.keys();
    }
    names.removeDuplicates();
    return names;
}

QStringList usedNames(const Action &action)
{
    return drills::placeholdersIn(action.with) + drills::placeholdersIn(action.undo.value_or(QJsonObject()));
}

} // namespace

void PlaceholderCheck::check(const MapReader &map, const Action &action) const
{
    const YamlNode &node = map.node();
    const bool isFailover = action.kind == ActionKind::Failover;
    // What all of a failover is taken back by belongs to no single step of it.
    QStringList ofUndo =
        parameterNames(action) + stageNames(action) + (isFailover ? QStringList{u"strategy"_s} : QStringList());
    ofUndo.removeDuplicates();
    if (const YamlPtr with = node.value(u"with")) {
        checkTexts(*with, ofUndo + (isFailover ? QStringList{u"percent"_s} : QStringList()));
    }
    if (const YamlPtr undo = node.value(u"undo")) {
        checkTexts(*undo, ofUndo);
    }
    if (const YamlPtr parameters = node.value(u"parameters"); parameters && parameters->isSequence()) {
        for (const YamlPtr &parameter : parameters->items) {
            checkParameters(*parameter, action);
        }
    }
    if (const YamlPtr stages = node.value(u"stages"); stages && stages->isSequence()) {
        for (const YamlPtr &stage : stages->items) {
            checkStages(*stage, action);
        }
    }
}

void PlaceholderCheck::checkTexts(const YamlNode &node, const QStringList &known) const
{
    for (const YamlPtr &item : node.items) {
        checkTexts(*item, known);
    }
    for (const auto &[key, value] : node.entries) {
        checkTexts(*value, known);
    }
    if (!node.isScalar()) {
        return;
    }
    for (const QString &name : drills::placeholdersIn(node.text)) {
        if (!known.contains(name)) {
            const QString sentence = u"There is no parameter \"%1\" for ${%1}"_s.arg(name);
            m_complaints.at(m_document.positionInside(node, node.text.indexOf("${"_L1 + name + u'}')),
                            sentence + (known.isEmpty() ? u"; there are none."_s : drills::nearestHint(name, known)));
        }
    }
}

void PlaceholderCheck::checkParameters(const YamlNode &node, const Action &action) const
{
    const YamlPtr written = node.isMap() ? node.value(u"name") : nullptr;
    if (!written || !parameterNames(action).contains(written->text)) {
        return;
    }
    const QString &name = written->text;
    const bool isGradual = action.kind == ActionKind::Failover && action.strategy.kind == Strategy::Kind::Gradual;
    if (isGradual && name == "percent"_L1) {
        m_complaints.at(*written, u"\"percent\" is what the steps of a gradual failover say; it cannot be chosen."_s);
    } else if (stageNames(action).contains(name)) {
        m_complaints.at(*written, u"\"%1\" is what the stages say; it cannot be chosen."_s.arg(name));
    } else if (drills::placeholdersIn(QString("${"_L1 + name + u'}')).isEmpty()) {
        return; // its name is complained about already
    } else if (!usedNames(action).contains(name)) {
        m_complaints.at(*written, u"Choosing %1 has no effect: ${%1} is in neither \"with\" nor \"undo\"."_s.arg(name));
    }
}

void PlaceholderCheck::checkStages(const YamlNode &node, const Action &action) const
{
    if (!node.isMap()) {
        return; // complained about where stages are read
    }
    const QStringList used = usedNames(action);
    for (const auto &[key, value] : node.entries) {
        if (!value->isScalar()) {
            m_complaints.at(*value, u"\"%1\" of a stage must be a text, a number or a truth value."_s.arg(key->text));
        } else if (!used.contains(key->text)) {
            m_complaints.at(*key, u"\"%1\" has no effect: ${%1} is in neither \"with\" nor \"undo\"."_s.arg(key->text));
        }
    }
    for (const QString &name : stageNames(action)) {
        if (!node.value(name) && used.contains(name)) {
            m_complaints.at(node, u"This stage gives no value for ${%1}, as others do."_s.arg(name));
        }
    }
}

} // namespace readyroom::config
