// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/configuration.h"

#include "models/drills/experimentjson.h"
#include "models/drills/placeholders.h"
#include "models/drills/providercheck.h"
#include "models/promql/number.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

bool isFromEnvironment(const QJsonValue &value)
{
    return value.toObject().value("type"_L1).toString() == "env"_L1;
}

QString keyOf(const QJsonValue &value)
{
    return value.toObject().value("key"_L1).toString();
}

QStringList sortedOnce(QStringList names)
{
    names.removeDuplicates();
    names.sort();
    return names;
}

/// As Python's int() and float() read it, but for underscores between digits.
std::optional<QJsonValue> number(const QString &text, bool whole)
{
    const auto value = promql::parseFloat(text.trimmed().toLatin1());
    if (!value || !std::isfinite(*value)) {
        return std::nullopt;
    }
    if (!whole) {
        return QJsonValue(*value);
    }
    bool isWhole = false;
    const qint64 integer = text.trimmed().toLongLong(&isWhole);
    return isWhole ? std::optional(QJsonValue(integer)) : std::nullopt;
}

/// Absent when the text is not of the type.
std::optional<QJsonValue> typed(const QString &text, const QString &type)
{
    if (type == "int"_L1 || type == "integer"_L1 || type == "float"_L1 || type == "number"_L1) {
        return number(text, type.startsWith("int"_L1));
    }
    if (type == "bool"_L1) {
        return QJsonValue(!QStringList{u"false"_s, u"0"_s, u"no"_s}.contains(text.toLower()));
    }
    if (type == "json"_L1 && !text.isEmpty()) {
        const QJsonDocument inList = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
        return inList.array().size() == 1 ? std::optional(inList.array().at(0)) : std::nullopt;
    }
    return QJsonValue(text);
}

Result<QJsonValue> valueOf(const QString &name, const QJsonObject &wanted, const EnvironmentVariable &environment)
{
    const QString key = keyOf(wanted);
    const QJsonValue fallback = wanted.value("default"_L1);
    const auto text = environment(key);
    if (!text && (fallback.isUndefined() || fallback.isNull())) {
        return failure(
            Error::Kind::Config,
            u"The experiment needs the environment variable %1 for \"%2\", but it is not set."_s.arg(key, name));
    }
    if (!text && !fallback.isString()) {
        return fallback;
    }
    const QString type = wanted.value("env_var_type"_L1).toString();
    const auto value = typed(text ? *text : fallback.toString(), type);
    if (!value) {
        return failure(Error::Kind::Config,
                       u"The environment variable %1 is not of the type %2 that the experiment wants for \"%3\"."_s.arg(
                           key, type, name));
    }
    return *value;
}

/// Fills the activities of one experiment.
class Filler {
public:
    explicit Filler(const QJsonObject &values)
        : m_values(values)
    {
    }

    Result<void> fill(std::vector<Activity> &activities) const
    {
        for (Activity &activity : activities) {
            if (auto done = fill(activity); !done) {
                return done;
            }
        }
        return {};
    }

    Result<void> fill(QString &text) const
    {
        const auto result = filled(QJsonValue(QString(text + u' ')), m_values); // never alone, so always a text
        if (!result) {
            return std::unexpected(result.error());
        }
        text = result->toString().chopped(1);
        return {};
    }

private:
    std::unexpected<Error> of(const Activity &activity, const QString &sentence) const
    {
        return failure(Error::Kind::Config, u"%1: %2"_s.arg(activity.name, sentence));
    }

    Result<void> fill(Activity &activity) const
    {
        const auto provider = filled(activity.provider, m_values);
        if (!provider) {
            return of(activity, provider.error().message);
        }
        activity.provider = provider->toObject();
        if (const auto problems = problemsOf(activity.provider); !problems.empty()) {
            return of(activity, problems.front().sentence);
        }
        if (!activity.tolerance) {
            return {};
        }
        const auto tolerance = filled(toleranceJson(*activity.tolerance), m_values);
        if (!tolerance) {
            return of(activity, tolerance.error().message);
        }
        auto read = toleranceFrom(*tolerance, activity.providerType());
        if (!read) {
            return of(activity, read.error().message);
        }
        activity.tolerance = std::move(*read);
        return {};
    }

    const QJsonObject &m_values;
};

} // namespace

QStringList secretNames(const Experiment &experiment)
{
    QStringList names;
    for (const QJsonValue &group : experiment.secrets) {
        for (const QJsonValue &secret : group.toObject()) {
            if (isFromEnvironment(secret)) {
                names += keyOf(secret);
            }
        }
    }
    return sortedOnce(names);
}

QStringList environmentNames(const Experiment &experiment)
{
    QStringList names = secretNames(experiment);
    for (const QJsonValue &value : experiment.configuration) {
        if (isFromEnvironment(value)) {
            names += keyOf(value);
        }
    }
    return sortedOnce(names);
}

Result<QJsonObject> valuesOf(const Experiment &experiment, const EnvironmentVariable &environment)
{
    QJsonObject values;
    const auto add = [&](const QString &name, const QJsonValue &wanted) -> Result<void> {
        if (values.contains(name)) {
            return {};
        }
        if (!isFromEnvironment(wanted)) {
            values.insert(name, wanted);
            return {};
        }
        const auto value = valueOf(name, wanted.toObject(), environment);
        if (!value) {
            return std::unexpected(value.error());
        }
        values.insert(name, *value);
        return {};
    };
    const QJsonObject &configuration = experiment.configuration;
    for (auto one = configuration.begin(); one != configuration.end(); ++one) {
        if (auto added = add(one.key(), *one); !added) {
            return std::unexpected(added.error());
        }
    }
    for (const QJsonValue &group : experiment.secrets) {
        const QJsonObject members = group.toObject();
        for (auto one = members.begin(); one != members.end(); ++one) {
            if (auto added = add(one.key(), *one); !added) {
                return std::unexpected(added.error());
            }
        }
    }
    return values;
}

Result<Experiment> filledExperiment(const Experiment &experiment, const QJsonObject &values)
{
    const Filler filler(values);
    Experiment result = experiment;
    Result<void> done = filler.fill(result.title);
    for (std::vector<Activity> *activities : {&result.method, &result.rollbacks}) {
        if (done) {
            done = filler.fill(*activities);
        }
    }
    if (done && result.steadyState) {
        done = filler.fill(result.steadyState->probes);
    }
    if (!done) {
        return std::unexpected(done.error());
    }
    return result;
}

} // namespace readyroom::drills
