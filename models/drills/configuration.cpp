// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/configuration.h"

#include "models/drills/experimentjson.h"
#include "models/drills/placeholders.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> wrongType(const QString &key, const QString &what)
{
    return failure(Error::Kind::Config, u"The environment variable %1 must hold %2."_s.arg(key, what));
}

Result<QJsonValue> typed(const QString &key, const QString &type, const QString &text)
{
    bool isNumber = false;
    if (type == "int"_L1 || type == "integer"_L1) {
        const qlonglong number = text.trimmed().toLongLong(&isNumber);
        return isNumber ? Result<QJsonValue>(QJsonValue(number)) : wrongType(key, u"a whole number"_s);
    }
    if (type == "float"_L1 || type == "number"_L1) {
        const double number = text.trimmed().toDouble(&isNumber);
        return isNumber && std::isfinite(number) ? Result<QJsonValue>(number) : wrongType(key, u"a number"_s);
    }
    if (type == "bool"_L1) {
        // Chaos Toolkit takes all but false, 0 and no for true, so what it would misread is refused.
        const QString word = text.trimmed().toLower();
        if (QStringList{u"y"_s, u"yes"_s, u"t"_s, u"true"_s, u"on"_s, u"1"_s}.contains(word)) {
            return QJsonValue(true);
        }
        if (QStringList{u"false"_s, u"0"_s, u"no"_s}.contains(word)) {
            return QJsonValue(false);
        }
        return wrongType(key, u"true or false"_s);
    }
    if (type == "json"_L1 && !text.isEmpty()) {
        // Wrapped, because a document is an array or an object only.
        const QJsonDocument document = QJsonDocument::fromJson("[" + text.toUtf8() + "]");
        const QJsonArray one = document.array();
        return one.size() == 1 ? Result<QJsonValue>(one.first()) : wrongType(key, u"JSON"_s);
    }
    return QJsonValue(text);
}

Result<QJsonValue> lookedUp(const QString &name, const QJsonValue &value, const Environment &environment)
{
    const QJsonObject object = value.toObject();
    if (object.value("type"_L1) != "env"_L1) {
        return value;
    }
    const QString key = object.value("key"_L1).toString();
    const QString type = object.value("env_var_type"_L1).toString();
    if (const std::optional<QString> text = environment(key)) {
        return typed(key, type, *text);
    }
    const QJsonValue fallback = object.value("default"_L1);
    if (fallback.isString()) {
        return typed(key, type, fallback.toString());
    }
    if (!fallback.isUndefined() && !fallback.isNull()) {
        return fallback;
    }
    return failure(Error::Kind::Config,
                   u"The environment variable %1, which \"%2\" of the experiment needs, is not set."_s.arg(key, name));
}

Result<void> take(QJsonObject &values, const QJsonObject &from, const Environment &environment)
{
    for (auto it = from.begin(); it != from.end(); ++it) {
        if (values.contains(it.key())) {
            continue;
        }
        const Result<QJsonValue> value = lookedUp(it.key(), it.value(), environment);
        if (!value) {
            return std::unexpected(value.error());
        }
        values.insert(it.key(), *value);
    }
    return {};
}

} // namespace

Result<QJsonObject> valuesOf(const Experiment &experiment, const Environment &environment)
{
    QJsonObject values;
    if (const Result<void> taken = take(values, experiment.configuration, environment); !taken) {
        return std::unexpected(taken.error());
    }
    for (const QJsonValue &group : experiment.secrets) {
        if (const Result<void> taken = take(values, group.toObject(), environment); !taken) {
            return std::unexpected(taken.error());
        }
    }
    return values;
}

Result<Tolerance> filledTolerance(const Tolerance &tolerance, const QString &provider, const QJsonObject &values)
{
    const Result<QJsonValue> json = filled(toleranceJson(tolerance), values);
    return json ? toleranceFrom(*json, provider) : Result<Tolerance>(std::unexpected(json.error()));
}

QStringList secretNames(const Experiment &experiment)
{
    QStringList names;
    for (const QJsonValue &group : experiment.secrets) {
        names += group.toObject().keys();
    }
    names.removeDuplicates();
    return names;
}

} // namespace readyroom::drills
