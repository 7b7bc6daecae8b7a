// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/yamljson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <re2/re2.h>

#include <cmath>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

/// What the core schema takes for a number; strtod alone would also take "nan", "infinity" and hex floats.
bool isNumber(const std::string &text)
{
    static const RE2 pattern("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    return RE2::FullMatch(text, pattern);
}

QJsonValue scalarOf(const YamlNode &node)
{
    if (!node.plain) {
        return node.text;
    }
    const QString &text = node.text;
    if (text.isEmpty() || text == "~"_L1 || text == "null"_L1 || text == "Null"_L1 || text == "NULL"_L1) {
        return QJsonValue::Null;
    }
    if (text == "true"_L1 || text == "True"_L1 || text == "TRUE"_L1) {
        return true;
    }
    if (text == "false"_L1 || text == "False"_L1 || text == "FALSE"_L1) {
        return false;
    }
    if (isNumber(text.toStdString())) {
        const double number = text.toDouble();
        return std::isfinite(number) ? QJsonValue(number) : QJsonValue(text);
    }
    return text;
}

} // namespace

QJsonValue jsonOf(const YamlNode &node)
{
    switch (node.kind) {
    case YamlNode::Kind::Null:
        return QJsonValue::Null;
    case YamlNode::Kind::Scalar:
        return scalarOf(node);
    case YamlNode::Kind::Sequence: {
        QJsonArray array;
        for (const YamlPtr &item : node.items) {
            array += jsonOf(*item);
        }
        return array;
    }
    case YamlNode::Kind::Map: {
        QJsonObject object;
        for (const auto &[key, value] : node.entries) {
            object.insert(key->text, jsonOf(*value));
        }
        return object;
    }
    }
    return {};
}

const YamlNode &nodeAt(const YamlNode &root, QStringView pointer)
{
    const YamlNode *node = &root;
    const auto steps = pointer.split(u'/');
    for (qsizetype i = 1; i < steps.size(); ++i) {
        QString step = steps.at(i).toString();
        step.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
        const YamlNode *next = nullptr;
        if (node->isMap()) {
            next = node->value(step).get();
        } else if (node->isSequence()) {
            bool isIndex = false;
            const std::size_t index = step.toULongLong(&isIndex);
            next = isIndex && index < node->items.size() ? node->items[index].get() : nullptr;
        }
        if (next == nullptr) {
            break;
        }
        node = next;
    }
    return *node;
}

} // namespace readyroom::config
