// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readiness/recordparts.h"

#include "models/journal/timetext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <cmath>

namespace readyroom::readiness {

using namespace Qt::StringLiterals;

namespace {

QJsonValue toJson(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue toJson(const QByteArray &hex)
{
    return toJson(QString::fromLatin1(hex));
}

QJsonValue toJson(double number)
{
    return number;
}

template<std::same_as<int> T> QJsonValue toJson(T number)
{
    return number;
}

template<std::same_as<bool> T> QJsonValue toJson(T yes)
{
    return yes;
}

QJsonValue toJson(Timestamp at)
{
    return toJson(journal::timeText(at).value_or(QByteArray()));
}

QJsonValue toJson(ItemResult result)
{
    return itemResultName(result);
}

QJsonValue toJson(Verdict verdict)
{
    return verdictName(verdict);
}

QJsonValue toJson(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

QJsonValue toJson(const Waiver &waiver)
{
    return QJsonObject{{u"expires"_s, toJson(waiver.expires)},
                       {u"owner"_s, toJson(waiver.owner)},
                       {u"reason"_s, toJson(waiver.reason)}};
}

QJsonValue toJson(const NotApplicable &notApplicable)
{
    return QJsonObject{{u"by"_s, toJson(notApplicable.by)}, {u"reason"_s, toJson(notApplicable.reason)}};
}

template<typename T> QJsonValue toJson(const std::optional<T> &value)
{
    return value ? toJson(*value) : QJsonValue(QJsonValue::Null);
}

bool fromJson(const QJsonValue &value, QString &text)
{
    text = value.toString();
    return value.isNull() || (value.isString() && !text.isEmpty());
}

bool fromJson(const QJsonValue &value, QByteArray &hex)
{
    QString text;
    const bool isText = fromJson(value, text);
    hex = text.toLatin1();
    return isText;
}

bool fromJson(const QJsonValue &value, double &number)
{
    number = value.toDouble();
    return value.isDouble();
}

bool fromJson(const QJsonValue &value, int &number)
{
    number = value.toInt(-1);
    return value.isDouble() && number >= 0;
}

bool fromJson(const QJsonValue &value, bool &yes)
{
    yes = value.toBool();
    return value.isBool();
}

bool fromJson(const QJsonValue &value, Timestamp &at)
{
    const std::optional<Timestamp> read = journal::timeFromText(value.toString().toUtf8());
    at = read.value_or(Timestamp());
    return read.has_value();
}

bool fromJson(const QJsonValue &value, ItemResult &result)
{
    const std::optional<ItemResult> read = itemResultFromName(value.toString());
    result = read.value_or(ItemResult::Unknown);
    return read.has_value();
}

bool fromJson(const QJsonValue &value, Verdict &verdict)
{
    const std::optional<Verdict> read = verdictFromName(value.toString());
    verdict = read.value_or(Verdict::NoGo);
    return read.has_value();
}

bool fromJson(const QJsonValue &value, QStringList &texts)
{
    for (const QJsonValue &text : value.toArray()) {
        if (!text.isString()) {
            return false;
        }
        texts += text.toString();
    }
    return value.isArray();
}

bool fromJson(const QJsonValue &value, Waiver &waiver)
{
    return value.isObject() && value.toObject().size() == 3 && fromJson(value["expires"_L1], waiver.expires)
        && fromJson(value["owner"_L1], waiver.owner) && fromJson(value["reason"_L1], waiver.reason);
}

bool fromJson(const QJsonValue &value, NotApplicable &notApplicable)
{
    return value.isObject() && value.toObject().size() == 2 && fromJson(value["by"_L1], notApplicable.by)
        && fromJson(value["reason"_L1], notApplicable.reason);
}

template<typename T> bool fromJson(const QJsonValue &value, std::optional<T> &optional)
{
    if (value.isNull()) {
        return true;
    }
    return fromJson(value, optional.emplace());
}

template<typename Record, auto member> constexpr Part<Record> part(const char *name, const char *words)
{
    return {QLatin1StringView(name), QLatin1StringView(words),
            [](const Record &record) { return toJson(record.*member); },
            [](const QJsonValue &value, Record &record) { return fromJson(value, record.*member); }};
}

} // namespace

std::span<const Part<Document>> documentParts()
{
    using D = Document;
    static constexpr std::array parts{
        part<D, &D::verdict>("verdict", "the verdict"),
        part<D, &D::score>("score", "the score"),
        part<D, &D::gate>("gate", "the gate"),
        part<D, &D::floor>("floor", "the floor"),
        part<D, &D::applicable>("applicable", "the number of applicable items"),
        part<D, &D::unknown>("unknown", "the number of unknown items"),
        part<D, &D::conditions>("conditions", "the conditions"),
        part<D, &D::why>("why", "the reasons of the verdict"),
        part<D, &D::reason>("reason", "the reason of the sign-off"),
        part<D, &D::roles>("roles", "the roles that have to sign"),
        part<D, &D::at>("at", "the time of the assessment"),
        part<D, &D::service>("service", "the service"),
        part<D, &D::environment>("environment", "the environment"),
        part<D, &D::profile>("profile", "the profile"),
        part<D, &D::title>("title", "the title"),
        part<D, &D::profileSha256>("profile_sha256", "the digest of the profile"),
    };
    return parts;
}

std::span<const Part<Document::CategoryRecord>> categoryParts()
{
    using C = Document::CategoryRecord;
    static constexpr std::array parts{
        part<C, &C::name>("name", "the name of the category %1"),
        part<C, &C::score>("score", "the score of the category %1"),
        part<C, &C::weight>("weight", "the weight of the category %1"),
        part<C, &C::assessed>("assessed", "what is already in place of the category %1"),
        part<C, &C::blocks>("blocks", "whether the category %1 blocks"),
    };
    return parts;
}

std::span<const Part<Document::ItemRecord>> itemParts()
{
    using I = Document::ItemRecord;
    static constexpr std::array parts{
        part<I, &I::id>("id", "the id of %1"),
        part<I, &I::result>("result", "the result of %1"),
        part<I, &I::title>("title", "the text of %1"),
        part<I, &I::description>("description", "the description of %1"),
        part<I, &I::category>("category", "the category of %1"),
        part<I, &I::severity>("severity", "the severity of %1"),
        part<I, &I::blocker>("blocker", "whether %1 is a blocker"),
        part<I, &I::weight>("weight", "the weight of %1"),
        part<I, &I::kind>("kind", "the kind of evidence of %1"),
        part<I, &I::statement>("statement", "what is asked for %1"),
        part<I, &I::observed>("observed", "what was observed for %1"),
        part<I, &I::target>("target", "the target of %1"),
        part<I, &I::reason>("reason", "the explanation of the result of %1"),
        part<I, &I::value>("value", "the measured value of %1"),
        part<I, &I::takenAt>("taken_at", "the time of the evidence of %1"),
        part<I, &I::expires>("expires", "the expiry of the evidence of %1"),
        part<I, &I::rawSha256>("raw_sha256", "the digest of the answer of %1"),
        part<I, &I::keptSha256>("kept_sha256", "the digest of the kept answer of %1"),
        part<I, &I::effortHours>("effort_h", "the effort of %1"),
        part<I, &I::effortAssumed>("effort_assumed", "whether the effort of %1 is assumed"),
        part<I, &I::owner>("owner", "the owner of %1"),
        part<I, &I::fix>("fix", "the remedy of %1"),
        part<I, &I::waiver>("waiver", "the waiver of %1"),
        part<I, &I::notApplicable>("not_applicable", "why %1 is not applicable"),
    };
    return parts;
}

QString partWords(QLatin1StringView words, const QString &subject)
{
    constexpr qsizetype longest = 80;
    QString name = subject.size() > longest ? subject.first(longest) + u'…' : subject;
    for (QChar &c : name) {
        if (!c.isPrint() && !c.isSurrogate()) {
            c = QChar::ReplacementCharacter;
        }
    }
    return QString(words).replace(u"%1"_s, name);
}

} // namespace readyroom::readiness
