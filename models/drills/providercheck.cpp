// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/providercheck.h"

#include "models/drills/nearestword.h"
#include "models/drills/placeholders.h"
#include "models/drills/providerarguments.h"
#include "models/promql/number.h"
#include "models/readiness/threshold.h"

#include <QJsonArray>

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

using Type = ProviderArgument::Type;

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

bool isWhole(const QJsonValue &value, double least, double most)
{
    const double number = value.toDouble();
    return value.isDouble() && number >= least && number <= most && std::trunc(number) == number;
}

bool isDuration(const QJsonValue &value)
{
    return value.isDouble() ? value.toDouble() >= 0
                            : value.isString() && promql::parseDuration(value.toString().toUtf8()).has_value();
}

bool isTimeout(const QJsonValue &value)
{
    const QJsonArray both = value.toArray();
    return isDuration(value) || (both.size() == 2 && both[0].isDouble() && both[1].isDouble());
}

bool isWeight(const QJsonValue &value)
{
    constexpr double heaviest = 256; // of HAProxy
    QString text = value.toString();
    const bool percent = text.endsWith(u'%');
    text.chop(percent ? 1 : 0);
    bool isNumber = value.isDouble();
    const double number = isNumber ? value.toDouble() : text.toUInt(&isNumber);
    return isNumber && number >= 0 && number <= (percent ? 100 : heaviest) && std::trunc(number) == number;
}

bool isStatus(const QJsonValue &value)
{
    const auto one = [](const QJsonValue &status) { return isWhole(status, 100, 599); };
    const QJsonArray list = value.toArray();
    return one(value) || (!list.isEmpty() && std::ranges::all_of(list, one));
}

bool isPointer(const QJsonValue &value)
{
    return value.isString() && (value.toString().isEmpty() || value.toString().startsWith(u'/'));
}

bool isRegex(const QJsonValue &value)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    return value.isString() && re2::RE2(value.toString().toStdString(), options).ok();
}

bool isTexts(const QJsonValue &value)
{
    const QJsonArray list = value.toArray();
    return !list.isEmpty()
        && std::ranges::all_of(list, [](const QJsonValue &one) { return one.isString() && !one.toString().isEmpty(); });
}

bool isUpstreams(const QJsonValue &value)
{
    const auto one = [](const QJsonValue &upstream) {
        return upstream.isObject() || (upstream.isString() && !upstream.toString().isEmpty());
    };
    const QJsonArray list = value.toArray();
    return value.isArray() ? !list.isEmpty() && std::ranges::all_of(list, one) : value.isString() && one(value);
}

bool isTextMap(const QJsonValue &value)
{
    const QJsonObject members = value.toObject();
    return value.isObject() && std::all_of(members.begin(), members.end(), [](const QJsonValue &one) {
               return one.isString() || one.isDouble() || one.isBool();
           });
}

bool isOfType(const QJsonValue &value, const ProviderArgument &argument)
{
    switch (argument.type) {
    case Type::Any:
        return true;
    case Type::Text:
        return value.isString() && (argument.choices.isEmpty() || argument.choices.contains(value.toString()));
    case Type::Whole:
        return isWhole(value, argument.least, argument.most);
    case Type::Truth:
        return value.isBool();
    case Type::Duration:
        return isDuration(value);
    case Type::Timeout:
        return isTimeout(value);
    case Type::Weight:
        return isWeight(value);
    case Type::Status:
        return isStatus(value);
    case Type::Threshold:
        return value.isString() && readiness::parseThreshold(value.toString()).has_value();
    case Type::Pointer:
        return isPointer(value);
    case Type::Regex:
        return isRegex(value);
    case Type::Texts:
        return isTexts(value);
    case Type::Upstreams:
        return isUpstreams(value);
    case Type::TextMap:
        return isTextMap(value);
    case Type::Arguments:
        return value.isArray() || value.isString() || value.isObject();
    case Type::Map:
        return value.isObject();
    }
    return false;
}

QString choicesText(const QStringList &choices)
{
    return choices.size() == 1
        ? choices.front()
        : QString(u"one of "_s + choices.first(choices.size() - 1).join(", "_L1) + u" and "_s + choices.back());
}

