// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/jsonpath.h"
#include "models/drills/placeholders.h"
#include "models/drills/tolerance.h"

#include <re2/re2.h>

#include <algorithm>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Error::Kind::Parse, sentence);
}

bool isWhole(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    return number >= 0 && number <= 1e9 && number == static_cast<double>(static_cast<qint64>(number));
}

Result<Tolerance> rangeFrom(const QJsonArray &ends, const QString &target)
{
    if (ends.size() != 2 || !ends[0].isDouble() || !ends[1].isDouble()) {
        return wrong(u"A range of a tolerance is a list of two numbers, the lowest and the highest."_s);
    }
    if (ends[0].toDouble() > ends[1].toDouble()) {
        return wrong(u"The range of the tolerance ends below its beginning, so nothing is ever in it."_s);
    }
    return Tolerance{Tolerance::Range{ends[0].toDouble(), ends[1].toDouble(), target}};
}

Result<Tolerance> listFrom(const QJsonArray &list, const QString &provider)
{
    if (list.isEmpty()) {
        return wrong(u"The tolerance is an empty list, so nothing is ever tolerated."_s);
    }
    const bool hasStatus = provider == "http"_L1 || provider == "process"_L1;
    if (list.size() == 2 && !hasStatus) {
        if (!list[0].isDouble() || !list[1].isDouble()) {
            return wrong(
                u"A tolerance that is a list of two is a range, so both must be numbers; to choose between two "
                "texts, use {\"type\": \"regex\"}."_s);
        }
        return rangeFrom(list, {});
    }
    return Tolerance{Tolerance::OneOf{list}};
}

Result<Tolerance> regexFrom(const QJsonObject &json, const QString &target)
{
    if (!json.value("pattern"_L1).isString()) {
        return wrong(u"A tolerance of the type regex needs a text \"pattern\"."_s);
    }
    const QString pattern = json.value("pattern"_L1).toString();
    if (placeholdersIn(pattern).isEmpty()) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        const re2::RE2 regex(pattern.toStdString(), options);
        if (!regex.ok()) {
            return wrong(u"The pattern \"%1\" is not valid: %2."_s.arg(pattern, QString::fromStdString(regex.error())));
        }
    }
    return Tolerance{Tolerance::Regex{pattern, target}};
}

Result<Tolerance> jsonPathFrom(const QJsonObject &json, const QString &target)
{
    if (!json.value("path"_L1).isString()) {
        return wrong(u"A tolerance of the type jsonpath needs a text \"path\"."_s);
    }
    Tolerance::JsonPath rule{json.value("path"_L1).toString().trimmed(), target};
    if (placeholdersIn(rule.path).isEmpty()) {
        if (const auto path = JsonPath::parse(rule.path); !path) {
            return wrong(path.error().message);
        }
    }
    if (const QJsonValue expect = json.value("expect"_L1); !expect.isUndefined()) {
        rule.expect = expect.isArray() ? expect.toArray() : QJsonArray{expect};
        if (rule.expect.isEmpty()) {
            rule.count = 0;
        }
    } else if (const QJsonValue count = json.value("count"_L1); !count.isUndefined() && !count.isNull()) {
        if (!isWhole(count)) {
            return wrong(u"\"count\" of a tolerance of the type jsonpath is a whole number."_s);
        }
        rule.count = static_cast<std::int64_t>(count.toDouble());
    }
    return Tolerance{std::move(rule)};
}

Result<Tolerance> limitFrom(const QJsonObject &json)
{
    if (!json.value("threshold"_L1).isString()) {
        return wrong(u"A tolerance of the type threshold needs a text \"threshold\" such as \"< 0.4\"."_s);
    }
    const QString text = json.value("threshold"_L1).toString();
    const auto threshold = readiness::parseThreshold(text);
    if (!threshold) {
        return wrong(threshold.error().message);
    }
    return Tolerance{Tolerance::Limit{*threshold, text}};
}

Result<Tolerance> probeFrom(const QJsonObject &json)
{
    if (!json.value("provider"_L1).toObject().value("type"_L1).isString()) {
        return wrong(u"A tolerance of the type probe needs a \"provider\" with a \"type\"."_s);
    }
    return Tolerance{Tolerance::Probe{json}};
}

Result<Tolerance> objectFrom(const QJsonObject &json)
{
    const QString type = json.value("type"_L1).toString();
    if (type == "probe"_L1) {
        return probeFrom(json);
    }
    if (type == "threshold"_L1) {
        return limitFrom(json);
    }
    const QJsonValue targetValue = json.value("target"_L1);
    if (!targetValue.isUndefined() && !targetValue.isNull() && !targetValue.isString()) {
        return wrong(u"\"target\" of a tolerance is a text such as \"body\" or \"stdout\"."_s);
    }
    const QString target = targetValue.toString();
    if (type == "range"_L1) {
        return rangeFrom(json.value("range"_L1).toArray(), target);
    }
    if (type == "regex"_L1) {
        return regexFrom(json, target);
    }
    if (type == "jsonpath"_L1) {
        return jsonPathFrom(json, target);
    }
    return wrong(type.isEmpty()
                     ? u"A tolerance that is a map needs a \"type\": range, regex, jsonpath, threshold or "
                       "probe."_s
                     : u"There is no tolerance of the type \"%1\"; there are range, regex, jsonpath, threshold "
                       "and probe."_s.arg(type));
}

} // namespace

Result<Tolerance> toleranceFrom(const QJsonValue &json, const QString &provider)
{
    switch (json.type()) {
    case QJsonValue::Bool:
    case QJsonValue::Double:
    case QJsonValue::String:
        return Tolerance{Tolerance::Equal{json}};
    case QJsonValue::Array:
        return listFrom(json.toArray(), provider);
    case QJsonValue::Object:
        return objectFrom(json.toObject());
    default:
        return wrong(u"A tolerance is a truth value, a number, a text, a list or a map with a \"type\"."_s);
    }
}

} // namespace readyroom::drills
