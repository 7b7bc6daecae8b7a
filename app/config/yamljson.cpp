// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config/yamljson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <re2/re2.h>

#include <cmath>
#include <optional>

namespace readyroom::config {

using namespace Qt::StringLiterals;

namespace {

bool matches(const std::string &text, const RE2 &pattern)
{
    return RE2::FullMatch(text, pattern);
}

/// What the core schema takes for a number; strtod alone would also take "nan", "infinity" and hex floats. Absent for a
/// text, and for what JSON has no number for.
std::optional<QJsonValue> numberOf(const QString &text)
{
    static const RE2 whole("[-+]?[0-9]+");
    static const RE2 octal("0o[0-7]+");
    static const RE2 hexadecimal("0x[0-9a-fA-F]+");
    static const RE2 real("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    const std::string bytes = text.toStdString();
    bool fits = false;
    qint64 integer = 0;
    if (matches(bytes, whole)) {
        integer = text.toLongLong(&fits, 10);
    } else if (matches(bytes, octal)) {
        integer = text.sliced(2).toLongLong(&fits, 8);
    } else if (matches(bytes, hexadecimal)) {
        integer = text.sliced(2).toLongLong(&fits, 16);
    }
    if (fits) {
        return QJsonValue(integer);
    }
    const double number = matches(bytes, real) ? text.toDouble(&fits) : 0.0;
    return fits && std::isfinite(number) ? std::optional(QJsonValue(number)) : std::nullopt;
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
    return numberOf(text).value_or(QJsonValue(text));
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
