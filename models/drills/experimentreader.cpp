// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/experimentreader.h"

#include "models/drills/activityreader.h"
#include "models/drills/nearestword.h"
#include "models/promql/number.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array rollbackStrategies{
    std::pair{"default"_L1, RollbackStrategy::Always}, std::pair{"always"_L1, RollbackStrategy::Always},
    std::pair{"never"_L1, RollbackStrategy::Never}, std::pair{"deviated"_L1, RollbackStrategy::Deviated}};
constexpr std::array hypothesisStrategies{std::pair{"default"_L1, HypothesisStrategy::Default},
                                          std::pair{"before-method-only"_L1, HypothesisStrategy::BeforeOnly},
                                          std::pair{"after-method-only"_L1, HypothesisStrategy::AfterOnly},
                                          std::pair{"during-method-only"_L1, HypothesisStrategy::DuringOnly},
                                          std::pair{"continuously"_L1, HypothesisStrategy::Continuously}};
constexpr std::array environmentTypes{"str"_L1,    "string"_L1, "int"_L1,  "integer"_L1, "float"_L1,
                                      "number"_L1, "bool"_L1,   "json"_L1, "bytes"_L1};

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

QStringList namesOf(const auto &table)
{
    QStringList names;
    for (const auto &[name, value] : table) {
        names += name;
    }
    return names;
}

/// Whether `text` is one of the table; then its value is put into `into`.
bool choose(const auto &table, const QString &text, auto &into)
{
    for (const auto &[name, value] : table) {
        if (text == name) {
            into = value;
            return true;
        }
    }
    return false;
}

QString escaped(QString key)
{
    return key.replace(u'~', "~0"_L1).replace(u'/', "~1"_L1);
}

} // namespace

ExperimentReader::ExperimentReader(const QJsonObject &json)
    : m_json(json)
{
    m_experiment.json = json;
}

void ExperimentReader::problem(const QString &pointer, const QString &sentence)
{
    m_problems.push_back({pointer, sentence});
}

std::expected<Experiment, std::vector<Problem>> ExperimentReader::read()
{
    readTexts();
    refuseWhatIsNotOffered();
    readConfiguration();
    readSecrets();
    readActivities();
    readRuntime();
    readExtensions();
    if (!m_problems.empty()) {
        return std::unexpected(std::move(m_problems));
    }
    return std::move(m_experiment);
}

QString ExperimentReader::text(const QJsonObject &json, const QString &key, const QString &pointer)
{
    const QJsonValue value = json.value(key);
    if (!isAbsent(value) && !value.isString()) {
        problem(QString(pointer + u'/' + key), u"\"%1\" is a text."_s.arg(key));
    }
    return value.toString();
}

void ExperimentReader::readTexts()
{
    m_experiment.title = text(m_json, u"title"_s, {});
    m_experiment.description = text(m_json, u"description"_s, {});
    for (const QString &key : {u"title"_s, u"description"_s}) {
        const QJsonValue value = m_json.value(key);
        if (isAbsent(value) || (value.isString() && value.toString().isEmpty())) {
            problem({}, u"An experiment needs a \"%1\"."_s.arg(key));
        }
    }
    const QJsonValue tags = m_json.value("tags"_L1);
    bool areTexts = isAbsent(tags) || tags.isArray();
    for (const QJsonValue &tag : tags.toArray()) {
        areTexts = areTexts && !tag.toString().isEmpty();
        m_experiment.tags += tag.toString();
    }
    if (!areTexts) {
        problem(u"/tags"_s, u"\"tags\" is a list of texts."_s);
    }
}

void ExperimentReader::refuseWhatIsNotOffered()
{
    const QJsonValue controls = m_json.value("controls"_L1);
    if (!isAbsent(controls) && !(controls.isArray() && controls.toArray().isEmpty())) {
        problem(
            u"/controls"_s,
            u"\"controls\" run code of Python and are not offered; watch with probes of the steady state instead."_s);
    }
    // to pass over it would do what the file wants not to be done
    if (const QJsonValue dry = m_json.value("dry"_L1); !isAbsent(dry) && dry != QJsonValue(false)) {
        problem(u"/dry"_s, u"\"dry\" is not offered; the preview shows all that would be done without doing it."_s);
    }
}

