// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/activityreader.h"

#include "models/drills/nearestword.h"
#include "models/drills/placeholders.h"
#include "models/drills/providerarguments.h"
#include "models/drills/providercheck.h"
#include "models/promql/number.h"

#include <QJsonArray>

#include <cmath>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

/// "haproxy with \"do: state\"", or only the type.
QString deedOf(const Activity &activity)
{
    const QString what = activity.provider.value("do"_L1).toString();
    return what.isEmpty() ? activity.providerType() : u"%1 with \"do: %2\""_s.arg(activity.providerType(), what);
}

/// What a probe could do instead, for the end of a sentence.
QString readingHint(const QString &type)
{
    const QStringList reads = readsOf(type);
    return reads.isEmpty() ? u"."_s : u", or only read by \"do: %1\"."_s.arg(reads.join(u"\" or \"do: "_s));
}

bool isEmptyList(const QJsonValue &value)
{
    return value.isArray() && value.toArray().isEmpty();
}

/// Providers that experiments of other tools have, too, and whose use says whether they only ask.
bool asksOrActs(const QString &type)
{
    return type == "http"_L1 || type == "process"_L1;
}

} // namespace

ActivityReader::ActivityReader(const QJsonObject &experiment, std::vector<Problem> &problems)
    : m_problems(problems)
    , m_secretGroups(experiment.value("secrets"_L1).toObject().keys())
{
    collectNames(experiment.value("steady-state-hypothesis"_L1).toObject().value("probes"_L1));
    collectNames(experiment.value("method"_L1));
    collectNames(experiment.value("rollbacks"_L1));
}

void ActivityReader::problem(const QString &pointer, const QString &sentence)
{
    m_problems.push_back({pointer, sentence});
}

void ActivityReader::collectNames(const QJsonValue &json)
{
    for (const QJsonValue &one : json.toArray()) {
        const QJsonObject activity = one.toObject();
        const QString name = activity.value("name"_L1).toString();
        if (!name.isEmpty() && isAbsent(activity.value("ref"_L1)) && !m_named.contains(name)) {
            m_named.insert(name, activity);
        }
    }
}

std::vector<Activity> ActivityReader::list(const QJsonValue &json, const QString &pointer, Place place)
{
    std::vector<Activity> activities;
    const QJsonArray array = json.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString here = pointer + u'/' + QString::number(i);
        if (!array.at(i).isObject()) {
            problem(here, u"An activity is a map with type, name and provider."_s);
        } else if (const auto whole = resolved(array.at(i).toObject(), here)) {
            const std::size_t told = m_problems.size();
            if (auto activity = read(*whole, here, place)) {
                activities.push_back(std::move(*activity));
            }
            if (*whole != array.at(i).toObject()) {
                m_problems.resize(told); // told where the activity itself stands
            }
        }
    }
    return activities;
}

std::optional<QJsonObject> ActivityReader::resolved(const QJsonObject &json, const QString &pointer)
{
    const QJsonValue ref = json.value("ref"_L1);
    if (isAbsent(ref)) {
        return json;
    }
    const auto found = m_named.constFind(ref.toString());
    if (ref.toString().isEmpty() || found == m_named.constEnd()) {
        problem(QString(pointer + "/ref"_L1),
                u"There is no activity named \"%1\" in the experiment%2"_s.arg(
                    ref.toString(), nearestHint(ref.toString(), m_named.keys())));
        return std::nullopt;
    }
    return *found;
}

std::optional<Activity> ActivityReader::read(const QJsonObject &json, const QString &pointer, Place place)
{
    Activity activity;
    activity.json = json;
    activity.name = json.value("name"_L1).toString();
    if (activity.name.isEmpty()) {
        problem(pointer, u"An activity needs a \"name\"."_s);
    }
    if (const QJsonValue controls = json.value("controls"_L1); !isAbsent(controls) && !isEmptyList(controls)) {
        problem(
            QString(pointer + "/controls"_L1),
            u"\"controls\" run code of Python and are not offered; watch with probes of the steady state instead."_s);
    }
    if (!readType(json, pointer, place, activity)) {
        return std::nullopt;
    }
    readProvider(json, pointer, activity);
    readTolerance(json, pointer, place, activity);
    readPauses(json, pointer, activity);
    readBackground(json, pointer, activity);
    return activity;
}

bool ActivityReader::readType(const QJsonObject &json, const QString &pointer, Place place, Activity &into)
{
    const QString type = json.value("type"_L1).toString();
    if (type != "probe"_L1 && type != "action"_L1) {
        problem(type.isEmpty() ? pointer : QString(pointer + "/type"_L1),
                type.isEmpty() ? u"An activity needs a \"type\", probe or action."_s
                               : u"An activity is a probe or an action, not \"%1\"."_s.arg(type));
        return false;
    }
    into.type = type == "probe"_L1 ? Activity::Type::Probe : Activity::Type::Action;
    if (place == Place::Hypothesis && into.type == Activity::Type::Action) {
        problem(QString(pointer + "/type"_L1),
                u"A steady state is made of probes; an action belongs into the method."_s);
    }
    return true;
}

