// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/parameterreader.h"

#include "app/config/actionkeys.h"
#include "app/config/mapreader.h"
#include "app/config/yamljson.h"
#include "models/drills/placeholders.h"

#include <array>

namespace readyroom::config {

using namespace Qt::StringLiterals;
using drills::Parameter;
namespace keys = actionkeys;

namespace {

constexpr std::array types{Choice{"text"_L1, Parameter::Type::Text}, Choice{"number"_L1, Parameter::Type::Number},
                           Choice{"integer"_L1, Parameter::Type::Integer},
                           Choice{"duration"_L1, Parameter::Type::Duration},
                           Choice{"boolean"_L1, Parameter::Type::Boolean}};

bool isNameOfPlaceholder(const QString &name)
{
    return drills::placeholdersIn(QString("${"_L1 + name + u'}')) == QStringList{name};
}

/// Through the rule that judges what a person gives; the sentence about what is wrong with it.
QString problemWith(const Parameter &parameter, const QJsonValue &value)
{
    const auto values =
        drills::parameterValues({.name = {}, .with = {}, .parameters = {parameter}}, {{parameter.name, value}});
    return values ? QString() : values.error().message;
}

} // namespace

std::vector<Parameter> ParameterReader::read(const YamlPtr &node) const
{
    std::vector<Parameter> list;
    QStringList names;
    if (!node) {
        return list;
    }
    for (const YamlPtr &item : itemsOf(*node, u"\"parameters\""_s, m_complaints)) {
        Parameter parameter = one(item);
        if (names.contains(parameter.name)) {
            m_complaints.at(*item, u"The parameter %1 is given twice."_s.arg(parameter.name));
        } else if (!parameter.name.isEmpty()) {
            names += parameter.name;
            list.push_back(std::move(parameter));
        }
    }
    return list;
}

Parameter ParameterReader::one(const YamlPtr &node) const
{
    Parameter parameter;
    const MapReader map(node, keys::parameter, u"A parameter"_s, m_complaints);
    if (!map.isMap()) {
        return parameter;
    }
    const YamlPtr name = map.need("name"_L1);
    parameter.name = m_scalars.text(name, u"The name of a parameter"_s).value_or(QString());
    if (!parameter.name.isEmpty() && !isNameOfPlaceholder(parameter.name)) {
        m_complaints.at(*name,
                        u"\"%1\" cannot be written as ${%1}: use letters, digits, \"_\", \"-\" and \".\", with a "
                        "letter first."_s.arg(parameter.name));
    }
    parameter.title = m_scalars.text(map.get("title"_L1), u"\"title\""_s).value_or(QString());
    parameter.type = m_values.choice<Parameter::Type>(map.get("type"_L1), u"\"type\""_s, u"a type"_s, types)
                         .value_or(parameter.type);
    parameter.live = m_scalars.truth(map.get("live"_L1), u"\"live\""_s).value_or(false);
    const YamlPtr argument = map.get("argument"_L1);
    parameter.argument = m_scalars.text(argument, u"\"argument\""_s).value_or(QString());
    if (argument && !parameter.live) {
        m_complaints.at(*argument, u"\"argument\" says whose values are read, which only \"live: true\" does."_s);
    }
    parameter.required = m_scalars.truth(map.get("required"_L1), u"\"required\""_s).value_or(true);
    readBounds(map.get("least"_L1), map.get("most"_L1), parameter);
    readChoices(map.get("choices"_L1), parameter);
    readInitial(map.get("initial"_L1), parameter);
    return parameter;
}

void ParameterReader::readBounds(const YamlPtr &least, const YamlPtr &most, Parameter &parameter) const
{
    parameter.least = m_scalars.number(least, u"\"least\""_s);
    parameter.most = m_scalars.number(most, u"\"most\""_s);
    if (parameter.least && parameter.most && *parameter.most < *parameter.least) {
        m_complaints.at(*most, u"\"most\" is below \"least\"."_s);
    }
    const bool isCounted = parameter.type != Parameter::Type::Text && parameter.type != Parameter::Type::Boolean;
    if (const YamlPtr &bound = least ? least : most; bound && !isCounted) {
        m_complaints.at(*bound, u"Only a number, an integer and a duration have \"least\" and \"most\"."_s);
    }
}

void ParameterReader::readChoices(const YamlPtr &node, Parameter &parameter) const
{
    if (!node) {
        return;
    }
    const std::vector<YamlPtr> &items = itemsOf(*node, u"\"choices\""_s, m_complaints);
    if (node->isSequence() && items.empty()) {
        m_complaints.at(*node, u"\"choices\" must name at least one."_s);
    }
    if (parameter.live) {
        m_complaints.at(*node, u"\"choices\" are given here or read from the target by \"live: true\", not both."_s);
    }
    QStringList choices;
    for (const YamlPtr &item : items) {
        const auto choice = m_scalars.text(item, u"A choice"_s);
        if (!choice) {
            continue;
        }
        if (const QString wrong = problemWith(parameter, *choice); !wrong.isEmpty()) {
            m_complaints.at(*item, wrong);
        }
        choices += *choice;
    }
    parameter.choices = choices;
}

void ParameterReader::readInitial(const YamlPtr &node, Parameter &parameter) const
{
    if (!node) {
        return;
    }
    // 1.10 of a version is no number.
    const bool isText = parameter.type == Parameter::Type::Text && node->isScalar();
    parameter.initial = isText ? QJsonValue(node->text) : jsonOf(*node);
    if (const QString wrong = problemWith(parameter, parameter.initial); !wrong.isEmpty()) {
        m_complaints.at(*node, wrong);
    }
}

} // namespace readyroom::config
