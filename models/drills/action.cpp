// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/action.h"

#include "models/drills/nearestword.h"
#include "models/promql/number.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Error::Kind::Config, sentence);
}

QString titleOf(const Parameter &parameter)
{
    return parameter.title.isEmpty() ? parameter.name : parameter.title;
}

Result<QJsonValue> numberFrom(const Parameter &parameter, const QJsonValue &given)
{
    bool isNumber = given.isDouble();
    const double number = isNumber ? given.toDouble() : given.toString().trimmed().toDouble(&isNumber);
    const bool isDuration = parameter.type == Parameter::Type::Duration;
    if (!isNumber || !std::isfinite(number) || (isDuration && number < 0)) {
        return wrong(isDuration ? u"%1 must be a duration, such as 30s or 1m30s."_s.arg(titleOf(parameter))
                                : u"%1 must be a number."_s.arg(titleOf(parameter)));
    }
    const QString unit = isDuration ? u" s"_s : QString();
    if (parameter.type == Parameter::Type::Integer && number != std::floor(number)) {
        return wrong(u"%1 must be a whole number."_s.arg(titleOf(parameter)));
    }
    if (parameter.least && number < *parameter.least) {
        return wrong(u"%1 must be at least %2%3."_s.arg(titleOf(parameter)).arg(*parameter.least).arg(unit));
    }
    if (parameter.most && number > *parameter.most) {
        return wrong(u"%1 must be at most %2%3."_s.arg(titleOf(parameter)).arg(*parameter.most).arg(unit));
    }
    return QJsonValue(number);
}

Result<QJsonValue> durationFrom(const Parameter &parameter, const QJsonValue &given)
{
    const auto parsed = given.isString() ? promql::parseDuration(given.toString().trimmed().toUtf8()) : std::nullopt;
    if (!parsed) {
        // A bare number is one of seconds.
        return numberFrom(parameter, given);
    }
    return numberFrom(parameter, toSeconds(*parsed));
}

Result<QJsonValue> booleanFrom(const Parameter &parameter, const QJsonValue &given)
{
    if (given.isBool()) {
        return given;
    }
    if (given == "true"_L1 || given == "false"_L1) {
        return QJsonValue(given == "true"_L1);
    }
    return wrong(u"%1 must be true or false."_s.arg(titleOf(parameter)));
}

Result<QJsonValue> textFrom(const Parameter &parameter, const QJsonValue &given)
{
    if (!given.isString() && !given.isDouble()) {
        return wrong(u"%1 must be a text."_s.arg(titleOf(parameter)));
    }
    const QString text =
        given.isString() ? given.toString() : QString::number(given.toDouble(), 'g', QLocale::FloatingPointShortest);
    if (text.trimmed().isEmpty() && parameter.required) {
        return wrong(u"%1 must not be empty."_s.arg(titleOf(parameter)));
    }
    return QJsonValue(text);
}

Result<QJsonValue> typed(const Parameter &parameter, const QJsonValue &given)
{
    switch (parameter.type) {
    case Parameter::Type::Number:
    case Parameter::Type::Integer:
        return numberFrom(parameter, given);
    case Parameter::Type::Duration:
        return durationFrom(parameter, given);
    case Parameter::Type::Boolean:
        return booleanFrom(parameter, given);
    case Parameter::Type::Text:
        break;
    }
    return textFrom(parameter, given);
}

/// Choices are compared as values: "10s" and 10 are one duration, "1.0" and 1 one number.
bool isChoice(const Parameter &parameter, const QJsonValue &value)
{
    const auto means = [&](const QString &choice) {
        const Result<QJsonValue> meant = typed(parameter, choice);
        return meant && *meant == value;
    };
    return parameter.choices.isEmpty() || std::ranges::any_of(parameter.choices, means);
}

} // namespace

Result<QJsonObject> parameterValues(const Action &action, const QJsonObject &given)
{
    for (const QString &name : given.keys()) {
        if (std::ranges::find(action.parameters, name, &Parameter::name) == action.parameters.end()) {
            QStringList known;
            for (const Parameter &parameter : action.parameters) {
                known += parameter.name;
            }
            return wrong(known.isEmpty()
                             ? u"%1 has no parameters."_s.arg(action.name)
                             : u"%1 has no parameter \"%2\"%3"_s.arg(action.name, name, nearestHint(name, known)));
        }
    }
    QJsonObject values;
    for (const Parameter &parameter : action.parameters) {
        QJsonValue value = given.value(parameter.name);
        if (value.isUndefined() || value.isNull()) {
            value = parameter.initial;
        }
        if (value.isUndefined() || value.isNull()) {
            if (parameter.required) {
                return wrong(u"%1 must be given."_s.arg(titleOf(parameter)));
            }
            // A placeholder needs some value, and an empty text is one that can be seen.
            values.insert(parameter.name, QString());
            continue;
        }
        const Result<QJsonValue> read = typed(parameter, value);
        if (!read) {
            return std::unexpected(read.error());
        }
        if (!isChoice(parameter, *read)) {
            return wrong(u"%1 must be one of %2."_s.arg(titleOf(parameter), parameter.choices.join(u", "_s)));
        }
        values.insert(parameter.name, *read);
    }
    return values;
}

} // namespace readyroom::drills