void ActivityReader::readProvider(const QJsonObject &json, const QString &pointer, Activity &into)
{
    const QJsonValue provider = json.value("provider"_L1);
    if (!provider.isObject()) {
        problem(pointer, u"An activity needs a \"provider\", a map with a \"type\"."_s);
        return;
    }
    into.provider = provider.toObject();
    const QString here = pointer + "/provider"_L1;
    const std::vector<Problem> wrong = problemsOf(into.provider);
    for (const Problem &one : wrong) {
        problem(QString(here + one.pointer), one.sentence);
    }
    if (wrong.empty()) {
        checkUse(here, into);
    }
    readSecrets(into.provider.value("secrets"_L1), QString(here + "/secrets"_L1), into);
    readSecrets(json.value("secrets"_L1), QString(pointer + "/secrets"_L1), into);
}

void ActivityReader::checkUse(const QString &pointer, const Activity &activity)
{
    const QString type = activity.providerType();
    if (asksOrActs(type)) {
        return;
    }
    if (activity.type == Activity::Type::Probe && mayChange(activity.provider)) {
        problem(QString(pointer + "/type"_L1),
                u"A probe only asks, but %1 changes something: make it an action%2"_s.arg(deedOf(activity),
                                                                                          readingHint(type)));
    } else if (activity.type == Activity::Type::Action && !mayChange(activity.provider)) {
        problem(QString(pointer + "/type"_L1),
                u"An action changes something, but %1 only asks: make it a probe."_s.arg(deedOf(activity)));
    }
}

void ActivityReader::readTolerance(const QJsonObject &json, const QString &pointer, Place place, Activity &into)
{
    const QJsonValue value = json.value("tolerance"_L1);
    if (isAbsent(value)) {
        // what promql compares by itself comes out as true or false
        if (place == Place::Hypothesis && !isAbsent(into.provider.value("pass"_L1))
            && into.providerType() == "promql"_L1) {
            into.tolerance = Tolerance{Tolerance::Equal{true}};
        } else if (place == Place::Hypothesis) {
            problem(pointer, u"A probe of the steady state needs a \"tolerance\"."_s);
        }
        return;
    }
    const QString here = pointer + "/tolerance"_L1;
    auto tolerance = toleranceFrom(value, into.providerType());
    if (!tolerance) {
        problem(here, tolerance.error().message);
        return;
    }
    if (const auto *probe = std::get_if<Tolerance::Probe>(&tolerance->rule)) {
        for (const Problem &one : problemsOf(probe->json.value("provider"_L1).toObject())) {
            problem(QString(here + "/provider"_L1 + one.pointer), one.sentence);
        }
    }
    into.tolerance = std::move(*tolerance);
}

void ActivityReader::readPauses(const QJsonObject &json, const QString &pointer, Activity &into)
{
    const QJsonValue pauses = json.value("pauses"_L1);
    if (isAbsent(pauses)) {
        return;
    }
    const QString here = pointer + "/pauses"_L1;
    if (!pauses.isObject()) {
        problem(here, u"\"pauses\" is a map with \"before\" and \"after\"."_s);
        return;
    }
    into.pauseBefore = pause(pauses.toObject().value("before"_L1), QString(here + "/before"_L1));
    into.pauseAfter = pause(pauses.toObject().value("after"_L1), QString(here + "/after"_L1));
}

Duration ActivityReader::pause(const QJsonValue &json, const QString &pointer)
{
    constexpr double longest = 24.0 * 3600;
    if (isAbsent(json)) {
        return Duration{0};
    }
    if (!placeholdersIn(json).isEmpty()) {
        problem(pointer,
                u"A pause must be known when the experiment is read, so it cannot be a placeholder; write the "
                "number of seconds."_s);
        return Duration{0};
    }
    double seconds = json.toDouble(-1);
    if (json.isString()) {
        const auto duration = promql::parseDuration(json.toString().toUtf8());
        seconds = duration ? toSeconds(*duration) : -1;
    }
    if (!(seconds >= 0 && seconds <= longest)) {
        problem(pointer, u"A pause is a number of seconds or a duration such as \"5s\", at most a day."_s);
        return Duration{0};
    }
    return Duration{std::llround(seconds * 1000)};
}

void ActivityReader::readBackground(const QJsonObject &json, const QString &pointer, Activity &into)
{
    const QJsonValue background = json.value("background"_L1);
    if (!isAbsent(background) && !background.isBool()) {
        problem(QString(pointer + "/background"_L1), u"\"background\" is true or false."_s);
    }
    into.background = background.toBool();
}

void ActivityReader::readSecrets(const QJsonValue &json, const QString &pointer, Activity &into)
{
    if (isAbsent(json)) {
        return;
    }
    if (!json.isArray()) {
        problem(pointer, u"\"secrets\" of an activity is a list of names of groups."_s);
        return;
    }
    for (const QJsonValue &one : json.toArray()) {
        const QString group = one.toString();
        if (!m_secretGroups.contains(group)) {
            problem(pointer,
                    u"There is no group of secrets named \"%1\"%2"_s.arg(group, nearestHint(group, m_secretGroups)));
        } else if (!into.secrets.contains(group)) {
            into.secrets += group;
        }
    }
}

} // namespace readyroom::drills