/// What it should be, for "… must be …".
QString wanted(const ProviderArgument &argument)
{
    switch (argument.type) {
    case Type::Any:
        return u"anything"_s;
    case Type::Text:
        return argument.choices.isEmpty() ? u"a text"_s : choicesText(argument.choices);
    case Type::Whole:
        return u"a whole number from %1 to %2"_s.arg(QString::number(argument.least, 'f', 0),
                                                     QString::number(argument.most, 'f', 0));
    case Type::Truth:
        return u"true or false"_s;
    case Type::Duration:
    case Type::Timeout:
        return u"a number of seconds or a duration such as \"2s\""_s;
    case Type::Weight:
        return u"a whole number from 0 to 256 or a percentage such as \"25%\""_s;
    case Type::Status:
        return u"a status such as 200, or a list of them"_s;
    case Type::Threshold:
        return u"a comparison such as \"< 0.4\""_s;
    case Type::Pointer:
        return u"a JSON pointer such as \"/count\""_s;
    case Type::Regex:
        return u"a regular expression of RE2"_s;
    case Type::Texts:
        return u"a list of texts"_s;
    case Type::Upstreams:
        return u"a list of addresses such as \"10.0.0.1:8080\""_s;
    case Type::TextMap:
        return u"a map of names to texts"_s;
    case Type::Arguments:
        return u"a list, a text or a map"_s;
    case Type::Map:
        return u"a map"_s;
    }
    return {};
}

QString escaped(QString key)
{
    return key.replace(u'~', "~0"_L1).replace(u'/', "~1"_L1);
}

/// Goes through one provider.
class Check {
public:
    explicit Check(const QJsonObject &provider)
        : m_provider(provider)
        , m_type(provider.value("type"_L1).toString())
        , m_do(provider.value("do"_L1).toString())
    {
    }

    std::vector<Problem> problems()
    {
        const ProviderArguments *known = findType();
        if (!known) {
            return std::move(m_problems);
        }
        std::vector<ProviderArgument> arguments = commonArguments();
        arguments.insert(arguments.end(), known->arguments.begin(), known->arguments.end());
        members(m_provider, arguments, {}, m_type, known->open);
        for (const QStringList &names : known->oneOf) {
            exactlyOneOf(m_provider, names, {}, m_type, true);
        }
        ownRules();
        return std::move(m_problems);
    }

private:
    void add(const QString &pointer, const QString &sentence) { m_problems.push_back({pointer, sentence}); }

    const ProviderArguments *findType()
    {
        const QJsonValue type = m_provider.value("type"_L1);
        if (!type.isString()) {
            add({}, u"A provider needs a \"type\", such as http."_s);
            return nullptr;
        }
        if (m_type == "python"_L1) {
            add(u"/type"_s,
                u"A provider of the type python is not run here; use http for what a request can do, or process with "
                "a program of your own."_s);
            return nullptr;
        }
        const ProviderArguments *known = argumentsOf(m_type);
        if (!known) {
            add(u"/type"_s, u"There is no provider \"%1\"%2"_s.arg(m_type, nearestHint(m_type, providerNames())));
        }
        return known;
    }

    /// `of` names the provider or the argument that the members belong to. Of two arguments with the same name the one
    /// for the present `do` counts.
    void members(const QJsonObject &json, const std::vector<ProviderArgument> &arguments, const QString &pointer,
                 const QString &of, bool open)
    {
        QStringList names;
        for (const ProviderArgument &argument : arguments) {
            if (!names.contains(argument.name)) {
                names += argument.name;
            }
        }
        for (auto member = json.begin(); member != json.end(); ++member) {
            if (!names.contains(member.key()) && !open) {
                add(QString(pointer + u'/' + escaped(member.key())),
                    u"\"%1\" is not known to %2%3"_s.arg(member.key(), of, nearestHint(member.key(), names)));
            }
        }
        for (const QString &name : names) {
            named(json.value(name), name, arguments, pointer, of);
        }
    }

    void named(const QJsonValue &value, const QString &name, const std::vector<ProviderArgument> &arguments,
               const QString &pointer, const QString &of)
    {
        const auto belongs = [&](const ProviderArgument &argument) {
            return argument.name == name && (argument.onlyFor.isEmpty() || argument.onlyFor.contains(m_do))
                && !argument.notFor.contains(m_do);
        };
        const auto found = std::ranges::find_if(arguments, belongs);
        if (found == arguments.end()) {
            // what `do` wants is not known as long as it is wrong or a placeholder
            if (!isAbsent(value) && isKnownDo()) {
                add(QString(pointer + u'/' + name), u"\"%1\" of %2 has no meaning with %3."_s.arg(name, of, m_do));
            }
        } else if (isAbsent(value)) {
            if (found->required && name != "type"_L1) {
                add(pointer, u"\"%1\" of %2 is missing: %3."_s.arg(name, of, wanted(*found)));
            }
        } else {
            typed(value, *found, QString(pointer + u'/' + name), of);
        }
    }

