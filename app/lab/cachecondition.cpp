// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lab/cachecondition.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace readyroom::lab {

using namespace Qt::StringLiterals;

namespace {

using Field = CacheCondition::Field;
using Op = CacheCondition::Op;

constexpr qsizetype mostConditions = 8;

constexpr std::array<std::pair<QLatin1StringView, Field>, 6> fields{{{"age_s"_L1, Field::Age},
                                                                     {"bytes"_L1, Field::Bytes},
                                                                     {"hits"_L1, Field::Hits},
                                                                     {"version"_L1, Field::Version},
                                                                     {"key"_L1, Field::Key},
                                                                     {"tag"_L1, Field::Tag}}};
constexpr std::array<std::pair<QLatin1StringView, Op>, 13> ops{{{"<"_L1, Op::Less},
                                                                {"<="_L1, Op::LessOrEqual},
                                                                {">"_L1, Op::Greater},
                                                                {">="_L1, Op::GreaterOrEqual},
                                                                {"=="_L1, Op::Equal},
                                                                {"!="_L1, Op::NotEqual},
                                                                {"lt"_L1, Op::Less},
                                                                {"le"_L1, Op::LessOrEqual},
                                                                {"gt"_L1, Op::Greater},
                                                                {"ge"_L1, Op::GreaterOrEqual},
                                                                {"eq"_L1, Op::Equal},
                                                                {"ne"_L1, Op::NotEqual},
                                                                {"matches"_L1, Op::Matches}}};

bool isText(Field field)
{
    return field == Field::Key || field == Field::Tag;
}

bool isForTexts(Op op)
{
    return op == Op::Equal || op == Op::NotEqual || op == Op::Matches;
}

bool compares(double left, Op op, double right)
{
    switch (op) {
    case Op::Less:
        return left < right;
    case Op::LessOrEqual:
        return left <= right;
    case Op::Greater:
        return left > right;
    case Op::GreaterOrEqual:
        return left >= right;
    case Op::Equal:
        return left == right;
    case Op::NotEqual:
        return left != right;
    case Op::Matches:
        break;
    }
    return false;
}

double numberOf(const CacheEntryView &entry, Field field)
{
    switch (field) {
    case Field::Age:
        return std::chrono::duration<double>(entry.age).count();
    case Field::Bytes:
        return double(entry.bytes);
    case Field::Hits:
        return double(entry.hits);
    case Field::Version:
        return double(entry.version);
    case Field::Key:
    case Field::Tag:
        break;
    }
    return 0;
}

bool fits(std::string_view text, Op op, const std::string &wanted)
{
    return op == Op::Matches ? matchesPattern(text, wanted) : text == wanted;
}

std::expected<CacheCondition, QString> readOne(const QJsonValue &json)
{
    const QJsonObject object = json.toObject();
    for (const QString &key : object.keys()) {
        if (key != "field"_L1 && key != "op"_L1 && key != "value"_L1) {
            return std::unexpected(u"Unknown key \"%1\" in a condition; known are field, op, value."_s.arg(key));
        }
    }
    const auto field = std::ranges::find(fields, object["field"_L1].toString(), [](const auto &p) { return p.first; });
    if (field == fields.end()) {
        return std::unexpected(u"\"field\" of a condition must be age_s, bytes, hits, version, key or tag."_s);
    }
    const auto op = std::ranges::find(ops, object["op"_L1].toString(), [](const auto &p) { return p.first; });
    if (op == ops.end()) {
        return std::unexpected(u"\"op\" of a condition must be <, <=, >, >=, ==, != or matches."_s);
    }
    const QJsonValue value = object["value"_L1];
    if (!isText(field->second)) {
        if (!value.isDouble() || op->second == Op::Matches) {
            return std::unexpected(u"\"%1\" is compared with a number, by <, <=, >, >=, == or !=."_s.arg(field->first));
        }
        return CacheCondition{field->second, op->second, value.toDouble()};
    }
    if (value.toString().isEmpty() || !isForTexts(op->second)) {
        return std::unexpected(u"\"%1\" is compared with a text, by ==, != or matches."_s.arg(field->first));
    }
    return CacheCondition{field->second, op->second, value.toString().toStdString()};
}

} // namespace

bool CacheCondition::holds(const CacheEntryView &entry) const
{
    if (!isText(field)) {
        return compares(numberOf(entry, field), op, std::get<double>(value));
    }
    const std::string &wanted = std::get<std::string>(value);
    const bool found = field == Field::Key
        ? fits(entry.key, op, wanted)
        : std::ranges::any_of(entry.tags, [&](const std::string &tag) { return fits(tag, op, wanted); });
    return found != (op == Op::NotEqual);
}

std::expected<std::vector<CacheCondition>, QString> readCacheConditions(const QJsonValue &json)
{
    const QJsonArray list = json.isArray() ? json.toArray() : QJsonArray{json};
    const bool allObjects = std::ranges::all_of(list, [](const QJsonValue &each) { return each.isObject(); });
    if (list.isEmpty() || list.size() > mostConditions || !allObjects) {
        return std::unexpected(
            u"A condition must be an object such as {\"field\":\"age_s\",\"op\":\">\",\"value\":60}, or a list of 1 to 8 such objects."_s);
    }
    std::vector<CacheCondition> conditions;
    for (const QJsonValue &each : list) {
        auto condition = readOne(each);
        if (!condition) {
            return std::unexpected(condition.error());
        }
        conditions.push_back(std::move(*condition));
    }
    return conditions;
}

bool matchesPattern(std::string_view text, std::string_view pattern)
{
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t retry = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

} // namespace readyroom::lab
