// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/httpevidence.h"

#include "app/evidence/finding.h"
#include "app/evidence/measure.h"
#include "models/exposition/jsonpointer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using http::Response;
using readiness::Evidence;
using readiness::HttpEvidence;
using readiness::Outcome;
using readiness::Unit;

namespace {

/// A page may hold anything where a number is expected.
constexpr qsizetype longestShown = 80;

QString statusesText(const HttpEvidence &spec)
{
    QStringList statuses;
    for (const int status : spec.status) {
        statuses += QString::number(status);
    }
    return statuses.join(u" or "_s);
}

QString targetOf(const HttpEvidence &spec)
{
    if (spec.number) {
        return u"%1 %2"_s.arg(spec.pointer, targeted(*spec.number, Unit::None));
    }
    if (spec.text) {
        return u"%1 = %2"_s.arg(spec.pointer, *spec.text);
    }
    return spec.pointer.isEmpty() ? statusesText(spec) : u"%1, %2"_s.arg(statusesText(spec), spec.pointer);
}

Evidence finding(const HttpEvidence &spec, bool passes, QString observed, QString reason = {})
{
    return {.outcome = passes ? Outcome::Pass : Outcome::Fail,
            .observed = std::move(observed),
            .target = targetOf(spec),
            .reason = std::move(reason)};
}

/// As JSON writes it, texts without quotes.
QString textOf(const QJsonValue &value)
{
    if (value.isString()) {
        return value.toString();
    }
    // A document has an array or an object at its top.
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.sliced(1, json.size() - 2));
}

QString shown(const QJsonValue &value)
{
    const QString text = textOf(value).simplified();
    return text.size() > longestShown ? text.left(longestShown) + u"…"_s : text;
}

Evidence judgeValue(const HttpEvidence &spec, const QJsonValue &value)
{
    if (value.isUndefined()) {
        return finding(spec, false, u"nothing"_s, u"the answer has nothing at %1"_s.arg(spec.pointer));
    }
    if (spec.number) {
        if (!value.isDouble()) {
            return finding(spec, false, shown(value), u"%1 is no number"_s.arg(spec.pointer));
        }
        const double number = value.toDouble();
        Evidence evidence = finding(spec, spec.number->holds(number), measured(number, Unit::None, *spec.number));
        evidence.value = number;
        return evidence;
    }
    return finding(spec, !spec.text || textOf(value) == *spec.text, shown(value));
}

Evidence judgeAnswer(const HttpEvidence &spec, const Response &answer)
{
    if (answer.error) {
        return unknown(*answer.error, targetOf(spec));
    }
    const QString status = QString::number(answer.status);
    if (std::ranges::find(spec.status, answer.status) == spec.status.end()) {
        return finding(spec, false, status, u"%1 was expected"_s.arg(statusesText(spec)));
    }
    if (spec.pointer.isEmpty() && !spec.number && !spec.text) {
        return finding(spec, true, status);
    }
    const auto pointer = exposition::JsonPointer::parse(spec.pointer);
    if (!pointer) {
        return unknown(pointer.error(), targetOf(spec));
    }
    // Wrapped, because QJsonDocument reads arrays and objects only, and a bare true is JSON, too (RFC 8259).
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson('[' + answer.body + ']', &error);
    if (error.error != QJsonParseError::NoError || document.array().size() != 1) {
        return finding(spec, false, status, u"the answer is not JSON"_s);
    }
    return judgeValue(spec, pointer->resolve(document.array().first()));
}

QByteArray rawOf(const std::vector<InstanceAnswers> &instances)
{
    QByteArray raw;
    for (const InstanceAnswers &instance : instances) {
        for (const Response &answer : instance.answers) {
            raw += instance.instance.toUtf8() + ' ' + QByteArray::number(answer.status) + "\n\n" + answer.body + '\n';
        }
    }
    return raw;
}

} // namespace

Evidence judgeHttp(const HttpEvidence &spec, const std::vector<InstanceAnswers> &instances)
{
    std::vector<Evidence> findings;
    for (const InstanceAnswers &instance : instances) {
        for (const Response &answer : instance.answers) {
            Evidence found = judgeAnswer(spec, answer);
            if (found.outcome != Outcome::Pass) {
                found.reason = ofInstance(instance.instance, found.reason, instances.size());
            }
            findings.push_back(std::move(found));
        }
    }
    if (findings.empty()) {
        return unknown(u"the service has no instances"_s, targetOf(spec));
    }
    return withRaw(worst(std::move(findings)), rawOf(instances));
}

} // namespace readyroom::evidence