    void typed(const QJsonValue &value, const ProviderArgument &argument, const QString &pointer, const QString &of)
    {
        if (value.isString() && !placeholdersIn(value).isEmpty()) {
            return;
        }
        if (!isOfType(value, argument)) {
            add(pointer, u"\"%1\" of %2 must be %3."_s.arg(argument.name, of, wanted(argument)));
        } else if (argument.type == Type::Text && argument.required && value.toString().isEmpty()) {
            add(pointer, u"\"%1\" of %2 is empty."_s.arg(argument.name, of));
        } else if (argument.type == Type::Map) {
            members(value.toObject(), argument.members, pointer, u"\"%1\""_s.arg(argument.name), false);
        }
    }

    bool isKnownDo() const
    {
        const auto &arguments = argumentsOf(m_type)->arguments;
        const auto what = std::ranges::find(arguments, u"do"_s, &ProviderArgument::name);
        if (what == arguments.end()) {
            return false;
        }
        const bool isOpen = what->choices.isEmpty() && !m_do.isEmpty() && placeholdersIn(m_do).isEmpty();
        return isOpen || what->choices.contains(m_do);
    }

    void exactlyOneOf(const QJsonObject &json, const QStringList &names, const QString &pointer, const QString &of,
                      bool oneIsNeeded)
    {
        QStringList present;
        for (const QString &name : names) {
            if (!isAbsent(json.value(name))) {
                present += name;
            }
        }
        if (present.isEmpty() && oneIsNeeded) {
            add(pointer, u"%1 needs \"%2\"."_s.arg(of, names.join(u"\" or \""_s)));
        } else if (present.size() > 1) {
            add(QString(pointer + u'/' + present[1]),
                u"%1 takes only one of \"%2\"."_s.arg(of, names.join(u"\", \""_s)));
        }
    }

    void ownRules()
    {
        if (m_type == "http"_L1) {
            exactlyOneOf(m_provider, {u"body"_s, u"text"_s, u"arguments"_s}, {}, m_type, false);
            if (const QJsonValue count = m_provider.value("count"_L1); count.isObject()) {
                exactlyOneOf(count.toObject(), {u"at"_s, u"regex"_s}, u"/count"_s, u"\"count\""_s, true);
            }
            if (const QJsonValue verify = m_provider.value("verify"_L1); verify.isObject()) {
                exactlyOneOf(verify.toObject(), {u"pass"_s, u"equals"_s}, u"/verify"_s, u"\"verify\""_s, false);
            }
        } else if (m_type == "caddy"_L1 && m_do == "load"_L1) {
            exactlyOneOf(m_provider, {u"config"_s, u"file"_s}, {}, m_type, true);
        }
        for (const QString &name : {u"password"_s, u"secret"_s}) {
            if (const QJsonValue secret = m_provider.value(name); secret.isObject()) {
                exactlyOneOf(secret.toObject(),
                             name == "password"_L1 ? QStringList{u"env"_s, u"file"_s, u"keychain"_s}
                                                   : QStringList{u"env"_s, u"file"_s},
                             u"/"_s + name, u"\"%1\""_s.arg(name), true);
            }
        }
    }

    const QJsonObject &m_provider;
    QString m_type;
    QString m_do;
    std::vector<Problem> m_problems;
};

} // namespace

QStringList providerNames()
{
    QStringList names;
    for (const ProviderArguments &one : allProviderArguments()) {
        names += one.type;
    }
    return names;
}

bool mayChange(const QJsonObject &provider)
{
    const QString type = provider.value("type"_L1).toString();
    if (type == "promql"_L1) {
        return false;
    }
    if (type == "http"_L1) {
        const QString method = provider.value("method"_L1).toString(u"GET"_s).toUpper();
        return method != "GET"_L1 && method != "HEAD"_L1;
    }
    return !readsOf(type).contains(provider.value("do"_L1).toString());
}

std::vector<Problem> problemsOf(const QJsonObject &provider)
{
    return Check(provider).problems();
}

} // namespace readyroom::drills