void ExperimentReader::checkEnvironmentValue(const QJsonObject &value, const QString &pointer)
{
    if (value.value("key"_L1).toString().isEmpty()) {
        problem(pointer, u"A value of the type env needs a \"key\", the name of the environment variable."_s);
    }
    const QJsonValue type = value.value("env_var_type"_L1);
    if (!isAbsent(type) && std::ranges::find(environmentTypes, type.toString()) == environmentTypes.end()) {
        QStringList names;
        for (const auto &name : environmentTypes) {
            names += name;
        }
        problem(QString(pointer + "/env_var_type"_L1),
                u"\"%1\" is no type of an environment variable%2"_s.arg(type.toString(),
                                                                        nearestHint(type.toString(), names)));
    }
}

void ExperimentReader::readConfiguration()
{
    const QJsonValue configuration = m_json.value("configuration"_L1);
    if (!isAbsent(configuration) && !configuration.isObject()) {
        problem(u"/configuration"_s, u"\"configuration\" is a map of names to values."_s);
    }
    m_experiment.configuration = configuration.toObject();
    for (auto one = m_experiment.configuration.constBegin(); one != m_experiment.configuration.constEnd(); ++one) {
        const QString pointer = "/configuration/"_L1 + escaped(one.key());
        const QString type = one->toObject().value("type"_L1).toString();
        if (type == "env"_L1) {
            checkEnvironmentValue(one->toObject(), pointer);
        } else if (type == "probe"_L1 || type == "vault"_L1) {
            problem(pointer,
                    u"A value that a %1 fetches is not offered; give it by an environment variable: {\"type\": "
                    "\"env\", \"key\": …}."_s.arg(type));
        }
    }
}

void ExperimentReader::readSecrets()
{
    const QJsonValue secrets = m_json.value("secrets"_L1);
    if (!isAbsent(secrets) && !secrets.isObject()) {
        problem(u"/secrets"_s, u"\"secrets\" is a map of groups."_s);
    }
    m_experiment.secrets = secrets.toObject();
    for (auto group = m_experiment.secrets.constBegin(); group != m_experiment.secrets.constEnd(); ++group) {
        const QString pointer = "/secrets/"_L1 + escaped(group.key());
        const QJsonObject members = group->toObject();
        if (!group->isObject() || members.value("type"_L1).isString()) {
            problem(
                pointer,
                u"Secrets stand in groups: \"secrets\": {\"group\": {\"name\": {\"type\": \"env\", \"key\": …}}}."_s);
            continue;
        }
        for (auto one = members.constBegin(); one != members.constEnd(); ++one) {
            const QString here = pointer + u'/' + escaped(one.key());
            const QString type = one->toObject().value("type"_L1).toString();
            if (type == "env"_L1) {
                checkEnvironmentValue(one->toObject(), here);
            } else if (type == "vault"_L1) {
                problem(here,
                        u"Secrets from Vault are not offered; put it into an environment variable and use "
                        "{\"type\": \"env\", \"key\": …}."_s);
            } else {
                problem(here,
                        u"A secret must not stand in the file, since the file goes into the journal; use {\"type\": "
                        "\"env\", \"key\": …}."_s);
            }
        }
    }
}

