// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evidence/headerevidence.h"

#include "app/evidence/finding.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <set>

namespace readyroom::evidence {

using namespace Qt::StringLiterals;
using http::Response;
using readiness::Evidence;
using readiness::HeaderEvidence;
using readiness::Outcome;

namespace {

QByteArray lower(const QString &name)
{
    return name.toLatin1().toLower();
}

std::optional<QByteArray> valueOf(const Response &answer, const QString &name)
{
    const QByteArray wanted = lower(name);
    const auto found = std::ranges::find(answer.headers, wanted, &Answer::Header::first);
    return found == answer.headers.end() ? std::nullopt : std::optional(found->second);
}

QString targetOf(const HeaderEvidence &spec)
{
    if (spec.name.isEmpty()) {
        return u"%1 of %1"_s.arg(spec.present.size());
    }
    QString target = spec.matches.isEmpty() ? spec.name : u"%1 matches %2"_s.arg(spec.name, spec.matches);
    return spec.unique ? target + u", another one each time"_s : target;
}

Evidence judgePresent(const HeaderEvidence &spec, const std::vector<Response> &answers)
{
    QStringList missing;
    for (const QString &name : spec.present) {
        const bool everywhere =
            std::ranges::all_of(answers, [&](const Response &answer) { return valueOf(answer, name).has_value(); });
        if (!everywhere) {
            missing += name;
        }
    }
    const qsizetype wanted = spec.present.size();
    const qsizetype there = wanted - missing.size();
    Evidence evidence{.outcome = there == wanted ? Outcome::Pass
                          : there > 0            ? Outcome::Partial
                                                 : Outcome::Fail,
                      .observed = u"%1 of %2"_s.arg(there).arg(wanted),
                      .target = targetOf(spec)};
    evidence.value = static_cast<double>(there);
    if (!missing.isEmpty()) {
        evidence.reason = u"missing: %1"_s.arg(missing.join(u", "_s));
    }
    return evidence;
}

Evidence failed(const HeaderEvidence &spec, QString observed, QString reason = {})
{
    return {.outcome = Outcome::Fail,
            .observed = std::move(observed),
            .target = targetOf(spec),
            .reason = std::move(reason)};
}

Evidence judgeNamed(const HeaderEvidence &spec, const std::vector<Response> &answers)
{
    const re2::RE2 pattern(spec.matches.toStdString(), re2::RE2::Quiet);
    QByteArray first;
    for (const Response &answer : answers) {
        const std::optional<QByteArray> value = valueOf(answer, spec.name);
        if (!value) {
            return failed(spec, u"missing"_s);
        }
        if (!spec.matches.isEmpty() && !re2::RE2::FullMatch(value->toStdString(), pattern)) {
            return failed(spec, QString::fromUtf8(*value));
        }
        first = first.isEmpty() ? *value : first;
    }
    return {.outcome = Outcome::Pass, .observed = QString::fromUtf8(first), .target = targetOf(spec)};
}

/// Over all instances: two of them must not give out the same value either.
std::optional<Evidence> repetition(const HeaderEvidence &spec, const std::vector<InstanceAnswers> &instances)
{
    std::set<QByteArray> seen;
    int count = 0;
    QByteArray twice;
    for (const InstanceAnswers &instance : instances) {
        for (const Response &answer : instance.answers) {
            if (const std::optional<QByteArray> value = valueOf(answer, spec.name)) {
                ++count;
                twice = seen.insert(*value).second ? twice : *value;
            }
        }
    }
    if (static_cast<int>(seen.size()) == count) {
        return std::nullopt;
    }
    return failed(spec, u"%1 different of %2"_s.arg(seen.size()).arg(count),
                  u"“%1” came more than once"_s.arg(QString::fromUtf8(twice)));
}

QByteArray rawOf(const std::vector<InstanceAnswers> &instances)
{
    QByteArray raw;
    for (const InstanceAnswers &instance : instances) {
        for (const Response &answer : instance.answers) {
            raw += instance.instance.toUtf8() + ' ' + QByteArray::number(answer.status) + '\n';
            for (const auto &[name, value] : answer.headers) {
                raw += name + ": " + value + '\n';
            }
            raw += '\n';
        }
    }
    return raw;
}

Evidence judgeInstance(const HeaderEvidence &spec, const InstanceAnswers &instance)
{
    const auto silent = std::ranges::find_if(instance.answers, [](const Response &a) { return a.error.has_value(); });
    if (silent != instance.answers.end()) {
        return unknown(*silent->error, targetOf(spec));
    }
    return spec.name.isEmpty() ? judgePresent(spec, instance.answers) : judgeNamed(spec, instance.answers);
}

} // namespace

Evidence judgeHeaders(const HeaderEvidence &spec, const std::vector<InstanceAnswers> &instances)
{
    std::vector<Evidence> findings;
    for (const InstanceAnswers &instance : instances) {
        Evidence finding = judgeInstance(spec, instance);
        if (finding.outcome != Outcome::Pass) {
            finding.reason = ofInstance(instance.instance, finding.reason, instances.size());
        }
        findings.push_back(std::move(finding));
    }
    if (findings.empty()) {
        return unknown(u"the service has no instances"_s, targetOf(spec));
    }
    Evidence result = worst(std::move(findings));
    if (spec.unique && result.outcome == Outcome::Pass) {
        result = repetition(spec, instances).value_or(std::move(result));
    }
    return withRaw(std::move(result), rawOf(instances));
}

} // namespace readyroom::evidence
