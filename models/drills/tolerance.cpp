// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/drills/tolerance.h"

#include "models/drills/jsonpath.h"
#include "models/promql/number.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QStringList>

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

namespace readyroom::drills {

using namespace Qt::StringLiterals;

namespace {

QString jsonText(const QJsonValue &value)
{
    if (value.isObject()) {
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    }
    const QByteArray inList = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(inList.sliced(1, inList.size() - 2));
}

QString numberText(double number)
{
    return QString::fromLatin1(promql::formatFloat(number));
}

bool searches(const QString &pattern, const QString &text)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    const QByteArray patternBytes = pattern.toUtf8();
    const QByteArray bytes = text.toUtf8();
    const re2::RE2 regex(re2::StringPiece(patternBytes.constData(), static_cast<std::size_t>(patternBytes.size())),
                         options);
    return regex.ok()
        && re2::RE2::PartialMatch(re2::StringPiece(bytes.constData(), static_cast<std::size_t>(bytes.size())), regex);
}

/// A number, or a text that is one, as Chaos Toolkit takes what a process prints.
std::optional<double> numberOf(const QJsonValue &value)
{
    if (value.isDouble()) {
        return value.toDouble();
    }
    if (value.isString()) {
        return promql::parseFloat(value.toString().trimmed().toLatin1());
    }
    return std::nullopt;
}

/// Undefined when there is no such target.
QJsonValue targetOf(const QJsonValue &output, const QString &target)
{
    return target.isEmpty() ? output : output.toObject().value(target);
}

QJsonValue statusOrSelf(const QJsonValue &output)
{
    const QJsonValue status = output.toObject().value("status"_L1);
    return status.isUndefined() ? output : status;
}

QString fieldWithText(const QString &provider)
{
    if (provider == "http"_L1) {
        return u"body"_s;
    }
    return provider == "process"_L1 ? u"stdout"_s : QString();
}

/// Judges one output; one function for each kind of rule.
struct Judge {
    const QJsonValue &output;
    const QString &provider;

    bool operator()(const Tolerance::Equal &rule) const
    {
        return (rule.value.isDouble() ? statusOrSelf(output) : output) == rule.value;
    }
    bool operator()(const Tolerance::Range &rule) const
    {
        const auto number = numberOf(rule.target.isEmpty() ? statusOrSelf(output) : targetOf(output, rule.target));
        return number && *number >= rule.low && *number <= rule.high;
    }
    bool operator()(const Tolerance::OneOf &rule) const { return rule.values.contains(statusOrSelf(output)); }
    bool operator()(const Tolerance::Regex &rule) const
    {
        const bool chosen = rule.target.isEmpty() && output.isObject();
        const QJsonValue value = targetOf(output, chosen ? fieldWithText(provider) : rule.target);
        if (value.isUndefined() || value.isNull()) {
            return false;
        }
        return searches(rule.pattern, value.isString() ? value.toString() : jsonText(value));
    }
    bool operator()(const Tolerance::JsonPath &rule) const
    {
        const auto path = JsonPath::parse(rule.path);
        QJsonValue value = targetOf(output, rule.target);
        if (!path || value.isUndefined()) {
            return false;
        }
        if (value.isString()) {
            const QJsonDocument document = QJsonDocument::fromJson(value.toString().toUtf8());
            if (!document.isNull()) {
                value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
            }
        }
        QJsonArray found;
        for (const QJsonValue &one : path->find(value)) {
            found.append(one);
        }
        if (!rule.expect.isEmpty()) {
            return found == rule.expect;
        }
        return rule.count ? found.size() == *rule.count : !found.isEmpty();
    }
    bool operator()(const Tolerance::Limit &rule) const
    {
        if (output.isArray()) {
            // Of several series each must be within the limit.
            const QJsonArray all = output.toArray();
            return !all.isEmpty() && std::ranges::all_of(all, [&rule](const QJsonValue &one) {
                return one.isDouble() && rule.threshold.holds(one.toDouble());
            });
        }
        const auto number = numberOf(statusOrSelf(output));
        return number && rule.threshold.holds(*number);
    }
    bool operator()(const Tolerance::Probe & /*rule*/) const { return false; }
};

QString of(const QString &target, const QString &text)
{
    return target.isEmpty() ? text : QString(target + u": "_s + text);
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(readyroom::drills::Tolerance)
public:
    QString operator()(const Tolerance::Equal &rule) const { return jsonText(rule.value); }
    QString operator()(const Tolerance::Range &rule) const
    {
        return of(rule.target, u"%1 … %2"_s.arg(numberText(rule.low), numberText(rule.high)));
    }
    QString operator()(const Tolerance::OneOf &rule) const
    {
        QStringList texts;
        for (const QJsonValue &value : rule.values) {
            texts += jsonText(value);
        }
        return tr("one of %1").arg(texts.join(", "_L1));
    }
    QString operator()(const Tolerance::Regex &rule) const
    {
        return of(rule.target, tr("matches %1").arg(rule.pattern));
    }
    QString operator()(const Tolerance::JsonPath &rule) const
    {
        if (rule.expect.size() == 1) {
            return of(rule.target, tr("%1 is %2").arg(rule.path, jsonText(rule.expect.first())));
        }
        if (!rule.expect.isEmpty()) {
            return of(rule.target, tr("%1 finds %2").arg(rule.path, jsonText(rule.expect)));
        }
        return of(rule.target,
                  rule.count ? tr("%1 finds %2").arg(rule.path, QString::number(*rule.count))
                             : tr("%1 finds something").arg(rule.path));
    }
    QString operator()(const Tolerance::Limit &rule) const
    {
        return readiness::operatorSign(rule.threshold.op) + u' '
            + QStringView(rule.text).trimmed().sliced(readiness::operatorText(rule.threshold.op).size()).trimmed();
    }
    QString operator()(const Tolerance::Probe &rule) const
    {
        return tr("as the probe \"%1\" says").arg(rule.json.value("name"_L1).toString());
    }
};

} // namespace

bool holds(const Tolerance &tolerance, const QJsonValue &output, const QString &provider)
{
    if (output.isNull() || output.isUndefined()) {
        return false;
    }
    return std::visit(Judge{output, provider}, tolerance.rule);
}

QString toleranceText(const Tolerance &tolerance)
{
    return std::visit(Words{}, tolerance.rule);
}

std::optional<double> limitOf(const Tolerance &tolerance)
{
    if (const auto *limit = std::get_if<Tolerance::Limit>(&tolerance.rule)) {
        return limit->threshold.value;
    }
    if (const auto *range = std::get_if<Tolerance::Range>(&tolerance.rule)) {
        return range->high;
    }
    return std::nullopt;
}

} // namespace readyroom::drills