void ExperimentReader::readActivities()
{
    using Place = ActivityReader::Place;
    readHypothesis();
    ActivityReader reader(m_json, m_problems);
    if (m_experiment.steadyState) {
        m_experiment.steadyState->probes =
            reader.list(m_json.value("steady-state-hypothesis"_L1).toObject().value("probes"_L1),
                        u"/steady-state-hypothesis/probes"_s, Place::Hypothesis);
    }
    const QJsonValue method = m_json.value("method"_L1);
    if (!method.isArray()) {
        problem(isAbsent(method) ? QString() : u"/method"_s,
                u"An experiment needs a \"method\", a list of activities, which may be empty."_s);
    }
    m_experiment.method = reader.list(method, u"/method"_s, Place::Method);
    const QJsonValue rollbacks = m_json.value("rollbacks"_L1);
    if (!isAbsent(rollbacks) && !rollbacks.isArray()) {
        problem(u"/rollbacks"_s, u"\"rollbacks\" is a list of activities."_s);
    }
    m_experiment.rollbacks = reader.list(rollbacks, u"/rollbacks"_s, Place::Rollbacks);
}

void ExperimentReader::readHypothesis()
{
    const QString pointer = u"/steady-state-hypothesis"_s;
    const QJsonValue hypothesis = m_json.value("steady-state-hypothesis"_L1);
    if (isAbsent(hypothesis)) {
        return;
    }
    if (!hypothesis.isObject()) {
        problem(pointer, u"\"steady-state-hypothesis\" is a map with \"title\" and \"probes\"."_s);
        return;
    }
    m_experiment.steadyState = Hypothesis{text(hypothesis.toObject(), u"title"_s, pointer), {}};
    if (m_experiment.steadyState->title.isEmpty()) {
        problem(pointer, u"A steady state needs a \"title\"."_s);
    }
    const QJsonValue probes = hypothesis.toObject().value("probes"_L1);
    if (!isAbsent(probes) && !probes.isArray()) {
        problem(QString(pointer + "/probes"_L1), u"\"probes\" is a list of probes."_s);
    }
}

void ExperimentReader::readRuntime()
{
    const QJsonObject runtime = m_json.value("runtime"_L1).toObject();
    const QString rollback = runtime.value("rollbacks"_L1).toObject().value("strategy"_L1).toString(u"default"_s);
    if (!choose(rollbackStrategies, rollback, m_experiment.rollbackStrategy)) {
        problem(u"/runtime/rollbacks/strategy"_s,
                u"There is no strategy \"%1\" of rollbacks%2"_s.arg(
                    rollback, nearestHint(rollback, namesOf(rollbackStrategies))));
    }
    const QJsonObject hypothesis = runtime.value("hypothesis"_L1).toObject();
    const QString strategy = hypothesis.value("strategy"_L1).toString(u"default"_s);
    if (!choose(hypothesisStrategies, strategy, m_experiment.hypothesisStrategy)) {
        problem(u"/runtime/hypothesis/strategy"_s,
                u"There is no strategy \"%1\" of the steady state%2"_s.arg(
                    strategy, nearestHint(strategy, namesOf(hypothesisStrategies))));
    }
    if (const QJsonValue frequency = hypothesis.value("frequency"_L1); !isAbsent(frequency)) {
        m_experiment.guardEvery = duration(frequency, u"/runtime/hypothesis/frequency"_s,
                                           std::chrono::milliseconds{100}, std::chrono::hours{1});
    }
}

Duration ExperimentReader::duration(const QJsonValue &json, const QString &pointer, Duration least, Duration most)
{
    std::optional<Duration> result;
    if (json.isDouble() && std::abs(json.toDouble()) < 1e9) {
        result = Duration{std::llround(json.toDouble() * 1000)};
    } else if (json.isString()) {
        result = promql::parseDuration(json.toString().toUtf8());
    }
    if (!result || *result < least || *result > most) {
        problem(pointer,
                u"This is a number of seconds or a duration such as \"10s\", from %1 to %2."_s.arg(
                    promql::formatDuration(least), promql::formatDuration(most)));
        return least;
    }
    return *result;
}

void ExperimentReader::readExtensions()
{
    const QJsonValue extensions = m_json.value("extensions"_L1);
    if (!isAbsent(extensions) && !extensions.isArray()) {
        problem(u"/extensions"_s, u"\"extensions\" is a list of maps, each with a \"name\"."_s);
    }
    const QJsonArray list = extensions.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString pointer = "/extensions/"_L1 + QString::number(i);
        const QJsonObject one = list.at(i).toObject();
        const QString name = one.value("name"_L1).toString();
        if (name.isEmpty()) {
            problem(pointer, u"An extension needs a \"name\"."_s);
        } else if (name == "readyroom"_L1) {
            readOurs(one, pointer);
        }
    }
}

void ExperimentReader::readOurs(const QJsonObject &ours, const QString &pointer)
{
    const QStringList known{u"name"_s, u"drill"_s, u"service"_s,     u"environment"_s,
                            u"kind"_s, u"undo"_s,  u"guard_every"_s, u"measure"_s};
    for (const QString &key : ours.keys()) {
        if (!known.contains(key)) {
            problem(QString(pointer + u'/' + escaped(key)),
                    u"\"%1\" is not known to the extension readyroom%2"_s.arg(key, nearestHint(key, known)));
        }
    }
    m_experiment.drill = text(ours, u"drill"_s, pointer);
    m_experiment.service = text(ours, u"service"_s, pointer);
    m_experiment.environment = text(ours, u"environment"_s, pointer);
    if (const QString kind = text(ours, u"kind"_s, pointer); !kind.isEmpty()) {
        const auto value = actionKindFromName(kind);
        if (!value) {
            problem(
                QString(pointer + "/kind"_L1),
                u"There is no kind \"%1\"%2"_s.arg(
                    kind, nearestHint(kind, {u"invalidate"_s, u"rollback"_s, u"failover"_s, u"load"_s, u"drill"_s})));
        }
        m_experiment.kind = value.value_or(ActionKind::Drill);
    }
    if (const QString undo = text(ours, u"undo"_s, pointer); !undo.isEmpty()) {
        m_experiment.automaticUndo = undo == "automatic"_L1;
        if (!m_experiment.automaticUndo) {
            problem(QString(pointer + "/undo"_L1), u"\"undo\" is automatic, or it is left out."_s);
        }
    }
    if (const QJsonValue every = ours.value("guard_every"_L1); !isAbsent(every)) {
        m_experiment.guardEvery = duration(every, QString(pointer + "/guard_every"_L1), std::chrono::milliseconds{100},
                                           std::chrono::hours{1});
    }
    if (const QJsonValue measure = ours.value("measure"_L1); !isAbsent(measure)) {
        readMeasure(measure, QString(pointer + "/measure"_L1));
    }
}

void ExperimentReader::readMeasure(const QJsonValue &json, const QString &pointer)
{
    const QJsonObject map = json.toObject();
    const QStringList known{u"histogram"_s, u"values"_s, u"throughput"_s, u"window"_s, u"unit"_s};
    for (const QString &key : map.keys()) {
        if (!known.contains(key)) {
            problem(QString(pointer + u'/' + escaped(key)),
                    u"\"%1\" is not known to \"measure\"%2"_s.arg(key, nearestHint(key, known)));
        }
    }
    Measure measure{text(map, u"histogram"_s, pointer), text(map, u"values"_s, pointer),
                    text(map, u"throughput"_s, pointer)};
    if (measure.histogram.isEmpty() == measure.values.isEmpty()) {
        problem(pointer, u"\"measure\" needs either \"histogram\" or \"values\"."_s);
    }
    if (const QJsonValue window = map.value("window"_L1); !isAbsent(window)) {
        measure.window =
            duration(window, QString(pointer + "/window"_L1), std::chrono::seconds{1}, std::chrono::hours{1});
    }
    if (const QString unit = text(map, u"unit"_s, pointer);
        !unit.isEmpty() && !choose(readiness::unitNames, unit, measure.unit)) {
        problem(QString(pointer + "/unit"_L1),
                u"There is no unit \"%1\"%2"_s.arg(unit, nearestHint(unit, namesOf(readiness::unitNames))));
    }
    m_experiment.measure = measure;
}

} // namespace readyroom::drills
